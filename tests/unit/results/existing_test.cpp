// SPDX-License-Identifier: Apache-2.0
#include "results/existing.h"

#include "results/digest.h"
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
