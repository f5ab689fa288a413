// SPDX-License-Identifier: Apache-2.0
//
// Whatever has no strength changes nothing at all, event for event: the same counts, and the same
// waits at a busy desk to the microsecond.
#include <chrono>
#include <string>
#include <vector>

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
  desk.wait_loss = 0.0;
  return desk;
}

/// No satisfaction, no calendar; constant rates.
Study plain() {
  Study study(weeks(40), weeks(5));
  study.starts(20'454);
  study.segment("all", 2'000)
      .with<Acquisition>({.arrivals = per_week(10.0)})
      .with<Purchasing>({.per_year = 60.0})
      .with<Service>({.failure_probability = {0.1}})
      .with<ComplaintDesk>(busy_desk())
      .with<Rivals>({.offer_interval = weeks(6)})
      .with<Leaving>({.hazard = per_week(0.005)});
  return study;
}

class Neutral : public testing::Test {
 protected:
  /// `own`: what the change itself counts.
  static void expect_no_change(const Study& changed, const std::vector<std::string>& own = {}) {
    Counts base = counts(plain());
    for (const std::string& name : own) {
      std::erase_if(base, [&](const auto& entry) { return entry.first.starts_with(name + "/"); });
    }
    ASSERT_GT(base.at("complaint_desk.complaints_abandoned/firm/3"), 0);
    EXPECT_TRUE(contains(counts(changed), base));
  }
};

TEST_F(Neutral, TheComparisonSeesAChangeOfALittle) {
  EXPECT_FALSE(contains(counts(plain().with<Purchasing>({.per_year = 60.001})), counts(plain())));
}

TEST_F(Neutral, ExpectationsWithoutSatisfaction) {
  expect_no_change(plain().with<Expectations>({}));
}

TEST_F(Neutral, SatisfactionWithoutEffects) {
  Purchasing::Parameters purchasing{.per_year = 60.0};
  purchasing.effects.satisfaction = 0.0;
  Leaving::Parameters leaving{.hazard = per_week(0.005)};
  leaving.effects.satisfaction = 0.0;
  Rivals::Parameters rivals{.offer_interval = weeks(6)};
  rivals.acceptance.logit.dissatisfaction = 0.0;
  expect_no_change(plain()
                       .with<Expectations>({})
                       .with<Satisfaction>({})
                       .with<Purchasing>(purchasing)
                       .with<Leaving>(leaving)
                       .with<Rivals>(rivals));
}

TEST_F(Neutral, EffectsOfASatisfactionThatNeverMoves) {
  // Rates may vary now, and do not: clocks are planned in another way for the same times.
  expect_no_change(
      plain().with<Expectations>({}).with<Satisfaction>({.gain = 0.0, .failure_loss = 0.0}));
}

TEST_F(Neutral, NobodyEverComesBack) { expect_no_change(plain().with<WinBack>({})); }

TEST_F(Neutral, RivalsWhoDoNotAdvertiseAndCustomersWhoDoNotSearch) {
  Rivals::Parameters rivals{.offer_interval = weeks(6)};
  rivals.search = Rivals::Search{.strength = 0.0};
  expect_no_change(plain().with<Rivals>(rivals).with<Expectations>({}));
}

TEST_F(Neutral, ProspectsWhomMoneyDoesNotMove) {
  Acquisition::Parameters acquisition{.arrivals = per_week(10.0)};
  acquisition.prospects = Acquisition::Prospects{per_week(5.0), {{1000}, {0.4}, 0.0}};
  expect_no_change(plain().with<Acquisition>(acquisition),
                   {"acquisition.prospects_reached", "acquisition.prospecting_cost"});
}

TEST_F(Neutral, AnswersToRivalsThatMoveNobody) {
  const auto rivals = [](bool answered) {
    Rivals::Parameters p{.offer_interval = weeks(6), .own_utility = 3.0};
    p.brands = {{"big", 0.0, Rivals::Advertising{.lift = 1.0, .first = weeks(3)}}};
    if (answered) p.answer = Rivals::Answer{.delay = engine::kDay, .lift = 0.0};
    return p;
  };
  Counts base = counts(plain().with<Rivals>(rivals(false)));
  std::erase_if(base, [](const auto& e) { return e.first.starts_with("rivals.rivals_answered"); });
  EXPECT_TRUE(contains(counts(plain().with<Rivals>(rivals(true))), base));
}

TEST_F(Neutral, StaffWhomNobodyAsks) {
  Service::Parameters service{.failure_probability = {0.1}};
  service.staff = Service::Staff{.asked = {0.0}, .knowledge = {0.0}};
  expect_no_change(plain().with<Service>(service));
}

TEST_F(Neutral, BadTimesThatNobodyNotices) {
  Operations::Parameters operations{.spells = std::nullopt, .monitoring = {}};
  operations.before = Operations::BeforeSale{{0.2}, {0.2}, 1.0};
  operations.after = Operations::AfterSale{{0.2}, {0.2}, 0.0};
  expect_no_change(plain().with<Operations>(operations));
}

TEST_F(Neutral, CustomersWhoAreAllMovedAlike) {
  const auto changed = [](bool differ) {
    Relationship::Parameters relationship;
    if (differ) relationship.sensitivity = Relationship::Sensitivity{0.0, 0.5};
    return counts(plain().with<Relationship>(relationship));
  };
  EXPECT_TRUE(contains(changed(true), changed(false)));
}

TEST_F(Neutral, CalendarOfOnes) {
  expect_no_change(plain().with<Calendar>(
      {.weekdays = std::vector<double>(7, 1.0), .months = std::vector<double>(12, 1.0)}));
}

TEST_F(Neutral, SeasonOfAmplitudeZero) {
  Purchasing::Parameters purchasing{.per_year = 60.0};
  purchasing.seasonality = Purchasing::Seasonality{.amplitude = 0.0};
  expect_no_change(plain().with<Purchasing>(purchasing));
}

TEST_F(Neutral, ApologiesThatNobodyMakesAndMoneyThatNobodyPays) {
  ComplaintDesk::Parameters desk = busy_desk();
  desk.apology = {.share = {0.0}, .gain = 3.0};
  desk.compensation = {.amount = {0}, .gain = 3.0, .scale = {1}};
  expect_no_change(plain().with<ComplaintDesk>(desk).with<Finance>({}));
}

TEST_F(Neutral, CoinsThatNeverFall) {
  expect_no_change(
      plain().with<Leaving>(
          {.hazard = per_week(0.005),
           .after_purchase = Leaving::Coin{Probability{0.0}, std::nullopt, std::nullopt},
           .at_renewal = Renewal{.every = weeks(7), .probability = Probability{0.0}}}),
      {"leaving.renewals_due", "leaving._renewed"});
}

TEST_F(Neutral, ReferralsThatNeverCome) {
  expect_no_change(
      plain().with<Acquisition>({.arrivals = per_week(10.0), .referral = {0.0}, .cost = {900}}),
      {"acquisition.acquisition_cost"});
}

TEST_F(Neutral, AnotherSegmentShiftsNobody) {
  // Without a desk, the one thing they would share. The newcomers' rates vary, so that all records
  // are laid out for rates that do.
  const auto alone = [] {
    Study study(weeks(40), weeks(5));
    study.segment("all", 2'000)
        .with<Acquisition>({.arrivals = per_week(10.0), .referral = {0.01}})
        .with<Purchasing>({.per_year = 60.0})
        .with<Rivals>({.offer_interval = weeks(6)})
        .with<Leaving>({.hazard = per_week(0.005)});
    return study;
  };
  Purchasing::Parameters seasonal{.per_year = 20.0};
  seasonal.seasonality = Purchasing::Seasonality{.amplitude = 0.7};
  Study both = alone();
  both.segment("others", 3'000)
      .with<Purchasing>(seasonal)
      .with<Service>({})
      .with<Satisfaction>({})
      .with<Leaving>({.weibull = Leaving::Weibull{weeks(30), 0.8}});
  EXPECT_TRUE(contains(counts(both), counts(alone())));
}

}  // namespace
}  // namespace tenure::determinism
