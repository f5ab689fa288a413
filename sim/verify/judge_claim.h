// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/estimate.h"
#include "verify/claim.h"
#include "verify/source.h"

namespace tenure::verify {

/// Shown: its opposite is rejected at the claim's error rate. Refuted: it is itself. Undecided:
/// neither, with so many replications.
enum class ClaimVerdict { shown, refuted, undecided };
std::string_view name_of(ClaimVerdict verdict);

struct Judged {
  std::string name;
  std::string says;  ///< "survival of both less silence > 0.5 pp"
  std::string unit;
  analysis::Estimate estimate;
  ClaimVerdict verdict = ClaimVerdict::undecided;
  /// Of an undecided one: how many replications would show it if the estimate is right; 0 if it
  /// points the other way.
  std::size_t would_take = 0;
  std::optional<double> published;
  bool exactly = false;  ///< there is no estimate: lives are compared event for event
};

struct ClaimOutcome {
  Claim claim;
  std::string title;
  std::vector<Judged> judged;
  std::size_t replications = 0;
  double wall_seconds = 0.0;

  /// Shown if every expectation is; refuted if any is; else undecided.
  ClaimVerdict verdict() const;
};

/// Simulates a claim's policies for the same customers with the same luck and judges what it
/// expects. Throws scenario::ScenarioError if the scenario or its block `claim` is wrong,
/// model::Interrupted when asked to stop.
ClaimOutcome judge_claim(const Source& source, const Changes& changes, unsigned threads,
                         const std::stop_token& stop);

}  // namespace tenure::verify
