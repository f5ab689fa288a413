// SPDX-License-Identifier: Apache-2.0
#include "analysis/saltelli_design.h"

#include <cmath>
#include <stdexcept>

#include <gtest/gtest.h>

namespace tenure::analysis {
namespace {

TEST(SaltelliDesign, MixesTwoSamples) {
  const SaltelliDesign design{.dimensions = 3, .base = 16, .second_order = true};
  const Points points = saltelli_points(design, 20260101);
  ASSERT_EQ(points.size(), 16u * 8u);
  for (std::size_t i = 0; i < design.base; ++i) {
    for (std::size_t moved = 0; moved < 3; ++moved) {
      for (std::size_t d = 0; d < 3; ++d) {
        const double a = points.at(design.a(i), d);
        const double b = points.at(design.b(i), d);
        EXPECT_NE(a, b);
        EXPECT_EQ(points.at(design.a_with_b(i, moved), d), d == moved ? b : a);
        EXPECT_EQ(points.at(design.b_with_a(i, moved), d), d == moved ? a : b);
      }
    }
  }
}

TEST(SaltelliDesign, LeavesSecondOrderOut) {
  const SaltelliDesign design{.dimensions = 3, .base = 16};
  EXPECT_EQ(saltelli_points(design, 1).size(), 16u * 5u);
}

/// A and B are no copies of one another: they come from different dimensions of the sequence.
TEST(SaltelliDesign, HasUncorrelatedSamples) {
  const SaltelliDesign design{.dimensions = 4, .base = 1024};
  const Points points = saltelli_points(design, 5);
  for (std::size_t d = 0; d < 4; ++d) {
    double covariance = 0.0;
    for (std::size_t i = 0; i < design.base; ++i) {
      covariance += (points.at(design.a(i), d) - 0.5) * (points.at(design.b(i), d) - 0.5) / 1024.0;
    }
    EXPECT_LT(std::abs(covariance * 12.0), 0.05) << d;
  }
}

TEST(SaltelliDesign, RefusesWhatItCannotGive) {
  EXPECT_THROW(saltelli_points({.dimensions = 2, .base = 0}, 1), std::invalid_argument);
  EXPECT_THROW(saltelli_points({.dimensions = 0, .base = 2}, 1), std::invalid_argument);
  EXPECT_THROW(saltelli_points({.dimensions = 2000, .base = 2}, 1), std::invalid_argument);
}

}  // namespace
}  // namespace tenure::analysis
