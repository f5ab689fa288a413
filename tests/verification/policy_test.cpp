// SPDX-License-Identifier: Apache-2.0
//
// Policies that begin, end and choose, and what customers are worth, against closed forms.
#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "model/run_off.h"
#include "tests/verification/acceptance.h"
#include "tests/verification/study.h"

namespace tenure::verification {
namespace {

using model::ChosenBy;
using model::Finance;
using model::Leaving;
using model::Oracle;
using model::Purchasing;
using model::Terms;

std::int64_t active_at_end(const model::Specification& specification, std::size_t replications) {
  std::int64_t sum = 0;
  for (const std::int64_t active : replicate(specification, replications, [](const Reading& r) {
         return r.active(r.periods() - 1);
       })) {
    sum += active;
  }
  return sum;
}

// A hazard of 0.05 a week that a policy changes to 0.01 from week 10 to week 20 (sojourn in a
// piecewise constant hazard): S(26) = exp(-(10 + 6) 0.05 - 10 * 0.01).
TEST(PolicyDates, TheHazardChangesAtThem) {
  const Study study = Study(weeks(26), weeks(26))
                          .segment("all", 10'000)
                          .with<Leaving>({.hazard = per_week(0.05)})
                          .policy({.starts = weeks(10), .ends = weeks(20)})
                          .with<Leaving>({.hazard = per_week(0.01)});
  EXPECT_TRUE(share_agrees(active_at_end(study, 50), 500'000, std::exp(-0.9)));
}

// The same for a random 30 % of customers: a mixture.
TEST(PolicyDates, AShareIsChosenAtRandom) {
  Terms terms{.starts = weeks(10), .ends = weeks(20), .who = model::Who{}};
  terms.who->share.emplace().share = {0.3};
  const Study study = Study(weeks(26), weeks(26))
                          .segment("all", 10'000)
                          .with<Leaving>({.hazard = per_week(0.05)})
                          .policy(terms)
                          .with<Leaving>({.hazard = per_week(0.01)});
  const double survival = 0.3 * std::exp(-0.9) + 0.7 * std::exp(-1.3);
  EXPECT_TRUE(share_agrees(active_at_end(study, 50), 500'000, survival));
}

// Who has stayed 10 weeks when the list is drawn up, every 5 weeks from the start on; newcomers
// join at week 0 only: from week 10 the hazard is 0.01.
TEST(PolicyDates, ItIsKnownWhoHasStayedLong) {
  Terms terms{.who = model::Who{}};
  terms.who->tenure.emplace().at_least = weeks(10);
  const Study study = Study(weeks(25), weeks(5))
                          .segment("all", 10'000)
                          .with<Leaving>({.hazard = per_week(0.05)})
                          .policy(terms)
                          .with<Leaving>({.hazard = per_week(0.01)});
  EXPECT_TRUE(share_agrees(active_at_end(study, 50), 500'000, std::exp(-10 * 0.05 - 15 * 0.01)));
}

// Customers in two segments of 10,000, whose hazards differ, or what they spend; a policy for some
// of them holds from week 10 to week 20 of 26. What is counted is who is active at the end.
class ChosenInOrder : public testing::Test {
 protected:
  static constexpr std::int64_t kAll = 50 * 10'000;
  struct Segment {
    double hazard;  ///< a week
    double under_policy;
    model::Money basket{1'000};
  };
  static std::array<std::int64_t, 2> active(const Segment& first, const Segment& second,
                                            model::Who::Share share) {
    Terms terms{.starts = weeks(10), .ends = weeks(20), .who = model::Who{}};
    terms.who->share = share;
    Study study(weeks(26), weeks(26));
    const auto add = [&](const char* name, const Segment& segment) {
      study.segment(name, 10'000)
          .with<Purchasing>(steady_purchases(weeks(1), segment.basket))
          .with<Leaving>({.hazard = per_week(segment.hazard)})
          .policy(terms)
          .with<Leaving>({.hazard = per_week(segment.under_policy)});
    };
    add("first", first);
    add("second", second);
    std::array<std::int64_t, 2> sum{};
    for (const auto& some : replicate(study, 50, [](const Reading& reading) {
           return std::array{reading.active(0, 0), reading.active(0, 1)};
         })) {
      sum[0] += some[0];
      sum[1] += some[1];
    }
    return sum;
  }
  static double survival(double usual, double held, double share) {
    return share * std::exp(-16.0 * usual - 10.0 * held) + (1.0 - share) * std::exp(-26.0 * usual);
  }
};

// e^{-0.5} 10,000 = 6,065 of the risky and e^{-0.1} 10,000 = 9,048 of the safe are left at week 10:
// half of all are the risky and 1,491 of the safe, who are alike and drawn by lot.
TEST_F(ChosenInOrder, AnOracleSeesTheRisk) {
  const auto [risky, safe] =
      active({0.05, 0.01}, {0.01, 0.0}, {{0.5}, ChosenBy::risk, Oracle::yes});
  EXPECT_TRUE(share_agrees(risky, kAll, survival(0.05, 0.01, 1.0)));
  const double chosen = (0.5 * (std::exp(-0.5) + std::exp(-0.1)) - std::exp(-0.5)) / std::exp(-0.1);
  EXPECT_TRUE(share_agrees(safe, kAll, survival(0.01, 0.0, chosen)));
}

// Those most at risk are not those whom the policy keeps (Ascarza 2018): here it keeps the safe
// alone. By risk it is wasted, by sensitivity it goes to a half of those it keeps.
TEST_F(ChosenInOrder, RiskIsNotSensitivity) {
  const ChosenInOrder::Segment risky{0.05, 0.05};
  const ChosenInOrder::Segment safe{0.03, 0.0};
  const double left_risky = std::exp(-0.5);
  const double left_safe = std::exp(-0.3);
  const double third = (left_risky + left_safe) / 3.0;
  const auto by_risk = active(risky, safe, {{1.0 / 3.0}, ChosenBy::risk, Oracle::yes});
  EXPECT_TRUE(share_agrees(by_risk[0], kAll, survival(0.05, 0.05, 1.0)));
  EXPECT_TRUE(share_agrees(by_risk[1], kAll, survival(0.03, 0.0, 0.0)));
  const auto by_effect = active(risky, safe, {{1.0 / 3.0}, ChosenBy::sensitivity, Oracle::yes});
  EXPECT_TRUE(share_agrees(by_effect[0], kAll, survival(0.05, 0.05, 0.0)));
  EXPECT_TRUE(share_agrees(by_effect[1], kAll, survival(0.03, 0.0, third / left_safe)));
}

// Ten weekly purchases of 1,000 each are more than anybody's of 10: two fifths of all customers are
// four fifths of the big spenders and nobody else. Who has not bought in ten weeks is e^{-10}.
TEST_F(ChosenInOrder, ByWhatTheyHaveSpent) {
  const auto [big, small] =
      active({0.03, 0.0, {100'000}}, {0.03, 0.0, {1'000}}, {{0.4}, ChosenBy::value, Oracle::no});
  EXPECT_TRUE(share_agrees(big, kAll, survival(0.03, 0.0, 0.8)));
  EXPECT_TRUE(share_agrees(small, kAll, survival(0.03, 0.0, 0.0)));
}

// Purchasing at a quarter of the usual rate since week 10, then silent for longer: those who fell
// silent are chosen before those who go on buying, though hazards are alike.
TEST_F(ChosenInOrder, ByHowLongTheyHaveBeenSilent) {
  Terms terms{.starts = weeks(20), .ends = weeks(30), .who = model::Who{}};
  terms.who->share = model::Who::Share{{0.5}, ChosenBy::risk, Oracle::no};
  Study study(weeks(36), weeks(36));
  const auto add = [&](const char* name, const Purchasing::Parameters& purchasing) {
    study.segment(name, 10'000)
        .with<Purchasing>(purchasing)
        .with<Leaving>({.hazard = per_week(0.02)})
        .policy(terms)
        .with<Leaving>({.hazard = per_week(0.0)});
  };
  Purchasing::Parameters ebbing = steady_purchases(weeks(1));
  ebbing.seasonality = Purchasing::Seasonality{{1.0}, weeks(26), weeks(0)};  // none at week 19.5
  Purchasing::Parameters rising = ebbing;
  rising.seasonality->start = weeks(13);  // most at week 19.5
  add("ebbing", ebbing);
  add("rising", rising);
  std::int64_t kept = 0;
  for (const std::int64_t more : replicate(study, 10, [](const Reading& reading) {
         return reading.active(0, 0) - reading.active(0, 1);
       })) {
    kept += more;
  }
  // At most e^{-0.32} - e^{-0.72} = 0.24 of 100,000 can be kept more in one segment.
  EXPECT_GT(kept, 10'000);
}

// V14 by run-off from 26 weeks, which may leave out 0.5 % and says how much it does: purchases at
// 0.25 a week of 20 each, hazard 0.03, continuous discounting at 0.002 a week: value 156.25.
TEST(V14, ByRunOff) {
  constexpr std::int64_t kCustomers = 10'000;
  Finance::Parameters finance;
  finance.run_off = weeks(3'000);
  finance.margin = {1.0};
  finance.discount_rate = {std::expm1(0.002 * 365.25 / 7.0)};
  const Study study = Study(weeks(26), weeks(26))
                          .segment("all", kCustomers)
                          .with<Purchasing>(steady_purchases(weeks(4), {2000}))
                          .with<Leaving>({.hazard = per_week(0.03)})
                          .with<Finance>(finance);
  Sample sample;
  Sample cut_off;
  for (const auto& [value, share] : replicate(study, 44, [](const Reading& reading) {
         const model::Record& record = reading.record();
         return std::pair{
             reading.tally_from<Finance>(0, Finance::value_of_initial) + record.run_off_value[0],
             record.value_cut_off};
       })) {
    sample.add(1e-6 * static_cast<double>(value) / kCustomers);
    cut_off.add(1e-6 * static_cast<double>(share));
    EXPECT_LT(share, model::RunOff::kMayCutOff);
  }
  EXPECT_GT(cut_off.mean(), 0.0);
  EXPECT_TRUE(
      mean_agrees(sample, 156.25 * (1.0 - cut_off.mean()), {.deviation = 156.47043274538663}));
}

// What a firm without contracts sees of customers with purchases at 0.25 a week and hazard 0.03:
// who bought in a period of 4 weeks and again in the next, and in the 13 weeks before a period's
// end.
TEST(Behaviour, RepeatRateAndActiveLastQuarter) {
  constexpr std::int64_t kCustomers = 100'000;
  constexpr double kRate = 0.25;
  constexpr double kHazard = 0.03;
  Study study(weeks(20), weeks(4));
  study.segment("all", kCustomers)
      .with<Purchasing>(steady_purchases(weeks(4), {2000}))
      .with<Leaving>({.hazard = per_week(kHazard)});
  std::int64_t bought = 0;
  std::int64_t again = 0;
  std::int64_t seen = 0;
  constexpr std::size_t kReplications = 12;
  for (const auto& [record, paid] : replicate(study, kReplications, [](const Reading& reading) {
         return std::pair{reading.record(), reading.tally<Purchasing>(Purchasing::revenue, 3)};
       })) {
    bought += record.buyers[1];
    again += record.repeaters[2];
    seen += record.seen[4];
    EXPECT_EQ(record.seen.size(), 5U);
    // Nobody joins, so all that is paid in a period is paid by who was there before.
    EXPECT_EQ(record.paid_again[3], paid);
  }
  // P(a purchase before leaving within w | there at its beginning)
  const auto buys = [&](double w) {
    return kRate / (kRate + kHazard) * (1.0 - std::exp(-(kRate + kHazard) * w));
  };
  const auto total = static_cast<std::int64_t>(kReplications) * kCustomers;
  EXPECT_TRUE(share_agrees(bought, total, std::exp(-4 * kHazard) * buys(4.0)));
  const double stays_after_buying = std::exp(-4 * kHazard) * (1.0 - std::exp(-4 * kRate));
  EXPECT_TRUE(share_agrees(again, bought, stays_after_buying));
  EXPECT_TRUE(share_agrees(seen, total, std::exp(-7 * kHazard) * buys(13.0)));
}

// A base whose hazard depends on satisfaction and relationship, both 0 for a newcomer, with leavers
// replaced by arrivals at a steady rate. Who starts with newcomers alone sees churn fall for years;
// after a warm-up the first year is like the third.
class WarmUp : public testing::Test {
 protected:
  /// Share that left in the first year less that in the third, by replication.
  static Sample first_year_less_third(engine::Duration warm_up) {
    const engine::Duration year = engine::from_days(365.25);
    Study study(3 * year, year);
    study.warm_up(warm_up);
    study.segment("all", 2'850)
        .with<model::Acquisition>({.arrivals = per_week(12.0)})
        .with<Purchasing>(steady_purchases(weeks(6)))
        .with<model::Service>({.failure_probability = {0.05}, .inconsistency = 0.5})
        .with<model::Expectations>({})
        .with<model::Satisfaction>({})
        .with<model::Relationship>({.gain = 0.5, .decay = model::Rate{0.08 / 7.0}})
        .with<Leaving>({.yearly = model::Probability{0.25}});
    return Sample(replicate(study, 60, [](const Reading& reading) {
      const auto churn = [&](std::size_t period) {
        return static_cast<double>(reading.record().left_from_start[period]) /
               static_cast<double>(reading.record().active_at_start[period]);
      };
      return churn(0) - churn(2);
    }));
  }
};

TEST_F(WarmUp, MakesTheFirstYearLikeTheThird) {
  const Sample difference = first_year_less_third(engine::from_days(2 * 365.25));
  RecordProperty("difference", std::to_string(difference.mean()));
  EXPECT_TRUE(mean_agrees(difference, 0.0, {.absolute = 0.005}));
}

TEST_F(WarmUp, WithoutItTheFirstYearIsAnother) {
  const Sample difference = first_year_less_third(engine::Duration{0});
  RecordProperty("difference", std::to_string(difference.mean()));
  EXPECT_GT(difference.mean(), 3.29 * difference.standard_error());
}

}  // namespace
}  // namespace tenure::verification
