// SPDX-License-Identifier: Apache-2.0
#include "experiment/survival_of.h"

#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include "example.h"
#include "experiment/tabulate.h"

namespace tenure::experiment {
namespace {

constexpr double kStudent1 = 12.706204736432095;  // t(1, 97.5 %) = tan(0.475 pi)

/// Two policies, two replications, two periods of 10 and 20 days, two segments of 60 and 40. Kept:
/// under the first policy 80 and 50, then 90 and 70; under the second 84 and 60, then 92 and 70.
results::Dataset by_hand() {
  results::Dataset dataset;
  dataset.dimensions = {{"policy", 2}, {"replication", 2}, {"period", 2}, {"segment", 2}};
  dataset.variables.push_back({"period_end", {"period"}, std::vector<double>{10.0, 30.0}, {}});
  const std::vector<std::string> shape{"policy", "replication", "period", "segment"};
  using Whole = std::vector<std::int64_t>;
  dataset.variables.push_back(
      {"survival_num",
       shape,
       Whole{50, 30, 30, 20, 55, 35, 40, 30, 52, 32, 35, 25, 56, 36, 40, 30},
       {}});
  dataset.variables.push_back(
      {"survival_den",
       shape,
       Whole{60, 40, 60, 40, 60, 40, 60, 40, 60, 40, 60, 40, 60, 40, 60, 40},
       {}});
  return dataset;
}

TEST(SurvivalOf, IsTheShareThatIsLeftOfTheInitialBase) {
  const Survival survival = survival_of(by_hand(), 0);
  EXPECT_EQ(survival.time, (std::vector<double>{0.0, 10.0, 30.0}));
  ASSERT_EQ(survival.kept.size(), 3U);
  EXPECT_EQ(survival.kept[0].mean, 1.0);
  EXPECT_EQ(survival.kept[0].half_width, 0.0);
  EXPECT_DOUBLE_EQ(survival.kept[1].mean, 0.85);
  EXPECT_DOUBLE_EQ(survival.kept[2].mean, 0.60);
  // 0.5 and 0.7: their standard error is half their distance.
  EXPECT_NEAR(*survival.kept[2].half_width, kStudent1 * 0.1, 1e-9);
}

TEST(SurvivalOf, HasTheAreaUnderItAsRestrictedMean) {
  // By hand: 10 (1 + 0.85) / 2 + 20 (0.85 + 0.6) / 2.
  EXPECT_DOUBLE_EQ(survival_of(by_hand(), 0).restricted_mean.mean, 9.25 + 14.5);
}

TEST(SurvivalOf, LooksAtOneSegmentAlone) {
  EXPECT_DOUBLE_EQ(survival_of(by_hand(), 0, 1).kept[1].mean, 65.0 / 80.0);
}

TEST(SurvivalGain, IsPairedByReplication) {
  const Survival gain = survival_gain(by_hand(), 1, 0);
  EXPECT_EQ(gain.kept[0].mean, 0.0);
  EXPECT_DOUBLE_EQ(gain.kept[1].mean, 0.03);  // 4 and 2 of 100
  EXPECT_NEAR(*gain.kept[1].half_width, kStudent1 * 0.01, 1e-9);
  EXPECT_DOUBLE_EQ(gain.kept[2].mean, 0.05);  // 10 and 0
  EXPECT_DOUBLE_EQ(gain.restricted_mean.mean, 5.0 * 0.03 + 10.0 * 0.08);
  for (const analysis::Interval& zero : survival_gain(by_hand(), 1, 1).kept) {
    EXPECT_EQ(zero.mean, 0.0);
  }
}

/// A study with newcomers, simulated.
class Simulated : public testing::Test {
 protected:
  static results::Dataset study(const std::string& acquisition) {
    const scenario::Loaded loaded = scenario::load_text(
        "format: 1\ntitle: Newcomers\nhorizon: 20 weeks\nreport_every: 4 weeks\nseed: 3\n"
        "replications: 4\nsegments: [{name: all, customers: 400}]\nleaving: {yearly: 60 %}\n" +
            acquisition,
        "newcomers.yaml");
    const Policies policies({loaded.policies[0].specification});
    const StudyTexts texts{loaded.files.front().text, {loaded.policies[0].resolved_yaml}, {}};
    return tabulate(texts, policies, replicate(policies, {}).records);
  }
  static inline const std::string kArrivals = "acquisition: {arrivals: 20 per day}\n";
};

TEST_F(Simulated, CausesAddUpToWhatSurvivalLost) {
  const results::Dataset dataset = study("");
  const Survival survival = survival_of(dataset, 0);
  const std::vector<LossByCause> losses = losses_of(dataset, 0);
  ASSERT_FALSE(losses.empty());
  for (std::size_t time = 0; time < survival.time.size(); ++time) {
    double taken = 0.0;
    for (const LossByCause& loss : losses) taken += loss.incidence.at(time).mean;
    EXPECT_NEAR(taken, 1.0 - survival.kept[time].mean, 1e-12);
  }
  double shares = 0.0;
  for (const LossByCause& loss : losses) shares += loss.share.mean;
  EXPECT_NEAR(shares, 1.0, 1e-12);
}

TEST_F(Simulated, TellsNoIncidenceOfTheBaseWhereOthersJoin) {
  for (const LossByCause& loss : losses_of(study(kArrivals), 0)) {
    EXPECT_TRUE(loss.incidence.empty());
    EXPECT_FALSE(loss.left.empty());
  }
}

TEST_F(Simulated, FollowsCohortsToTheHorizon) {
  const results::Dataset dataset = study(kArrivals);
  const std::vector<Cohort> cohorts = cohorts_of(dataset, 0);
  ASSERT_EQ(cohorts.size(), 6U);  // the initial base, and five periods
  EXPECT_EQ(cohorts[0].active.size(), 5U);
  for (std::size_t i = 1; i < cohorts.size(); ++i) {
    EXPECT_EQ(cohorts[i].number, i);
    EXPECT_EQ(cohorts[i].active.size(), 6U - i);
    EXPECT_NEAR(cohorts[i].size.mean, 560.0, 80.0);
  }
  const Survival survival = survival_of(dataset, 0);
  for (std::size_t age = 0; age < 5; ++age) {
    EXPECT_DOUBLE_EQ(cohorts[0].active[age].mean, survival.kept[age + 1].mean);
  }
}

TEST_F(Simulated, PoolsNewcomersByAge) {
  const results::Dataset dataset = study(kArrivals);
  const auto newcomers = newcomers_of(dataset, 0);
  ASSERT_TRUE(newcomers.has_value());
  EXPECT_EQ(newcomers->kept[0].mean, 1.0);
  // All leave at one constant rate: after 3 1/2 periods of 4 weeks on average. Some 4 x 2,240
  // newcomers; the tolerance is four binomial standard errors of those followed so far.
  const double rate = -std::log(0.4) / 365.25;
  const double expected = std::exp(-rate * 28.0 * 3.5);
  const double followed = static_cast<double>(newcomers->at_risk.at(3));
  EXPECT_NEAR(newcomers->kept.at(4).mean, expected,
              4.0 * std::sqrt(expected * (1.0 - expected) / followed));
  EXPECT_GT(newcomers->kept[4].half_width.value(), 0.0);
  // Whoever is at risk has neither left nor been cut off by the horizon.
  EXPECT_LT(newcomers->at_risk[4], newcomers->at_risk[3]);
  EXPECT_FALSE(newcomers_of(study(""), 0).has_value());
}

TEST_F(Simulated, LeavesOutCohortsThatAreEmpty) { EXPECT_EQ(cohorts_of(study(""), 0).size(), 1U); }

}  // namespace
}  // namespace tenure::experiment
