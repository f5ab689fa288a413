// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "cli/sweep_folder.h"
#include "experiment/sweep_plan.h"
#include "results/json.h"

namespace tenure::cli {

/// What is in a sweep's folder after merging, for people and for programs. `more` adds keys.
std::string merged_as_text(const std::filesystem::path& path, const scenario::Sweep& sweep,
                           const experiment::SweepPlan& plan, const Merged& merged,
                           const Console& console);
std::string merged_as_json(std::string_view verb, const std::filesystem::path& path,
                           const experiment::SweepPlan& plan, const Merged& merged,
                           const std::function<void(results::JsonWriter&)>& more = {});

/// What a sweep will take.
struct SweepEstimate {
  std::size_t points = 0;
  std::size_t left_out = 0;  ///< by constraints
  std::size_t units = 0;
  std::size_t packs = 0;
  unsigned threads = 1;
  double seconds = 0.0;  ///< with so many threads
  double memory = 0.0;   ///< bytes
  double disk = 0.0;     ///< bytes
};
std::string estimate_as_text(const scenario::Sweep& sweep, const SweepEstimate& estimate);
std::string estimate_as_json(const scenario::Sweep& sweep, const SweepEstimate& estimate);

}  // namespace tenure::cli
