// SPDX-License-Identifier: Apache-2.0
// Writes the reference pages into the folder that is given: no part of the program that people use.
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "cli/reference_pages.h"

int main(int count, char** words) {
  if (count != 2) return EXIT_FAILURE;
  for (const tenure::cli::ReferencePage& page : tenure::cli::reference_pages()) {
    std::ofstream file(std::filesystem::path(words[1]) / page.file);
    if (!(file << page.text) || !file.flush()) return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
