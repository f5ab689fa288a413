// SPDX-License-Identifier: Apache-2.0
//
// Promotions, development, assortment and partial defection without strength change nothing, event
// for event; with strength, threads, cells and windows change nothing.
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

/// Rates that vary, so that planning a clock anew would be seen.
Study base() {
  ComplaintDesk::Parameters desk;
  desk.seats = 2;
  desk.handling_time.mean = std::chrono::hours{6};
  desk.patience = engine::from_days(0.5);
  Courtesy::Parameters courtesy;
  courtesy.birthday = Courtesy::Greeting{.lift = 0.4};
  Study study(weeks(40), weeks(5));
  study.starts(20'454);
  study.segment("all", 2'000)
      .with<Acquisition>({.arrivals = per_week(10.0)})
      .with<Purchasing>({.per_year = 60.0})
      .with<Service>({.failure_probability = {0.1}})
      .with<Satisfaction>({})
      .with<Courtesy>(courtesy)
      .with<ComplaintDesk>(desk)
      .with<Rivals>({.offer_interval = weeks(6)})
      .with<Leaving>({.hazard = per_week(0.005)});
  return study;
}

/// Offers and a discount for newcomers that are worth, and cost, nothing.
Promotions::Parameters idle_promotions() {
  Promotions::Parameters p;
  p.offers = {{.name = "weekly", .every = weeks(1), .lift = 0.0, .discount = {0.0}},
              {.name = "repeat",
               .kind = OfferKind::buy_one_get_one,
               .who = {.purchases = Who::Bounds<std::int64_t>{.at_least = 2}},
               .days = {40, 200},
               .lift = 0.0,
               .unit_cost = {0.0}}};
  p.forward_buying.share = {0.0};
  p.deal_sensitivity.step = 0.0;
  p.learning.reset();
  p.acquisition_discount = Promotions::AcquisitionDiscount{.discount = {0.0}};
  return p;
}

Development::Parameters idle_development() {
  Development::Parameters p;
  p.ordinary.up = p.engaged.up = p.engaged.down = p.extraordinary.down = per_week(0.1);
  p.engaged.purchases = p.engaged.basket = 1.0;
  p.extraordinary.purchases = p.extraordinary.basket = 1.0;
  return p;
}

Assortment::Parameters idle_assortment() {
  Assortment::Parameters p;
  p.add_ons = Assortment::AddOns{
      .needs_known = {0.5}, .misfit = 0.0, .return_cost = {0}, .hazard = 0.0, .basket = 0.0};
  p.upgrades = Assortment::Upgrades{.every = weeks(6), .purchases = 0.0, .hazard = 0.0};
  return p;
}

TEST(NeutralIncentives, OffersThatMoveNobody) {
  EXPECT_TRUE(contains(counts(base().with<Promotions>(idle_promotions())), counts(base())));
  Promotions::Parameters lifting = idle_promotions();
  lifting.offers.front().lift = 0.01;
  EXPECT_FALSE(contains(counts(base().with<Promotions>(lifting)), counts(base())));
}

TEST(NeutralIncentives, PhasesThatDifferInNothing) {
  EXPECT_TRUE(contains(counts(base().with<Development>(idle_development())), counts(base())));
  Development::Parameters differing = idle_development();
  differing.engaged.purchases = 1.01;
  EXPECT_FALSE(contains(counts(base().with<Development>(differing)), counts(base())));
}

TEST(NeutralIncentives, ARangeLikeTheUsualOne) {
  EXPECT_TRUE(contains(counts(base().with<Assortment>(idle_assortment())), counts(base())));
  Assortment::Parameters wider = idle_assortment();
  wider.breadth = 5.1;
  EXPECT_FALSE(contains(counts(base().with<Assortment>(wider)), counts(base())));
}

TEST(NeutralIncentives, FailuresThatTakeNothing) {
  EXPECT_TRUE(contains(counts(base().with<PartialDefection>({.loss = {0.0}})), counts(base())));
  EXPECT_FALSE(contains(counts(base().with<PartialDefection>({.loss = {0.01}})), counts(base())));
}

/// All four, at work.
Study busy() {
  Promotions::Parameters promotions = idle_promotions();
  promotions.offers.front() = {.name = "monthly",
                               .every = weeks(4),
                               .ahead = weeks(1),
                               .waiting = {0.2},
                               .uses = 2,
                               .cost = {30}};
  promotions.forward_buying = {};
  promotions.deal_sensitivity = {};
  promotions.learning = Promotions::Learning{};
  promotions.acquisition_discount = Promotions::AcquisitionDiscount{};
  Development::Parameters development;
  development.ordinary.up = per_week(0.1);
  Assortment::Parameters assortment{.breadth = 7.0};
  assortment.cost = {1'000.0};
  assortment.add_ons = Assortment::AddOns{};
  assortment.upgrades = Assortment::Upgrades{.every = weeks(9), .cost = {400}};
  return base()
      .with<Promotions>(promotions)
      .with<Development>(development)
      .with<Assortment>(assortment)
      .with<PartialDefection>({.forgiven = {0.5}})
      .with<Relationship>({})
      .with<Fatigue>({})
      .with<Finance>({});
}

TEST(Incentives, ThreadsCellsAndWindowsChangeNothing) {
  Study study = busy();
  const Record alone = run(study);
  EXPECT_TRUE(same(alone, run(study, 3, {.cell_size = 128, .verify_every_window = true})));
  EXPECT_TRUE(same(alone, run(study.window(std::chrono::hours{7}))));
}

TEST(Incentives, APolicyWithTheSameParametersChangesNothing) {
  Study study = busy();
  const Counts always = counts(study);
  study.warm_up(weeks(10));
  const Counts warm = counts(study);
  study.policy({.starts = weeks(7), .ends = weeks(23)});
  EXPECT_TRUE(contains(counts(study), warm));
  EXPECT_FALSE(contains(warm, always));
}

}  // namespace
}  // namespace tenure::determinism
