// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "analysis/interval.h"
#include "analysis/paired.h"
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

/// The totals behind a summary, by policy and replication, in the unit that `unit` names; what is
/// missing is NaN.
struct KpiTotals {
  using Values = std::vector<std::vector<double>>;  // [policy][replication]

  std::string name;
  std::string unit;
  std::string meaning;
  Values values;
  /// Of a ratio: what to add up before dividing, so that a replication counts by the size of its
  /// denominator. Otherwise empty.
  Values above;
  Values below;

  /// The mean over replications; of a ratio, sum by sum with the jackknife's half width.
  analysis::Interval interval(std::size_t policy) const;
  /// The same of a policy less another one, paired by replication.
  analysis::PairedDifference difference(std::size_t policy, std::size_t against) const;
  /// The same of the first so many replications.
  KpiTotals first(std::size_t replications) const;
  /// Whether all replications count alike: no ratio, or the same denominator in all of them.
  bool is_a_mean(std::size_t policy) const;
};

/// Out of results, fresh or read from a file: the variables NAME_total, in their order.
std::vector<KpiTotals> totals_of(const results::Dataset& dataset);

/// What is told of one policy.
std::vector<KpiSummary> summarise(const std::vector<KpiTotals>& totals, std::size_t policy = 0);
std::vector<KpiSummary> summarise(const results::Dataset& dataset, std::size_t policy = 0);

}  // namespace tenure::experiment
