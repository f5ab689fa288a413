// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "analysis/selection.h"
#include "analysis/stopping.h"
#include "experiment/criterion.h"
#include "experiment/policies.h"
#include "experiment/replicate.h"
#include "experiment/until.h"

/// Studies whose number of replications is found while they run. Replications are simulated in
/// rounds and read in order; what was simulated beyond the one where it ends is discarded. So it
/// ends at the same one for any number of threads, and after any resume.
namespace tenure::experiment {

/// The policies of a study for so many replications: those of these numbers, in this order.
using MakePolicies =
    std::function<Policies(std::size_t replications, const std::vector<std::size_t>& which)>;

/// How the rounds are carried out. `run.progress` is told the share of the round.
struct RoundOptions {
  RunOptions run;
  std::function<void(std::size_t replications)> on_round;  ///< before each; or none
};

/// No policy has a value of the KPI on which it depends when to end.
class NoValueToStopBy : public std::runtime_error {
 public:
  explicit NoValueToStopBy(const std::string& kpi)
      : std::runtime_error("no policy has a value of " + kpi + " here") {}
};

struct UntilRun {
  Records records;
  double wall_seconds = 0.0;
  analysis::Stopping stopping;
};
/// All policies of a study until the rule is reached, or its most replications are. Throws
/// NoValueToStopBy after the first round, model::Interrupted, and what replicate() throws.
UntilRun replicate_until(const Until& until, std::size_t policies, const MakePolicies& make,
                         const RoundOptions& options);

/// Which policy is the best, if less than `indifference` does not matter (analysis/selection.h).
struct SelectionGoal {
  std::string kpi;
  Better better = Better::highest;
  double indifference = 0.0;  ///< in the KPI's unit
  /// A policy whose mean over the first stage breaks one is not in the contest.
  std::vector<Requirement> requirements;
  std::size_t at_most = 1000;  ///< replications of each policy, at least the first stage
  double error_rate = 0.05;
};
inline constexpr std::size_t kFirstStage = 20;

/// What came of it.
struct Selected {
  std::vector<std::size_t> replications;  ///< by policy: how many count
  std::vector<bool> in_contest;           ///< by policy: breaks no requirement in the first stage
  std::vector<bool> still_in;             ///< by policy: as long as it is undecided
  /// The policy that was selected, or is best so far; none if none is in the contest.
  std::optional<std::size_t> best;
  bool is_decided = false;

  /// The most that a policy has: as many, all policies would have without a selection.
  std::size_t longest() const;
  std::size_t replications_of_all() const;
};

struct SelectionRun {
  /// [policy][replication], as many replications for each as the longest has: those that a policy
  /// does not have are default records, without periods.
  Records records;
  double wall_seconds = 0.0;
  Selected selected;
};

/// What the replications say that are there, a policy's missing ones coming last. Throws
/// NoValueToStopBy.
Selected selected_by(const SelectionGoal& goal, const std::vector<KpiTotals>& totals);

/// Observations are the replications' own totals, of a ratio the replication's own ratio. Throws
/// as replicate_until does.
SelectionRun select(const SelectionGoal& goal, std::size_t policies, const MakePolicies& make,
                    const RoundOptions& options);

}  // namespace tenure::experiment
