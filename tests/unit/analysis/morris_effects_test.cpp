// SPDX-License-Identifier: Apache-2.0
#include "analysis/morris_effects.h"

#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>

#include <gtest/gtest.h>

#include "ishigami.h"

namespace tenure::analysis {
namespace {

struct Exact {
  double mu, mu_star, sigma;
};
/// Over all 64 points of four levels, enumerated in Python.
constexpr std::array<Exact, 3> kExact{{{7.704054111593107, 7.704054111593107, 6.248796103333105},
                                       {0.0, 7.875, 7.875},
                                       {0.0, 6.24879610333312, 8.837132197837843}}};

TEST(MorrisEffects, AreThoseOfTheIshigamiFunction) {
  const MorrisDesign design{.dimensions = 3, .trajectories = 500, .levels = 4};
  const Points points = morris_points(design, 44);
  const MorrisEffects effects = morris_effects(design, points, ishigami_responses(points), 1);
  EXPECT_EQ(effects.used, 500u);
  for (std::size_t d = 0; d < 3; ++d) {
    const MorrisEffect& effect = effects.effects[d];
    EXPECT_NEAR(effect.mu.value, kExact[d].mu, 1.7 * effect.mu.half_width() + 1e-9);
    EXPECT_NEAR(effect.mu_star.value, kExact[d].mu_star, 1.7 * effect.mu_star.half_width() + 1e-9);
    EXPECT_NEAR(effect.sigma.value, kExact[d].sigma, 0.25);
    EXPECT_LT(effect.mu.half_width(), 0.8);
    EXPECT_FALSE(effect.noise_share);
  }
}

/// A parameter that does nothing, among noise that points share and noise of their own.
TEST(MorrisEffects, TellEffectsFromLuck) {
  const MorrisDesign design{.dimensions = 4, .trajectories = 20, .levels = 4};
  const Points points = morris_points(design, 44);
  const MorrisEffects effects =
      morris_effects(design, points, ishigami_responses(points, 4, 5.0, 1.0), 1);
  for (std::size_t d = 0; d < 3; ++d) EXPECT_TRUE(effects.effects[d].is_beyond_noise) << d;
  EXPECT_FALSE(effects.effects[3].is_beyond_noise);
  EXPECT_LT(*effects.effects[0].noise_share, 0.1);
  EXPECT_GT(*effects.effects[3].noise_share, 0.5);
}

/// Once in a hundred studies; of 1,000 at most 25 (binomial with 0.01: more with probability 2e-5).
TEST(MorrisEffects, AreSeldomBeyondLuckWhereThereIsNothingElse) {
  const MorrisDesign design{.dimensions = 1, .trajectories = 6};
  int beyond = 0;
  std::mt19937_64 random(3);
  std::normal_distribution<double> normal;
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    const Points points = morris_points(design, seed);
    Responses responses(points.size(), 3);
    for (std::size_t i = 0; i < points.size(); ++i) {
      for (std::size_t r = 0; r < 3; ++r) responses.set(i, r, normal(random));
    }
    if (morris_effects(design, points, responses, 1).effects[0].is_beyond_noise) ++beyond;
  }
  EXPECT_LE(beyond, 25);
  EXPECT_GE(beyond, 1);
}

TEST(MorrisEffects, LeaveOutTrajectoriesWithoutAResponse) {
  const MorrisDesign design{.dimensions = 3, .trajectories = 10};
  const Points points = morris_points(design, 44);
  Responses responses = ishigami_responses(points);
  responses.set(5, 0, std::numeric_limits<double>::infinity());
  const MorrisEffects effects = morris_effects(design, points, responses, 1);
  EXPECT_EQ(effects.used, 9u);
  EXPECT_EQ(effects.left_out, 1u);
}

TEST(MorrisEffects, HaveNoBoundsForOneTrajectory) {
  const MorrisDesign design{.dimensions = 3, .trajectories = 1};
  const Points points = morris_points(design, 44);
  const MorrisEffects effects = morris_effects(design, points, ishigami_responses(points), 1);
  EXPECT_FALSE(std::isnan(effects.effects[0].mu.value));
  EXPECT_TRUE(std::isnan(effects.effects[0].mu.low));
}

TEST(MorrisEffects, RefuseResponsesOfAnotherDesign) {
  const MorrisDesign design{.dimensions = 3, .trajectories = 2};
  const Points points = morris_points(design, 44);
  EXPECT_THROW(morris_effects(design, points, Responses(7, 1), 1), std::invalid_argument);
}

}  // namespace
}  // namespace tenure::analysis
