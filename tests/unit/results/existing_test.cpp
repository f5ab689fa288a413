// SPDX-License-Identifier: Apache-2.0
#include "results/existing.h"

#include "engine/expect.h"
#include "results/digest.h"
#include "results/errors.h"
#include "results/read.h"
#include "results/write.h"
#include "tests/unit/results/example.h"

namespace tenure::results {
namespace {

TEST(Existing, TellsTheSameStudyFromAnother) {
  const Folder folder;
  write(example(), folder / "R.h5");
  const ExistingFile same = look_for_results(folder / "R.h5", "abc");
  EXPECT_EQ(same.state, Existing::same_study);
  EXPECT_EQ(digest(same.dataset), digest(example()));
  EXPECT_EQ(look_for_results(folder / "R.h5", "abd").state, Existing::other_study);

  Dataset nameless = example();
  nameless.attributes.erase("study_id");
  write(nameless, folder / "R.h5");
  EXPECT_EQ(look_for_results(folder / "R.h5", "").state, Existing::other_study);
}

TEST(Existing, IsFoundWithoutItsValues) {
  const Folder folder;
  EXPECT_EQ(look_for_study(folder / "R.h5", "abc").state, Existing::absent);
  write(example(), folder / "R.h5");
  const ExistingFile same = look_for_study(folder / "R.h5", "abc");
  EXPECT_EQ(same.state, Existing::same_study);
  EXPECT_EQ(std::get<std::vector<Text>>(same.dataset.find("policy")->values).size(), 2U);
  const Variable& visits = *same.dataset.find("visits");
  EXPECT_EQ(size(visits.values), 0U);
  EXPECT_TRUE(visits.attributes.contains("long_name"));
  EXPECT_THROW(visits.fetch(), engine::Defect);
  EXPECT_EQ(look_for_study(folder / "R.h5", "abd").state, Existing::other_study);
  std::filesystem::resize_file(folder / "R.h5", 20000);
  EXPECT_EQ(look_for_study(folder / "R.h5", "abc").state, Existing::unreadable);
}

TEST(Existing, BringsTheValuesThatAreWanted) {
  const Folder folder;
  write(example(), folder / "R.h5");
  const Dataset some = read_some(folder / "R.h5", [](const Variable& variable, const Dataset& all) {
    return all.dimensions.contains("visit") && variable.dimensions.size() == 1;
  });
  EXPECT_EQ(some.find("visits")->values, example().find("visits")->values);
  EXPECT_EQ(some.dimensions, example().dimensions);
  EXPECT_TRUE(some.find("survival")->fetch) << "of two dimensions";
  EXPECT_TRUE(some.find("horizon")->fetch);
  // Little of a large file needs little memory.
  ReadLimits limits{.bytes = 100000};
  EXPECT_THROW(read(folder / "R.h5", limits), InputError);
  EXPECT_NO_THROW(read_some(
      folder / "R.h5", [](const Variable&, const Dataset&) { return false; }, limits));
}

TEST(Existing, DoesNotTakeWreckageForAResult) {
  const Folder folder;
  EXPECT_EQ(look_for_results(folder / "R.h5", "abc").state, Existing::absent);
  write(example(), folder / "R.h5");
  std::filesystem::resize_file(folder / "R.h5", 20000);
  const ExistingFile cut = look_for_results(folder / "R.h5", "abc");
  EXPECT_EQ(cut.state, Existing::unreadable);
  EXPECT_NE(cut.reason.find("truncated"), std::string::npos) << cut.reason;
  EXPECT_EQ(look_for_results(folder.path(), "abc").state, Existing::unreadable);
  std::filesystem::create_symlink("nowhere", folder / "dangling");
  EXPECT_EQ(look_for_results(folder / "dangling", "abc").state, Existing::unreadable);
}

}  // namespace
}  // namespace tenure::results
