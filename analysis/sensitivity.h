// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "analysis/morris_effects.h"
#include "analysis/response_curve.h"
#include "analysis/sobol_indices.h"
#include "analysis/what_matters.h"

namespace tenure::analysis {

/// Points without a structure of their own: a grid, a list, a hypercube, a sequence.
struct PlainDesign {};
using Design = std::variant<PlainDesign, MorrisDesign, SaltelliDesign>;

/// Which points of a design are taken together in curves: of Morris' each trajectory, of Saltelli's
/// A and B only, since the others repeat their coordinates.
Groups groups_of(const Design& design, std::size_t points);

/// Everything that one quantity tells about its parameters.
struct Sensitivity {
  std::optional<MorrisEffects> effects;  ///< of a Morris design
  std::optional<SobolIndices> indices;   ///< of a Saltelli design
  std::vector<ResponseCurve> curves;     ///< by parameter
  std::vector<InteractionMap> together;  ///< of pairs: (0, 1), (0, 2), ... (1, 2), ...
  Verdict verdict;
};

/// By the design's own method; what sweeps and `tenure verify` both ask. `seed` is of resampling.
/// `settings`: the same points, with equal coordinates where a parameter had the same value; curves
/// and maps are cut by them. Throws std::invalid_argument unless points, responses and names belong
/// to the design.
Sensitivity sensitivity(const Design& design, const Points& points, const Points& settings,
                        const Responses& responses, std::span<const std::string> names,
                        std::uint64_t seed);
/// Of parameters that have another value at each coordinate.
Sensitivity sensitivity(const Design& design, const Points& points, const Responses& responses,
                        std::span<const std::string> names, std::uint64_t seed);

}  // namespace tenure::analysis
