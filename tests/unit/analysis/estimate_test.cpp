// SPDX-License-Identifier: Apache-2.0
#include "analysis/estimate.h"

#include <array>
#include <cmath>

#include <gtest/gtest.h>

namespace tenure::analysis {
namespace {

constexpr std::array<double, 5> kValues{1.0, 2.0, 3.0, 4.0, 5.0};

TEST(Estimate, OfAMeanIsStudents) {
  const Estimate estimate = estimate_of_mean(kValues);
  EXPECT_DOUBLE_EQ(estimate.value, 3.0);
  EXPECT_NEAR(estimate.standard_error, std::sqrt(0.5), 1e-12);
  // t = 3 / sqrt(0.5) = 4.2426 with 4 degrees of freedom: one-sided 0.0066177.
  EXPECT_NEAR(estimate.p_of_more_than(0.0), 0.00661770, 1e-7);
  EXPECT_NEAR(estimate.p_of_less_than(6.0), 0.00661770, 1e-7);
  EXPECT_DOUBLE_EQ(estimate.p_of_more_than(3.0), 0.5);
  EXPECT_NEAR(estimate.p_of_more_than(1.0) + estimate.p_of_less_than(1.0), 1.0, 1e-12);
  // 2.776 sqrt(0.5)
  EXPECT_NEAR(estimate.half_width(), 1.963243, 1e-6);
}

TEST(Estimate, WhatNeverVariesDecidesByItself) {
  const Estimate estimate = estimate_of_mean(std::array{2.0, 2.0, 2.0});
  EXPECT_EQ(estimate.p_of_more_than(1.9), 0.0);
  EXPECT_EQ(estimate.p_of_more_than(2.0), 1.0);
  EXPECT_EQ(estimate.p_of_less_than(2.0), 1.0);
}

TEST(Estimate, WhatIsMissingShowsNothing) {
  EXPECT_TRUE(std::isnan(estimate_of_mean(std::array{1.0, std::nan("")}).p_of_more_than(0.0)));
  EXPECT_TRUE(std::isnan(estimate_of_mean(std::array{1.0}).p_of_more_than(0.0)));
}

TEST(Estimate, OfARatioIsSumBySum) {
  constexpr std::array<double, 3> kAbove{6.0, 5.0, 13.0};
  constexpr std::array<double, 3> kBelow{2.0, 2.0, 2.0};
  const Estimate ratio = estimate_of_ratio(kAbove, kBelow);
  EXPECT_DOUBLE_EQ(ratio.value, 4.0);
  EXPECT_NEAR(ratio.standard_error, std::sqrt(2.0 / 3.0 * 2.375), 1e-12);
}

TEST(Estimate, OfADifferenceIsTestedOnBothSides) {
  constexpr std::array<double, 5> kNone{};
  const Estimate estimate = estimate_of_difference(paired_difference(kValues, kNone));
  EXPECT_EQ(estimate.replications, 5U);
  EXPECT_NEAR(estimate.p_of_other_than(0.0), 2.0 * 0.00661770, 2e-7 + 1e-9);
  EXPECT_NEAR(estimate.p_of_other_than(6.0), 2.0 * 0.00661770, 2e-7 + 1e-9);
  const Estimate constant = estimate_of_mean(std::array{2.0, 2.0});
  EXPECT_EQ(constant.p_of_other_than(2.0), 1.0);
  EXPECT_EQ(constant.p_of_other_than(1.0), 0.0);
  EXPECT_TRUE(std::isnan(estimate_of_mean(std::array{1.0}).p_of_other_than(0.0)));
}

TEST(Estimate, SaysHowManyReplicationsItWouldTake) {
  const Estimate estimate = estimate_of_mean(kValues);  // deviation 1.58
  const std::size_t n = replications_to_show_more_than(estimate, 2.0, 1e-4);
  // About (3.72 x 1.58 / 1)^2 = 35, and a few more since the deviation is estimated.
  EXPECT_GE(n, 35U);
  EXPECT_LE(n, 50U);
  EXPECT_EQ(replications_to_show_more_than(estimate, 3.5, 1e-4), 0U) << "it points the other way";
}

}  // namespace
}  // namespace tenure::analysis
