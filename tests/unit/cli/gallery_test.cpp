// SPDX-License-Identifier: Apache-2.0
#include "cli/gallery.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include <gtest/gtest.h>

#include "scenario/load.h"

namespace tenure::cli {
namespace {

TEST(Gallery, HoldsEveryScenarioOfTheFolderWordForWord) {
  std::set<std::string> there;
  const std::filesystem::path folder = TENURE_SOURCE_DIR "/scenarios";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".yaml") continue;
    there.insert(entry.path().stem());
    const Example* example = find_example(entry.path().stem().string());
    ASSERT_NE(example, nullptr) << entry.path();
    std::ifstream file(entry.path());
    EXPECT_EQ(example->text, std::string(std::istreambuf_iterator<char>(file), {}));
  }
  EXPECT_EQ(gallery().size(), there.size());
}

TEST(Gallery, ShowsATitleAndAQuestionOfEach) {
  for (const Example& example : gallery()) {
    EXPECT_FALSE(example.title().empty()) << example.name;
    EXPECT_TRUE(example.question().ends_with('?')) << example.name;
  }
}

TEST(Gallery, HasOnlyScenariosThatCanBeRead) {
  for (const Example& example : gallery()) {
    EXPECT_NO_THROW(scenario::load_text(example.text, std::string(example.path))) << example.name;
  }
}

TEST(Gallery, BeginsWithoutANoteForNewcomers) {
  for (const std::string_view name : {"starter", "corner_shop"}) {
    const scenario::Loaded loaded = scenario::load_text(find_example(name)->text, "it");
    EXPECT_TRUE(loaded.notes.empty()) << scenario::to_text(loaded.notes.front());
  }
}

TEST(Gallery, KnowsNoOther) { EXPECT_EQ(find_example("nothing"), nullptr); }

}  // namespace
}  // namespace tenure::cli
