// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "scenario/assumption.h"
#include "scenario/load.h"

namespace tenure::experiment {

/// One assumption moved one way.
struct PlannedMove {
  std::size_t assumption = 0;  ///< in the plan's list
  scenario::Moved to;
  std::vector<bool> changes;  ///< by policy: whether it is another study with that value
};

/// A move that is not made: the value stands at the end of its range, or others forbid it.
struct MoveNotMade {
  std::size_t assumption = 0;
  scenario::Moved to;
  std::string problem;  ///< of a value that does not fit to others; empty: the end of the range
};

/// Which assumptions of a comparison are moved, and where to. What a scenario gives, and defaults
/// with a source, stay.
struct StressPlan {
  std::vector<scenario::Assumption> assumptions;  ///< of all policies compared, each once
  std::vector<PlannedMove> moves;
  std::vector<MoveNotMade> not_made;

  std::size_t count(scenario::Assumption::Kind kind) const;
  /// Replications of single policies that are simulated. A policy that a move does not change is
  /// simulated once for all of them.
  std::size_t runs(std::size_t replications) const;
};

/// Reads the scenario of a comparison with one assumption moved. Throws scenario::ScenarioError if
/// the value does not fit to others.
using ReadMoved = std::function<scenario::Loaded(const scenario::Move&)>;

/// `policies`: which of the scenario's are compared, the reference first. Throws
/// model::Interrupted.
StressPlan plan_stress(const scenario::Loaded& unmoved, const std::vector<std::size_t>& policies,
                       const ReadMoved& read, const std::stop_token& stop = {});

}  // namespace tenure::experiment
