// SPDX-License-Identifier: Apache-2.0
#include "analysis/sobol_indices.h"

#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>

#include <gtest/gtest.h>

#include "ishigami.h"

namespace tenure::analysis {
namespace {

constexpr std::array<double, 3> kFirst{0.31390519114781146, 0.4424111447900409, 0.0};
constexpr std::array<double, 3> kTotal{0.5575888552099592, 0.4424111447900409, 0.2436836640621477};
constexpr double kVariance = 13.844587940719254;

void expect_within(const Bounded& bounded, double exact) {
  EXPECT_LE(bounded.low, exact);
  EXPECT_GE(bounded.high, exact);
  EXPECT_GT(bounded.high, bounded.low);
}

/// V44.
TEST(SobolIndices, AreThoseOfTheIshigamiFunction) {
  const SaltelliDesign design{.dimensions = 3, .base = 4096, .second_order = true};
  const SobolIndices indices =
      sobol_indices(design, ishigami_responses(saltelli_points(design, 44)), 1);
  EXPECT_EQ(indices.used, 4096u);
  EXPECT_NEAR(indices.variance, kVariance, 0.05);
  EXPECT_FALSE(indices.noise_share);
  for (std::size_t d = 0; d < 3; ++d) {
    expect_within(indices.first_order[d], kFirst[d]);
    expect_within(indices.total[d], kTotal[d]);
    EXPECT_NEAR(indices.first_order[d].value, kFirst[d], 0.01);
    EXPECT_NEAR(indices.total[d].value, kTotal[d], 0.01);
    EXPECT_LT(indices.total[d].half_width(), 0.04);
  }
  // Only the first and the third act together.
  ASSERT_EQ(indices.second_order.size(), 3u);
  expect_within(indices.second_order[0], 0.0);
  expect_within(indices.second_order[1], kTotal[2]);
  expect_within(indices.second_order[2], 0.0);
}

/// Noise of half the function's variance at each point, and as much again that points share: with
/// replications neither moves the indices. Without taking it out the first totals would be 0.60,
/// and that of a parameter that does nothing 0.09 (5 replications).
TEST(SobolIndices, AreFreeOfNoise) {
  const SaltelliDesign design{.dimensions = 4, .base = 4096};
  const double deviation = std::sqrt(0.5 * kVariance);
  const SobolIndices indices = sobol_indices(
      design, ishigami_responses(saltelli_points(design, 44), 5, deviation, deviation), 1);
  ASSERT_TRUE(indices.noise_share);
  EXPECT_NEAR(*indices.noise_share, 0.1 / 1.1, 0.01);
  EXPECT_NEAR(indices.variance, kVariance, 0.3);
  for (std::size_t d = 0; d < 3; ++d) {
    EXPECT_NEAR(indices.first_order[d].value, kFirst[d], 0.03);
    EXPECT_NEAR(indices.total[d].value, kTotal[d], 0.03);
    expect_within(indices.total[d], kTotal[d]);
  }
  EXPECT_NEAR(indices.total[3].value, 0.0, 0.01);
  expect_within(indices.total[3], 0.0);
}

/// 95 % intervals of totals over 40 seeds of 256 base points: at least 100 of 120 hold the index
/// (binomial with 0.95: fewer with probability 1e-6; intervals are cautious, so more is expected).
TEST(SobolIndices, LieWithinTheirBounds) {
  int held = 0;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const SaltelliDesign design{.dimensions = 3, .base = 256};
    const SobolIndices indices =
        sobol_indices(design, ishigami_responses(saltelli_points(design, seed)), seed);
    for (std::size_t d = 0; d < 3; ++d) {
      if (indices.total[d].low <= kTotal[d] && kTotal[d] <= indices.total[d].high) ++held;
    }
  }
  EXPECT_GE(held, 100);
}

TEST(SobolIndices, LeaveOutPairsWithoutAResponse) {
  const SaltelliDesign design{.dimensions = 3, .base = 256};
  Responses responses = ishigami_responses(saltelli_points(design, 44));
  responses.set(design.a_with_b(7, 1), 0, std::numeric_limits<double>::quiet_NaN());
  const SobolIndices indices = sobol_indices(design, responses, 1);
  EXPECT_EQ(indices.used, 255u);
  EXPECT_EQ(indices.left_out, 1u);
  EXPECT_NEAR(indices.total[0].value, kTotal[0], 0.1);
}

TEST(SobolIndices, AreNoNumbersWhereNothingVaries) {
  const SaltelliDesign design{.dimensions = 2, .base = 16};
  Responses responses(design.points(), 2);
  for (std::size_t i = 0; i < design.points(); ++i) {
    for (std::size_t r = 0; r < 2; ++r) responses.set(i, r, 0.1);
  }
  const SobolIndices indices = sobol_indices(design, responses, 1);
  EXPECT_EQ(indices.variance, 0.0);
  EXPECT_TRUE(std::isnan(indices.first_order[0].value));
}

TEST(SobolIndices, RefuseResponsesOfAnotherDesign) {
  const SaltelliDesign design{.dimensions = 2, .base = 16};
  EXPECT_THROW(sobol_indices(design, Responses(17, 1), 1), std::invalid_argument);
}

}  // namespace
}  // namespace tenure::analysis
