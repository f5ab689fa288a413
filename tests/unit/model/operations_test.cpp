// SPDX-License-Identifier: Apache-2.0
#include "model/mechanisms/operations.h"

#include <gtest/gtest.h>

#include "model/control_chart.h"
#include "tests/verification/study.h"

namespace tenure::model {
namespace {

using verification::per_week;
using verification::Reading;
using verification::Study;
using verification::weeks;

TEST(ControlChart, APChartSignalsAboveThreeSigma) {
  ControlChart chart({.expected = {0.05}});
  EXPECT_NEAR(ControlChart::upper_limit({0.05}, 200), 0.09623310502226733, 1e-15);
  EXPECT_FALSE(chart.signals(19, 200));
  EXPECT_TRUE(chart.signals(20, 200));
  EXPECT_FALSE(chart.signals(19, 200));
  EXPECT_FALSE(chart.signals(0, 0));  // a day without encounters
}

TEST(ControlChart, ACusumAddsUpAndBeginsAnew) {
  ControlChart chart({.kind = ChartKind::cusum, .expected = {0.05}, .slack = 0.01, .limit = 0.05});
  EXPECT_FALSE(chart.signals(8, 100));   // 0.02
  EXPECT_FALSE(chart.signals(9, 100));   // 0.05: not beyond
  EXPECT_FALSE(chart.signals(5, 100));   // 0.04
  EXPECT_TRUE(chart.signals(9, 100));    // 0.07
  EXPECT_FALSE(chart.signals(10, 100));  // 0.04 again, from 0
  EXPECT_FALSE(chart.signals(0, 100));   // never below 0
  EXPECT_FALSE(chart.signals(10, 100));
}

/// 2,000 customers who buy every second day.
Study shop(const Operations::Parameters& operations, double failures = 0.05) {
  return Study(weeks(30), weeks(30))
      .segment("all", 2'000)
      .with<Purchasing>(verification::steady_purchases(2 * engine::kDay))
      .with<Service>({.failure_probability = {failures}})
      .with<Operations>(operations);
}

struct Outcome {
  double failures = 0.0;  ///< share of encounters
  std::int64_t spells = 0;
  std::int64_t signals = 0;
  std::int64_t repairs = 0;
  std::int64_t sampled = 0;
  double bad = 0.0;  ///< share of time
  std::int64_t cost = 0;
  bool operator==(const Outcome&) const = default;
};

Outcome outcome(const Study& study) {
  return verification::replicate(study, 1, [](const Reading& r) {
    const auto count = [&](Operations::Tally which) { return r.tally_from<Operations>(0, which); };
    return Outcome{static_cast<double>(r.tally_from<Service>(0, Service::failures)) /
                       static_cast<double>(r.tally_from<Service>(0, Service::encounters)),
                   count(Operations::bad_spells),
                   count(Operations::signals),
                   count(Operations::repairs),
                   count(Operations::sampled),
                   static_cast<double>(count(Operations::bad_time)) /
                       static_cast<double>(count(Operations::watched_time)),
                   count(Operations::monitoring_cost)};
  })[0];
}

/// One spell a week for a week, on average.
Operations::Spells weekly_spells() {
  return {.onset = per_week(1.0), .recovery = per_week(1.0), .factor = 4.0};
}

TEST(Operations, CommonSpellsRaiseFailuresWhileTheyLast) {
  const Outcome found = outcome(shop({.spells = weekly_spells()}));
  EXPECT_GT(found.spells, 5);
  EXPECT_GT(found.bad, 0.2);
  EXPECT_LT(found.bad, 0.8);
  // 210,000 encounters: 0.05 (1 + 3 x share of time), to 4 standard errors.
  EXPECT_NEAR(found.failures, 0.05 * (1.0 + 3.0 * found.bad), 0.004);
  EXPECT_EQ(found.signals, 0);
}

TEST(Operations, PrivateSpellsDoNotTouchTheFirm) {
  Operations::Spells spells = weekly_spells();
  spells.scope = SpellScope::individual;
  const Outcome found = outcome(shop({.spells = spells}));
  EXPECT_EQ(found.spells, 0);
  EXPECT_EQ(found.bad, 0.0);
  // Half the time of each customer, all of whom begin in a good one.
  EXPECT_NEAR(found.failures, 0.05 * 2.5, 0.004);
}

TEST(Operations, FailuresAreNeverMoreThanCertain) {
  Operations::Spells spells = weekly_spells();
  spells.factor = 1e6;
  EXPECT_LE(outcome(shop({.spells = spells})).failures, 1.0);
}

TEST(Operations, ASampleFindsABadSpellAndHasItRepaired) {
  Operations::Spells spells{.onset = per_week(0.5), .recovery = per_week(0.01), .factor = 4.0};
  const Outcome unseen = outcome(shop({.spells = spells}));
  Operations::Monitoring monitoring{.sample = 200, .delay = 2 * engine::kDay};
  monitoring.encounter_cost = {10};
  monitoring.investigation_cost = {5'000};
  const Outcome watched = outcome(shop({.spells = spells, .monitoring = monitoring}));
  EXPECT_GT(watched.repairs, 3);
  EXPECT_GE(watched.signals, watched.repairs);
  EXPECT_LT(watched.bad, 0.6 * unseen.bad);
  // Every one of 210 days has more than 200 encounters; the last day's midnight is the horizon.
  EXPECT_EQ(watched.sampled, 210 * 200);
  EXPECT_EQ(watched.cost, 10 * watched.sampled + 5'000 * watched.signals);
}

TEST(Operations, AnInvestigationMayImproveWhatIsUsual) {
  const Operations::Monitoring monitoring{
      .sample = 500, .chart = {.expected = {0.02}}, .improvement = {0.3}};
  const Outcome found = outcome(shop({.spells = std::nullopt, .monitoring = monitoring}));
  EXPECT_GE(found.signals, 2);  // 5 % is beyond the limit of a chart that expects 2 %
  EXPECT_LT(found.failures, 0.04);
}

TEST(Operations, WindowsChangeNothing) {
  Operations::Monitoring monitoring{.sample = 150, .delay = 3 * engine::kDay};
  Operations::Spells spells{.onset = per_week(0.5), .recovery = per_week(0.05), .factor = 3.0};
  Study usual = shop({.spells = spells, .monitoring = monitoring});
  Study shorter = shop({.spells = spells, .monitoring = monitoring});
  shorter.window(std::chrono::hours{7});
  EXPECT_EQ(outcome(usual), outcome(shorter));
}

TEST(Operations, APolicyMayBeginToWatch) {
  Operations::Spells spells{.onset = per_week(0.5), .recovery = per_week(0.01), .factor = 4.0};
  Study study = shop({.spells = spells});
  study.policy({.starts = weeks(15)})
      .with<Operations>({.spells = spells, .monitoring = Operations::Monitoring{}});
  const Outcome watched = outcome(study);
  EXPECT_GT(watched.repairs, 0);
  EXPECT_EQ(watched.sampled, 105 * 200);
}

std::int64_t purchases(const Operations::Parameters& operations) {
  return verification::replicate(shop(operations), 1, [](const Reading& r) {
    return r.tally_from<Purchasing>(0, Purchasing::purchases);
  })[0];
}

TEST(Stages, BadTimesBeforeTheSaleLoseSales) {
  Operations::Parameters operations{.spells = std::nullopt, .monitoring = {}};
  operations.before = Operations::BeforeSale{{1e-9}, {1e-9}, 0.25};
  const auto usual = static_cast<double>(purchases(operations));
  operations.before->onset = {1e6};  // at once, and for good
  EXPECT_NEAR(static_cast<double>(purchases(operations)) / usual, 0.25, 0.005);
  operations.before = Operations::BeforeSale{{10.0}, {10.0}, 0.0};  // half of the time
  // 2,100 spells in 210 days: the share is known to 1 %.
  EXPECT_NEAR(static_cast<double>(purchases(operations)) / usual, 0.5, 0.04);
}

TEST(Stages, BadTimesAfterTheSaleMakeAnswersUnpleasant) {
  Operations::Parameters operations{.spells = std::nullopt, .monitoring = {}};
  operations.after = Operations::AfterSale{{1e6}, {1e-9}, 0.3};
  ComplaintDesk::Parameters desk;
  desk.seats = 1'000;
  desk.complaint_probability = {1.0};
  desk.exit = {{0.0}, {0.0}, {0.0}};
  desk.wait_loss = 0.0;
  const Study study =
      Study(weeks(20), weeks(20))
          .segment("all", 500)
          .with<Purchasing>(verification::steady_purchases(4 * engine::kDay))
          .with<Service>({.failure_probability = {1.0}})
          .with<Satisfaction>({.range = {-1e6, 1e6}, .decay = std::nullopt, .failure_loss = 0.0})
          .with<ComplaintDesk>(desk)
          .with<Operations>(operations);
  verification::replicate(study, 1, [](const Reading& r) {
    const auto answered = static_cast<double>(r.tally<ComplaintDesk>(ComplaintDesk::answered, 0));
    const double lost =
        -1e-6 * static_cast<double>(r.tally<Satisfaction>(Satisfaction::level_sum, 0));
    EXPECT_LE(lost, 0.3 * answered + 0.1);
    EXPECT_GE(lost, 0.3 * answered * 0.95);  // what was answered today is not heard yet
    return 0;
  });
}

}  // namespace
}  // namespace tenure::model
