// SPDX-License-Identifier: Apache-2.0
//
// V05: Poisson arrivals at 40 a week who stay for a while: the number active N(t) is that of a
// queue M/G/infinity, Poisson with mean lambda * integral of S from 0 to t. Each segment is a
// replication of its own.
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "tests/verification/acceptance.h"
#include "tests/verification/study.h"

namespace tenure::verification {
namespace {

using model::Acquisition;
using model::Leaving;

/// The number active after each period: one sample of segments per period.
std::vector<Sample> active_by_period(const model::Specification& specification,
                                     std::size_t replications) {
  std::vector<Sample> samples;
  for (const auto& rows : replicate(specification, replications, [](const Reading& reading) {
         std::vector<std::vector<double>> active(reading.periods());
         for (std::size_t p = 0; p < reading.periods(); ++p) {
           for (std::size_t row = 0; row < reading.rows(); ++row) {
             active[p].push_back(static_cast<double>(reading.active(p, row)));
           }
         }
         return active;
       })) {
    samples.resize(rows.size());
    for (std::size_t p = 0; p < rows.size(); ++p) {
      for (const double n : rows[p]) samples[p].add(n);
    }
  }
  return samples;
}

Study arrivals(double horizon, double report_every, Leaving::Parameters leaving) {
  return Study(weeks(horizon), weeks(report_every))
      .segment("all", 0)
      .with<Acquisition>({.arrivals = per_week(40.0)})
      .with<Leaving>(std::move(leaving))
      .copies(100, 0);
}

// Exponential stays, mu = 0.02/week, from empty: E N(52) = (40 / 0.02) (1 - e^{-1.04}).
TEST(V05, GrowsFromNothing) {
  const Sample active = active_by_period(arrivals(52, 52, {.hazard = per_week(0.02)}), 90).front();
  constexpr double kMean = 1293.0906360824397;
  EXPECT_TRUE(mean_agrees(active, kMean));
  // Poisson: the variance is the mean. 3.29 sqrt(2 / 9,000) = 5 %.
  EXPECT_TRUE(variance_agrees(active, kMean, {.absolute = 0.055 * kMean}));
}

// After 400 weeks 0.03 % short of stationary: mean 2000 (1 - e^{-8}), correlation e^{-10 mu} over
// 10 weeks (times sqrt of the ratio of variances, which is 1 to 3e-5).
TEST(V05, ComesToRest) {
  const auto active = active_by_period(arrivals(410, 10, {.hazard = per_week(0.02)}), 16);
  const double mean = 2000.0 * -std::expm1(-8.0);
  EXPECT_TRUE(mean_agrees(active[39], mean));
  // 3.29 sqrt(2 / 1,600) = 12 %, and 3.29 (1 - corr^2) / sqrt(1,600) = 0.027.
  EXPECT_TRUE(variance_agrees(active[39], 2000.0, {.absolute = 0.125 * 2000.0}));
  const double correlation = active[39].correlation(active[40]);
  constexpr double kCorrelation = 0.8187307530779818;
  const double error = (1.0 - correlation * correlation) / std::sqrt(1600.0);
  EXPECT_TRUE(figure_agrees(correlation, error, kCorrelation, {.absolute = 0.03}));
}

// Insensitivity: with every stay exactly 50 weeks, N(52) is Poisson(2000) as well.
TEST(V05, AsksOnlyForTheMeanStay) {
  const Sample active = active_by_period(arrivals(52, 52, {.lifetime = weeks(50)}), 90).front();
  EXPECT_TRUE(mean_agrees(active, 2000.0));
  EXPECT_TRUE(variance_agrees(active, 2000.0, {.absolute = 0.055 * 2000.0}));
}

// M07: of prospects on whom A is spent each, the share c (1 - e^{-k A}) is won; at the amount that
// V49 finds best, 28.38, that is 17.3 %, and each customer costs 163.8.
TEST(Prospects, AreWonByMoneyWithDiminishingReturns) {
  Acquisition::Parameters acquisition;
  acquisition.prospects = Acquisition::Prospects{per_week(10.0), {{2838}, {0.4}, 0.02}};
  const Study study = Study(weeks(52), weeks(52))
                          .segment("all", 0)
                          .with<Acquisition>(acquisition)
                          .with<Leaving>({})
                          .copies(20, 0);
  Sample reached;
  std::int64_t prospects = 0;
  std::int64_t won = 0;
  for (const auto& [met, cost, joined] : replicate(study, 400, [](const Reading& reading) {
         return std::array{reading.tally_from<Acquisition>(0, Acquisition::reached),
                           reading.tally_from<Acquisition>(0, Acquisition::prospecting_cost),
                           reading.active(0)};
       })) {
    EXPECT_EQ(cost, 2838 * met);
    reached.add(static_cast<double>(met));
    prospects += met;
    won += joined;
  }
  EXPECT_TRUE(mean_agrees(reached, 20 * 520.0));
  const double share = 0.4 * -std::expm1(-0.02 * 28.38);
  EXPECT_NEAR(share, 0.17325, 1e-5);
  EXPECT_TRUE(share_agrees(won, prospects, share));
}

}  // namespace
}  // namespace tenure::verification
