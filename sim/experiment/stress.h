// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "experiment/comparison.h"
#include "experiment/criterion.h"
#include "experiment/ranking.h"
#include "experiment/replicate.h"
#include "experiment/stress_plan.h"

namespace tenure::experiment {

/// By how much one policy is ahead of another by the KPI that decides: positive is better, whether
/// more or less of the KPI is meant.
struct Lead {
  std::size_t policy = 0;
  std::size_t against = 0;
  KpiDifference by;

  /// The 95 % interval of the paired difference does not hold zero.
  bool is_beyond_noise() const;
};
Lead lead_of(const Comparison& comparison, const Ranking& ranking, std::size_t policy,
             std::size_t against);

/// The best two that can win, if there are two; what is told apart from the start.
std::optional<Lead> lead_of_first(const Comparison& comparison, const Ranking& ranking);

/// What came of one move.
struct MoveOutcome {
  std::vector<std::size_t> order;       ///< policies, best first, the ones that cannot win last
  std::optional<std::size_t> winner;    ///< none if no policy can win
  std::optional<Lead> lead;             ///< of the best over the second best, with the move
  std::optional<Lead> margin;           ///< of the two that are best without it, with the move
  std::optional<Lead> over_the_former;  ///< of another winner over the one without the move
  /// Requirements that the winner without the move breaks now: "survival >= 60 %".
  std::vector<std::string> former_breaks;
  bool changes_winner = false;
  bool changes_order = false;
  /// Of the winner if that changes, else of any two policies that changed places.
  bool is_beyond_noise = false;
  bool changes_nothing = false;  ///< of the means of the KPI that decides
};

/// How the margin between the two best reacts to one assumption.
struct Reaction {
  std::size_t assumption = 0;
  std::array<std::optional<std::size_t>, 2> moves;  ///< in the order of kHalfDownAndUp
  double size = 0.0;                                ///< the larger change of the mean margin
};

struct Stress {
  std::optional<Lead> margin;         ///< without any move
  std::vector<MoveOutcome> outcomes;  ///< of the plan's moves, in their order
  std::vector<Reaction> reactions;    ///< the largest first
  std::size_t winner_changes() const;
};

/// A comparison without any move, and how to read it with one.
struct Unmoved {
  const scenario::Loaded& loaded;
  const std::vector<std::size_t>& policies;
  const Comparison& comparison;
  const Criterion& criterion;
};

/// Carries out a plan: each move is the same comparison with one assumption moved, with the same
/// seed, so that customers and luck are the same as without it. `how.units` is not used; nothing is
/// kept. Throws model::Interrupted when asked to stop.
Stress stress(const StressPlan& plan, const Unmoved& unmoved, const ReadMoved& read,
              const RunOptions& how);

}  // namespace tenure::experiment
