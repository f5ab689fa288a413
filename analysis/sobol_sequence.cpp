// SPDX-License-Identifier: Apache-2.0
#include "analysis/sobol_sequence.h"

#include <stdexcept>
#include <vector>

#include <boost/random/sobol.hpp>

#include "analysis/addressed_random.h"

namespace tenure::analysis {

std::size_t most_sobol_dimensions() { return boost::random::default_sobol_table::max_dimension; }

Points sobol_sequence(std::size_t count, std::size_t dimensions, std::uint64_t seed) {
  if (count == 0) throw std::invalid_argument("Sobol sequence: needs a point");
  if (dimensions > most_sobol_dimensions()) {
    throw std::invalid_argument("Sobol sequence: too many dimensions");
  }
  Points points(dimensions);
  std::vector<std::uint64_t> shift(dimensions);
  for (std::size_t d = 0; d < dimensions; ++d) shift[d] = AddressedRandom(seed, d).bits();

  boost::random::sobol_engine<std::uint64_t, 64> sequence(dimensions);
  std::vector<double> point(dimensions);
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t d = 0; d < dimensions; ++d) {
      // Boost leaves out the origin.
      point[d] = unit_of((i == 0 ? 0 : sequence()) ^ shift[d]);
    }
    points.add(point);
  }
  return points;
}

}  // namespace tenure::analysis
