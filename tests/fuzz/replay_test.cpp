// SPDX-License-Identifier: Apache-2.0
// What fuzzing starts from and what it found, without libFuzzer: an ordinary test.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include <gtest/gtest.h>

#include "tests/fuzz/targets.h"

namespace tenure::fuzz {
namespace {

std::vector<std::filesystem::path> corpus(const std::string& target) {
  std::vector<std::filesystem::path> files;
  const std::filesystem::path folder = TENURE_SOURCE_DIR "/tests/fuzz/corpus/" + target;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    files.push_back(entry.path());
  }
  return files;
}

std::string content(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(FuzzReplay, ScenariosOfTheCorpus) {
  const auto files = corpus("scenario");
  EXPECT_GE(files.size(), 20U);
  for (const auto& file : files) EXPECT_NO_THROW(scenario(content(file))) << file;
}

TEST(FuzzReplay, ScenariosOfTheCorpusCutShort) {
  for (const auto& file : corpus("scenario")) {
    const std::string text = content(file);
    for (std::size_t length = 0; length < text.size(); length += 7) {
      EXPECT_NO_THROW(scenario(text.substr(0, length))) << file << " cut at " << length;
    }
  }
}

TEST(FuzzReplay, ResultsMadeForIt) {
  const std::vector<std::string> seeds = results_seeds();
  for (std::size_t i = 0; i < seeds.size(); ++i) EXPECT_NO_THROW(results(seeds[i])) << i;
}

}  // namespace
}  // namespace tenure::fuzz
