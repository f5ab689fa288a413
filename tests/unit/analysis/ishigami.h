// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>
#include <random>
#include <span>

#include "analysis/points.h"
#include "analysis/responses.h"

namespace tenure::analysis {

/// The test function of Ishigami & Homma 1990 (a = 7, b = 0.1) on the unit cube: case V44. A fourth
/// coordinate does nothing.
inline double ishigami(std::span<const double> u) {
  const auto x = [&](std::size_t i) { return std::numbers::pi * (2.0 * u[i] - 1.0); };
  return std::sin(x(0)) + 7.0 * std::pow(std::sin(x(1)), 2) +
         0.1 * std::pow(x(2), 4) * std::sin(x(0));
}

/// Its values, with normal noise of this deviation in each replication: one that all points share
/// (as common random numbers have), and one of their own.
inline Responses ishigami_responses(const Points& points, std::size_t replications = 1,
                                    double common = 0.0, double own = 0.0, std::uint64_t seed = 1) {
  std::mt19937_64 random(seed);
  std::normal_distribution<double> normal;
  Responses responses(points.size(), replications);
  for (std::size_t r = 0; r < replications; ++r) {
    const double shared = common * normal(random);
    for (std::size_t i = 0; i < points.size(); ++i) {
      responses.set(i, r, ishigami(points[i]) + shared + own * normal(random));
    }
  }
  return responses;
}

}  // namespace tenure::analysis
