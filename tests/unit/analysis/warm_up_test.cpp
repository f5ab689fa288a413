// SPDX-License-Identifier: Apache-2.0
#include "analysis/warm_up.h"

#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "analysis/autoregression.h"
#include "analysis/sample.h"

namespace tenure::analysis {
namespace {

constexpr Autoregression kSlow{.persistence = 0.9};  // of V42

/// x[0] = start, mean 0, normal innovations.
std::vector<double> path(const Autoregression& law, double start, std::size_t n,
                         std::mt19937_64& random) {
  std::normal_distribution<double> innovation(0.0, law.innovation_deviation);
  std::vector<double> series{start};
  while (series.size() < n) series.push_back(law.persistence * series.back() + innovation(random));
  return series;
}

TEST(Autoregression, IsThatOfV42) {
  EXPECT_NEAR(kSlow.variance_of_mean(1000), 0.0990526315789473, 1e-12);
  EXPECT_NEAR(kSlow.bias_of_mean(100.0, 1000), 1.0, 1e-12);
  EXPECT_NEAR(kSlow.bias_of_mean(100.0, 1000, 50), 0.00542502653402118, 1e-12);
}

TEST(Autoregression, OfShortSeriesByHand) {
  const Autoregression law{.persistence = 0.5, .innovation_deviation = 2.0};
  EXPECT_DOUBLE_EQ(law.variance(), 16.0 / 3.0);
  EXPECT_DOUBLE_EQ(law.variance_of_mean(1), law.variance());
  // Two values: variance (1 + 0.5) / 2.
  EXPECT_DOUBLE_EQ(law.variance_of_mean(2), 4.0);
  // From x0 = 8: 8, 4, 2; without the first one 4, 2.
  EXPECT_DOUBLE_EQ(law.bias_of_mean(8.0, 3), 14.0 / 3.0);
  EXPECT_DOUBLE_EQ(law.bias_of_mean(8.0, 3, 1), 3.0);
  // x1 + x2 = 1.5 e1 + e2 and what x0 gives; x2 alone is 0.5 e1 + e2.
  EXPECT_DOUBLE_EQ(law.variance_of_mean_from_start(3), 4.0 * 3.25 / 9.0);
  EXPECT_DOUBLE_EQ(law.variance_of_mean_from_start(3, 1), 4.0 * 3.25 / 4.0);
  EXPECT_DOUBLE_EQ(law.variance_of_mean_from_start(3, 2), 4.0 * 1.25);
  EXPECT_EQ(law.variance_of_mean_from_start(1), 0.0);
}

TEST(Autoregression, ForgetsItsStart) {
  EXPECT_NEAR(kSlow.variance_of_mean_from_start(1500, 500), kSlow.variance_of_mean(1000), 1e-12);
  EXPECT_THROW(kSlow.bias_of_mean(1.0, 10, 10), std::invalid_argument);
  EXPECT_THROW(kSlow.variance_of_mean(0), std::invalid_argument);
  EXPECT_THROW(kSlow.variance_of_mean_from_start(5, 6), std::invalid_argument);
}

TEST(Mser5, LeavesOutAStep) {
  std::vector<double> series(30, 100.0);
  for (int i = 0; i < 170; ++i) series.push_back(i / 5 % 2 == 0 ? 1.0 : 3.0);
  const Truncation cut = mser5(series);
  EXPECT_EQ(cut.deleted, 30U);
  EXPECT_DOUBLE_EQ(cut.mean, 2.0);
  EXPECT_NEAR(cut.statistic, 1.0 / 34.0, 1e-12);
  EXPECT_FALSE(cut.is_too_late);
}

TEST(Mser5, LeavesAllOfWhatNeverVaries) {
  const Truncation cut = mser5(std::vector<double>(103, 0.1));
  EXPECT_EQ(cut.deleted, 0U);
  EXPECT_NEAR(cut.mean, 0.1, 1e-15);
  EXPECT_FALSE(cut.is_too_late);
}

TEST(Mser5, WarnsWhereTheBeginningNeverEnds) {
  std::vector<double> growing;
  for (int i = 0; i < 200; ++i) growing.push_back(i);
  EXPECT_TRUE(mser5(growing).is_too_late);
  // Half is not more than half: 10 of 20 means.
  std::vector<double> half(50, 100.0);
  for (int i = 0; i < 50; ++i) half.push_back(i / 5 % 2 == 0 ? 1.0 : 3.0);
  EXPECT_EQ(mser5(half).deleted, 50U);
  EXPECT_FALSE(mser5(half).is_too_late);
  half.insert(half.begin(), 10, 100.0);
  EXPECT_EQ(mser5(half).deleted, 60U);
  EXPECT_TRUE(mser5(half).is_too_late);
}

// The definition, summed anew for each point to begin at.
TEST(Mser5, IsTheLeastOfItsDefinition) {
  std::mt19937_64 random(3);
  for (int i = 0; i < 50; ++i) {
    const std::vector<double> series = path(kSlow, 20.0, 123, random);
    double least = std::numeric_limits<double>::infinity();
    std::size_t at = 0;
    for (std::size_t from = 0; from + 5 <= 24; ++from) {
      Sample means;
      for (std::size_t j = from; j < 24; ++j) {
        double sum = 0.0;
        for (std::size_t t = 5 * j; t < 5 * j + 5; ++t) sum += series[t];
        means.add(sum / 5.0);
      }
      const auto kept = static_cast<double>(means.size());
      const double statistic = means.variance() * (kept - 1.0) / (kept * kept);
      if (statistic >= least) continue;
      least = statistic;
      at = 5 * from;
    }
    const Truncation cut = mser5(series);
    EXPECT_EQ(cut.deleted, at);
    EXPECT_NEAR(cut.statistic, least, 1e-12);
  }
}

TEST(Mser5, RefusesWhatIsTooShortOrNoNumber) {
  EXPECT_THROW(mser5(std::vector<double>(49, 1.0)), std::invalid_argument);
  std::vector<double> missing(60, 1.0);
  missing[7] = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW(mser5(missing), std::invalid_argument);
}

// 1,000 paths of V42's law, from 100. The plain means must have the exact bias and variance (3.29
// standard errors, error rate 0.001 each). Then the rule: its bias at most a tenth, its mean
// squared error at most a fifth of theirs.
TEST(Mser5, TakesTheStartOutOfAutoregressivePaths) {
  constexpr std::size_t kLong = 1000;
  std::mt19937_64 random(42);
  Sample plain;
  Sample cut;
  Sample deleted;
  int late = 0;
  for (int i = 0; i < 1000; ++i) {
    const std::vector<double> series = path(kSlow, 100.0, kLong, random);
    double sum = 0.0;
    for (const double x : series) sum += x;
    plain.add(sum / static_cast<double>(kLong));
    const Truncation truncation = mser5(series);
    cut.add(truncation.mean);
    deleted.add(static_cast<double>(truncation.deleted));
    late += truncation.is_too_late ? 1 : 0;
  }
  EXPECT_NEAR(plain.mean(), kSlow.bias_of_mean(100.0, kLong), 3.29 * plain.standard_error());
  EXPECT_NEAR(plain.variance(), kSlow.variance_of_mean_from_start(kLong),
              3.29 * plain.variance_standard_error());
  EXPECT_LT(std::abs(cut.mean()), 0.1);
  const double error = cut.variance() + cut.mean() * cut.mean();
  EXPECT_LT(error, 0.2 * (plain.variance() + plain.mean() * plain.mean()));
  // 100 x 0.9^t falls below the standard deviation 2.29 of the long run at t = 36.
  EXPECT_GT(deleted.mean(), 25.0);
  EXPECT_LT(deleted.mean(), 150.0);
  EXPECT_LT(late, 40) << "15 with this seed: the end of a path may happen to look calm";
  RecordProperty("bias", std::to_string(cut.mean()));
  RecordProperty("mean_squared_error", std::to_string(error));
  RecordProperty("deleted", std::to_string(deleted.mean()));
  RecordProperty("late", late);
}

}  // namespace
}  // namespace tenure::analysis
