// SPDX-License-Identifier: Apache-2.0
#include "analysis/stopping.h"

#include <cmath>
#include <limits>
#include <random>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace tenure::analysis {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

TEST(Stopping, LooksAtFixedCheckpoints) {
  std::vector<std::size_t> checkpoints;
  for (std::size_t n = 0; n < 1000;) checkpoints.push_back(n = next_checkpoint(n, 1000));
  EXPECT_EQ(checkpoints,
            (std::vector<std::size_t>{20, 30, 45, 67, 100, 150, 225, 337, 505, 757, 1000}));
  EXPECT_EQ(next_checkpoint(0, 25), 20U);
  EXPECT_EQ(next_checkpoint(20, 25), 25U);
  EXPECT_EQ(next_checkpoint(25, 25), 25U);
  EXPECT_EQ(next_checkpoint(33, 1000), 45U);
}

TEST(Stopping, NeverWithFewerThanTwenty) {
  const std::vector<double> same(19, 5.0);
  const Stopping early = stopping(same, {.relative = 0.01});
  EXPECT_FALSE(early.is_over);
  EXPECT_EQ(early.replications, 20U);
  EXPECT_EQ(early.achieved, kInfinity);
  const Stopping enough = stopping(std::vector<double>(20, 5.0), {.relative = 0.01});
  EXPECT_TRUE(enough.is_over);
  EXPECT_TRUE(enough.is_reached);
  EXPECT_EQ(enough.replications, 20U);
  EXPECT_EQ(enough.achieved, 0.0);
}

// 9 and 11 in turns: standard error sqrt(20 / 19 / 20), t(19) = 2.0930241, half width 0.4801727,
// relative 0.04801727: at most g / (1 + g) for g = 0.0505, not for 0.0504.
TEST(Stopping, HoldsTheHalfWidthToTheTrueMean) {
  std::vector<double> values;
  for (int i = 0; i < 10; ++i) values.insert(values.end(), {9.0, 11.0});
  const Stopping reached = stopping(values, {.relative = 0.0505});
  EXPECT_NEAR(reached.achieved, 0.04801727, 1e-7);
  EXPECT_TRUE(reached.is_reached);
  const Stopping missed = stopping(values, {.relative = 0.0504});
  EXPECT_FALSE(missed.is_over);
  EXPECT_EQ(missed.replications, 30U);
  for (double& x : values) x = -x;
  EXPECT_TRUE(stopping(values, {.relative = 0.0505}).is_reached)
      << "losses are as precise as gains";
}

TEST(Stopping, HoldsTheHalfWidthToAnAmount) {
  std::vector<double> values;
  for (int i = 0; i < 10; ++i) values.insert(values.end(), {9.0, 11.0});
  const Stopping reached = stopping(values, {.absolute = 0.4802});
  EXPECT_NEAR(reached.achieved, 0.4801727, 1e-7);
  EXPECT_TRUE(reached.is_reached);
  EXPECT_FALSE(stopping(values, {.absolute = 0.4801}).is_reached);
  EXPECT_DOUBLE_EQ(allowed_half_width({.absolute = 0.48}, 10.0), 0.48);
  EXPECT_DOUBLE_EQ(allowed_half_width({.relative = 0.25}, -10.0), 2.0);
  EXPECT_THROW(stopping(values, {.relative = 0.1, .absolute = 0.1}), std::invalid_argument);
  EXPECT_THROW(stopping(values, {.absolute = -0.1}), std::invalid_argument);
}

TEST(Stopping, OfAnyFigureIsAskedAtCheckpointsOnly) {
  std::vector<std::size_t> asked;
  const auto precision_of = [&](std::size_t n) {
    asked.push_back(n);
    return Precision{10.0 / static_cast<double>(n), 100.0};
  };
  const Stopping over = stopping(1000, precision_of, {.relative = 0.002});
  EXPECT_EQ(asked, (std::vector<std::size_t>{20, 30, 45, 67}));
  EXPECT_EQ(over.replications, 67U);
  EXPECT_TRUE(over.is_reached);
  const Stopping waits = stopping(44, precision_of, {.relative = 0.002});
  EXPECT_FALSE(waits.is_over);
  EXPECT_EQ(waits.replications, 45U);
}

