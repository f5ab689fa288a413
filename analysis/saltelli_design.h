// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "analysis/points.h"

namespace tenure::analysis {

/// Two independent samples A and B of `base` points, and their mixtures: A with one dimension taken
/// from B, for first-order and total indices; if asked for, also B with one dimension taken from A,
/// for second-order ones (Saltelli 2002, Computer Physics Communications 145, 280-297; Saltelli et
/// al. 2010, Computer Physics Communications 181, 259-270).
struct SaltelliDesign {
  std::size_t dimensions = 0;
  std::size_t base = 0;  ///< a power of two uses the sequence best
  bool second_order = false;

  /// Points that belong to one pair of A and B; they stand together.
  std::size_t points_of_each() const { return 2 + dimensions * (second_order ? 2 : 1); }
  std::size_t points() const { return base * points_of_each(); }

  /// Where the points of the i-th pair stand.
  std::size_t a(std::size_t i) const { return i * points_of_each(); }
  std::size_t b(std::size_t i) const { return a(i) + 1; }
  std::size_t a_with_b(std::size_t i, std::size_t d) const { return a(i) + 2 + d; }
  std::size_t b_with_a(std::size_t i, std::size_t d) const { return a(i) + 2 + dimensions + d; }
};

/// The points in that order; A is the first, B the second half of the dimensions of Sobol's
/// sequence. Throws std::invalid_argument for no base or dimensions, and for more dimensions than
/// half of what the sequence has.
Points saltelli_points(const SaltelliDesign& design, std::uint64_t seed);

}  // namespace tenure::analysis
