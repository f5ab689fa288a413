// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "results/dataset.h"

namespace tenure::experiment {

/// One KPI over the horizon and all segments, as people and JSON are told it.
struct KpiSummary {
  std::string name;
  std::string unit;  ///< the currency for money
  std::string meaning;
  double mean = 0.0;                 ///< over replications; NaN where there is nothing to average
  std::optional<double> half_width;  ///< 95 %; none for one replication
};

/// Out of results, fresh or read from a file: the variables NAME_total, in their order.
std::vector<KpiSummary> summarise(const results::Dataset& dataset, std::size_t policy = 0);

/// The totals behind a summary, by policy and replication, in the unit that `unit` names; what is
/// missing is NaN.
struct KpiTotals {
  std::string name;
  std::string unit;
  std::string meaning;
  std::vector<std::vector<double>> values;  ///< [policy][replication]
};
std::vector<KpiTotals> totals_of(const results::Dataset& dataset);

}  // namespace tenure::experiment
