// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "experiment/sweep_plan.h"
#include "experiment/sweep_store.h"
#include "experiment/sweep_unit.h"
#include "results/dataset.h"

namespace tenure::experiment {

/// How far a sweep is: every pack read and verified.
struct SweepStatus {
  std::size_t packs_whole = 0;
  std::size_t units_whole = 0;        ///< in them
  std::vector<std::size_t> missing;   ///< packs, in order
  std::vector<std::string> unusable;  ///< packs that are there and cannot be used, with reasons
  bool is_complete() const { return missing.empty(); }
};
SweepStatus status_of(const SweepPlan& plan, const SweepStore& store);

/// DIR/results.h5
std::filesystem::path results_of(const std::filesystem::path& folder);

/// The results from all packs, in their order, with what they say of the parameters if they are
/// complete; asks nobody for anything but the folder. What is missing is told in `status` and is
/// missing in the dataset. Throws model::Interrupted when asked to stop.
results::Dataset merge_packs(const SweepStudy& study, const SweepPlan& plan,
                             const SweepStore& store, const std::stop_token& stop,
                             SweepStatus& status);

/// "3, 7-9, 12 and 40 more"
std::string list_of(const std::vector<std::size_t>& numbers);

}  // namespace tenure::experiment
