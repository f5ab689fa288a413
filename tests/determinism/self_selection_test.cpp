// SPDX-License-Identifier: Apache-2.0
//
// A loyalty programme that does nothing changes nothing, event for event; and yet its members buy
// more than others, if those enrol who buy often anyway.
#include <chrono>
#include <cstdint>
#include <string>

#include <gtest/gtest.h>

#include "tests/determinism/comparison.h"
#include "tests/verification/study.h"

namespace tenure::determinism {
namespace {

using namespace tenure::model;
using verification::per_week;
using verification::Study;
using verification::weeks;

LoyaltyProgramme::Parameters idle(double self_selection) {
  LoyaltyProgramme::Parameters p;
  p.membership = {.share = {0.4}, .self_selection = {self_selection}};
  p.pull = 0.0;
  p.after_reward = {.slowdown = {0.0}, .hazard = 0.0};
  p.tiers = {{.name = "silver", .purchases = 8}, {.name = "gold", .purchases = 30}};
  p.status = {.comfort = 0.0, .promotion_gain = 0.0, .demotion_loss = 0.0};
  p.card = LoyaltyProgramme::Card{.stamps = 10, .endowed = 2};
  return p;
}

/// Everything that a programme could touch: rates that vary, satisfaction, a busy desk.
Study shop() {
  ComplaintDesk::Parameters desk;
  desk.seats = 2;
  desk.handling_time.mean = std::chrono::hours{6};
  Study study(weeks(60), weeks(5));
  study.segment("all", 2'000)
      .with<Acquisition>({.arrivals = per_week(10.0)})
      .with<Purchasing>({.per_year = 40.0})
      .with<Service>({.failure_probability = {0.1}})
      .with<Expectations>({})
      .with<Satisfaction>({})
      .with<ComplaintDesk>(desk)
      .with<Rivals>({.offer_interval = weeks(6)})
      .with<Leaving>({.hazard = per_week(0.005)});
  return study;
}

std::int64_t sum(const Counts& counts, const std::string& name) {
  std::int64_t total = 0;
  for (const auto& [key, value] : counts) {
    if (key.starts_with("loyalty_programme." + name + "/")) total += value;
  }
  return total;
}

/// Purchases per member and period, over those per other customer.
double gap(const Counts& counts) {
  const auto per = [&](const std::string& purchases, const std::string& periods) {
    return static_cast<double>(sum(counts, purchases)) / static_cast<double>(sum(counts, periods));
  };
  return per("purchases_by_members", "_member_periods") /
         per("_purchases_by_others", "_other_periods");
}

TEST(SelfSelection, MakesMembersBuyMoreThoughTheProgrammeDoesNothing) {
  const Counts without = counts(shop());
  const Counts anybody = counts(shop().with<LoyaltyProgramme>(idle(0.0)));
  const Counts busiest = counts(shop().with<LoyaltyProgramme>(idle(1.0)));
  // The same purchases, failures, complaints, offers and departures, event for event.
  EXPECT_TRUE(contains(anybody, without));
  EXPECT_TRUE(contains(busiest, without));
  ASSERT_GT(sum(busiest, "rewards_granted"), 0);
  ASSERT_GT(sum(busiest, "tier_promotions"), 0);
  RecordProperty("gap_anybody", std::to_string(gap(anybody)));
  RecordProperty("gap_busiest", std::to_string(gap(busiest)));
  EXPECT_GT(gap(anybody), 0.75);
  EXPECT_LT(gap(anybody), 1.33);
  EXPECT_GT(gap(busiest), 5.0);
}

TEST(SelfSelection, IsToldFromAnEffectByThePolicyWithoutTheProgramme) {
  LoyaltyProgramme::Parameters pulling = idle(1.0);
  pulling.pull = 0.5;
  EXPECT_FALSE(contains(counts(shop().with<LoyaltyProgramme>(pulling)), counts(shop())));
}

// Every part alone without strength: clocks are planned in another way for the same times.
TEST(Programme, WhoseEffectsMeetNobodyChangesNothing) {
  LoyaltyProgramme::Parameters nobody;  // all effects at their defaults
  nobody.membership.share = {0.0};
  nobody.tiers = {{.name = "silver", .purchases = 8}};
  EXPECT_TRUE(contains(counts(shop().with<LoyaltyProgramme>(nobody)), counts(shop())));
  LoyaltyProgramme::Parameters unreachable;
  unreachable.pull = 0.0;
  unreachable.catalogue = {{.name = "yacht", .points = 1'000'000'000}};
  unreachable.tiers = {{.name = "silver", .purchases = 1'000'000}};
  EXPECT_TRUE(contains(counts(shop().with<LoyaltyProgramme>(unreachable)), counts(shop())));
}

}  // namespace
}  // namespace tenure::determinism
