// SPDX-License-Identifier: Apache-2.0
#include "analysis/paired_ratio.h"

#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

namespace tenure::analysis {
namespace {

constexpr std::array kAbove{6.0, 5.0, 13.0};
constexpr std::array kBelow{3.0, 2.0, 3.0};
constexpr std::array kOtherAbove{3.0, 2.0, 4.0};
constexpr std::array kSame{2.0, 2.0, 2.0};

TEST(PairedRatio, IsTheDifferenceOfRatiosOfSums) {
  const PairedDifference d = paired_ratio({kAbove, kBelow}, {kOtherAbove, kSame});
  EXPECT_DOUBLE_EQ(d.mean, 24.0 / 8.0 - 9.0 / 6.0);
  EXPECT_EQ(d.pairs, 3U);
}

TEST(PairedRatio, OfConstantDenominatorsIsThePairedDifferenceOfRatios) {
  const PairedDifference d = paired_ratio({kAbove, kSame}, {kOtherAbove, kSame});
  constexpr std::array kOne{3.0, 2.5, 6.5};
  constexpr std::array kOther{1.5, 1.0, 2.0};
  const PairedDifference plain = paired_difference(kOne, kOther);
  EXPECT_DOUBLE_EQ(d.mean, plain.mean);
  EXPECT_NEAR(*d.half_width, *plain.half_width, 1e-12);
  EXPECT_NEAR(*d.correlation, *plain.correlation, 1e-12);
  EXPECT_NEAR(*d.variance_ratio, *plain.variance_ratio, 1e-9);
}

TEST(PairedRatio, HasTheHalfWidthOfTheJackknife) {
  const PairedDifference d = paired_ratio({kAbove, kBelow}, {kOtherAbove, kSame});
  // By hand, without one each: 18/5 - 6/4 = 2.1, 19/6 - 7/4 = 1.41667, 11/5 - 5/4 = 0.95; mean
  // 1.488889, squares 0.66907407; standard error sqrt(2/3 x 0.66907407).
  EXPECT_NEAR(*d.half_width, 4.302652729749464 * std::sqrt(0.66907407407 * 2.0 / 3.0), 1e-9);
}

TEST(PairedRatio, OfARatioAndItselfIsExactlyZero) {
  const PairedDifference d = paired_ratio({kAbove, kBelow}, {kAbove, kBelow});
  EXPECT_EQ(d.mean, 0.0);
  EXPECT_EQ(d.half_width, 0.0);
}

TEST(PairedRatio, IsNoNumberWithoutDenominator) {
  constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
  constexpr std::array kNone{0.0, 0.0, 0.0};
  constexpr std::array kMissing{kNaN, kNaN, kNaN};
  for (const auto& below : {kNone, kMissing}) {
    const PairedDifference d = paired_ratio({kAbove, below}, {kOtherAbove, kSame});
    EXPECT_TRUE(std::isnan(d.mean));
    EXPECT_FALSE(d.half_width.has_value());
    EXPECT_EQ(d.pairs, 0U);
  }
  EXPECT_THROW(paired_ratio({kAbove, kBelow}, {{}, {}}), std::invalid_argument);
}

/// 2,000 studies of 20 replications: two ratios of the same noise, true values 2 and 1.5. If the
/// interval covers 95 %, fewer than 1,868 or more than 1,932 hits come once in 1,000 times (3.29
/// standard errors of 0.0049), plus 1 % for the jackknife's bias at 20 replications (assumption).
TEST(PairedRatio, CoversTheTrueDifference) {
  std::mt19937_64 random(7);
  const auto uniform = [&] { return std::ldexp(static_cast<double>(random() >> 11U), -53); };
  int hits = 0;
  for (int study = 0; study < 2000; ++study) {
    std::vector<double> above_a;
    std::vector<double> above_b;
    std::vector<double> below_a;
    std::vector<double> below_b;
    for (int i = 0; i < 20; ++i) {
      const double luck = uniform();
      below_a.push_back(50.0 + 40.0 * luck + 10.0 * uniform());
      below_b.push_back(60.0 + 40.0 * luck + 10.0 * uniform());
      above_a.push_back(2.0 * below_a.back() + 30.0 * (luck - 0.5) + 10.0 * (uniform() - 0.5));
      above_b.push_back(1.5 * below_b.back() + 30.0 * (luck - 0.5) + 10.0 * (uniform() - 0.5));
    }
    // E above / E below is 2 and 1.5 exactly: the noise has mean zero.
    const PairedDifference d = paired_ratio({above_a, below_a}, {above_b, below_b});
    hits += std::fabs(d.mean - 0.5) <= d.half_width.value() ? 1 : 0;
  }
  EXPECT_NEAR(hits, 1900, 32 + 20);
}

}  // namespace
}  // namespace tenure::analysis
