// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "experiment/sweep_columns.h"
#include "experiment/sweep_plan.h"
#include "experiment/sweep_unit.h"
#include "results/dataset.h"
#include "results/pack.h"

namespace tenure::experiment {

/// The results of a sweep (FORMATS section 2, with the dimension `point`), filled pack by pack.
/// What was not filled is missing: fill values, and 0 in `complete`.
class SweepTable {
 public:
  /// `scratch`: a folder for what does not fit into memory, see SweepColumns.
  SweepTable(const SweepStudy& study, const SweepPlan& plan, std::filesystem::path scratch);

  /// In any order. Throws OutputError.
  void add(const results::Pack& pack);

  /// Once, at the end. Variables stand in the order of the first unit that has them.
  results::Dataset finish();

 private:
  bool is_kept(const std::string& kpi) const;
  void add_points(results::Dataset& dataset) const;

  const SweepStudy& study_;
  const SweepPlan& plan_;
  SweepColumns columns_;
  std::vector<std::int8_t> complete_;  ///< [point][policy][replication]
  std::int64_t events_ = 0;
};

}  // namespace tenure::experiment
