// SPDX-License-Identifier: Apache-2.0
#include "analysis/paired.h"

#include <array>
#include <cmath>
#include <limits>
#include <span>
#include <stdexcept>

#include <gtest/gtest.h>

namespace tenure::analysis {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// By hand: a - b = {1, 3, 2}, mean 2, variance 1. a has mean 6, deviations {-3, 0, 3}, variance 9;
// b has mean 4, deviations {-2, -1, 3}, variance 7; covariance (6 + 0 + 9) / 2 = 7.5.
constexpr std::array<double, 3> kA{3.0, 6.0, 9.0};
constexpr std::array<double, 3> kB{2.0, 3.0, 7.0};

TEST(PairedDifference, IsTheIntervalOfTheDifferences) {
  const PairedDifference d = paired_difference(kA, kB);
  EXPECT_DOUBLE_EQ(d.mean, 2.0);
  // t(2, 97.5 %) = 4.3026527, standard error sqrt(1 / 3).
  EXPECT_NEAR(*d.half_width, 4.302652729749464 / std::sqrt(3.0), 1e-9);
  EXPECT_EQ(d.pairs, 3U);
}

TEST(PairedDifference, TellsWhatPairingAchieved) {
  const PairedDifference d = paired_difference(kA, kB);
  EXPECT_NEAR(*d.correlation, 7.5 / std::sqrt(63.0), 1e-12);
  EXPECT_NEAR(*d.variance_ratio, 16.0, 1e-12);
}

TEST(PairedDifference, OfTheSameNumbersIsExactlyZero) {
  constexpr std::array<double, 4> kSame{0.1, 0.7, 0.2, 0.3};
  const PairedDifference d = paired_difference(kSame, kSame);
  EXPECT_EQ(d.mean, 0.0);
  EXPECT_EQ(d.half_width, 0.0);
  EXPECT_NEAR(*d.correlation, 1.0, 1e-12);
  EXPECT_FALSE(d.variance_ratio.has_value()) << "a ratio by zero is no number";
}

TEST(PairedDifference, OfAConstantHasNoCorrelation) {
  // Ten times a tenth is not one in binary: the variance must be zero all the same.
  constexpr std::array<double, 10> kTenths{0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1};
  constexpr std::array<double, 10> kFifths{0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2};
  const PairedDifference d = paired_difference(kFifths, kTenths);
  EXPECT_DOUBLE_EQ(d.mean, 0.1);
  EXPECT_EQ(d.half_width, 0.0);
  EXPECT_FALSE(d.correlation.has_value());
  EXPECT_FALSE(d.variance_ratio.has_value());
}

TEST(PairedDifference, AgainstAConstantPairingGainsNothing) {
  constexpr std::array<double, 3> kConstant{5.0, 5.0, 5.0};
  const PairedDifference d = paired_difference(kA, kConstant);
  EXPECT_FALSE(d.correlation.has_value());
  EXPECT_DOUBLE_EQ(*d.variance_ratio, 1.0);
}

TEST(PairedDifference, OfOneReplicationHasNoMarginOfError) {
  const PairedDifference d = paired_difference(std::span(kA).first(1), std::span(kB).first(1));
  EXPECT_DOUBLE_EQ(d.mean, 1.0);
  EXPECT_FALSE(d.half_width || d.correlation || d.variance_ratio);
}

TEST(PairedDifference, LeavesOutPairsOfWhichOneSideIsMissing) {
  constexpr std::array<double, 5> kHoles{3.0, kNaN, 6.0, 100.0, 9.0};
  constexpr std::array<double, 5> kOthers{2.0, 50.0, 3.0, kNaN, 7.0};
  const PairedDifference d = paired_difference(kHoles, kOthers);
  EXPECT_EQ(d.pairs, 3U);
  EXPECT_DOUBLE_EQ(d.mean, 2.0);
  EXPECT_DOUBLE_EQ(*d.half_width, *paired_difference(kA, kB).half_width);
}

TEST(PairedDifference, OfNothingIsNoNumber) {
  constexpr std::array<double, 2> kMissing{kNaN, kNaN};
  constexpr std::array<double, 2> kPresent{1.0, 2.0};
  const PairedDifference d = paired_difference(kMissing, kPresent);
  EXPECT_TRUE(std::isnan(d.mean));
  EXPECT_FALSE(d.half_width.has_value());
  EXPECT_EQ(d.pairs, 0U);
}

TEST(PairedDifference, IsWiderAmongMany) {
  const PairedDifference d = paired_difference(kA, kB);
  EXPECT_NEAR(*half_width_among(d, 1, 0.05), *d.half_width, 1e-12);
  EXPECT_NEAR(*half_width_among(d, 5, 0.05), *paired_difference(kA, kB, 0.99).half_width, 1e-12);
  EXPECT_FALSE(half_width_among({}, 5, 0.05).has_value());
}

TEST(PairedDifference, RefusesWhatIsNotPaired) {
  EXPECT_THROW(paired_difference(kA, std::span(kB).first(2)), std::invalid_argument);
}

}  // namespace
}  // namespace tenure::analysis
