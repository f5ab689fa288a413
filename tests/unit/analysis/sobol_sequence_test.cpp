// SPDX-License-Identifier: Apache-2.0
#include "analysis/sobol_sequence.h"

#include <cstdint>
#include <set>
#include <stdexcept>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace tenure::analysis {
namespace {

int part(double x, int parts) { return static_cast<int>(x * parts); }

TEST(SobolSequence, FillsEachPartOfEachDimensionOnce) {
  const Points points = sobol_sequence(256, 40, 20260101);
  for (std::size_t d = 0; d < 40; ++d) {
    std::set<int> parts;
    for (std::size_t i = 0; i < 256; ++i) parts.insert(part(points.at(i, d), 256));
    EXPECT_EQ(parts.size(), 256u) << "dimension " << d;
  }
}

/// The first two dimensions are a net with quality parameter 0 (Sobol' 1967): each of the 256
/// rectangles of any shape 2^-k by 2^(k - 8) holds one of the first 256 points.
TEST(SobolSequence, FillsRectanglesOfAnyShape) {
  const Points points = sobol_sequence(256, 2, 99);
  for (int k = 0; k <= 8; ++k) {
    std::set<std::pair<int, int>> rectangles;
    for (std::size_t i = 0; i < 256; ++i) {
      rectangles.insert({part(points.at(i, 0), 1 << k), part(points.at(i, 1), 256 >> k)});
    }
    EXPECT_EQ(rectangles.size(), 256u) << k;
  }
}

TEST(SobolSequence, IsTheSameSequenceHoweverManyAreTaken) {
  const Points few = sobol_sequence(10, 3, 4);
  const Points many = sobol_sequence(100, 3, 4);
  for (std::size_t i = 0; i < 10; ++i) EXPECT_EQ(few.at(i, 2), many.at(i, 2));
}

/// The shift is an exclusive or: two seeds differ by the same bits in every point.
TEST(SobolSequence, IsShiftedByTheBitsOfItsSeed) {
  const Points one = sobol_sequence(64, 3, 1);
  const Points other = sobol_sequence(64, 3, 2);
  const auto bits = [](double x) { return static_cast<std::uint64_t>(x * 0x1p53); };
  for (std::size_t d = 0; d < 3; ++d) {
    const std::uint64_t shift = bits(one.at(0, d)) ^ bits(other.at(0, d));
    EXPECT_NE(shift, 0u);
    for (std::size_t i = 0; i < 64; ++i) {
      EXPECT_EQ(bits(one.at(i, d)) ^ bits(other.at(i, d)), shift);
    }
  }
}

/// Designs of studies that exist depend on it.
TEST(SobolSequence, IsPinned) {
  const Points points = sobol_sequence(7, 3, 1);
  EXPECT_EQ(points.at(0, 0), 0.36076572763259629);
  EXPECT_EQ(points.at(6, 0), 0.98576572763259629);
  EXPECT_EQ(points.at(6, 1), 0.67340834713271636);
  EXPECT_EQ(points.at(6, 2), 0.27312882011727502);
}

TEST(SobolSequence, RefusesWhatItCannotGive) {
  EXPECT_THROW(sobol_sequence(0, 1, 1), std::invalid_argument);
  EXPECT_THROW(sobol_sequence(1, 0, 1), std::invalid_argument);
  EXPECT_THROW(sobol_sequence(1, most_sobol_dimensions() + 1, 1), std::invalid_argument);
}

}  // namespace
}  // namespace tenure::analysis