TEST(Stopping, EndsAtTheMostThatIsAllowed) {
  std::mt19937_64 random(1);
  std::normal_distribution<double> normal;
  std::vector<double> values;
  for (int i = 0; i < 60; ++i) values.push_back(normal(random));
  const Stopping over = stopping(values, {.relative = 0.01, .at_most = 40});
  EXPECT_TRUE(over.is_over);
  EXPECT_FALSE(over.is_reached);
  EXPECT_EQ(over.replications, 40U);
}

TEST(Stopping, OfAMeanOfZeroIsNeverPrecise) {
  std::vector<double> values;
  for (int i = 0; i < 10; ++i) values.insert(values.end(), {-1.0, 1.0});
  EXPECT_EQ(stopping(values, {.relative = 0.5}).achieved, kInfinity);
  EXPECT_TRUE(stopping(std::vector<double>(20, 0.0), {.relative = 0.5}).is_reached);
}

TEST(Stopping, IsTheSameAskedAtEachReplicationOrOnce) {
  std::mt19937_64 random(2);
  std::normal_distribution<double> normal(10.0, 3.0);
  std::vector<double> values;
  for (int i = 0; i < 1000; ++i) values.push_back(normal(random));
  const PrecisionRule rule{.relative = 0.05};
  const Stopping at_once = stopping(values, rule);
  ASSERT_TRUE(at_once.is_over);
  EXPECT_GT(at_once.replications, 45U);
  for (std::size_t n = 0; n <= values.size(); ++n) {
    const Stopping then = stopping(std::span(values).first(n), rule);
    EXPECT_EQ(then.is_over, n >= at_once.replications) << n;
    if (then.is_over) {
      EXPECT_EQ(then.replications, at_once.replications);
    } else {
      EXPECT_GT(then.replications, n);
    }
  }
}

/// Of 1,000 studies: how many intervals hold the mean, how many means are off by more than asked.
struct Tally {
  int held = 0;
  int off = 0;
  double replications = 0.0;
};

template <class Law>
Tally tally(Law law, double mean, const PrecisionRule& rule, unsigned seed) {
  std::mt19937_64 random(seed);
  Tally result;
  for (int i = 0; i < 1000; ++i) {
    std::vector<double> values;
    Stopping state = stopping(values, rule);
    while (!state.is_over) {
      while (values.size() < state.replications) values.push_back(law(random));
      state = stopping(values, rule);
    }
    double sum = 0.0;
    for (const double x : values) sum += x;
    const double found = sum / static_cast<double>(values.size());
    result.held += std::abs(found - mean) <= state.achieved * std::abs(found) ? 1 : 0;
    result.off += std::abs(found - mean) > rule.relative * std::abs(mean) ? 1 : 0;
    result.replications += static_cast<double>(state.replications) / 1000.0;
  }
  return result;
}

void record(const Tally& tally) {
  testing::Test::RecordProperty("held", tally.held);
  testing::Test::RecordProperty("off", tally.off);
  testing::Test::RecordProperty("replications", std::to_string(tally.replications));
}

// Stopping by one's own variance costs a little of the confidence. 1,000 studies; nominal 95 %.
TEST(Stopping, IntervalsStillHoldTheMeanOfNormalValues) {
  const Tally result =
      tally(std::normal_distribution<double>(10.0, 3.0), 10.0, {.relative = 0.05}, 3);
  record(result);
  EXPECT_GE(result.held, 926);
  EXPECT_LE(result.off, 50);
}

TEST(Stopping, IntervalsStillHoldTheMeanOfExponentialValues) {
  const Tally result =
      tally(std::exponential_distribution<double>(1.0), 1.0, {.relative = 0.1, .at_most = 5000}, 4);
  record(result);
  EXPECT_GE(result.held, 926);
}

TEST(Stopping, RefusesWhatIsNoPrecision) {
  const std::vector<double> values(20, 1.0);
  EXPECT_THROW(stopping(values, {.relative = 0.0}), std::invalid_argument);
  EXPECT_THROW(stopping(values, {.relative = 1.0}), std::invalid_argument);
  EXPECT_THROW(stopping(values, {.relative = 0.1, .confidence = 1.0}), std::invalid_argument);
  EXPECT_THROW(stopping(values, {.relative = 0.1, .at_most = 19}), std::invalid_argument);
  std::vector<double> missing(20, 1.0);
  missing[3] = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW(stopping(missing, {.relative = 0.1}), std::invalid_argument);
}

}  // namespace
}  // namespace tenure::analysis
