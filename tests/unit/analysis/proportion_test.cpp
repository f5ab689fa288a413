// SPDX-License-Identifier: Apache-2.0
#include "analysis/proportion.h"

#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>

#include <gtest/gtest.h>

namespace tenure::analysis {
namespace {

TEST(Proportion, IntervalsOfTenInAHundred) {
  // Computed apart, in Python: the first two by their formulas, the exact one by bisection of
  // binomial sums.
  const Bounds wald = wald_interval(10, 100);
  EXPECT_NEAR(wald.lower, 0.0412011, 1e-6);
  EXPECT_NEAR(wald.upper, 0.1587989, 1e-6);
  const Bounds wilson = wilson_interval(10, 100);
  EXPECT_NEAR(wilson.lower, 0.0552291, 1e-6);
  EXPECT_NEAR(wilson.upper, 0.1743657, 1e-6);
  const Bounds exact = clopper_pearson_interval(10, 100);
  EXPECT_NEAR(exact.lower, 0.0490047, 1e-6);
  EXPECT_NEAR(exact.upper, 0.1762226, 1e-6);
}

TEST(Proportion, WithoutAHitTheIntervalStillHasAnUpperEnd) {
  EXPECT_EQ(wald_interval(0, 30).upper, 0.0) << "which is what is wrong with it";
  EXPECT_EQ(wilson_interval(0, 30).lower, 0.0);
  EXPECT_EQ(clopper_pearson_interval(0, 30).lower, 0.0);
  EXPECT_NEAR(clopper_pearson_interval(0, 30).upper, 1.0 - std::pow(0.025, 1.0 / 30.0), 1e-12);
  EXPECT_EQ(wilson_interval(30, 30).upper, 1.0);
  EXPECT_EQ(clopper_pearson_interval(30, 30).upper, 1.0);
  EXPECT_NEAR(clopper_pearson_interval(30, 30).lower, std::pow(0.025, 1.0 / 30.0), 1e-12);
}

TEST(Proportion, EndsAreWhereTheirTestsStopRejecting) {
  // Wilson: (p - share)^2 = z^2 share (1 - share) / n at both ends.
  const Bounds wilson = wilson_interval(7, 40, 0.9);
  for (const double end : {wilson.lower, wilson.upper}) {
    const double score = (7.0 / 40.0 - end) / std::sqrt(end * (1.0 - end) / 40.0);
    EXPECT_NEAR(std::abs(score), 1.6448536269514722, 1e-9);
  }
}

// V41.
TEST(Proportion, CoverageIsTheExactBinomialSum) {
  EXPECT_NEAR(coverage(wald_interval, 100, 0.1), 0.932415834250841, 1e-9);
  EXPECT_NEAR(coverage(wilson_interval, 100, 0.1), 0.9363983902254395, 1e-9);
  EXPECT_NEAR(coverage(clopper_pearson_interval, 100, 0.1), 0.9556901071912227, 1e-9);
}

TEST(Proportion, TheExactIntervalNeverHoldsLessOftenThanStated) {
  double least_of_wald = 1.0;
  for (int percent = 1; percent < 100; ++percent) {
    const double share = 0.01 * percent;
    EXPECT_GE(coverage(clopper_pearson_interval, 30, share), 0.95) << share;
    least_of_wald = std::fmin(least_of_wald, coverage(wald_interval, 30, share));
  }
  EXPECT_LT(least_of_wald, 0.3) << "Wald's holds a share of 1 % of 30 only if there is a hit";
}

TEST(Proportion, OneTrialOfACertainThing) {
  EXPECT_EQ(coverage(clopper_pearson_interval, 1, 0.0), 1.0);
  EXPECT_EQ(coverage(wilson_interval, 1, 1.0), 1.0);
}

// V41: how many of 1,000 intervals of exactly 95 % hold what they are to hold.
TEST(Proportion, HitBandsLeaveHalfOfTheRestOnEitherSide) {
  const HitBand usual = hit_band(1000, 0.95, 0.95);
  EXPECT_EQ(usual.least, 936);
  EXPECT_EQ(usual.most, 963);
  const HitBand wide = hit_band(1000, 0.95, 0.999);
  EXPECT_EQ(wide.least, 926);
  EXPECT_EQ(wide.most, 971);
  EXPECT_EQ(hit_band(10, 0.0, 0.95).most, 0);
  EXPECT_EQ(hit_band(10, 1.0, 0.95).least, 10);
}

TEST(Proportion, RefusesWhatIsNoCount) {
  EXPECT_THROW(wilson_interval(1, 0), std::invalid_argument);
  EXPECT_THROW(wald_interval(-1, 10), std::invalid_argument);
  EXPECT_THROW(clopper_pearson_interval(11, 10), std::invalid_argument);
  EXPECT_THROW(wilson_interval(1, 10, 1.0), std::invalid_argument);
  EXPECT_THROW(coverage(wilson_interval, 10, 1.5), std::invalid_argument);
  EXPECT_THROW(hit_band(10, std::numeric_limits<double>::quiet_NaN(), 0.95), std::invalid_argument);
}

}  // namespace
}  // namespace tenure::analysis
