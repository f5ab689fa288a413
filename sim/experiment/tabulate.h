// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "model/model.h"
#include "model/record.h"
#include "results/dataset.h"

namespace tenure::experiment {

/// The texts that a study came from; they go into its results, so that it can be repeated.
struct StudyTexts {
  std::string scenario;  ///< as the user wrote it
  std::string resolved;  ///< with every value that was used
};

/// What can change the study's numbers, hashed: resolved scenario, policy, seed, replications and
/// this program's epoch of results. Threads are no part of it. The resolved scenario carries its
/// title, so a new title counts as another study, although it changes no number.
std::string study_id(const StudyTexts& texts, const model::Model& model);

/// Raised by every change that alters numbers (CHANGELOG, "Results").
inline constexpr int kResultsEpoch = 1;

/// The results of one policy's replications (FORMATS section 2).
results::Dataset tabulate(const StudyTexts& texts, const model::Model& model,
                          const std::vector<model::Record>& records);

}  // namespace tenure::experiment
