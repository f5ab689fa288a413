// SPDX-License-Identifier: Apache-2.0
#include "analysis/survival.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

namespace tenure::analysis {
namespace {

using Periods = std::vector<PeriodCounts>;

// 10 customers: 2 + 1 leave and 1 is no longer followed; 6 at risk: 0 + 2 leave, 2 no longer
// followed; 2 at risk: 1 + 0 leave.
const Periods kPeriods{{{2, 1}, 1}, {{0, 2}, 2}, {{1, 0}, 0}};

TEST(SurvivalCurve, IsKaplanAndMeiersProduct) {
  const SurvivalCurve curve(10, kPeriods);
  EXPECT_EQ(curve.periods(), 3U);
  EXPECT_EQ(curve.at_risk(1), 6);
  EXPECT_EQ(curve.at_risk(2), 2);
  EXPECT_EQ(curve.survival(0), 1.0);
  EXPECT_DOUBLE_EQ(curve.survival(1), 0.7);
  EXPECT_DOUBLE_EQ(curve.survival(2), 0.7 * 4.0 / 6.0);
  EXPECT_DOUBLE_EQ(curve.survival(3), 0.7 * 4.0 / 6.0 / 2.0);
}

TEST(SurvivalCurve, HasGreenwoodsVariance) {
  const SurvivalCurve curve(10, kPeriods);
  EXPECT_EQ(curve.survival_variance(0), 0.0);
  EXPECT_DOUBLE_EQ(curve.survival_variance(1), 0.7 * 0.3 / 10.0) << "the binomial's, uncensored";
  const double s = curve.survival(2);
  EXPECT_DOUBLE_EQ(curve.survival_variance(2), s * s * (3.0 / 70.0 + 2.0 / 24.0));
}

TEST(SurvivalCurve, SharesWhoLeftAmongTheCauses) {
  const SurvivalCurve curve(10, kPeriods);
  EXPECT_DOUBLE_EQ(curve.incidence(0, 1), 0.2);
  EXPECT_DOUBLE_EQ(curve.incidence(1, 1), 0.1);
  EXPECT_DOUBLE_EQ(curve.incidence(0, 2), 0.2);
  EXPECT_DOUBLE_EQ(curve.incidence(1, 2), 0.1 + 0.7 * 2.0 / 6.0);
  for (std::size_t n = 0; n <= 3; ++n) {
    EXPECT_NEAR(curve.survival(n) + curve.incidence(0, n) + curve.incidence(1, n), 1.0, 1e-15);
  }
}

TEST(SurvivalCurve, WithoutAnybodyCensoredIsTheShareThatIsThere) {
  const SurvivalCurve curve(8, Periods{{{1}, 0}, {{3}, 0}, {{4}, 0}, {{0}, 0}});
  EXPECT_DOUBLE_EQ(curve.survival(1), 7.0 / 8.0);
  EXPECT_DOUBLE_EQ(curve.survival(2), 0.5);
  EXPECT_EQ(curve.survival(3), 0.0);
  EXPECT_EQ(curve.survival(4), 0.0) << "and then nobody is left to leave";
  EXPECT_TRUE(std::isnan(curve.survival_variance(3)));
  // Lives of 0.5, 1.5 (three) and 2.5 (four) periods.
  EXPECT_DOUBLE_EQ(curve.restricted_mean(4), (0.5 + 3 * 1.5 + 4 * 2.5) / 8.0);
  EXPECT_DOUBLE_EQ(curve.restricted_mean(1), (0.5 + 7 * 1.0) / 8.0);
  EXPECT_EQ(curve.restricted_mean(0), 0.0);
}

TEST(SurvivalCurve, StaysWhereNobodyIsFollowedAnyMore) {
  const SurvivalCurve curve(4, Periods{{{1}, 3}, {{0}, 0}});
  EXPECT_EQ(curve.at_risk(1), 0);
  EXPECT_EQ(curve.survival(2), 0.75);
}

// V02's competing hazards of 0.02, 0.01 and 0.03 a week and V01's mean of min(T, 26), in expected
// counts of 10^12 customers: half of each period's stayers, too, are no longer followed.
TEST(SurvivalCurve, OfExpectedCountsIsTheLaw) {
  constexpr std::array<double, 3> kHazards{0.02, 0.01, 0.03};
  constexpr std::int64_t kMany = 1'000'000'000'000;
  Periods periods;
  std::int64_t followed = kMany;
  for (int week = 0; week < 26; ++week) {
    PeriodCounts counts;
    const double going = static_cast<double>(followed) * -std::expm1(-0.06);
    for (const double hazard : kHazards) {
      counts.left.push_back(std::llround(going * hazard / 0.06));
      followed -= counts.left.back();
    }
    counts.censored = week < 10 ? followed / 2 : 0;
    followed -= counts.censored;
    periods.push_back(counts);
  }
  const SurvivalCurve curve(kMany, periods);
  EXPECT_NEAR(curve.survival(26), 0.210136, 1e-6);
  EXPECT_NEAR(curve.incidence(0, 26), 0.263288, 1e-6);
  EXPECT_NEAR(curve.incidence(1, 26), 0.131644, 1e-6);
  EXPECT_NEAR(curve.incidence(2, 26), 0.394932, 1e-6);
  // Straight lines lie above the curve by at most a twelfth of 0.06^2 of the area.
  const double exact = -std::expm1(-0.06 * 26.0) / 0.06;
  EXPECT_NEAR(curve.restricted_mean(26), exact, exact * 0.06 * 0.06 / 12.0);
}

TEST(SurvivalCurve, RefusesCountsThatCannotBe) {
  EXPECT_THROW(SurvivalCurve(10, Periods{}), std::invalid_argument);
  EXPECT_THROW(SurvivalCurve(10, Periods{{{}, 1}}), std::invalid_argument);
  EXPECT_THROW(SurvivalCurve(-1, kPeriods), std::invalid_argument);
  EXPECT_THROW(SurvivalCurve(8, kPeriods), std::invalid_argument) << "the third period needs one";
  EXPECT_THROW(SurvivalCurve(10, Periods{{{1, 2}, 0}, {{1}, 0}}), std::invalid_argument);
  EXPECT_THROW(SurvivalCurve(10, Periods{{{-1}, 0}}), std::invalid_argument);
  EXPECT_THROW(SurvivalCurve(10, Periods{{{1}, -1}}), std::invalid_argument);
}

}  // namespace
}  // namespace tenure::analysis
