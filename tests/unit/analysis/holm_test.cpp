// SPDX-License-Identifier: Apache-2.0
#include "analysis/holm.h"

#include <array>
#include <cmath>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace tenure::analysis {
namespace {

TEST(Holm, RejectsStepByStep) {
  // At 0.05: 0.01 <= 0.05 / 4, 0.016 <= 0.05 / 3, 0.03 > 0.05 / 2, and then nothing more.
  constexpr std::array<double, 4> kP{0.03, 0.01, 0.04, 0.016};
  EXPECT_EQ(rejected_by_holm(kP, 0.05), (std::vector<bool>{false, true, false, true}));
}

TEST(Holm, OneAloneIsAnOrdinaryTest) {
  EXPECT_EQ(rejected_by_holm(std::array{0.05}, 0.05), std::vector<bool>{true});
  EXPECT_EQ(rejected_by_holm(std::array{0.0501}, 0.05), std::vector<bool>{false});
  EXPECT_TRUE(rejected_by_holm({}, 0.05).empty());
}

TEST(Holm, WhatHasNoValueIsNeverRejected) {
  const std::array<double, 2> p{std::nan(""), 0.0};
  EXPECT_EQ(rejected_by_holm(p, 0.05), (std::vector<bool>{false, true}));
}

TEST(Holm, AdjustsToTheLeastErrorRateThatRejects) {
  constexpr std::array<double, 4> kP{0.03, 0.01, 0.04, 0.016};
  // 4 x 0.01, 3 x 0.016, 2 x 0.03, and 1 x 0.04, but never less than the one before.
  const std::vector<double> adjusted = adjusted_by_holm(kP);
  const std::vector<double> expected{0.06, 0.04, 0.06, 0.048};
  for (std::size_t i = 0; i < 4; ++i) EXPECT_DOUBLE_EQ(adjusted[i], expected[i]);
  for (const double rate : {0.039, 0.041, 0.05, 0.0601}) {
    const std::vector<bool> rejected = rejected_by_holm(kP, rate);
    for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(rejected[i], adjusted[i] <= rate) << rate;
  }
  EXPECT_EQ(adjusted_by_holm(std::array{0.7, 0.6})[0], 1.0);
  EXPECT_TRUE(std::isnan(adjusted_by_holm(std::array{std::nan(""), 0.6})[0]));
}

// Ten true hypotheses: any of them is rejected with probability 1 - (1 - 0.05 / 10)^10 = 0.0489;
// of 4,000 tries that is 196, standard deviation 13.7.
TEST(Holm, HasTheFamilyErrorRateItStates) {
  std::mt19937_64 random(7);
  std::uniform_real_distribution<double> uniform;
  int wrong = 0;
  for (int i = 0; i < 4'000; ++i) {
    std::array<double, 10> p{};
    for (double& one : p) one = uniform(random);
    const std::vector<bool> rejected = rejected_by_holm(p, 0.05);
    wrong += std::count(rejected.begin(), rejected.end(), true) > 0 ? 1 : 0;
  }
  EXPECT_NEAR(wrong, 195.6, 3.29 * 13.7);
}

}  // namespace
}  // namespace tenure::analysis
