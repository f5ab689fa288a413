// SPDX-License-Identifier: Apache-2.0
//
// Gate, ease, returns, clarity, service plans and what apologies may be besides: without strength
// they change nothing, event for event; nor do windows and threads change what they do.
#include <chrono>

#include <gtest/gtest.h>

#include "tests/determinism/comparison.h"
#include "tests/verification/study.h"

namespace tenure::determinism {
namespace {

using namespace tenure::model;
using verification::per_week;
using verification::Study;
using verification::weeks;

ComplaintDesk::Parameters busy_desk() {
  ComplaintDesk::Parameters desk;
  desk.seats = 2;
  desk.handling_time.mean = std::chrono::hours{6};
  desk.patience = engine::from_days(0.5);
  desk.apology.share = {0.5};
  return desk;
}

/// Nobody gains goodwill here but by apologies.
Study base() {
  Courtesy::Parameters courtesy;
  courtesy.call.gain = 0.0;
  courtesy.follow_up = Courtesy::FollowUp{};
  Study study(weeks(40), weeks(5));
  study.starts(20'454);
  study.segment("all", 2'000)
      .with<Acquisition>({.arrivals = per_week(10.0)})
      .with<Purchasing>({.per_year = 60.0})
      .with<Service>({.failure_probability = {0.1}})
      .with<Expectations>({})
      .with<Satisfaction>({})
      .with<Courtesy>(courtesy)
      .with<ComplaintDesk>(busy_desk())
      .with<Rivals>({.offer_interval = weeks(6)})
      .with<Finance>({})
      .with<Leaving>({.hazard = per_week(0.005)});
  return study;
}

testing::AssertionResult unchanged(const Study& changed) {
  return contains(counts(changed), counts(base()));
}

Study served(Service::Parameters service) {
  service.failure_probability = {0.1};
  return base().with<Service>(service);
}

TEST(NeutralServicing, AGateThatIsNeverInTheWay) {
  EXPECT_TRUE(unchanged(served({.quality_gate = Service::QualityGate{.least = -1e6}})));
  EXPECT_FALSE(unchanged(served({.quality_gate = Service::QualityGate{}})));
}

TEST(NeutralServicing, EffortThatNobodyMinds) {
  EaseOfUse ease{.find = 3.0, .check_out = 3.0, .unpack = 3.0, .assemble = 3.0};
  ease.completion = 40.0;
  ease.weight = 0.0;
  ease.annoyance = 0.0;
  EXPECT_TRUE(unchanged(served({.ease = ease})));
  ease.annoyance = 0.01;
  EXPECT_FALSE(unchanged(served({.ease = ease})));
}

TEST(NeutralServicing, ReturnsThatNobodyMakes) {
  EXPECT_TRUE(unchanged(served({.returns = Returns{.probability = {0.0}}})));
  EXPECT_FALSE(unchanged(served({.returns = Returns{.probability = {0.01}}})));
}

TEST(NeutralServicing, TermsThatDoNotMatter) {
  Expectations::Clarity terms;
  terms.shipping.share = terms.returns.share = terms.sale.share = terms.warranty.share = {0.0};
  EXPECT_TRUE(unchanged(base().with<Expectations>({.clarity = terms})));
  terms.sale.share = {0.01};
  EXPECT_FALSE(unchanged(base().with<Expectations>({.clarity = terms})));
}

TEST(NeutralServicing, ACoinThatNeverFalls) {
  Leaving::Parameters leaving{.hazard = per_week(0.005)};
  leaving.after_encounter = Leaving::EncounterCoin{.probability = {0.0}};
  EXPECT_TRUE(unchanged(base().with<Leaving>(leaving)));
  leaving.after_encounter->probability = {0.001};
  EXPECT_FALSE(unchanged(base().with<Leaving>(leaving)));
}

TEST(NeutralServicing, ProductsThatNobodyMisses) {
  EXPECT_TRUE(unchanged(base().with<ServicePlan>({.downtime_loss = 0.0, .blame = 0.0})));
  EXPECT_FALSE(unchanged(base().with<ServicePlan>({.downtime_loss = 0.001, .blame = 0.0})));
}

TEST(NeutralServicing, ACallThatGivesNothingBack) {
  ComplaintDesk::Parameters desk = busy_desk();
  desk.apology.call = Apology::Call{.within = weeks(9), .gives_back = {0.0}};
  EXPECT_TRUE(unchanged(base().with<ComplaintDesk>(desk)));
  desk.apology.call->gives_back = {0.1};
  EXPECT_FALSE(unchanged(base().with<ComplaintDesk>(desk)));
}

TEST(NeutralServicing, AnApologyThatIsWorthNothingHoweverItIsMade) {
  ComplaintDesk::Parameters worthless = busy_desk();
  worthless.apology.gain = 0.0;
  ComplaintDesk::Parameters scripted = worthless;
  scripted.apology.sincerity = {0.1};
  scripted.apology.wears_off = {0.7};
  EXPECT_TRUE(contains(counts(base().with<ComplaintDesk>(scripted)),
                       counts(base().with<ComplaintDesk>(worthless))));
}

TEST(Servicing, ThreadsCellsAndWindowsChangeNothing) {
  ServicePlan::Parameters plan{.time_between_failures = weeks(6), .share = {0.5}};
  plan.cost = {3.0};
  plan.price = MoneyRate{5.0};
  plan.repair_cost = {400};
  ComplaintDesk::Parameters desk = busy_desk();
  desk.apology.sincerity = {0.8};
  desk.apology.wears_off = {0.3};
  desk.apology.call = Apology::Call{};
  Service::Parameters service{.failure_probability = {0.1}};
  service.quality_gate = Service::QualityGate{};
  service.ease = EaseOfUse{.find = 1.0, .assemble = 1.0};
  service.returns = Returns{.terms = ReturnTerms::fee};
  Leaving::Parameters leaving{.hazard = per_week(0.005)};
  leaving.after_encounter = Leaving::EncounterCoin{.probability = {0.002}};
  Study study = base()
                    .with<Service>(service)
                    .with<Expectations>({.clarity = Expectations::Clarity{}})
                    .with<ServicePlan>(plan)
                    .with<Relationship>({})
                    .with<ComplaintDesk>(desk)
                    .with<Leaving>(leaving);
  const Record alone = run(study);
  EXPECT_TRUE(same(alone, run(study, 3, {.cell_size = 128, .verify_every_window = true})));
  EXPECT_TRUE(same(alone, run(study.window(std::chrono::hours{7}))));
}

}  // namespace
}  // namespace tenure::determinism
