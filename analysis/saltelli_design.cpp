// SPDX-License-Identifier: Apache-2.0
#include "analysis/saltelli_design.h"

#include <span>
#include <stdexcept>
#include <vector>

#include "analysis/sobol_sequence.h"

namespace tenure::analysis {

Points saltelli_points(const SaltelliDesign& design, std::uint64_t seed) {
  if (design.base == 0) throw std::invalid_argument("Saltelli: needs a base");
  if (design.dimensions > most_sobol_dimensions() / 2) {
    throw std::invalid_argument("Saltelli: too many dimensions");
  }
  Points points(design.dimensions);
  const Points pairs = sobol_sequence(design.base, 2 * design.dimensions, seed);
  const auto add_with = [&](std::span<const double> most, std::span<const double> one,
                            std::size_t d) {
    std::vector<double> mixed(most.begin(), most.end());
    mixed[d] = one[d];
    points.add(mixed);
  };
  for (std::size_t i = 0; i < design.base; ++i) {
    const auto a = pairs[i].first(design.dimensions);
    const auto b = pairs[i].last(design.dimensions);
    points.add(a);
    points.add(b);
    for (std::size_t d = 0; d < design.dimensions; ++d) add_with(a, b, d);
    if (!design.second_order) continue;
    for (std::size_t d = 0; d < design.dimensions; ++d) add_with(b, a, d);
  }
  return points;
}

}  // namespace tenure::analysis
