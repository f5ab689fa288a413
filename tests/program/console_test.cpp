// SPDX-License-Identifier: Apache-2.0
// stdout is data, stderr is everything else, and neither is ever a surprise.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "process.h"

namespace tenure::program {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST(Console, AReaderThatGoesAwayIsNoError) {
  const Folder folder;
  const std::vector<std::vector<std::string>> commands{
      {"examples", "corner_shop"},
      {"schema"},
      {"schema", "sweep"},
      {"explain", scenario("starter"), "--quiet"},
      {"run", scenario("starter"), "--replications", "1", "--quiet"}};
  for (const auto& words : commands) {
    const Ended ended = tenure(folder, words, {Stdout::reader_gone, {}});
    EXPECT_EQ(ended.code, 0) << words.front();
    EXPECT_EQ(ended.signal, 0) << words.front();
    EXPECT_THAT(ended.err, IsEmpty()) << words.front();
  }
}

TEST(Console, AReaderThatGoesAwayDoesNotKeepResultsFromTheirFile) {
  const Folder folder;
  tenure(folder, {"run", scenario("starter"), "--replications", "1", "-o", "R.h5"},
         {Stdout::reader_gone, {}});
  EXPECT_TRUE(folder.has("R.h5"));
}

TEST(Console, AFullDiskIsAnError) {
  const Ended ended = tenure(Folder(), {"schema"}, {Stdout::full_disk, {}});
  EXPECT_EQ(ended.code, 4);
  EXPECT_THAT(ended.err, HasSubstr("standard output"));
}

TEST(Console, QuietLeavesStderrEmpty) {
  const Folder folder;
  EXPECT_THAT(tenure(folder, {"run", scenario("starter"), "--quiet", "-o", "R.h5"}).err, IsEmpty());
  EXPECT_THAT(tenure(folder, {"run", scenario("starter"), "--quiet", "-o", "R.h5"}).err, IsEmpty());
  EXPECT_THAT(tenure(folder, {"init", "x", "--quiet"}).err, IsEmpty());
  EXPECT_THAT(tenure(folder, {"examples", "--quiet"}).err, IsEmpty());
}

TEST(Console, HasNoColourAwayFromATerminal) {
  const Folder folder;
  for (const auto& words : {std::vector<std::string>{"examples"},
                            std::vector<std::string>{"explain", scenario("starter")},
                            std::vector<std::string>{"rnu"}}) {
    const Ended ended = tenure(folder, words, {Stdout::kept, {{"TERM", "xterm-256color"}}});
    EXPECT_THAT(ended.out + ended.err, Not(HasSubstr("\x1b"))) << words.front();
  }
}

}  // namespace
}  // namespace tenure::program
