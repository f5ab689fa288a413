// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "process.h"

namespace tenure::program {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(Init, WritesAScenarioThatPassesAndRuns) {
  const Folder folder;
  EXPECT_EQ(tenure(folder, {"init", "my_shop"}).code, 0);
  EXPECT_THAT(folder.files(), ElementsAre("my_shop.yaml"));
  EXPECT_EQ(tenure(folder, {"check", "my_shop.yaml"}).code, 0);
  const Ended ended = tenure(folder, {"run", "my_shop.yaml", "--replications", "2"});
  EXPECT_EQ(ended.code, 0);
  EXPECT_THAT(ended.out, HasSubstr("95 % sure between"));
}

TEST(Init, HasANameOfItsOwnAndTakesAWholeOne) {
  const Folder folder;
  tenure(folder, {"init"});
  tenure(folder, {"init", "a.yaml"});
  EXPECT_TRUE(folder.has("my_scenario.yaml"));
  EXPECT_TRUE(folder.has("a.yaml"));
}

TEST(Init, NeverReplacesAFile) {
  const Folder folder;
  folder.write("mine.yaml", "precious");
  const Ended ended = tenure(folder, {"init", "mine"});
  EXPECT_EQ(ended.code, 4);
  EXPECT_THAT(ended.err, HasSubstr("mine.yaml"));
  EXPECT_EQ(folder.read("mine.yaml"), "precious");
}

TEST(Examples, ListEachScenarioWithTitleQuestionAndPath) {
  const std::string out = tenure(Folder(), {"examples"}).out;
  EXPECT_THAT(out, HasSubstr("corner_shop: Corner shop with an understaffed complaint desk\n"));
  EXPECT_THAT(out, HasSubstr("    scenarios/corner_shop.yaml\n"));
}

TEST(Examples, PrintOneWordForWord) {
  const Folder folder;
  const Ended ended = tenure(folder, {"examples", "corner_shop"});
  folder.write("copy.yaml", ended.out);
  EXPECT_EQ(tenure(folder, {"check", "copy.yaml"}).code, 0);
}

TEST(Doctor, FindsNothingWrongHere) {
  const Ended ended = tenure(Folder(), {"doctor"});
  EXPECT_EQ(ended.code, 0) << ended.out;
  EXPECT_THAT(ended.out, HasSubstr("the same bits as everywhere"));
  EXPECT_THAT(ended.out, HasSubstr("hdf5"));
}

TEST(Doctor, NoticesAFolderThatCannotBeWritten) {
  const Folder folder;
  const Ended ended =
      tenure(folder, {"doctor"}, {Stdout::kept, {{"TMPDIR", (folder.path() / "no").string()}}});
  EXPECT_EQ(ended.code, 4);
  EXPECT_THAT(ended.out, testing::ContainsRegex("! +temporary folder"));
}

}  // namespace
}  // namespace tenure::program
