// SPDX-License-Identifier: Apache-2.0
//
// That relationships buffer failures (M18).
#include <cmath>
#include <cstddef>
#include <vector>

#include <gtest/gtest.h>

#include "engine/quantile.h"
#include "tests/verification/acceptance.h"
#include "tests/verification/study.h"

namespace tenure::verification {
namespace {

using model::Leaving;
using model::Purchasing;
using model::Relationship;
using model::Satisfaction;
using model::Service;

/// How many of 6,000 leave within 12 weeks, by replication, if they come with so much relationship
/// and encounters fail with this probability. R moves nothing but what is felt of failures.
std::vector<std::int64_t> leavers(double bond, double failing, double severity) {
  Purchasing::Parameters purchasing = steady_purchases(weeks(4));
  purchasing.effects = {.satisfaction = 0.0, .relationship = 0.0};
  Relationship::Parameters relationship;
  relationship.gain = 0.0;
  relationship.decay.reset();
  relationship.sales_cycle = Relationship::SalesCycle{.interactions = 1, .gain = bond};
  relationship.betrayal = Relationship::Betrayal{.severity = 1.5, .hate = 0.5};
  Leaving::Parameters leaving{.hazard = per_week(0.02)};
  leaving.effects.satisfaction = 0.8;
  leaving.effects.relationship = 0.0;
  const Study study = Study(weeks(12), weeks(12))
                          .segment("all", 20'000)
                          .with<Purchasing>(purchasing)
                          .with<Service>({.failure_probability = {failing}, .severity = severity})
                          .with<Satisfaction>({})
                          .with<Relationship>(relationship)
                          .with<Leaving>(leaving);
  return replicate(study, 20,
                   [](const Reading& reading) { return reading.initial() - reading.active(0); });
}

/// Whether more leave in the first than in the second, on common random numbers. Error rate 1e-4
/// if neither has more: 4.9 standard errors of Student's t with 19 degrees of freedom, one-sided,
/// is 5e-5.
testing::AssertionResult more(const std::vector<std::int64_t>& some,
                              const std::vector<std::int64_t>& others) {
  Sample difference;
  for (std::size_t i = 0; i < some.size(); ++i) {
    difference.add(static_cast<double>(some[i] - others[i]));
  }
  const double ratio = difference.mean() / difference.standard_error();
  if (ratio > 4.9) return testing::AssertionSuccess();
  return testing::AssertionFailure() << difference.mean() << ", " << ratio << " standard errors";
}

TEST(Buffer, StrongerRelationshipsLeaveLessAfterFailures) {
  const auto strangers = leavers(0.0, 1.0, 1.0);
  const auto acquaintances = leavers(1.0, 1.0, 1.0);
  const auto friends = leavers(4.0, 1.0, 1.0);
  EXPECT_TRUE(more(strangers, acquaintances));
  EXPECT_TRUE(more(acquaintances, friends));
}

TEST(Buffer, UnderBetrayalStrongerRelationshipsLeaveMore) {
  const auto strangers = leavers(0.0, 1.0, 2.0);
  const auto acquaintances = leavers(1.0, 1.0, 2.0);
  const auto friends = leavers(4.0, 1.0, 2.0);
  EXPECT_TRUE(more(acquaintances, strangers));
  EXPECT_TRUE(more(friends, acquaintances));
}

TEST(Buffer, ChangesNothingWithoutFailures) {
  EXPECT_EQ(leavers(0.0, 0.0, 1.0), leavers(4.0, 0.0, 1.0));
}

// Sensitivity e^{sigma z - sigma^2 / 2} and hazard Q(Phi(w)), z and w normal scores: with the
// correlation 1 the customers most at risk are those whom signs of care move most, and the mean
// sensitivity of who is left after a while is an integral over the one score.
double mean_among_survivors(double sigma, double sign, double time_over_scale) {
  const auto hazard = engine::Quantile::gamma(1.0);
  const auto normal = engine::Quantile::normal();
  double weighted = 0.0;
  double alive = 0.0;
  constexpr int kSteps = 100'000;
  for (int i = 0; i < kSteps; ++i) {
    const double u = (i + 0.5) / kSteps;
    const double stays = std::exp(-hazard(u) * time_over_scale);
    weighted += stays * std::exp(sigma * (sign * normal(u) - sigma / 2.0));
    alive += stays;
  }
  return weighted / alive;
}

TEST(Sensitivity, HasMeanOneAndGoesWithRiskAsItIsTold) {
  EXPECT_NEAR(mean_among_survivors(0.6, 1.0, 0.0), 1.0, 1e-3);
  for (const double correlation : {1.0, -1.0}) {
    Relationship::Parameters relationship;
    relationship.gain = 0.01;
    relationship.decay.reset();
    relationship.sensitivity = Relationship::Sensitivity{0.6, correlation};
    Leaving::Parameters leaving;
    leaving.mixed = Leaving::Mixed{1.0, weeks(20)};
    leaving.effects.relationship = 0.0;
    Purchasing::Parameters purchasing = steady_purchases(weeks(1));
    purchasing.effects.relationship = 0.0;
    const Study study = Study(weeks(20), weeks(20))
                            .segment("all", 20'000)
                            .with<Purchasing>(purchasing)
                            .with<Service>({.failure_probability = {0.0}})
                            .with<Relationship>(relationship)
                            .with<Leaving>(leaving);
    Sample mean;
    for (const double one : replicate(study, 40, [](const Reading& reading) {
           return 1e-6 *
                  static_cast<double>(reading.tally<Relationship>(Relationship::level_sum, 0)) /
                  static_cast<double>(reading.active(0));
         })) {
      mean.add(one / (0.01 * 20.0));
    }
    EXPECT_TRUE(mean_agrees(mean, mean_among_survivors(0.6, correlation, 1.0))) << correlation;
  }
}

}  // namespace
}  // namespace tenure::verification
