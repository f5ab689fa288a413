// SPDX-License-Identifier: Apache-2.0
//
// V31, V37, V23, and that relationships buffer failures (M18).
#include <array>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "engine/quantile.h"
#include "tests/verification/acceptance.h"
#include "tests/verification/study.h"

namespace tenure::verification {
namespace {

using model::Courtesy;
using model::Leaving;
using model::Purchasing;
using model::Relationship;
using model::Satisfaction;
using model::Service;

// Shot noise: encounters as a Poisson process of 0.5 a week add 1 each, which fades at 0.25 a week.
// Mean lambda g / delta (1 - e^{-delta t}), stationary variance lambda g^2 / (2 delta), correlation
// over 4 weeks e^{-1}. Each customer is a segment, so each one's R is known; 450,000 customers, the
// variance to 0.01.
TEST(V31, RelationshipIsShotNoise) {
  Purchasing::Parameters purchasing = steady_purchases(weeks(2));
  purchasing.effects.relationship = 0.0;
  Relationship::Parameters relationship;
  relationship.gain = 1.0;
  relationship.decay = per_week(0.25);
  const Study study = Study(weeks(56), weeks(2))
                          .segment("one", 1)
                          .with<Purchasing>(purchasing)
                          .with<Service>({.failure_probability = {0.0}})
                          .with<Relationship>(relationship)
                          .copies(1'500, 1);
  Sample at_26;
  Sample product;  ///< of deviations from the mean, 4 weeks apart: variance 1 times correlation
  Sample at_56;
  for (const auto& customers : replicate(study, 300, [](const Reading& reading) {
         std::vector<std::array<double, 3>> levels(reading.rows());
         for (std::size_t row = 0; row < reading.rows(); ++row) {
           const auto level = [&](std::size_t period) {
             return 1e-6 * static_cast<double>(
                               reading.tally<Relationship>(Relationship::level_sum, period, row));
           };
           levels[row] = {level(12), level(25), level(27)};
         }
         return levels;
       })) {
    for (const auto& [a, b, c] : customers) {
      at_26.add(a);
      product.add((b - 2.0) * (c - 2.0));
      at_56.add(c);
    }
  }
  EXPECT_TRUE(mean_agrees(at_26, 1.9969931216140449));
  EXPECT_TRUE(mean_agrees(at_56, 2.0));
  EXPECT_TRUE(variance_agrees(at_56, 1.0, {.absolute = 0.01}));
  EXPECT_TRUE(mean_agrees(product, 0.36787944117144233));
}

// Birthdays while active: uniform over a year of 365.25 days = 52.1786 weeks, so that a life of
// length L has L / Y of them in the mean: (1 - e^{-mu H}) / (Y mu).
TEST(V37, BirthdaysWhileActive) {
  Courtesy::Parameters courtesy;
  courtesy.birthday = Courtesy::Greeting{};
  const Study study = Study(weeks(468), weeks(78))
                          .segment("all", 10'000)
                          .with<Courtesy>(courtesy)
                          .with<Leaving>({.hazard = per_week(0.03)});
  Sample first;
  Sample all;
  for (const auto& [early, ever] : replicate(study, 100, [](const Reading& reading) {
         const auto customers = static_cast<double>(reading.initial());
         return std::pair{
             static_cast<double>(reading.tally<Courtesy>(Courtesy::birthdays_greeted, 0)) /
                 customers,
             static_cast<double>(reading.tally_from<Courtesy>(0, Courtesy::birthdays_greeted)) /
                 customers};
       })) {
    first.add(early);
    all.add(ever);
  }
  EXPECT_TRUE(mean_agrees(first, 0.57729437085287));
  // Beyond 468 weeks e^{-14.04} of it is left, 5e-7.
  EXPECT_TRUE(mean_agrees(all, 0.6388315005257583));
}

// Calls on 5 lines, booked a day or more ahead, a = 4: Erlang's loss formula. Each customer fails
// every 93 days after the last call, which comes 7 days after the failure: a call per 100 days, of
// 20,000 customers 200 a day. So many sparse processes are a Poisson process as far as a line can
// see (each customer's two calls are days apart, a call takes half an hour).
TEST(V23, CallsThatFindAllLinesBusyAreLost) {
  Courtesy::Parameters courtesy;
  courtesy.follow_up = Courtesy::FollowUp{.after = weeks(1), .share = {1.0}};
  courtesy.lines = {.count = 5, .call_time = engine::from_days(4.0 / 200.0)};
  const Study study = Study(engine::from_days(360), engine::from_days(60))
                          .segment("all", 20'000)
                          .with<Purchasing>(steady_purchases(engine::from_days(93)))
                          .with<Service>({.failure_probability = {1.0}})
                          .with<Courtesy>(courtesy);
  Sample lost;
  Sample offered;
  for (const auto& [share, calls] : replicate(study, 40, [](const Reading& reading) {
         const auto sum = [&](std::size_t which) {
           return static_cast<double>(reading.tally_from<Courtesy>(1, which));
         };
         const double all = sum(Courtesy::calls_lost) + sum(Courtesy::calls_connected);
         EXPECT_EQ(sum(Courtesy::calls_made), sum(Courtesy::calls_connected));
         return std::pair{sum(Courtesy::calls_lost) / all, all / 300.0};
       })) {
    lost.add(share);
    offered.add(calls);
  }
  EXPECT_TRUE(mean_agrees(offered, 200.0));
  EXPECT_TRUE(mean_agrees(lost, 0.19906687402799378, {.deviation = 0.4}));
}

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
