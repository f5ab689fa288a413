// SPDX-License-Identifier: Apache-2.0
#include "analysis/ratio.h"

#include <array>
#include <cmath>
#include <limits>
#include <span>
#include <stdexcept>

#include <gtest/gtest.h>

namespace tenure::analysis {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

TEST(RatioOfSums, IsNotTheMeanOfRatios) {
  constexpr std::array<double, 3> kGained{6.0, 5.0, 13.0};
  constexpr std::array<double, 3> kSpent{2.0, 2.0, 4.0};
  const Interval ratio = ratio_of_sums(kGained, kSpent);
  EXPECT_DOUBLE_EQ(ratio.mean, 3.0);
}

TEST(RatioOfSums, HasTheIntervalOfTheJackknife) {
  constexpr std::array<double, 3> kGained{6.0, 5.0, 13.0};
  constexpr std::array<double, 3> kSpent{2.0, 2.0, 2.0};
  const Interval ratio = ratio_of_sums(kGained, kSpent);
  // By hand: 24 / 6 = 4; without one each: 18 / 4 = 4.5, 19 / 4 = 4.75, 11 / 4 = 2.75, their mean
  // 4, squares 0.25 + 0.5625 + 1.5625 = 2.375; standard error sqrt(2 / 3 x 2.375).
  EXPECT_DOUBLE_EQ(ratio.mean, 4.0);
  EXPECT_NEAR(*ratio.half_width, 4.302652729749464 * std::sqrt(2.375 * 2.0 / 3.0), 1e-9);
  // With a constant denominator the jackknife is Student's interval of the numerators.
  EXPECT_NEAR(*ratio.half_width, *mean_interval(kGained).half_width / 2.0, 1e-12);
}

TEST(RatioOfSums, FollowsDenominatorsThatVary) {
  constexpr std::array<double, 2> kGained{2.0, 6.0};
  constexpr std::array<double, 2> kSpent{9.0, 11.0};
  // By hand: 8 / 20; without one each: 6 / 11 and 2 / 9, half their distance is the error.
  // t(1, 75 %) = 1; the denominators' half width is then 1, far from their mean of 10.
  const Interval ratio = ratio_of_sums(kGained, kSpent, 0.5);
  EXPECT_DOUBLE_EQ(ratio.mean, 0.4);
  EXPECT_NEAR(*ratio.half_width, (6.0 / 11.0 - 2.0 / 9.0) / 2.0, 1e-12);
}

TEST(RatioOfSums, IsSureWhereNothingVaries) {
  constexpr std::array<double, 3> kTwice{4.0, 8.0, 6.0};
  constexpr std::array<double, 3> kOnce{2.0, 4.0, 3.0};
  const Interval ratio = ratio_of_sums(kTwice, kOnce);
  EXPECT_DOUBLE_EQ(ratio.mean, 2.0);
  EXPECT_NEAR(*ratio.half_width, 0.0, 1e-12);
}

TEST(RatioOfSums, HasNothingToDivideByWithoutAPositiveSum) {
  constexpr std::array<double, 2> kGained{1.0, 1.0};
  for (const double spent : {0.0, -3.0}) {
    const std::array<double, 2> denominators{spent, spent};
    EXPECT_TRUE(std::isnan(ratio_of_sums(kGained, denominators).mean));
    EXPECT_FALSE(ratio_of_sums(kGained, denominators).half_width.has_value());
  }
  EXPECT_TRUE(std::isnan(ratio_of_sums({}, {}).mean));
}

TEST(RatioOfSums, HasNoIntervalIfTheDenominatorMayBeZero) {
  constexpr std::array<double, 3> kGained{1.0, 2.0, 3.0};
  constexpr std::array<double, 3> kSpent{-5.0, 1.0, 7.0};
  const Interval ratio = ratio_of_sums(kGained, kSpent);
  EXPECT_DOUBLE_EQ(ratio.mean, 2.0);
  EXPECT_FALSE(ratio.half_width.has_value());
}

TEST(RatioOfSums, OfOneReplicationHasNoMarginOfError) {
  constexpr std::array<double, 1> kGained{6.0};
  constexpr std::array<double, 1> kSpent{2.0};
  EXPECT_DOUBLE_EQ(ratio_of_sums(kGained, kSpent).mean, 3.0);
  EXPECT_FALSE(ratio_of_sums(kGained, kSpent).half_width.has_value());
}

TEST(RatioOfSums, LeavesOutWhatIsMissing) {
  constexpr std::array<double, 4> kGained{6.0, kNaN, 5.0, 13.0};
  constexpr std::array<double, 4> kSpent{2.0, 9.0, 2.0, 2.0};
  EXPECT_DOUBLE_EQ(ratio_of_sums(kGained, kSpent).mean, 4.0);
}

TEST(RatioOfSums, RefusesWhatIsNotPaired) {
  constexpr std::array<double, 2> kTwo{1.0, 2.0};
  EXPECT_THROW(ratio_of_sums(kTwo, std::span(kTwo).first(1)), std::invalid_argument);
}

}  // namespace
}  // namespace tenure::analysis
