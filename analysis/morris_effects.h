// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "analysis/morris_design.h"
#include "analysis/responses.h"

namespace tenure::analysis {

/// How the response reacts to one parameter, in units of the response per whole range.
struct MorrisEffect {
  Bounded mu;       ///< mean effect: the direction
  Bounded mu_star;  ///< mean of absolute effects: how much (Campolongo, Cariboni & Saltelli 2007)
  Bounded sigma;    ///< standard deviation of effects: how much it depends on the other parameters
  /// The share of the mean squared effect that luck makes, 0 to 1; none for one replication.
  std::optional<double> noise_share;
  /// The mean squared effect is more than luck would make it in 99 of 100 studies (F test of
  /// effects against the differences between replications; luck taken as normal). With one
  /// replication nothing is known of luck, and any effect counts.
  bool is_beyond_noise = false;
};

struct MorrisEffects {
  std::size_t used = 0;  ///< trajectories with all their points
  std::size_t left_out = 0;
  std::vector<MorrisEffect> effects;  ///< by dimension
};

/// Elementary effects of Morris 1991 (Technometrics 33(2), 161-174) and Campolongo et al. 2007
/// (Environmental Modelling & Software 22, 1509-1518). mu and mu* with Student's t interval over
/// trajectories; sigma with the 2.5 % and 97.5 % points of 1,000 resamples of trajectories, by
/// `seed`. Bounds are NaN for fewer than two trajectories, everything for none. Throws
/// std::invalid_argument unless points and responses are those of the design.
MorrisEffects morris_effects(const MorrisDesign& design, const Points& points,
                             const Responses& responses, std::uint64_t seed);

}  // namespace tenure::analysis
