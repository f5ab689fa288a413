// SPDX-License-Identifier: Apache-2.0
//
// The rules of relationship, fatigue and courtesy, one by one.
#include <chrono>
#include <cstdint>

#include <gtest/gtest.h>

#include "engine/team.h"
#include "tests/verification/study.h"

namespace tenure::model {
namespace {

using verification::per_week;
using verification::Reading;
using verification::steady_purchases;
using verification::Study;
using verification::weeks;

constexpr double kMillion = 1e6;

/// One replication, laws of conservation checked after every window, read by `read`.
template <class Read>
auto outcome(const Specification& specification, Read&& read) {
  const Model model(specification);
  engine::Team alone(1);
  const Record record = Simulation(model, 0, alone, Execution{.verify_every_window = true}).run();
  return read(Reading(model, record));
}

template <class M>
std::int64_t total(const Study& study, std::size_t which) {
  return outcome(study, [&](const Reading& r) { return r.tally_from<M>(0, which); });
}

Purchasing::Parameters purchases(double every_weeks) {
  Purchasing::Parameters p = steady_purchases(weeks(every_weeks));
  p.effects = {.satisfaction = 0.0, .relationship = 0.0};
  return p;
}

Relationship::Parameters everlasting(double at_start) {
  Relationship::Parameters p;
  p.decay.reset();
  p.sales_cycle = Relationship::SalesCycle{.interactions = 2, .gain = at_start / 2.0};
  return p;
}

TEST(Relationship, GrowsByEncountersWithoutFailureAndWithAttention) {
  Relationship::Parameters relationship = everlasting(0.5);
  relationship.attention = 2.0;
  const Study study = Study(weeks(30), weeks(30))
                          .segment("all", 50)
                          .with<Purchasing>(purchases(1))
                          .with<Service>({.failure_probability = {0.3}})
                          .with<Relationship>(relationship);
  outcome(study, [](const Reading& r) {
    const auto good =
        r.tally<Service>(Service::encounters, 0) - r.tally<Service>(Service::failures, 0);
    EXPECT_NEAR(static_cast<double>(r.tally<Relationship>(Relationship::level_sum, 0)),
                kMillion * (50 * 0.5 + 0.2 * static_cast<double>(good)), 500.0);
    return 0;
  });
}

/// Satisfaction lost per failure of this severity by customers with R = 1.
double loss_per_failure(Relationship::Parameters relationship, double severity) {
  relationship.gain = 0.0;
  const Study study = Study(weeks(4), weeks(4))
                          .segment("all", 20)
                          .with<Purchasing>(purchases(1))
                          .with<Service>({.failure_probability = {1.0}, .severity = severity})
                          .with<Satisfaction>({.range = {-1e3, 1e3}, .decay = std::nullopt})
                          .with<Relationship>(relationship);
  return outcome(study, [](const Reading& r) {
    return -static_cast<double>(r.tally<Satisfaction>(Satisfaction::level_sum, 0)) / kMillion /
           static_cast<double>(r.tally<Service>(Service::failures, 0));
  });
}

TEST(Relationship, BuffersTheLossOfAFailure) {
  EXPECT_NEAR(loss_per_failure(everlasting(0.0), 1.0), 0.5, 1e-4);
  EXPECT_NEAR(loss_per_failure(everlasting(1.0), 1.0), 0.5 * (1.0 - 0.6 / 2.0), 1e-4);
  EXPECT_NEAR(loss_per_failure(everlasting(3.0), 2.0), 2 * 0.5 * (1.0 - 0.6 * 0.75), 1e-4);
}

TEST(Relationship, MakesABetrayalWorse) {
  Relationship::Parameters relationship = everlasting(3.0);
  relationship.betrayal = Relationship::Betrayal{.severity = 2.0, .hate = 0.5};
  EXPECT_NEAR(loss_per_failure(relationship, 1.9), 1.9 * 0.5 * (1.0 - 0.6 * 0.75), 1e-4);
  EXPECT_NEAR(loss_per_failure(relationship, 2.0), 2.0 * 0.5 * (1.0 + 0.5 * 3.0), 1e-4);
}

TEST(Relationship, TakesAtMostItsCapOffTheHazard) {
  // R = 5 would take off 2 of the log hazard, the cap leaves 1.2: as if R = 3.
  const auto active = [](double bond) {
    const Study study = Study(weeks(52), weeks(52))
                            .segment("all", 2'000)
                            .with<Relationship>(everlasting(bond))
                            .with<Leaving>({.hazard = per_week(0.05)});
    return outcome(study, [](const Reading& r) { return r.active(0); });
  };
  EXPECT_EQ(active(5.0), active(3.0));
  EXPECT_GT(active(3.0), active(2.0));
  EXPECT_GT(active(2.0), active(0.0));
}

/// Every customer is called once a week.
Courtesy::Parameters weekly_calls() {
  Courtesy::Parameters courtesy;
  courtesy.routine = weeks(1);
  return courtesy;
}

TEST(Fatigue, AddsUpContactsByTheirMedium) {
  Courtesy::Parameters courtesy = weekly_calls();
  courtesy.call.medium = Medium::email;
  const Study study = Study(weeks(5), weeks(5))
                          .segment("all", 10)
                          .with<Courtesy>(courtesy)
                          .with<Fatigue>({.weights = {}, .decay = std::nullopt});
  outcome(study, [](const Reading& r) {
    EXPECT_EQ(r.tally<Fatigue>(Fatigue::contacts, 0), 50);
    EXPECT_NEAR(static_cast<double>(r.tally<Fatigue>(Fatigue::level_sum, 0)), 40.0 * kMillion,
                100.0);
    return 0;
  });
}

TEST(Fatigue, RaisesTheHazardOnlyBeyondTheIdeal) {
  const auto active = [](double ideal) {
    Leaving::Parameters leaving{.hazard = per_week(0.02)};
    leaving.effects.fatigue = 0.5;
    leaving.effects.fatigue_ideal = ideal;
    const Study study = Study(weeks(20), weeks(20))
                            .segment("all", 2'000)
                            .with<Courtesy>(weekly_calls())
                            .with<Fatigue>({})
                            .with<Leaving>(leaving);
    return outcome(study, [](const Reading& r) { return r.active(0); });
  };
  const auto undisturbed = active(1e6);
  EXPECT_EQ(active(1e3), undisturbed);
  EXPECT_LT(active(3.0), undisturbed);  // F reaches 1 / (1 - e^{-1/4}) = 4.5
  EXPECT_LT(active(0.0), active(3.0));
}

TEST(Courtesy, CallsEverybodyOncePerRoundAtTheCustomersOwnTime) {
  Courtesy::Parameters courtesy;
  courtesy.routine = weeks(8);
  const Study study = Study(weeks(16), weeks(2)).segment("all", 400).with<Courtesy>(courtesy);
  outcome(study, [](const Reading& r) {
    std::int64_t round = 0;
    for (std::size_t p = 0; p < 4; ++p) {
      const auto calls = r.tally<Courtesy>(Courtesy::calls_made, p);
      EXPECT_EQ(r.tally<Courtesy>(Courtesy::calls_made, p + 4), calls);
      EXPECT_NEAR(static_cast<double>(calls), 100.0, 45.0);  // 5 standard deviations
      round += calls;
    }
    EXPECT_EQ(round, 400);
    EXPECT_EQ(r.tally_from<Courtesy>(0, Courtesy::courtesy_cost), 800 * 400);
    return 0;
  });
}

/// Every purchase fails; calls follow.
Study failing(const Courtesy::Parameters& courtesy, engine::Duration report_every) {
  return Study(weeks(8), report_every)
      .segment("all", 500)
      .with<Purchasing>(purchases(1))
      .with<Service>({.failure_probability = {1.0}})
      .with<Courtesy>(courtesy);
}

TEST(Courtesy, FollowsUpFailuresNotBeforeItsLead) {
  Courtesy::Parameters courtesy;
  courtesy.call.lead = 3 * engine::kDay;
  courtesy.follow_up = Courtesy::FollowUp{.after = 4 * engine::kDay};
  outcome(failing(courtesy, engine::kDay), [](const Reading& r) {
    for (std::size_t day = 0; day < 3; ++day) {
      EXPECT_EQ(r.tally<Courtesy>(Courtesy::calls_made, day), 0);
    }
    EXPECT_GT(r.tally<Courtesy>(Courtesy::calls_made, 3), 0);
    // A call per cycle of 7 + 4 days, variance 49 + 1; 8 weeks from the start of a cycle have
    // 56 / 11 + (50 - 121) / 242 calls (renewal theory), standard deviation of the sum 33.
    EXPECT_NEAR(static_cast<double>(r.tally_from<Courtesy>(0, Courtesy::calls_made)),
                500.0 * (56.0 / 11.0 - 71.0 / 242.0), 165.0);
    return 0;
  });
}

TEST(Courtesy, FollowsUpAShareOfFailures) {
  Courtesy::Parameters courtesy;
  courtesy.follow_up = Courtesy::FollowUp{.after = 7 * engine::kDay, .share = {0.0}};
  EXPECT_EQ(total<Courtesy>(failing(courtesy, weeks(8)), Courtesy::calls_made), 0);
}

TEST(Courtesy, TheLeadOfFollowUpsBoundsTheWindow) {
  Courtesy::Parameters courtesy;
  courtesy.call.lead = std::chrono::hours{30};
  courtesy.follow_up = Courtesy::FollowUp{};
  EXPECT_EQ(Model(failing(courtesy, weeks(8))).window(), std::chrono::hours{30});
}

TEST(Courtesy, FindsDissatisfactionAndLetsTheDeskHearOfIt) {
  Courtesy::Parameters courtesy;
  courtesy.follow_up = Courtesy::FollowUp{};
  courtesy.call.detection.probability = {1.0};
  ComplaintDesk::Parameters desk;
  desk.complaint_probability = {0.0};
  desk.exit = {.silent = {0.0}, .resolved = {0.0}, .unresolved = {0.0}};
  desk.apology = {.share = {0.0}, .gain = 0.0};
  const auto read = [](const Reading& r) {
    EXPECT_EQ(r.tally_from<ComplaintDesk>(0, ComplaintDesk::filed),
              r.tally_from<Courtesy>(0, Courtesy::found));
    return r.tally_from<Courtesy>(0, Courtesy::calls_made) -
           r.tally_from<Courtesy>(0, Courtesy::found);
  };
  const auto study = [&](double at_start) {
    return failing(courtesy, weeks(8))
        .with<Satisfaction>({.start = at_start, .decay = std::nullopt, .failure_loss = 0.001})
        .with<ComplaintDesk>(desk);
  };
  EXPECT_EQ(outcome(study(0.0), read), 0);
  EXPECT_GT(outcome(study(2.5), read), 0);  // nobody's satisfaction falls below 0
  courtesy.call.detection.below = 3.0;
  EXPECT_EQ(outcome(study(2.5), read), 0);
}

TEST(Courtesy, ACallThatSellsOrIntrudesDoesHarm) {
  Courtesy::Call call;
  EXPECT_DOUBLE_EQ(call.net_gain(), 0.15);
  call.sells = {0.5};
  EXPECT_LT(call.net_gain(), 0.15 / 2.0);
  call.sells = {1.0};
  EXPECT_LT(call.net_gain(), 0.0);
  call.sells = {0.0};
  call.intrusion = 0.2;
  EXPECT_LT(call.net_gain(), 0.0);

  const auto bond = [](const Courtesy::Call& c) {
    Courtesy::Parameters courtesy = weekly_calls();
    courtesy.call = c;
    const Study study = Study(weeks(9), weeks(9))
                            .segment("all", 10)
                            .with<Relationship>(everlasting(0.32))
                            .with<Courtesy>(courtesy);
    return static_cast<double>(total<Relationship>(study, Relationship::level_sum)) / kMillion;
  };
  EXPECT_NEAR(bond(Courtesy::Call{}), 10 * (0.32 + 9 * 0.15), 1e-4);
  EXPECT_EQ(bond(call), 0.0);  // never below
}

TEST(Courtesy, AContactMayWakeSleepers) {
  const auto left = [](double log_hazard) {
    Courtesy::Parameters courtesy;
    courtesy.routine = weeks(13);
    courtesy.inertia = {.log_hazard = log_hazard, .lasts = weeks(13)};
    const Study study = Study(weeks(26), weeks(13))
                            .segment("all", 40'000)
                            .with<Courtesy>(courtesy)
                            .with<Leaving>({.hazard = per_week(0.00476)});
    return outcome(study, [](const Reading& r) {
      return 1.0 - static_cast<double>(r.active(1)) / static_cast<double>(r.active(0));
    });
  };
  // 6 % in a quarter; with the hazard at 10 / 6 of it, 9.8 %. Standard errors 0.0012, 0.0016.
  EXPECT_NEAR(left(0.0), 0.060, 0.006);
  EXPECT_NEAR(left(0.5108), 0.098, 0.008);
}

TEST(Courtesy, GreetsEveryBirthdayOnceAYear) {
  Courtesy::Parameters courtesy;
  courtesy.birthday = Courtesy::Greeting{};
  const Study study = Study(365 * engine::kDay, 365 * engine::kDay)
                          .segment("all", 3'000)
                          .with<Courtesy>(courtesy)
                          .starts(20'454);
  EXPECT_EQ(total<Courtesy>(study, Courtesy::birthdays_greeted), 3'000);
  EXPECT_EQ(total<Courtesy>(study, Courtesy::courtesy_cost), 3'000 * 200);
}

TEST(Courtesy, ABirthdayIsFollowedByALiftOfPurchases) {
  Courtesy::Parameters courtesy;
  courtesy.birthday = Courtesy::Greeting{.lift = 1.0, .lasts = weeks(20)};
  const auto bought = [&](double lift) {
    courtesy.birthday->lift = lift;
    const Study study = Study(weeks(104), weeks(104))
                            .segment("all", 500)
                            .with<Purchasing>(purchases(1))
                            .with<Courtesy>(courtesy);
    return static_cast<double>(total<Purchasing>(study, Purchasing::purchases));
  };
  // In the first year the lift has not begun before the first birthday; a tail is cut at the end.
  const double ordinary = 500.0 * 104.0;
  EXPECT_NEAR(bought(0.0), ordinary, 5.0 * 228.0);
  // The share of time lifted: birthdays are uniform, so at t it is min(t, 20) / 52.18.
  const double lifted = 500.0 * (20.0 * 10.0 + 84.0 * 20.0) / 52.1786;
  EXPECT_NEAR(bought(1.0), ordinary + lifted, 5.0 * 270.0);
}

TEST(Courtesy, GreetingsThatDoNotArriveCostAllTheSame) {
  Courtesy::Parameters courtesy;
  courtesy.birthday = Courtesy::Greeting{.delivered = {0.0}};
  const Study study = Study(365 * engine::kDay, 365 * engine::kDay)
                          .segment("all", 100)
                          .with<Courtesy>(courtesy)
                          .starts(20'454);
  EXPECT_EQ(total<Courtesy>(study, Courtesy::birthdays_greeted), 0);
  EXPECT_EQ(total<Courtesy>(study, Courtesy::courtesy_cost), 100 * 200);
}

TEST(Courtesy, FatigueSpoilsGreetings) {
  Courtesy::Parameters courtesy;
  courtesy.appreciation = Courtesy::AppreciationDays{.days = {10, 20}, .greeting = {}};
  courtesy.appreciation->greeting.fatigue_discount = 1.0;
  courtesy.appreciation->greeting.medium = Medium::phone;
  const Study study = Study(30 * engine::kDay, 30 * engine::kDay)
                          .segment("all", 10)
                          .with<Relationship>(everlasting(0.0))
                          .with<Fatigue>({.weights = {}, .decay = std::nullopt})
                          .with<Courtesy>(courtesy)
                          .starts(20'454);
  // The second greeting meets F = 1 and is worth nothing.
  EXPECT_NEAR(static_cast<double>(total<Relationship>(study, Relationship::level_sum)),
              10 * 0.1 * kMillion, 10.0);
}

TEST(Courtesy, DaysOfAppreciationAreTheSameForAll) {
  Courtesy::Parameters courtesy;
  courtesy.appreciation = Courtesy::AppreciationDays{.days = {1, 33}, .greeting = {}};
  const Study study = Study(366 * engine::kDay, engine::kDay)
                          .segment("all", 30)
                          .with<Courtesy>(courtesy)
                          .starts(20'454);  // the first of January
  outcome(study, [](const Reading& r) {
    EXPECT_EQ(r.tally<Courtesy>(Courtesy::appreciations, 0), 30);
    EXPECT_EQ(r.tally<Courtesy>(Courtesy::appreciations, 32), 30);
    EXPECT_EQ(r.tally<Courtesy>(Courtesy::appreciations, 365), 30);
    EXPECT_EQ(r.tally_from<Courtesy>(0, Courtesy::appreciations), 90);
    return 0;
  });
}

struct Spent {
  std::int64_t calls = 0;
  std::int64_t greetings = 0;
  std::int64_t refused = 0;
  std::int64_t cost = 0;
  bool operator==(const Spent&) const = default;
};

/// 100 customers who are called every week and greeted on birthdays, for 20 weeks.
Spent spent_within(std::optional<MoneyRate> budget, std::optional<engine::Duration> window = {}) {
  Courtesy::Parameters courtesy = weekly_calls();
  courtesy.birthday = Courtesy::Greeting{};
  Study study = Study(weeks(20), weeks(20)).segment("all", 100);
  Terms terms{.budget = budget};
  terms.sections = {"courtesy"};
  study.policy(terms).with<Courtesy>(courtesy);
  if (window) study.window(*window);
  return outcome(study, [](const Reading& r) {
    return Spent{r.tally_from<Courtesy>(0, Courtesy::calls_made),
                 r.tally_from<Courtesy>(0, Courtesy::birthdays_greeted),
                 r.tally_from<Courtesy>(0, Courtesy::refused),
                 r.tally_from<Courtesy>(0, Courtesy::courtesy_cost)};
  });
}

TEST(Courtesy, ABudgetIsNeverOverdrawnByWhatIsAskedForBeforehand) {
  const Spent unbounded = spent_within(std::nullopt);
  EXPECT_EQ(unbounded.calls, 2'000);
  EXPECT_GT(unbounded.greetings, 10);
  EXPECT_EQ(unbounded.refused, 0);
  // 401 EUR a year; a call costs 4, a greeting 2.
  const MoneyRate budget{40'100.0 / engine::kDaysPerYear};
  const Spent within = spent_within(budget);
  EXPECT_EQ(within.cost, 40'000);
  EXPECT_EQ(400 * within.calls + 200 * within.greetings, within.cost);
  EXPECT_GT(within.refused, 1'500);
  // Grants go by the order of asking, whatever the windows are.
  EXPECT_EQ(spent_within(budget, std::chrono::hours{5}), within);
}

TEST(Courtesy, ABudgetThatIsNotUsedUpRefusesNothing) {
  const Spent unbounded = spent_within(std::nullopt);
  const Spent rich = spent_within(MoneyRate{1e6});
  EXPECT_EQ(rich.refused, 0);
  // Who is asked for a day ahead cannot be called on the first day.
  EXPECT_NEAR(static_cast<double>(rich.calls), static_cast<double>(unbounded.calls), 35.0);
  EXPECT_NEAR(static_cast<double>(rich.greetings), static_cast<double>(unbounded.greetings), 3.0);
}

TEST(OutboundLines, ACallIsMadeAtItsTimeOrLost) {
  Courtesy::Parameters courtesy = weekly_calls();
  const auto calls = [&](std::int64_t lines, engine::Duration call_time,
                         std::optional<engine::Duration> window) {
    courtesy.lines = {.count = lines, .call_time = call_time};
    Study study = Study(weeks(6), weeks(1)).segment("all", 700).with<Courtesy>(courtesy);
    if (window) study.window(*window);
    return outcome(study, [](const Reading& r) {
      return std::pair{r.tally_from<Courtesy>(0, Courtesy::calls_made),
                       r.tally_from<Courtesy>(0, Courtesy::calls_lost)};
    });
  };
  const auto plenty = calls(700, std::chrono::minutes{5}, std::nullopt);
  // Nobody could be called within a day of the beginning.
  EXPECT_NEAR(static_cast<double>(plenty.first), 700.0 * (6.0 - 1.0 / 7.0), 50.0);
  EXPECT_EQ(plenty.second, 0);
  const auto scarce = calls(2, std::chrono::hours{2}, std::nullopt);
  EXPECT_EQ(scarce.first + scarce.second, plenty.first);
  EXPECT_GT(scarce.second, scarce.first);  // 100 calls a day of 2 hours on 2 lines
  EXPECT_EQ(calls(2, std::chrono::hours{2}, std::chrono::hours{5}), scarce);
}

}  // namespace
}  // namespace tenure::model
