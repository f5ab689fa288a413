// SPDX-License-Identifier: Apache-2.0
// A run that was interrupted goes on where it was, and nobody can tell from its results.
#include <chrono>
#include <regex>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include "tests/program/process.h"

namespace tenure::program {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::UnorderedElementsAre;
using Words = std::vector<std::string>;

constexpr int kReplications = 40;

Words study(const Folder& folder, int replications = kReplications, const Words& more = {}) {
  if (!folder.has("shop.yaml")) {
    std::filesystem::copy(scenario("starter"), folder.path() / "shop.yaml");
  }
  Words words{"run",
              "shop.yaml",
              "-o",
              "R.h5",
              "--replications",
              std::to_string(replications),
              "--set",
              "segments.regulars.customers=3000",
              "--threads",
              "1"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

std::vector<std::filesystem::path> parts(const Folder& folder) {
  std::vector<std::filesystem::path> files;
  if (!folder.has("R.h5.parts")) return files;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path() / "R.h5.parts")) {
    files.push_back(entry.path());
  }
  return files;
}

struct Whole {
  std::string bytes;
  double wall_seconds = 0.0;
};

const Whole& undisturbed() {
  static const Whole whole = [] {
    const Folder folder;
    const Ended ended = tenure(folder, study(folder));
    EXPECT_EQ(ended.code, 0) << ended.err;
    EXPECT_FALSE(folder.has("R.h5.parts"));
    return Whole{folder.read("R.h5"), ended.wall_seconds};
  }();
  return whole;
}

/// Ends the study with a signal half way. Returns how many replications are kept.
std::size_t interrupt(const Folder& folder) {
  const double half = undisturbed().wall_seconds / 2;
  Process process(folder, study(folder));
  process.wait_until_it_listens();
  std::this_thread::sleep_for(std::chrono::duration<double>(half));
  process.send(SIGTERM);
  const Ended ended = process.wait();
  EXPECT_EQ(ended.code, 5) << ended.err;
  const std::size_t kept = parts(folder).size();
  EXPECT_GE(kept, 3U);
  EXPECT_THAT(ended.err, HasSubstr(std::to_string(kept) + " of 40 replications are kept in"));
  EXPECT_THAT(folder.files(), UnorderedElementsAre("shop.yaml", "R.h5.parts"));
  return kept;
}

TEST(Resume, TakesOverWhatIsFinishedAndComesToTheSameBytes) {
  const Folder folder;
  const std::size_t kept = interrupt(folder);
  const Ended again = tenure(folder, study(folder));
  EXPECT_EQ(again.code, 0) << again.err;
  EXPECT_THAT(again.err,
              HasSubstr("Took " + std::to_string(kept) + " of 40 replications from R.h5.parts."));
  EXPECT_EQ(folder.read("R.h5"), undisturbed().bytes);
  EXPECT_THAT(folder.files(), UnorderedElementsAre("shop.yaml", "R.h5", "R.h5.run.json"));
}

TEST(Resume, IgnoresDamagedPartsAndSaysSo) {
  const Folder folder;
  interrupt(folder);
  auto files = parts(folder);
  std::sort(files.begin(), files.end());
  ASSERT_GE(files.size(), 3U);
  std::filesystem::resize_file(files[0], std::filesystem::file_size(files[0]) / 2);
  std::filesystem::copy_file(files[1], files[2], std::filesystem::copy_options::overwrite_existing);
  const Ended again = tenure(folder, study(folder));
  EXPECT_EQ(again.code, 0) << again.err;
  EXPECT_THAT(again.err, HasSubstr(files[0].filename().string() + ": cannot be used (no seal"));
  EXPECT_THAT(again.err,
              HasSubstr(files[2].filename().string() + ": cannot be used (it belongs to another"));
  EXPECT_EQ(folder.read("R.h5"), undisturbed().bytes);
}

TEST(Resume, MoreReplicationsTakeOverTheFewer) {
  const Folder folder;
  const std::size_t kept = interrupt(folder);
  const Words more = study(folder, 44, {"--set", "title=Another name"});
  const Ended again = tenure(folder, more);
  EXPECT_EQ(again.code, 0) << again.err;
  EXPECT_THAT(again.err, HasSubstr("Took " + std::to_string(kept) + " of 44 replications"));
  const Folder other;
  study(other);  // copies the scenario
  ASSERT_EQ(tenure(other, more).code, 0);
  EXPECT_EQ(folder.read("R.h5"), other.read("R.h5"));
}

TEST(Resume, DoesNotMixInTheScenarioAsItWasBefore) {
  const Folder folder;
  const std::size_t kept = interrupt(folder);
  const std::string before = folder.read("shop.yaml");
  folder.write("shop.yaml", std::regex_replace(before, std::regex("yearly: 18 %"), "yearly: 19 %"));
  const Ended edited = tenure(folder, study(folder));
  EXPECT_EQ(edited.code, 0) << edited.err;
  EXPECT_THAT(edited.err, Not(HasSubstr("Took ")));
  EXPECT_THAT(edited.err, HasSubstr("R.h5.parts holds " + std::to_string(kept) +
                                    " replications of another study"));
  EXPECT_NE(folder.read("R.h5"), undisturbed().bytes);
  EXPECT_FALSE(folder.has("R.h5.parts"));
}

TEST(Resume, LeavesAStrangersFileInTheFolderOfParts) {
  const Folder folder;
  std::filesystem::create_directory(folder.path() / "R.h5.parts");
  folder.write("R.h5.parts/notes.txt", "precious");
  EXPECT_EQ(tenure(folder, study(folder, 2)).code, 0);
  EXPECT_EQ(folder.read("R.h5.parts/notes.txt"), "precious");
}

TEST(Resume, AFileWhereTheFolderOfPartsBelongsCostsTheResumingOnly) {
  const Folder folder;
  folder.write("R.h5.parts", "precious");
  const double half = undisturbed().wall_seconds / 2;  // before the process runs: it takes as long
  Process process(folder, study(folder));
  process.wait_until_it_listens();
  std::this_thread::sleep_for(std::chrono::duration<double>(half));
  process.send(SIGTERM);
  const Ended interrupted = process.wait();
  EXPECT_EQ(interrupted.code, 5);
  EXPECT_THAT(interrupted.err, HasSubstr("R.h5.parts"));
  EXPECT_THAT(interrupted.err, HasSubstr("Nothing was kept"));
  EXPECT_EQ(tenure(folder, study(folder)).code, 0);
  EXPECT_EQ(folder.read("R.h5"), undisturbed().bytes);
  EXPECT_EQ(folder.read("R.h5.parts"), "precious");
}

TEST(Resume, AShortRunWritesNoParts) {
  const Folder folder;
  Process process(folder, {"run", scenario("starter"), "-o", "R.h5", "--replications", "2"});
  EXPECT_EQ(process.wait().code, 0);
  EXPECT_THAT(folder.files(), UnorderedElementsAre("R.h5", "R.h5.run.json"));
}

}  // namespace
}  // namespace tenure::program
