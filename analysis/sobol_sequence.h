// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "analysis/points.h"

namespace tenure::analysis {

/// The most dimensions that direction numbers are known for (Joe & Kuo 2008, SIAM Journal on
/// Scientific Computing 30(5), 2635-2654, as far as Boost.Random has them).
std::size_t most_sobol_dimensions();

/// The first `count` points of Sobol's sequence (Sobol' 1967), the origin among them, so that the
/// first 2^m points fill each of 2^m equal parts of each dimension once; in Gray code order. Each
/// dimension is shifted by the bits of a random number of its own (digital shift: exclusive or),
/// which keeps that property and makes every point uniformly distributed over seeds. Powers of two
/// use it best. Throws std::invalid_argument for no points, and for 0 or too many dimensions.
Points sobol_sequence(std::size_t count, std::size_t dimensions, std::uint64_t seed);

}  // namespace tenure::analysis
