// SPDX-License-Identifier: Apache-2.0
//
// How long customers stay: the hazards of `leaving` against their survival functions.
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "tests/verification/acceptance.h"
#include "tests/verification/study.h"

namespace tenure::verification {
namespace {

using model::Leaving;

/// Customers still active after each period, summed over replications.
std::vector<std::int64_t> survivors(const model::Specification& specification,
                                    std::size_t replications) {
  std::vector<std::int64_t> sum;
  const auto each = replicate(specification, replications, [](const Reading& reading) {
    std::vector<std::int64_t> active;
    for (std::size_t p = 0; p < reading.periods(); ++p) active.push_back(reading.active(p));
    return active;
  });
  sum.assign(each.front().size(), 0);
  for (const auto& active : each) {
    for (std::size_t p = 0; p < active.size(); ++p) sum[p] += active[p];
  }
  return sum;
}

Sample weeks_active(const model::Specification& specification, std::size_t replications) {
  return Sample(replicate(specification, replications,
                          [](const Reading& reading) { return reading.mean_time_active() / 7.0; }));
}

// Exponential lifetimes, hazard mu = 0.05/week, N = 10,000, 26 weeks: S = e^{-mu t}, survivors
// Binomial(N, S), mean time active up to t (1 - S) / mu, median ln 2 / mu.
TEST(V01, ExponentialLifetimes) {
  constexpr std::int64_t kCustomers = 10'000;
  constexpr std::size_t kReplications = 4'400;
  const Study study = Study(weeks(26), weeks(1))
                          .segment("all", kCustomers)
                          .with<Leaving>({.hazard = per_week(0.05)});
  Sample survivors;
  Sample time_active;
  for (const auto& [active, weeks_active] :
       replicate(study, kReplications, [](const Reading& reading) {
         return std::pair{reading.active(25), reading.mean_time_active() / 7.0};
       })) {
    survivors.add(static_cast<double>(active));
    time_active.add(weeks_active);
  }
  const auto all = static_cast<std::int64_t>(std::lround(survivors.mean() * kReplications));
  EXPECT_TRUE(share_agrees(all, kReplications * kCustomers, 0.2725317930340126));
  EXPECT_TRUE(mean_agrees(survivors, 2725.3179303401257));
  // 3.29 sqrt(2 / 4,400) = 7 % of the variance.
  constexpr double kVariance = 44.52619620175057 * 44.52619620175057;
  EXPECT_TRUE(variance_agrees(survivors, kVariance, {.absolute = 0.075 * kVariance}));
  EXPECT_TRUE(mean_agrees(time_active, 14.54936413931975));
}

TEST(V01, HalfHaveLeftByTheMedian) {
  const Study study = Study(weeks(13.862943611198904), weeks(13.862943611198904))
                          .segment("all", 10'000)
                          .with<Leaving>({.hazard = per_week(0.05)});
  EXPECT_TRUE(share_agrees(survivors(study, 60)[0], 600'000, 0.5));
}

Leaving::Parameters three_causes() {
  Leaving::Parameters leaving;
  leaving.causes = {
      {"price", per_week(0.02)}, {"moved", per_week(0.01)}, {"bored", per_week(0.03)}};
  return leaving;
}

// Competing risks, h = 0.02, 0.01, 0.03/week: CIF_j(t) = (h_j / H) (1 - e^{-H t}), mean 1 / H.
TEST(V02, CompetingRisks) {
  const Study study =
      Study(weeks(26), weeks(26)).segment("all", 10'000).with<Leaving>(three_causes());
  std::array<std::int64_t, 4> sums{};
  for (const auto& counts : replicate(study, 60, [](const Reading& reading) {
         return std::array<std::int64_t, 4>{reading.left("price"), reading.left("moved"),
                                            reading.left("bored"), reading.active(0)};
       })) {
    for (std::size_t i = 0; i < 4; ++i) sums[i] += counts[i];
  }
  EXPECT_TRUE(share_agrees(sums[0], 600'000, 0.2632879762664118));
  EXPECT_TRUE(share_agrees(sums[1], 600'000, 0.1316439881332059));
  EXPECT_TRUE(share_agrees(sums[2], 600'000, 0.39493196439961764));
  EXPECT_TRUE(share_agrees(sums[3], 600'000, 0.21013607120076472));
}

TEST(V02, CompetingRisksShareTheMeanLife) {
  // To 200 weeks, where e^{-12} are left: a tail of 1e-4 weeks.
  const Study study =
      Study(weeks(200), weeks(1)).segment("all", 10'000).with<Leaving>(three_causes());
  EXPECT_TRUE(mean_agrees(weeks_active(study, 60), 16.666666666666668, {.deviation = 16.67}));
}

Leaving::Parameters lock_in() {
  Leaving::Parameters leaving;
  leaving.pieces = {{weeks(52), per_week(0.01)}, {std::nullopt, per_week(0.05)}};
  return leaving;
}

// A contract of a year: hazard 0.01/week up to week 52, then 0.05; S = e^{-integral of h}.
TEST(V03, LockIn) {
  const Study study = Study(weeks(104), weeks(1)).segment("all", 10'000).with<Leaving>(lock_in());
  const auto active = survivors(study, 60);
  EXPECT_TRUE(share_agrees(active[51], 600'000, 0.5945205479701944));
  EXPECT_TRUE(share_agrees(active[52], 600'000, 0.5655254386995371));
  EXPECT_TRUE(share_agrees(active[103], 600'000, 0.04415716841969286));
}

TEST(V03, LockInMeanLife) {
  const Study study = Study(weeks(400), weeks(1)).segment("all", 10'000).with<Leaving>(lock_in());
  EXPECT_TRUE(mean_agrees(weeks_active(study, 60), 52.43835616238445, {.deviation = 33.0}));
}

// Gamma frailty s = 0.606, beta = 11.669 weeks (Pareto II): S = (beta / (beta + t))^s, and the
// hazard s / (beta + t) falls although nobody's does.
TEST(V04, GammaFrailty) {
  constexpr double kShape = 0.606;
  constexpr double kScale = 11.669;
  const Study study =
      Study(weeks(78), weeks(1))
          .segment("all", 10'000)
          .with<Leaving>({.mixed = Leaving::Mixed{.shape = kShape, .scale = weeks(kScale)}});
  const auto active = survivors(study, 150);
  EXPECT_TRUE(share_agrees(active[38], 1'500'000, 0.41072253502034306));
  EXPECT_TRUE(share_agrees(active[77], 1'500'000, 0.29061708070291115));
  // The hazard 0.051932 at 0 and 0.011960 at 39, as what leaves within a week of those alive.
  const auto within_a_week = [&](double t) {
    return 1.0 - std::pow((kScale + t) / (kScale + t + 1.0), kShape);
  };
  EXPECT_TRUE(share_agrees(1'500'000 - active[0], 1'500'000, within_a_week(0.0)));
  EXPECT_TRUE(share_agrees(active[38] - active[39], active[38], within_a_week(39.0)));
}

// Two segments, 0.6 at 0.01/week and 0.4 at 0.10: S is the mixture; the pooled hazard falls from
// 0.046 to 0.010 as the impatient go.
TEST(V45, TwoSegments) {
  const Study study = Study(weeks(104), weeks(1))
                          .segment("loyal", 6'000)
                          .with<Leaving>({.hazard = per_week(0.01)})
                          .segment("restless", 4'000)
                          .with<Leaving>({.hazard = per_week(0.10)});
  constexpr std::array<std::size_t, 4> kWeeks{13, 26, 52, 104};
  constexpr std::array<double, 4> kShares{0.6358699757659418, 0.4923403827678733,
                                          0.35891895455042094, 0.21208498216847144};
  const auto active = replicate(study, 70, [](const Reading& reading) {
    std::vector<double> shares;
    for (std::size_t p = 0; p < 104; ++p) {
      shares.push_back(static_cast<double>(reading.active(p)) / 10'000.0);
    }
    return shares;
  });
  const auto survival = [](double t) {
    return 0.6 * std::exp(-0.01 * t) + 0.4 * std::exp(-0.10 * t);
  };
  for (std::size_t i = 0; i < kWeeks.size(); ++i) {
    Sample share;
    Sample leaving;
    for (const auto& shares : active) {
      const std::size_t t = kWeeks[i];
      share.add(shares[t - 1]);
      leaving.add(shares[t - 2] - shares[t - 1]);
    }
    const double deviation = std::sqrt(kShares[i] * (1.0 - kShares[i]));
    EXPECT_TRUE(mean_agrees(share, kShares[i], {.deviation = deviation})) << kWeeks[i];
    const auto t = static_cast<double>(kWeeks[i]);
    const double lost = survival(t - 1.0) - survival(t);
    EXPECT_TRUE(mean_agrees(leaving, lost, {.deviation = std::sqrt(lost)})) << kWeeks[i];
  }
}

// Weibull lifetimes, scale 40 weeks, shape 0.7: S = e^{-(t / 40)^0.7}.
TEST(V50, WeibullLifetimes) {
  const Study study = Study(weeks(52), weeks(26))
                          .segment("all", 10'000)
                          .with<Leaving>({.weibull = Leaving::Weibull{weeks(40), 0.7}});
  const auto active = survivors(study, 60);
  EXPECT_TRUE(share_agrees(active[0], 600'000, 0.4772702958063791));
  EXPECT_TRUE(share_agrees(active[1], 600'000, 0.3007123312666333));
}

TEST(V50, WeibullMeanLife) {
  // To 1,600 weeks, where a share of 2e-6 is left. Simpson's rule errs by 0.01 at the sharp start.
  const Study study = Study(weeks(1600), weeks(2))
                          .segment("all", 10'000)
                          .with<Leaving>({.weibull = Leaving::Weibull{weeks(40), 0.7}});
  EXPECT_TRUE(mean_agrees(weeks_active(study, 60), 50.63294024229133, {.deviation = 73.8}));
}

// Renewals by a coin whose probability is Beta(alpha, beta) over customers (shifted beta-geometric,
// Fader & Hardie 2007): S(t) = B(alpha, beta + t) / B(alpha, beta), published parameters.
void expect_renewals(double alpha, double beta, const std::vector<double>& exact) {
  Leaving::Parameters leaving;
  leaving.at_renewal.emplace();
  leaving.at_renewal->alpha = alpha;
  leaving.at_renewal->beta = beta;
  const engine::Duration year = leaving.at_renewal->every;
  constexpr std::int64_t kCustomers = 10'000;
  constexpr std::size_t kReplications = 44;
  // Renewals fall on the end of a year, which belongs to the next: look half a year later.
  Study study(12 * year + year / 2, year / 2);
  study.segment("all", kCustomers).with<Leaving>(leaving);
  const std::vector<std::int64_t> active = survivors(study, kReplications);
  const std::array<std::size_t, 4> years{1, 4, 7, 12};
  for (std::size_t i = 0; i < years.size(); ++i) {
    EXPECT_TRUE(share_agrees(active[2 * years[i]], kReplications * kCustomers, exact[i]))
        << "after " << years[i] << " years";
  }
}

TEST(V12, RegularCustomersRenew) {
  expect_renewals(
      0.704, 1.182,
      {0.6267232237539767, 0.33209485898650465, 0.23905064169324422, 0.17006257680605036});
}

TEST(V12, HighEndCustomersRenew) {
  expect_renewals(0.668, 3.806,
                  {0.8506928922664281, 0.6099510247186952, 0.4889446208937267, 0.3780404201820915});
}

// M07: at each renewal R is spent on each customer and keeps c (1 - e^{-k R}) of them; at the
// amount that V49 finds best, 45.90, that is 80.9 %.
TEST(RenewalBySpending, KeepsTheShareThatMoneyKeeps) {
  Leaving::Parameters leaving;
  leaving.at_renewal = model::Renewal{.every = weeks(10), .spending = {{{4590}, {0.9}, 0.05}}};
  const Study study = Study(weeks(45), weeks(5)).segment("all", 20'000).with<Leaving>(leaving);
  std::array<std::int64_t, 2> stayed{};
  for (const auto& [once, four_times, due, cost] : replicate(study, 30, [](const Reading& reading) {
         return std::array{reading.active(2), reading.active(8),
                           reading.tally_from<Leaving>(0, Leaving::renewals_due),
                           reading.tally_from<Leaving>(0, Leaving::keeping_cost)};
       })) {
    stayed[0] += once;
    stayed[1] += four_times;
    EXPECT_EQ(cost, 4590 * due);
  }
  const double kept = 0.9 * -std::expm1(-0.05 * 45.90);
  EXPECT_NEAR(kept, 0.80931, 1e-5);
  EXPECT_TRUE(share_agrees(stayed[0], 600'000, kept));
  EXPECT_TRUE(share_agrees(stayed[1], 600'000, std::pow(kept, 4)));
}

}  // namespace
}  // namespace tenure::verification
