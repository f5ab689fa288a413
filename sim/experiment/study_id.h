// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "experiment/policies.h"
#include "scenario/goal.h"

namespace tenure::experiment {

/// What the answer of a study rests on, as far as only the scenario says it: changes no number.
struct Grounds {
  struct Assumed {
    std::string path;
    std::string value;
  };
  scenario::Goal goal;           ///< what decides between policies
  std::int64_t given = 0;        ///< values that the scenario states, each once for all policies
  std::int64_t sourced = 0;      ///< defaults from published work
  std::vector<Assumed> assumed;  ///< defaults without a source
};

/// How the number of replications was found, where it was not given.
struct Ending {
  std::string rule;         ///< "profit +- 1 %"
  bool is_reached = false;  ///< no: the most replications that were allowed came first
  /// Policies have numbers of their own, so this is another study than one with as many
  /// replications of each.
  bool by_policy = false;
};

/// The texts that a study came from; they go into its results, so that it can be repeated.
struct StudyTexts {
  std::string scenario;               ///< as the user wrote it
  std::vector<std::string> resolved;  ///< by policy: the scenario with every value that was used
  std::optional<Grounds> grounds;     ///< none where nobody asks for them
  std::optional<Ending> ending = {};
};

/// Raised by every change that alters numbers (CHANGELOG, "Results").
inline constexpr int kResultsEpoch = 5;

/// What can change the study's numbers, hashed: resolved scenarios, policies in their order, seed,
/// replications and this program's epoch of results. Threads are no part of it, nor is what decides
/// between policies. The resolved scenario carries its title, so a new title counts as another
/// study, although it changes no number. A comparison of one policy is the same study as its run.
std::string study_id(const StudyTexts& texts, const Policies& policies);

/// One policy: its resolved scenario. Several: a stream of YAML documents, one for each policy in
/// their order, each a scenario by itself.
std::string resolved_stream(const StudyTexts& texts);

/// Program version, seeds, digests of inputs and the study's grounds as JSON. `decide_by` and
/// `must` read as those of a scenario; a study with grounds always has `must`.
std::string provenance(const StudyTexts& texts, const Policies& policies);

}  // namespace tenure::experiment
