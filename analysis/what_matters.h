// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "analysis/morris_effects.h"
#include "analysis/response_curve.h"
#include "analysis/sobol_indices.h"

/// Which parameters a quantity depends on, in words. A figure that an estimate cannot have (a
/// negative share), or that is too uncertain to tell, is said so in a sentence, and what would
/// help.
namespace tenure::analysis {

enum class Weight { matters, hardly, unresolved };
std::string to_string(Weight weight);

/// A parameter that makes less than this share of the variance, or moves a quantity by less than
/// this share of what the strongest one does, hardly matters (assumption: as in SALib's examples,
/// 0.05 for shares; 0.1 of the strongest effect for a screening).
inline constexpr double kSmallShare = 0.05;
inline constexpr double kSmallEffect = 0.1;

struct Verdict {
  std::vector<Weight> weights;         ///< by parameter
  std::vector<std::string> sentences;  ///< what to know before believing them, in order
};

/// By the total index: matters if its lower bound is at least kSmallShare, hardly if its upper
/// bound is less, unresolved otherwise.
Verdict verdict(const SobolIndices& indices, std::span<const std::string> names);

/// By mu*: matters if it is beyond luck and its lower bound is at least kSmallEffect of the
/// strongest, hardly if its upper bound is less or it is not beyond luck in a study whose strongest
/// one is, unresolved otherwise.
Verdict verdict(const MorrisEffects& effects, std::span<const std::string> names);

/// By the share that the curve follows, as the total index. A parameter that acts only together
/// with others is not seen by it, which the sentences say.
Verdict verdict(std::span<const ResponseCurve> curves, std::span<const std::string> names);

}  // namespace tenure::analysis
