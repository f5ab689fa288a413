// SPDX-License-Identifier: Apache-2.0
//
// V39: 5,000 customers who buy 0.5 times a week, 10 % of whom answer, 2 % of whose answers reveal
// the defect: 5 reports a week. One report has it repaired 2 weeks later: after 2.2 weeks on
// average. 500 encounters reveal it with probability 0.632489.
#include <cmath>

#include <gtest/gtest.h>

#include "tests/verification/acceptance.h"
#include "tests/verification/study.h"

namespace tenure::verification {
namespace {

using model::Listening;
using model::Purchasing;
using model::Service;

/// r = 0.5 x 0.2 e = 0.1 after e-folding once, by a survey as long as patience.
Listening::Parameters ears() {
  Listening::Parameters p;
  p.surveys = Listening::Surveys{.share = {0.5},
                                 .questions = 10.0,
                                 .patience = 10.0,
                                 .answered = {0.2 * std::exp(1.0)},
                                 .care = 0.0,
                                 .ignored = 0.0};
  p.defects = {{.name = "defect", .revealed = {0.02}}};
  p.reports = 1;
  p.delay = weeks(2);
  p.improvement = {1.0};  // so that there is nothing left to repair a second time
  return p;
}

Study firm(const Listening::Parameters& listening, engine::Duration horizon) {
  Study study(horizon, horizon);
  study.segment("all", 5'000)
      .with<Purchasing>(steady_purchases(weeks(2)))
      .with<Service>({})
      .with<Listening>(listening);
  return study;
}

TEST(V39, ReportsPerWeek) {
  Listening::Parameters never = ears();
  never.reports = 1'000'000'000;
  Sample per_week;
  for (const double reports : replicate(firm(never, weeks(50)), 160, [](const Reading& r) {
         EXPECT_EQ(r.tally_from<Listening>(0, Listening::repairs), 0);
         return static_cast<double>(r.tally_from<Listening>(0, Listening::customer_reports)) / 50.0;
       })) {
    per_week.add(reports);
  }
  EXPECT_TRUE(mean_agrees(per_week, 5.0, {.absolute = 0.1}));
}

// Exactly so, whatever the window: one of 9 hours, and the two weeks of the delay.
void expect_repair_after(double mean, const Listening::Parameters& listening, Study study,
                         std::size_t replications) {
  Sample time;
  Sample beyond;  // the delay: exponential, or Erlang
  const double delay = engine::in_days(listening.delay) / 7.0;
  for (const double weeks_to : replicate(study, replications, [](const Reading& r) {
         EXPECT_EQ(r.tally_from<Listening>(0, Listening::repairs), 1);
         return static_cast<double>(r.tally_from<Listening>(0, Listening::repair_time)) /
                engine::kMicrosecondsPerDay / 7.0;
       })) {
    time.add(weeks_to);
    beyond.add(weeks_to - delay);
  }
  EXPECT_TRUE(mean_agrees(time, mean));
  const double expected = mean - delay;
  EXPECT_TRUE(mean_agrees(beyond, expected, {.absolute = 0.06 * expected}));
  const double variance = expected * expected / static_cast<double>(listening.reports);
  EXPECT_TRUE(variance_agrees(beyond, variance, {.absolute = 0.2 * variance}));
}

// M22: staff and market report three times a week each, customers five: n* = 11 after a week.
TEST(V39, StreamsSuperpose) {
  Listening::Parameters p = ears();
  p.defects.front().staff = per_week(3.0);
  p.defects.front().market = per_week(3.0);
  p.reports = 11;
  expect_repair_after(3.0, p, firm(p, weeks(6)), 4'500);
}

}  // namespace
}  // namespace tenure::verification
