// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "analysis/points.h"

namespace tenure::analysis {

struct MorrisDesign {
  std::size_t dimensions = 0;
  std::size_t trajectories = 0;
  std::size_t levels = 4;  ///< in each dimension: 0, 1 / (levels - 1), ... 1; even

  std::size_t points_of_each() const { return dimensions + 1; }
  std::size_t points() const { return trajectories * points_of_each(); }
};

/// Trajectories through the levels, one after the other: from a random point each dimension moves
/// once, in random order, by levels / 2 levels, up where it began in the lower half and down where
/// in the upper (Morris 1991, Technometrics 33(2), 161-174, with step levels / (2 (levels - 1)), so
/// that every level is as likely as any other). Throws std::invalid_argument for no trajectories or
/// dimensions, and for levels that are odd or more than 2^20.
Points morris_points(const MorrisDesign& design, std::uint64_t seed);

}  // namespace tenure::analysis
