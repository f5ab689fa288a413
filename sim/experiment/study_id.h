// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "experiment/policies.h"

namespace tenure::experiment {

/// The texts that a study came from; they go into its results, so that it can be repeated.
struct StudyTexts {
  std::string scenario;               ///< as the user wrote it
  std::vector<std::string> resolved;  ///< by policy: the scenario with every value that was used
};

/// Raised by every change that alters numbers (CHANGELOG, "Results").
inline constexpr int kResultsEpoch = 4;

/// What can change the study's numbers, hashed: resolved scenarios, policies in their order, seed,
/// replications and this program's epoch of results. Threads are no part of it, nor is what decides
/// between policies. The resolved scenario carries its title, so a new title counts as another
/// study, although it changes no number. A comparison of one policy is the same study as its run.
std::string study_id(const StudyTexts& texts, const Policies& policies);

/// One policy: its resolved scenario. Several: a stream of YAML documents, one for each policy in
/// their order, each a scenario by itself.
std::string resolved_stream(const StudyTexts& texts);

/// Program version, seeds and digests of inputs as JSON.
std::string provenance(const StudyTexts& texts, const Policies& policies);

}  // namespace tenure::experiment
