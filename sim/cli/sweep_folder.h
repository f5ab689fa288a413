// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>

#include "cli/console.h"
#include "experiment/sweep_merge.h"
#include "experiment/sweep_plan.h"
#include "experiment/sweep_points.h"
#include "experiment/sweep_store.h"
#include "results/dataset.h"
#include "scenario/sweep.h"

namespace tenure::cli {

/// A sweep's folder as `status` and `merge` find it: everything comes from its plan.
class SweepFolder {
 public:
  /// Throws results::InputError if DIR has no plan, or one that cannot be used.
  explicit SweepFolder(std::filesystem::path path);

  const std::filesystem::path& path() const { return path_; }
  const experiment::SweepPlan& plan() const { return plan_; }
  const experiment::SweepStore& store() const { return *store_; }

 private:
  std::filesystem::path path_;
  experiment::SweepPlan plan_;
  std::unique_ptr<experiment::SweepStore> store_;
};

/// What came of merging.
struct Merged {
  experiment::SweepStatus status;
  std::optional<results::Dataset> dataset;  ///< if it is complete
  bool was_there = false;                   ///< DIR/results.h5 held it already
};

/// Puts all packs together into DIR/results.h5, unless it holds exactly this already (`force`: even
/// then) or packs are missing. Says what is damaged and what was written. Throws
/// results::OutputError, InterruptedWithParts.
Merged merge_folder(const std::filesystem::path& path, const experiment::SweepStudy& study,
                    const experiment::SweepPlan& plan, const experiment::SweepStore& store,
                    bool force, const std::stop_token& stop, const Console& console);

/// "Packs 3, 7-9 are missing: 40 of 500 units. tenure sweep X.yaml -o DIR computes them."
void tell_missing(const std::filesystem::path& path, const experiment::SweepPlan& plan,
                  const experiment::SweepStatus& status, const Console& console);

}  // namespace tenure::cli
