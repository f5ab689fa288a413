// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "experiment/sweep_plan.h"
#include "experiment/sweep_unit.h"
#include "results/dataset.h"
#include "results/pack.h"

namespace tenure::experiment {

/// The results of a sweep (FORMATS section 2, with the dimension `point`), filled pack by pack.
/// What was not filled is missing: fill values, and 0 in `complete`.
class SweepTable {
 public:
  SweepTable(const SweepStudy& study, const SweepPlan& plan);

  /// In any order.
  void add(const results::Pack& pack);

  /// Once, at the end. Variables stand in the order of the first unit that has them.
  results::Dataset finish();

 private:
  struct Column {
    results::PackedVariable variable;
    std::vector<std::int64_t> words;  ///< [point][policy][replication][count]
  };

  bool is_kept(const std::string& kpi) const;
  std::size_t column_of(const results::PackedVariable& variable);
  void add_points(results::Dataset& dataset) const;
  void add_columns(results::Dataset& dataset);

  const SweepStudy& study_;
  const SweepPlan& plan_;
  std::vector<Column> columns_;
  std::map<std::string, std::size_t> by_name_;
  std::vector<std::int8_t> complete_;  ///< [point][policy][replication]
  std::int64_t events_ = 0;
};

}  // namespace tenure::experiment
