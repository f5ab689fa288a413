// SPDX-License-Identifier: Apache-2.0
#include "model/mechanisms/service.h"

#include <array>
#include <cmath>
#include <cstdint>

#include <gtest/gtest.h>

#include "engine/team.h"
#include "tests/verification/study.h"

namespace tenure::model {
namespace {

using verification::Reading;
using verification::steady_purchases;
using verification::Study;
using verification::weeks;

/// One replication, laws of conservation checked after every window, read by `read`.
template <class Read>
auto outcome(const Specification& specification, Read&& read) {
  const Model model(specification);
  engine::Team alone(1);
  const Record record = Simulation(model, 0, alone, Execution{.verify_every_window = true}).run();
  return read(Reading(model, record));
}

/// Weekly purchases at 10.00 over a year, at a margin of 40 %; nothing fails, quality is the same.
Study shop(Service::Parameters service, std::int64_t customers = 200) {
  service.failure_probability = {0.0};
  service.inconsistency = 0.0;
  Study study(weeks(52), weeks(52));
  study.segment("all", customers)
      .with<Purchasing>(steady_purchases(weeks(1)))
      .with<Service>(service)
      .with<Satisfaction>({.range = {-1e6, 1e6}, .decay = std::nullopt})
      .with<Finance>({.margin = {0.4}});
  return study;
}

double satisfaction(const Reading& r) {
  return 1e-6 * static_cast<double>(r.tally<Satisfaction>(Satisfaction::level_sum, 0));
}

/// Effort in early stages, late ones, and in returning.
Service::Parameters effort(double early, double late, double returning, double completion = 50.0) {
  EaseOfUse ease;
  ease.find = ease.check_out = 0.5 * early;
  ease.unpack = ease.assemble = 0.5 * late;
  ease.give_back = returning;
  ease.completion = completion;
  Service::Parameters service;
  service.ease = ease;
  return service;
}

TEST(Ease, EffortBeforeTheSaleLosesSales) {
  outcome(shop(effort(1.5, 0.0, 0.0, 2.0), 1'000), [](const Reading& r) {
    const auto made = static_cast<double>(r.tally<Purchasing>(Purchasing::purchases, 0));
    const auto lost = static_cast<double>(r.tally<Purchasing>(Purchasing::abandoned, 0));
    // 52,000 coins: 5 standard deviations of their share are 0.011.
    EXPECT_NEAR(made / (made + lost), 1.0 / (1.0 + std::exp(-0.5)), 0.011);
    EXPECT_EQ(r.tally<Purchasing>(Purchasing::revenue, 0),
              1'000 * r.tally<Purchasing>(Purchasing::purchases, 0));
    EXPECT_EQ(r.tally<Service>(Service::encounters, 0),
              r.tally<Purchasing>(Purchasing::purchases, 0));
    EXPECT_EQ(satisfaction(r), 0.0);
    return 0;
  });
}

TEST(Ease, EffortAfterTheSaleCostsSatisfactionEachTime) {
  outcome(shop(effort(0.0, 3.0, 7.0)), [](const Reading& r) {
    EXPECT_EQ(r.tally<Purchasing>(Purchasing::abandoned, 0), 0);
    EXPECT_NEAR(satisfaction(r),
                -0.3 * static_cast<double>(r.tally<Service>(Service::encounters, 0)), 0.1);
    return 0;
  });
}

TEST(Returns, GiveTheMoneyBackAndTakeTheMarginAway) {
  Service::Parameters service;
  service.returns = Returns{.probability = {0.3}, .cost = {600}, .after_free = 1.0};
  outcome(shop(service), [](const Reading& r) {
    const std::int64_t returns = r.tally<Service>(Service::returns, 0);
    const std::int64_t kept = r.tally<Purchasing>(Purchasing::purchases, 0) - returns;
    EXPECT_GT(returns, 0);
    EXPECT_EQ(r.tally<Service>(Service::returned_money, 0), 1'000 * returns);
    EXPECT_EQ(r.tally<Finance>(Finance::margin_earned, 0), 400 * kept);
    EXPECT_EQ(r.tally<Finance>(Finance::cost_to_serve, 0), 600 * returns);
    EXPECT_EQ(r.tally<Service>(Service::returns_cost, 0), 600 * returns);
    return 0;
  });
}

TEST(Returns, KeepTheFeeButNeverMoreThanThePrice) {
  for (const std::int64_t fee : {300, 5'000}) {
    Service::Parameters service;
    service.returns =
        Returns{.probability = {1.0}, .terms = ReturnTerms::fee, .fee = {fee}, .after_fee = 1.0};
    const std::int64_t kept = fee < 1'000 ? fee : 1'000;
    outcome(shop(service), [&](const Reading& r) {
      const std::int64_t returns = r.tally<Service>(Service::returns, 0);
      EXPECT_EQ(returns, r.tally<Purchasing>(Purchasing::purchases, 0));
      EXPECT_EQ(r.tally<Service>(Service::returned_money, 0), (1'000 - kept) * returns);
      EXPECT_EQ(r.tally<Finance>(Finance::margin_earned, 0), kept * returns);
      return 0;
    });
  }
}

/// What one customer pays for the year's purchases, all of which go back; and how many there are.
std::pair<std::int64_t, std::int64_t> spent(const Returns& returns) {
  Service::Parameters service;
  service.returns = returns;
  return outcome(shop(service, 1), [](const Reading& r) {
    return std::pair{r.tally<Purchasing>(Purchasing::revenue, 0),
                     r.tally<Purchasing>(Purchasing::purchases, 0)};
  });
}

TEST(Returns, ThatAreFreeRaiseAndThatAreNotLowerWhatIsSpentFromThenOn) {
  const auto [free, n] = spent({.probability = {1.0}});
  EXPECT_EQ(free, 1'000 + 1'500 * (n - 1));  // the factor is set, not multiplied
  const auto [fee, m] = spent({.probability = {1.0}, .terms = ReturnTerms::fee});
  EXPECT_EQ(fee, 1'000 + 300 * (m - 1));
  const auto [brief, k] = spent({.probability = {1.0}, .lasts = engine::Duration{1}});
  EXPECT_EQ(brief, 1'000 * k);
}

TEST(Returns, AreGivenUpIfTheyAreTooMuchTrouble) {
  Service::Parameters service = effort(0.0, 0.0, 100.0);
  service.returns = Returns{.probability = {1.0}};
  outcome(shop(service), [](const Reading& r) {
    const std::int64_t purchases = r.tally<Purchasing>(Purchasing::purchases, 0);
    EXPECT_EQ(r.tally<Service>(Service::returns, 0), 0);
    EXPECT_EQ(r.tally<Service>(Service::returns_given_up, 0), purchases);
    EXPECT_EQ(r.tally<Purchasing>(Purchasing::revenue, 0), 1'000 * purchases);
    EXPECT_NEAR(satisfaction(r), -0.1 * 100.0 * static_cast<double>(purchases), 1.0);
    return 0;
  });
}

TEST(Returns, AreWantedMoreOftenAfterLateEffort) {
  const Returns returns{.probability = {0.1}, .effort = 0.5};
  EXPECT_DOUBLE_EQ(returns.chance(0.0), 0.1);
  EXPECT_NEAR(returns.chance(2.0), 1.0 / (1.0 + 9.0 * std::exp(-1.0)), 1e-12);
  EXPECT_EQ((Returns{.probability = {0.0}}.chance(5.0)), 0.0);
  EXPECT_EQ((Returns{.probability = {1.0}}.chance(5.0)), 1.0);
}

/// Relationships of customers who are visited weekly and called weekly, per call, where so many
/// encounters fail.
double goodwill(std::optional<Service::QualityGate> gate, double failing, double intrusion = 0.0) {
  Courtesy::Parameters courtesy;
  courtesy.routine = weeks(1);
  courtesy.call.intrusion = intrusion;
  Relationship::Parameters relationship;
  relationship.gain = 0.0;
  relationship.decay.reset();
  relationship.sales_cycle = Relationship::SalesCycle{.interactions = 1, .gain = 1'000.0};
  const Study study =
      Study(weeks(52), weeks(52))
          .segment("all", 50)
          .with<Purchasing>(steady_purchases(weeks(1)))
          .with<Service>(
              {.failure_probability = {failing}, .inconsistency = 0.0, .quality_gate = gate})
          .with<Courtesy>(courtesy)
          .with<Relationship>(relationship);
  return outcome(study, [](const Reading& r) {
    const double grown =
        1e-6 * static_cast<double>(r.tally<Relationship>(Relationship::level_sum, 0));
    const double at_start = 50 * 1'000.0;
    return (grown - at_start) / static_cast<double>(r.tally<Courtesy>(Courtesy::calls_made, 0));
  });
}

TEST(QualityGate, LetsGoodwillThroughByRememberedQuality) {
  EXPECT_NEAR(goodwill(std::nullopt, 0.0), 0.15, 1e-4);
  EXPECT_NEAR(goodwill(std::nullopt, 1.0), 0.15, 1e-4);
  // Nothing happens that is worse or better than usual: logit^-1(k (0 - Q_min)), of the sales
  // cycle's 1,000 as well.
  const double usual = 1.0 / (1.0 + std::exp(-4.0 * 0.5));
  EXPECT_NEAR(goodwill(Service::QualityGate{}, 0.0), 0.15 * usual - 1'000.0 * (1.0 - usual) / 52.0,
              1e-3);
}

TEST(QualityGate, ShutsWhereEverythingFails) {
  const Service::QualityGate sharp{.steepness = 1e4};
  // Opens wide for the sales cycle, shuts with the first failure.
  const double most = goodwill(sharp, 1.0);
  EXPECT_LT(most, 0.01);
  EXPECT_GE(most, 0.0);
  EXPECT_NEAR(goodwill(sharp, 0.0), 0.15, 1e-4);
}

TEST(QualityGate, DoesNotSoftenLosses) {
  const Service::QualityGate sharp{.steepness = 1e4};
  EXPECT_NEAR(goodwill(sharp, 1.0, 0.35), -0.2, 1e-4);
  EXPECT_NEAR(goodwill(std::nullopt, 1.0, 0.35), -0.2, 1e-4);
}

TEST(EncounterCoin, FallsAtTheFirstEncounterIfItAlwaysFalls) {
  Leaving::Parameters leaving;
  leaving.after_encounter = Leaving::EncounterCoin{.probability = {1.0}, .quality = 0.0};
  outcome(shop({}).with<Leaving>(leaving), [](const Reading& r) {
    EXPECT_EQ(r.left("after_encounter"), r.initial());
    EXPECT_EQ(r.tally<Service>(Service::encounters, 0), r.initial());
    return 0;
  });
}

TEST(EncounterCoin, FallsTheMoreOftenTheWorseQualityIs) {
  const auto leave = [](double quality) {
    Leaving::Parameters leaving;
    leaving.after_encounter = Leaving::EncounterCoin{.probability = {0.01}, .quality = 0.8};
    return outcome(shop({.quality = quality}).with<Leaving>(leaving),
                   [](const Reading& r) { return r.left("after_encounter"); });
  };
  EXPECT_GT(leave(-1.0), leave(0.0));
  EXPECT_GT(leave(0.0), leave(1.0));
  EXPECT_EQ(leave(-1'000.0), 200);  // a probability of 1 at most
}

TEST(Staff, WrongAnswersAreFailuresAndKnowledgeCosts) {
  Service::Parameters service;
  service.staff = Service::Staff{.asked = {0.2}, .knowledge = {0.9}, .training = {15}};
  outcome(shop(service, 2'000), [](const Reading& r) {
    const auto count = [&](std::size_t which) { return r.tally<Service>(which, 0); };
    const auto encounters = static_cast<double>(count(Service::encounters));
    EXPECT_NEAR(static_cast<double>(count(Service::questions)) / encounters, 0.2,
                3.29 * std::sqrt(0.16 / encounters));
    EXPECT_NEAR(static_cast<double>(count(Service::wrong_answers)) / encounters, 0.02,
                3.29 * std::sqrt(0.0196 / encounters));
    EXPECT_EQ(count(Service::failures), count(Service::wrong_answers));
    EXPECT_EQ(count(Service::training_cost), 15 * count(Service::questions));
    return 0;
  });
}

TEST(Staff, WhoKnowsMoreFailsNobodyElse) {
  const auto wrong = [](double knowledge) {
    Service::Parameters service;
    service.staff = Service::Staff{.asked = {0.3}, .knowledge = {knowledge}};
    Purchasing::Parameters purchasing = steady_purchases(weeks(1));
    purchasing.effects.satisfaction = 0.0;
    return outcome(shop(service).with<Purchasing>(purchasing), [](const Reading& r) {
      return std::array{r.tally<Service>(Service::questions, 0),
                        r.tally<Service>(Service::wrong_answers, 0)};
    });
  };
  EXPECT_EQ(wrong(0.0)[1], wrong(0.0)[0]);
  EXPECT_GT(wrong(0.5)[1], wrong(0.9)[1]);
  EXPECT_EQ(wrong(0.5)[0], wrong(0.9)[0]);
  EXPECT_EQ(wrong(1.0)[1], 0);
}

}  // namespace
}  // namespace tenure::model
