// SPDX-License-Identifier: Apache-2.0
// The pages that are made from the program's own descriptions are up to date.
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "cli/reference_pages.h"

namespace tenure::program {
namespace {

TEST(ReferencePages, AreUpToDate) {
  for (const cli::ReferencePage& page : cli::reference_pages()) {
    std::ifstream file(std::string(TENURE_SOURCE_DIR "/docs/formats/") + page.file);
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), page.text)
        << page.file << ": run `cmake --build --preset dev --target reference_pages`";
  }
}

TEST(ReferencePages, DescribeMechanismsAndKpis) {
  std::string all;
  for (const cli::ReferencePage& page : cli::reference_pages()) all += page.text;
  EXPECT_NE(all.find("`failure_probability`"), std::string::npos);
  EXPECT_NE(all.find("`complaint_wait_mean`"), std::string::npos);
}

}  // namespace
}  // namespace tenure::program
