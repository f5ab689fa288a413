// SPDX-License-Identifier: Apache-2.0
#include "analysis/morris_effects.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <stdexcept>
#include <utility>

#include <boost/math/distributions/fisher_f.hpp>

#include "analysis/addressed_random.h"

namespace tenure::analysis {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kResamples = 1000;

/// Of one dimension, by trajectory.
struct Effects {
  std::vector<double> means;    // over replications
  std::vector<double> squares;  // without noise
};

bool is_complete(const MorrisDesign& design, const Responses& responses, std::size_t t) {
  for (std::size_t s = 0; s < design.points_of_each(); ++s) {
    if (!responses.is_complete(t * design.points_of_each() + s)) return false;
  }
  return true;
}

void add_effects(const MorrisDesign& design, const Points& points, const Responses& responses,
                 std::size_t t, std::vector<Effects>& effects) {
  std::vector<double> effect(responses.replications());
  for (std::size_t s = 1; s < design.points_of_each(); ++s) {
    const std::size_t after = t * design.points_of_each() + s;
    const auto here = points[after];
    const auto before = points[after - 1];
    const auto moved = std::mismatch(here.begin(), here.end(), before.begin());
    if (moved.first == here.end()) throw std::invalid_argument("Morris: a point did not move");
    const double step = *moved.first - *moved.second;
    double mean = 0.0;
    for (std::size_t r = 0; r < effect.size(); ++r) {
      effect[r] = (responses[after][r] - responses[after - 1][r]) / step;
      mean += effect[r] / static_cast<double>(effect.size());
    }
    Effects& own = effects[static_cast<std::size_t>(moved.first - here.begin())];
    own.means.push_back(mean);
    own.squares.push_back(product_of_expectations(effect, effect));
  }
}

double deviation(std::span<const double> values) {
  const auto n = static_cast<double>(values.size());
  double mean = 0.0;
  for (const double x : values) mean += x / n;
  double squares = 0.0;
  for (const double x : values) squares += (x - mean) * (x - mean);
  return values.size() < 2 ? kNaN : std::sqrt(squares / (n - 1.0));
}

Bounded bounded_deviation(std::span<const double> values, std::uint64_t seed) {
  std::vector<double> resampled;
  std::vector<double> again(values.size());
  for (std::size_t s = 0; s < kResamples; ++s) {
    AddressedRandom random(seed, s);
    for (double& x : again) x = values[static_cast<std::size_t>(random.below(values.size()))];
    resampled.push_back(deviation(again));
  }
  return bounded_by_resampling(deviation(values), std::move(resampled));
}

/// What the mean squared effect over that of luck exceeds once in 100 studies, if there is nothing
/// but luck: it has `trajectories` degrees of freedom, and luck one less per replication of each.
double critical_ratio(std::size_t trajectories, std::size_t replications) {
  const auto n = static_cast<double>(trajectories);
  const boost::math::fisher_f ratio(n, n * static_cast<double>(replications - 1));
  return quantile(complement(ratio, 0.01));
}

MorrisEffect summary(const Effects& effects, std::size_t replications, std::uint64_t seed) {
  MorrisEffect effect;
  std::vector<double> sizes;
  double raw = 0.0;
  for (const double x : effects.means) {
    sizes.push_back(std::abs(x));
    raw += x * x / static_cast<double>(effects.means.size());
  }
  effect.mu = bounded_mean(effects.means);
  effect.mu_star = bounded_mean(sizes);
  effect.mu_star.low = std::isnan(effect.mu_star.low) ? kNaN : std::max(0.0, effect.mu_star.low);
  effect.sigma = bounded_deviation(effects.means, seed);
  if (raw <= 0.0) return effect;
  if (replications < 2) {
    effect.is_beyond_noise = true;
    return effect;
  }
  double square = 0.0;
  for (const double x : effects.squares) square += x / static_cast<double>(effects.squares.size());
  effect.noise_share = std::clamp(1.0 - square / raw, 0.0, 1.0);
  const double noise = raw - square;
  effect.is_beyond_noise =
      noise <= 0.0 || raw / noise > critical_ratio(effects.means.size(), replications);
  return effect;
}

}  // namespace

MorrisEffects morris_effects(const MorrisDesign& design, const Points& points,
                             const Responses& responses, std::uint64_t seed) {
  if (points.size() != design.points() || points.dimensions() != design.dimensions ||
      responses.points() != design.points()) {
    throw std::invalid_argument("Morris: points and responses are not those of the design");
  }
  MorrisEffects all;
  std::vector<Effects> effects(design.dimensions);
  for (std::size_t t = 0; t < design.trajectories; ++t) {
    if (!is_complete(design, responses, t)) {
      ++all.left_out;
      continue;
    }
    ++all.used;
    add_effects(design, points, responses, t, effects);
  }
  for (const Effects& own : effects) {
    if (all.used == 0) {
      constexpr Bounded kNone{kNaN, kNaN, kNaN, kNaN};
      all.effects.push_back({kNone, kNone, kNone, {}, false});
    } else {
      all.effects.push_back(summary(own, responses.replications(), seed));
    }
  }
  return all;
}

}  // namespace tenure::analysis
