// SPDX-License-Identifier: Apache-2.0
// A disk that is full, or a limit on the size of files: exit code 4, a message that names the file
// and why, nothing wrong left behind.
#include <cstdio>
#include <regex>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/program/process.h"

namespace tenure::program {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;
using Words = std::vector<std::string>;

/// A study of many short periods, whose results take some five megabytes.
Words large_study(const Words& more = {}) {
  Words words{"run",
              scenario("starter"),
              "-o",
              "R.h5",
              "--replications",
              "200",
              "--set",
              "report_every=8 h",
              "--set",
              "segments.regulars.customers=50",
              "--set",
              "segments.occasional.customers=50"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

/// What they take where there is room, found out once.
std::uintmax_t size_of_results() {
  static const std::uintmax_t size = [] {
    const Folder folder;
    EXPECT_EQ(tenure(folder, large_study()).code, 0);
    return std::filesystem::file_size(folder.path() / "R.h5");
  }();
  return size;
}

/// A small file system of its own.
class SmallDisk {
 public:
  SmallDisk(const std::filesystem::path& folder, const std::string& size)
      : folder_(folder),
        is_there_(mount("tmpfs", folder.c_str(), "tmpfs", 0, ("size=" + size).c_str()) == 0) {}
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  ~SmallDisk() {
    if (is_there_) umount(folder_.c_str());
  }
  bool is_there() const { return is_there_; }

 private:
  std::filesystem::path folder_;
  bool is_there_;
};

/// Nothing but parts, which are complete each, and no temporary.
void expect_nothing_wrong_left(const Folder& folder) {
  for (const std::string& name : folder.files()) EXPECT_EQ(name, "R.h5.parts");
  if (!folder.has("R.h5.parts")) return;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path() / "R.h5.parts")) {
    EXPECT_TRUE(
        std::regex_match(entry.path().filename().string(), std::regex("[0-9a-f]{64}\\.part")))
        << entry.path();
  }
}

class FullDisk : public testing::TestWithParam<const char*> {};

TEST_P(FullDisk, EndsTheRunWithCode4AndNothingWrong) {
  const Folder folder;
  const SmallDisk disk(folder.path(), GetParam());
  if (!disk.is_there()) GTEST_SKIP() << "a small file system of its own needs root";
  ASSERT_GT(size_of_results(), 4U << 20U) << "the study fits on the disk";
  const Ended full = tenure(folder, large_study());
  EXPECT_EQ(full.code, 4);
  EXPECT_THAT(full.err, HasSubstr("R.h5: cannot be written (writing: No space left on device"));
  EXPECT_THAT(full.err, HasSubstr("MB free there"));
  EXPECT_THAT(full.out, IsEmpty());
  expect_nothing_wrong_left(folder);
}

INSTANTIATE_TEST_SUITE_P(, FullDisk, testing::Values("1m", "2m", "4m"),
                         [](const auto& given) { return "Of" + std::string(given.param) + "b"; });

TEST(FullDiskWithOldResults, KeepsThem) {
  const Folder folder;
  const SmallDisk disk(folder.path(), "1m");
  if (!disk.is_there()) GTEST_SKIP() << "a small file system of its own needs root";
  ASSERT_EQ(tenure(folder, {"run", scenario("starter"), "-o", "R.h5"}).code, 0);
  const std::string bytes = folder.read("R.h5");
  const std::string side_file = folder.read("R.h5.run.json");
  EXPECT_EQ(tenure(folder, large_study({"--force"})).code, 4);
  EXPECT_EQ(folder.read("R.h5"), bytes);
  EXPECT_EQ(folder.read("R.h5.run.json"), side_file);
}

/// The program with a limit on the size of files. Their signal SIGXFSZ is ignored, or would end the
/// program if that did not see to it.
Ended limited_run(const Folder& folder, std::uintmax_t bytes, const Words& words, bool ignored) {
  const rlimit limit{bytes, RLIM_INFINITY};
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const auto handler = signal(SIGXFSZ, ignored ? SIG_IGN : SIG_DFL);
  Ended ended;
  {
    setrlimit(RLIMIT_FSIZE, &limit);
    Process process(folder, words);
    setrlimit(RLIMIT_FSIZE, &before);
    ended = process.wait();
  }
  signal(SIGXFSZ, handler);
  return ended;
}

/// All that is left, but for what a run that took long enough keeps for the next one.
std::vector<std::string> left_wrong(const Folder& folder) {
  auto files = folder.files();
  std::erase(files, "R.h5.parts");
  return files;
}

TEST(SizeLimit, EndsTheRunWithCode4AtEverySize) {
  const Folder folder;
  const Words study{"run", scenario("starter"), "-o", "R.h5", "--replications", "4"};
  ASSERT_EQ(tenure(folder, study).code, 0);
  const std::string whole = folder.read("R.h5");
  std::filesystem::remove(folder.path() / "R.h5");
  std::filesystem::remove(folder.path() / "R.h5.run.json");
  for (std::uintmax_t i = 0; i < 20; ++i) {
    // Messages go to a file as well: they need some bytes.
    const std::uintmax_t limit = std::max<std::uintmax_t>(2000, i * whole.size() / 20);
    const Ended ended = limited_run(folder, limit, study, i % 2 == 0);
    EXPECT_EQ(ended.code, 4) << limit << " bytes, signal " << ended.signal;
    EXPECT_THAT(ended.err, HasSubstr("R.h5: cannot be written (writing: File too large"));
    EXPECT_THAT(left_wrong(folder), IsEmpty()) << limit;
  }
  EXPECT_EQ(limited_run(folder, whole.size() - 1, study, true).code, 4);
  EXPECT_THAT(left_wrong(folder), IsEmpty());
  EXPECT_EQ(limited_run(folder, whole.size(), study, true).code, 0);
  EXPECT_EQ(folder.read("R.h5"), whole);
  EXPECT_THAT(folder.files(), UnorderedElementsAre("R.h5", "R.h5.run.json"));
}

TEST(UnwritableFolder, IsRefusedAndNamed) {
  const Folder folder;
  std::filesystem::create_directory(folder.path() / "sealed");
  chmod((folder.path() / "sealed").c_str(), 0555);
  if (access((folder.path() / "sealed").c_str(), W_OK) == 0) {
    // Root may write everywhere but here.
    const Ended ended =
        tenure(folder, {"run", scenario("starter"), "--replications", "2", "-o", "/proc/R.h5"});
    EXPECT_EQ(ended.code, 4);
    EXPECT_THAT(ended.err, HasSubstr("/proc/R.h5: cannot be written"));
    return;
  }
  const Ended ended =
      tenure(folder, {"run", scenario("starter"), "--replications", "2", "-o", "sealed/R.h5"});
  EXPECT_EQ(ended.code, 4);
  EXPECT_THAT(ended.err, HasSubstr("sealed/R.h5: cannot be written"));
  EXPECT_THAT(ended.err, HasSubstr("Permission denied"));
}

}  // namespace
}  // namespace tenure::program
