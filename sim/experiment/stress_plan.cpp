// SPDX-License-Identifier: Apache-2.0
#include "experiment/stress_plan.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>

#include "model/simulation.h"
#include "scenario/issue.h"

namespace tenure::experiment {

namespace {

using scenario::Assumption;
using scenario::Loaded;
using scenario::Moved;

std::vector<Assumption> assumptions_of(const Loaded& loaded,
                                       const std::vector<std::size_t>& policies) {
  std::vector<Assumption> all;
  std::set<std::string_view> known;
  for (const std::size_t policy : policies) {
    for (const Assumption& one : loaded.policies[policy].inventory.assumptions) {
      if (known.insert(one.path).second) all.push_back(one);
    }
  }
  return all;
}

std::string problem_of(const scenario::ScenarioError& error) {
  const scenario::Issue& issue = error.issues().front();
  return issue.path + " " + issue.problem + (issue.why.empty() ? "" : " (" + issue.why + ")");
}

}  // namespace

std::size_t StressPlan::count(Assumption::Kind kind) const {
  return static_cast<std::size_t>(
      std::count_if(assumptions.begin(), assumptions.end(),
                    [&](const Assumption& one) { return one.kind == kind; }));
}

std::size_t StressPlan::runs(std::size_t replications) const {
  if (moves.empty()) return 0;
  std::size_t policies = 0;
  for (const PlannedMove& move : moves) {
    policies +=
        static_cast<std::size_t>(std::count(move.changes.begin(), move.changes.end(), true));
  }
  for (std::size_t policy = 0; policy < moves.front().changes.size(); ++policy) {
    policies += std::any_of(moves.begin(), moves.end(),
                            [&](const PlannedMove& move) { return !move.changes[policy]; });
  }
  return policies * replications;
}

StressPlan plan_stress(const Loaded& unmoved, const std::vector<std::size_t>& policies,
                       const ReadMoved& read, const std::stop_token& stop) {
  StressPlan plan;
  plan.assumptions = assumptions_of(unmoved, policies);
  for (std::size_t i = 0; i < plan.assumptions.size(); ++i) {
    for (const Moved& to : plan.assumptions[i].moves) {
      if (stop.stop_requested()) throw model::Interrupted();
      if (to.reach == scenario::Reach::nowhere) {
        plan.not_made.push_back({i, to, {}});
        continue;
      }
      try {
        const Loaded moved = read({plan.assumptions[i].path, to.factor});
        PlannedMove move{i, to, {}};
        for (const std::size_t policy : policies) {
          // Every value in use is in the resolved scenario: the same text is the same study.
          move.changes.push_back(moved.policies[policy].resolved_yaml !=
                                 unmoved.policies[policy].resolved_yaml);
        }
        plan.moves.push_back(std::move(move));
      } catch (const scenario::ScenarioError& error) {
        plan.not_made.push_back({i, to, problem_of(error)});
      }
    }
  }
  return plan;
}

}  // namespace tenure::experiment
