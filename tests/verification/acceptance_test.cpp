// SPDX-License-Identifier: Apache-2.0
#include "tests/verification/acceptance.h"

#include <random>

#include <gtest/gtest.h>

namespace tenure::verification {
namespace {

Sample exponentials(std::size_t n, std::uint64_t seed, double mean = 2.0) {
  std::mt19937_64 random(seed);
  std::exponential_distribution<double> law(1.0 / mean);
  Sample sample;
  for (std::size_t i = 0; i < n; ++i) sample.add(law(random));
  return sample;
}

constexpr std::size_t kEnough = 450'000;  ///< (3.29 / 0.005)^2 and a little

TEST(Acceptance, ComputesMomentsByTheBook) {
  const Sample sample({1.0, 2.0, 3.0, 6.0});
  EXPECT_DOUBLE_EQ(sample.mean(), 3.0);
  EXPECT_DOUBLE_EQ(sample.variance(), 14.0 / 3.0);
  EXPECT_DOUBLE_EQ(sample.standard_error(), std::sqrt(14.0 / 12.0));
  // m4 = (16 + 1 + 0 + 81) / 4 = 24.5; s^4 (n - 3) / (n - 1) = 196 / 27.
  EXPECT_DOUBLE_EQ(sample.variance_standard_error(), std::sqrt((24.5 - 196.0 / 27.0) / 4.0));
  EXPECT_DOUBLE_EQ(sample.correlation(Sample({-1.0, -2.0, -3.0, -6.0})), -1.0);
}

TEST(Acceptance, TakesWhatIsRight) {
  const Sample sample = exponentials(kEnough, 1);
  EXPECT_TRUE(mean_agrees(sample, 2.0));
  EXPECT_TRUE(variance_agrees(sample, 4.0, {.absolute = 0.1}));
  EXPECT_TRUE(share_agrees(150'000, 500'000, 0.3));
}

TEST(Acceptance, RefusesAPlantedWrongReference) {
  const Sample sample = exponentials(kEnough, 2);
  for (const double wrong : {0.99, 1.01}) {
    EXPECT_FALSE(mean_agrees(sample, 2.0 * wrong)) << wrong;
    EXPECT_FALSE(variance_agrees(sample, 4.0 * wrong * wrong * wrong, {.absolute = 0.1})) << wrong;
    EXPECT_FALSE(share_agrees(150'000, 500'000, 0.3 * wrong)) << wrong;
  }
}

TEST(Acceptance, RefusesASampleThatIsTooSmallToFail) {
  const Sample sample = exponentials(10'000, 3);
  ASSERT_LT(std::abs(sample.mean() - 2.0), 3.29 * sample.standard_error());
  EXPECT_FALSE(mean_agrees(sample, 2.0));
  EXPECT_FALSE(variance_agrees(sample, 4.0));
  EXPECT_FALSE(share_agrees(3'000, 10'000, 0.3));
  // A tolerance has to be stated.
  EXPECT_TRUE(mean_agrees(sample, 2.0, {.absolute = 0.1}));
  EXPECT_TRUE(share_agrees(3'000, 10'000, 0.3, {.absolute = 0.02}));
}

TEST(Acceptance, RefusesWhatIsNoNumber) {
  EXPECT_FALSE(mean_agrees(Sample({1.0}), 1.0, {.absolute = 1.0}));
  EXPECT_FALSE(figure_agrees(std::nan(""), 0.001, 1.0, {.absolute = 1.0}));
}

TEST(Acceptance, HasTheErrorRateItStates) {
  // 4,000 right samples: about 4 refusals; more than 14 has probability 3e-5.
  int refused_means = 0;
  for (std::uint64_t seed = 0; seed < 4000; ++seed) {
    if (!mean_agrees(exponentials(400, seed), 2.0, {.absolute = 1.0})) ++refused_means;
  }
  EXPECT_LE(refused_means, 14);
  // All outcomes of 1,000 coins: the refused ones have probability below 0.001, and nearly that.
  double refused = 0.0;
  double probability = 0.0;
  for (int k = 0; k <= 1000; ++k) {
    probability = std::exp(std::lgamma(1001.0) - std::lgamma(k + 1.0) - std::lgamma(1001.0 - k) +
                           k * std::log(0.3) + (1000 - k) * std::log(0.7));
    if (!share_agrees(k, 1000, 0.3, {.absolute = 1.0})) refused += probability;
  }
  EXPECT_LE(refused, 0.001);
  EXPECT_GE(refused, 0.0005);
}

}  // namespace
}  // namespace tenure::verification
