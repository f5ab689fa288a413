// SPDX-License-Identifier: Apache-2.0
//
// Clarity by V30's formula; that no courtesy makes up for failing often (M09), and that a
// call after an apology does more than either alone adds up to (M04 with M05).
#include <cmath>
#include <cstdint>
#include <numbers>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "tests/verification/acceptance.h"
#include "tests/verification/study.h"

namespace tenure::verification {
namespace {

using model::Apology;
using model::ComplaintDesk;
using model::Courtesy;
using model::Expectations;
using model::Leaving;
using model::LoyaltyProgramme;
using model::Purchasing;
using model::Relationship;
using model::Satisfaction;
using model::Service;

/// Changes of satisfaction per encounter where terms of this clarity are all that matters; quality
/// itself has a deviation of 1, which does not.
Sample change_by_terms(double clarity, double bias) {
  Purchasing::Parameters purchasing = steady_purchases(weeks(1));
  purchasing.effects.satisfaction = 0.0;
  Expectations::Clarity terms{.vague = 1.0, .clear = 0.4, .bias = bias};
  terms.shipping = {.share = {1.0}, .clarity = {clarity}};
  terms.returns.share = terms.sale.share = terms.warranty.share = {0.0};
  const Study study = Study(weeks(100), weeks(100))
                          .segment("all", 500)
                          .with<Purchasing>(purchasing)
                          .with<Service>({.failure_probability = {0.0}, .inconsistency = 1.0})
                          .with<Expectations>({.clarity = terms})
                          .with<Satisfaction>({.gain = 0.5, .loss_aversion = 2.25});
  Sample change;
  for (const double mean : replicate(study, 40, [](const Reading& reading) {
         return 1e-6 *
                static_cast<double>(reading.tally<Satisfaction>(Satisfaction::change_sum, 0)) /
                static_cast<double>(reading.tally<Satisfaction>(Satisfaction::changes, 0));
       })) {
    change.add(mean);
  }
  return change;
}

// E ~ N(Q, sigma^2): the mean change is b sigma (1 - lambda) / sqrt(2 pi), linear in sigma, which
// clarity takes from 1.0 to 0.4; its own deviation is 0.83 sigma.
TEST(Clarity, MovesSatisfactionLinearlyInSigma) {
  const double per_sigma = 0.5 * (1.0 - 2.25) / std::sqrt(2.0 * std::numbers::pi);
  for (const auto& [clarity, sigma] :
       {std::pair{0.0, 1.0}, std::pair{0.5, 0.7}, std::pair{1.0, 0.4}}) {
    EXPECT_TRUE(
        mean_agrees(change_by_terms(clarity, 0.0), per_sigma * sigma, {.deviation = 0.834 * sigma}))
        << clarity;
  }
}

// Vague terms that promise 0.3 too much are V30's over-promise.
TEST(Clarity, VagueTermsMayPromiseTooMuch) {
  EXPECT_TRUE(mean_agrees(change_by_terms(0.0, 0.3), -0.5042257763232562, {.deviation = 0.88}));
  EXPECT_TRUE(mean_agrees(change_by_terms(1.0, 0.3),
                          0.4 * 0.5 * (1.0 - 2.25) / std::sqrt(2.0 * std::numbers::pi),
                          {.deviation = 0.334}));
}

/// Whether the mean is above 0. Error rate 5e-5 if it is not: 4.9 standard errors of Student's t
/// with 19 degrees of freedom.
testing::AssertionResult positive(const Sample& differences) {
  const double ratio = differences.mean() / differences.standard_error();
  if (ratio > 4.9) return testing::AssertionSuccess();
  return testing::AssertionFailure() << differences.mean() << ", " << ratio << " standard errors";
}

using Leavers = std::vector<std::int64_t>;

testing::AssertionResult more(const Leavers& some, const Leavers& others) {
  Sample difference;
  for (std::size_t i = 0; i < some.size(); ++i) {
    difference.add(static_cast<double>(some[i] - others[i]));
  }
  return positive(difference);
}

/// Who leaves within the study, by replication.
Leavers leavers(const Study& study) {
  return replicate(study, 20,
                   [](const Reading& reading) { return reading.initial() - reading.active(0); });
}

/// Everything that makes customers feel at home, or nothing of it, before the same gate.
Study shop(double failing, bool courteous) {
  Study study(weeks(52), weeks(52));
  study.segment("all", 4'000)
      .with<Purchasing>({.per_year = 20.0})
      .with<Service>({.failure_probability = {failing}, .quality_gate = Service::QualityGate{}})
      .with<Satisfaction>({})
      .with<Relationship>({})
      .with<Leaving>({.hazard = per_week(0.01)});
  ComplaintDesk::Parameters desk;
  desk.seats = 200;
  if (courteous) {
    Courtesy::Parameters courtesy;
    courtesy.routine = weeks(13);
    courtesy.follow_up = Courtesy::FollowUp{};
    courtesy.birthday = Courtesy::Greeting{};
    study.with<Courtesy>(courtesy);
    LoyaltyProgramme::Parameters programme;
    programme.tiers = {{.name = "silver", .purchases = 8}, {.name = "gold", .purchases = 15}};
    study.with<LoyaltyProgramme>(programme);
    desk.apology.share = {1.0};
    desk.apology.call = Apology::Call{};
  }
  study.with<ComplaintDesk>(desk);
  return study;
}

TEST(QualityGate, NoCourtesyMakesUpForFailingOften) {
  const Leavers good = leavers(shop(0.02, false));
  const Leavers middling = leavers(shop(0.08, true));
  const Leavers bad = leavers(shop(0.15, true));
  EXPECT_TRUE(more(bad, middling));
  EXPECT_TRUE(more(middling, good));
}

/// Apologies and calls after failures, two by two. What a call is worth by itself is a little
/// relationship.
Leavers reconciled(bool apology, bool call) {
  Purchasing::Parameters purchasing = steady_purchases(weeks(6));
  purchasing.effects = {.satisfaction = 0.0, .relationship = 0.0};
  ComplaintDesk::Parameters desk;
  desk.seats = 200;
  desk.complaint_probability = {1.0};
  desk.exit = {{0.0}, {0.0}, {0.0}};
  desk.apology.share = {apology ? 1.0 : 0.0};
  desk.apology.call = Apology::Call{.within = weeks(4), .gives_back = {0.8}};
  Courtesy::Parameters courtesy;
  courtesy.call.detection.probability = {0.0};
  courtesy.follow_up = Courtesy::FollowUp{.share = {call ? 1.0 : 0.0}};
  Leaving::Parameters leaving{.hazard = per_week(0.01)};
  leaving.effects.satisfaction = 0.8;
  Study study(weeks(52), weeks(52));
  study.segment("all", 10'000)
      .with<Purchasing>(purchasing)
      .with<Service>({.failure_probability = {0.4}})
      .with<Satisfaction>({})
      .with<Relationship>({})
      .with<ComplaintDesk>(desk)
      .with<Courtesy>(courtesy)
      .with<Leaving>(leaving);
  return leavers(study);
}

TEST(ApologyAndCall, TogetherDoMoreThanEachAddsUpTo) {
  const Leavers neither = reconciled(false, false);
  const Leavers apology = reconciled(true, false);
  const Leavers call = reconciled(false, true);
  const Leavers both = reconciled(true, true);
  EXPECT_TRUE(more(neither, apology));
  EXPECT_TRUE(more(neither, call));
  EXPECT_TRUE(more(apology, both));
  EXPECT_TRUE(more(call, both));
  Sample interaction;
  for (std::size_t i = 0; i < both.size(); ++i) {
    interaction.add(static_cast<double>((apology[i] - both[i]) - (neither[i] - call[i])));
  }
  EXPECT_TRUE(positive(interaction));
}

}  // namespace
}  // namespace tenure::verification
