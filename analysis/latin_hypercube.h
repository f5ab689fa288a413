// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "analysis/points.h"

namespace tenure::analysis {

struct LatinHypercube {
  std::size_t dimensions = 0;
  std::size_t points = 0;
  /// Improve the smallest distance between two points by exchanging coordinates, and put each point
  /// into the middle of its stratum; otherwise it lies anywhere in it.
  bool maximin = false;
};

/// How many points maximin can compare with one another. dimensions > 0.
std::size_t most_maximin_points(std::size_t dimensions);

/// Each dimension is cut into as many strata as there are points, and each stratum holds one point
/// (McKay, Beckman & Conover 1979, Technometrics 21(2), 239-245). With maximin one point of a
/// closest pair exchanges one coordinate with another point as long as that makes neither a pair as
/// close as that one (distances in strata, by integers; the criterion of Johnson, Moore & Ylvisaker
/// 1990, Journal of Statistical Planning and Inference 26, 131-148), until no exchange helps or
/// 2^31 coordinates were compared, so that the work is bounded and the outcome does not depend on
/// the machine. Throws std::invalid_argument for no points or dimensions, and for more points than
/// 2^20, or with maximin than most_maximin_points.
Points latin_hypercube(const LatinHypercube& design, std::uint64_t seed);

}  // namespace tenure::analysis
