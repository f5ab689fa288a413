// SPDX-License-Identifier: Apache-2.0
#include "analysis/sensitivity.h"

#include <stdexcept>

namespace tenure::analysis {

Groups groups_of(const Design& design, std::size_t points) {
  Groups groups = single_points(points);
  if (const auto* morris = std::get_if<MorrisDesign>(&design)) {
    for (std::size_t i = 0; i < points; ++i) groups[i] = i / morris->points_of_each();
  }
  if (const auto* saltelli = std::get_if<SaltelliDesign>(&design)) {
    for (std::size_t i = 0; i < points; ++i) {
      if (i % saltelli->points_of_each() >= 2) groups[i] = kNoGroup;
    }
  }
  return groups;
}

Sensitivity sensitivity(const Design& design, const Points& points, const Responses& responses,
                        std::span<const std::string> names, std::uint64_t seed) {
  return sensitivity(design, points, points, responses, names, seed);
}

Sensitivity sensitivity(const Design& design, const Points& points, const Points& settings,
                        const Responses& responses, std::span<const std::string> names,
                        std::uint64_t seed) {
  if (names.size() != points.dimensions()) {
    throw std::invalid_argument("sensitivity: each parameter has a name");
  }
  Sensitivity found;
  const Groups groups = groups_of(design, points.size());
  for (std::size_t i = 0; i < points.dimensions(); ++i) {
    found.curves.push_back(response_curve(settings, i, groups, responses, seed));
    for (std::size_t j = i + 1; j < points.dimensions(); ++j) {
      found.together.push_back(interaction_map(settings, i, j, groups, responses));
    }
  }
  if (const auto* morris = std::get_if<MorrisDesign>(&design)) {
    found.effects = morris_effects(*morris, points, responses, seed);
    found.verdict = verdict(*found.effects, names);
  } else if (const auto* saltelli = std::get_if<SaltelliDesign>(&design)) {
    found.indices = sobol_indices(*saltelli, responses, seed);
    found.verdict = verdict(*found.indices, names);
  } else {
    found.verdict = verdict(found.curves, names);
  }
  return found;
}

}  // namespace tenure::analysis
