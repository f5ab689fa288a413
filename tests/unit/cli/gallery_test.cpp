// SPDX-License-Identifier: Apache-2.0
#include "cli/gallery.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "scenario/load.h"

namespace tenure::cli {
namespace {

/// Whether `examples` are the files of these folders, word for word.
void expect_files(std::span<const Example> examples, const std::vector<std::string>& folders) {
  std::size_t files = 0;
  for (const std::string& folder : folders) {
    for (const auto& entry : std::filesystem::directory_iterator(TENURE_SOURCE_DIR "/" + folder)) {
      if (entry.path().extension() != ".yaml") continue;
      ++files;
      const auto found = std::find_if(examples.begin(), examples.end(), [&](const Example& one) {
        return one.path == folder + '/' + entry.path().filename().string();
      });
      ASSERT_NE(found, examples.end()) << entry.path();
      std::ifstream file(entry.path());
      EXPECT_EQ(found->text, std::string(std::istreambuf_iterator<char>(file), {}));
    }
  }
  EXPECT_EQ(examples.size(), files);
}

TEST(Gallery, HoldsEveryScenarioOfItsFoldersWordForWord) {
  expect_files(gallery(), {"scenarios", "scenarios/gallery"});
  expect_files(claims(), {"scenarios/claims"});
  expect_files(exact_cases(), {"sim/verify/cases"});
  expect_files(sweeps(), {"scenarios/sweeps"});
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
