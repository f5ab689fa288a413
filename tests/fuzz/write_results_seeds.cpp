// SPDX-License-Identifier: Apache-2.0
// write_results_seeds FOLDER: writes the inputs that fuzzing of the results reader starts from.
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/fuzz/targets.h"

int main(int count, char** words) {
  if (count != 2) return 2;
  const std::filesystem::path folder = words[1];
  std::filesystem::create_directories(folder);
  const std::vector<std::string> seeds = tenure::fuzz::results_seeds();
  for (std::size_t i = 0; i < seeds.size(); ++i) {
    std::ofstream(folder / std::to_string(i), std::ios::binary) << seeds[i];
  }
}
