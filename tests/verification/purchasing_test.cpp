// SPDX-License-Identifier: Apache-2.0
//
// How often customers buy.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <functional>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

#include "tests/verification/acceptance.h"
#include "tests/verification/study.h"

namespace tenure::verification {
namespace {

using model::Leaving;
using model::Purchasing;
using model::Service;

// A season: the integral of 0.5 (1 + 0.6 sin(2 pi t / 52)) over each quarter; the period is 52
// weeks. Thinned by failures of probability 0.3, the first quarter has 2.694845.
TEST(V07, Season) {
  Purchasing::Parameters purchasing = steady_purchases(weeks(2));
  purchasing.seasonality = Purchasing::Seasonality{.amplitude = 0.6, .period = weeks(52)};
  const Study study = Study(weeks(52), weeks(13))
                          .segment("all", 1'000)
                          .with<Purchasing>(purchasing)
                          .with<Service>({.failure_probability = {0.3}});
  std::array<Sample, 4> quarters;
  Sample year;
  Sample failures;
  for (const auto& counts : replicate(study, 180, [](const Reading& reading) {
         std::array<double, 5> perhead{};
         for (std::size_t q = 0; q < 4; ++q) {
           perhead[q] =
               static_cast<double>(reading.tally<Purchasing>(Purchasing::purchases, q)) / 1000.0;
         }
         perhead[4] = static_cast<double>(reading.tally<Service>(Service::failures, 0)) / 1000.0;
         return perhead;
       })) {
    for (std::size_t q = 0; q < 4; ++q) quarters[q].add(counts[q]);
    year.add(counts[0] + counts[1] + counts[2] + counts[3]);
    failures.add(counts[4]);
  }
  constexpr std::array<double, 4> kQuarters{8.982817112233567, 8.982817112233567, 4.017182887766433,
                                            4.017182887766433};
  for (std::size_t q = 0; q < 4; ++q) {
    EXPECT_TRUE(mean_agrees(quarters[q], kQuarters[q], {.deviation = std::sqrt(kQuarters[q])}));
  }
  EXPECT_TRUE(mean_agrees(year, 26.0, {.deviation = std::sqrt(26.0)}));
  EXPECT_TRUE(mean_agrees(failures, 2.69484513367007, {.deviation = 1.64}));
}

// Three Poisson streams of 0.2, 0.1 and 0.05 a week over 13 weeks add up to a Poisson stream of
// mean (and variance) 4.55, in shares 4/7, 2/7, 1/7; a coin of 0.2 thins it to 0.91.
TEST(V08, SuperpositionAndThinning) {
  constexpr std::int64_t kEach = 200;
  Study study(weeks(13), weeks(13));
  for (const double rate : {0.2, 0.1, 0.05}) {
    study.segment("rate " + std::to_string(rate), kEach)
        .with<Purchasing>(steady_purchases(weeks(1.0 / rate)))
        .with<Service>({.failure_probability = {0.2}});
  }
  Sample sum;
  Sample thinned;
  std::array<std::int64_t, 3> totals{};
  for (const auto& counts : replicate(study, 9'000, [](const Reading& reading) {
         std::array<std::int64_t, 4> n{};
         for (std::size_t row = 0; row < 3; ++row) {
           n[row] = reading.tally<Purchasing>(Purchasing::purchases, 0, row);
         }
         n[3] = reading.tally<Service>(Service::failures, 0);
         return n;
       })) {
    sum.add(static_cast<double>(counts[0] + counts[1] + counts[2]));
    thinned.add(static_cast<double>(counts[3]));
    for (std::size_t row = 0; row < 3; ++row) totals[row] += counts[row];
  }
  constexpr double kMean = 4.550000000000001 * kEach;
  EXPECT_TRUE(mean_agrees(sum, kMean));
  EXPECT_TRUE(mean_agrees(thinned, 0.9100000000000001 * kEach));
  // 3.29 sqrt(2 / 9,000) = 5 %.
  EXPECT_TRUE(variance_agrees(sum, kMean, {.absolute = 0.055 * kMean}));
  EXPECT_TRUE(variance_agrees(thinned, 0.2 * kMean, {.absolute = 0.055 * 0.2 * kMean}));
  const std::int64_t all = totals[0] + totals[1] + totals[2];
  EXPECT_TRUE(share_agrees(totals[0], all, 0.5714285714285714));
  EXPECT_TRUE(share_agrees(totals[1], all, 0.2857142857142857));
  EXPECT_TRUE(share_agrees(totals[2], all, 0.14285714285714285));
}

// The first of the three: it is the second stream's with probability 2/7, after 1 / 0.35 weeks.
TEST(V08, TheFirstOfThree) {
  Leaving::Parameters leaving;
  leaving.causes = {{"a", per_week(0.2)}, {"b", per_week(0.1)}, {"c", per_week(0.05)}};
  const Study study = Study(weeks(60), weeks(0.25)).segment("all", 10'000).with<Leaving>(leaving);
  Sample first;
  std::int64_t second = 0;
  for (const auto& [mean, b] : replicate(study, 50, [](const Reading& reading) {
         EXPECT_EQ(reading.active(239), 0);
         return std::pair{reading.mean_time_active() / 7.0, reading.left("b")};
       })) {
    first.add(mean);
    second += b;
  }
  EXPECT_TRUE(mean_agrees(first, 2.8571428571428568, {.deviation = 2.857}));
  EXPECT_TRUE(share_agrees(second, 500'000, 0.2857142857142857));
}

/// Purchases of single customers.
Sample purchases_of_each(Purchasing::Parameters purchasing, engine::Duration horizon,
                         std::size_t replications) {
  const Study study = Study(horizon, horizon)
                          .segment("all", 1)
                          .with<Purchasing>(std::move(purchasing))
                          .copies(500, 1);
  Sample sample;
  for (const auto& counts : replicate(study, replications, [](const Reading& reading) {
         std::vector<std::int64_t> n;
         for (std::size_t row = 0; row < reading.rows(); ++row) {
           n.push_back(reading.tally<Purchasing>(Purchasing::purchases, 0, row));
         }
         return n;
       })) {
    for (const std::int64_t n : counts) sample.add(static_cast<double>(n));
  }
  return sample;
}

Purchasing::Parameters mixed_purchases(double shape, double scale_weeks) {
  Purchasing::Parameters purchasing = steady_purchases(weeks(1));
  purchasing.mean_interval.reset();
  purchasing.rate = Purchasing::GammaRate{.shape = shape, .scale = weeks(scale_weeks)};
  return purchasing;
}

// Rates Gamma(0.5, 10 weeks), 39 weeks: purchases are negative binomial.
TEST(V09, GammaPoisson) {
  const Sample counts = purchases_of_each(mixed_purchases(0.5, 10.0), weeks(39), 900);
  const auto n = static_cast<std::int64_t>(counts.size());
  EXPECT_TRUE(mean_agrees(counts, 1.95));
  // Fourth moments are large: 3.29 standard errors are 2 %.
  EXPECT_TRUE(variance_agrees(counts, 9.555, {.absolute = 0.02 * 9.555}));
  constexpr std::array<double, 5> kShares{0.45175395145262554, 0.17977963374135095,
                                          0.10731743442723506, 0.0711799309976559,
                                          0.04957173765908175};
  std::array<std::int64_t, 5> with{};
  Sample of_buyers;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const auto x = static_cast<std::size_t>(counts[i]);
    if (x < with.size()) ++with[x];
    if (x > 0) of_buyers.add(counts[i]);
  }
  for (std::size_t x = 0; x < with.size(); ++x) {
    EXPECT_TRUE(share_agrees(with[x], n, kShares[x])) << x;
  }
  EXPECT_TRUE(mean_agrees(of_buyers, 3.5567971810589323, {.absolute = 0.03}));
}

/// The share of all purchases that the busiest `share` of the sample makes.
double held_by_top(std::vector<double> counts, double share) {
  std::sort(counts.begin(), counts.end(), std::greater<>());
  const auto top = static_cast<std::ptrdiff_t>(share * static_cast<double>(counts.size()));
  return std::accumulate(counts.begin(), counts.begin() + top, 0.0) /
         std::accumulate(counts.begin(), counts.end(), 0.0);
}

/// What the busiest hold, one figure per 10,000 customers, over a time in which the mean customer
/// buys 200 times: Poisson noise then adds less than 0.001.
void expect_concentration(double shape, double top_20, double top_10) {
  Sample top20;
  Sample top10;
  const Study study = Study(weeks(10'000), weeks(10'000))
                          .segment("all", 1)
                          .with<Purchasing>(mixed_purchases(shape, shape * 50.0))
                          .copies(400, 1);
  std::vector<double> counts;
  for (const auto& each : replicate(study, 200, [](const Reading& reading) {
         std::vector<double> n;
         for (std::size_t row = 0; row < reading.rows(); ++row) {
           n.push_back(
               static_cast<double>(reading.tally<Purchasing>(Purchasing::purchases, 0, row)));
         }
         return n;
       })) {
    counts.insert(counts.end(), each.begin(), each.end());
    if (counts.size() < 8'000) continue;
    top20.add(held_by_top(counts, 0.2));
    top10.add(held_by_top(counts, 0.1));
    counts.clear();
  }
  ASSERT_EQ(top20.size(), 10U);
  EXPECT_TRUE(mean_agrees(top20, top_20, {.absolute = 0.01})) << shape;
  EXPECT_TRUE(mean_agrees(top10, top_10, {.absolute = 0.01})) << shape;
}

// What the busiest fifth and tenth hold: the Lorenz curve of the Gamma law.
TEST(V47, Concentration) {
  expect_concentration(0.5, 0.6498203240770883, 0.43928606427878625);
  expect_concentration(0.553, 0.6295646245847413, 0.4211198420655644);
  expect_concentration(0.243, 0.8015542814148823, 0.5914811211971167);
}

TEST(V47, ConcentrationStatedBecomesTheShape) {
  Purchasing::Parameters purchasing;
  for (const auto& [held, shape] : {std::pair{0.6498203240770883, 0.5},
                                    {0.6295646245847413, 0.553},
                                    {0.8015542814148823, 0.243}}) {
    purchasing.top_20_percent_hold = model::Probability{held};
    EXPECT_NEAR(purchasing.shape().value(), shape, 1e-6 * shape);
  }
}

}  // namespace
}  // namespace tenure::verification
