// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/interval.h"
#include "analysis/paired.h"
#include "experiment/summarise.h"
#include "results/dataset.h"

namespace tenure::experiment {

/// How much more of one KPI a policy has than another with the same customers and luck.
struct KpiDifference {
  std::string name;
  std::string unit;
  std::string meaning;
  analysis::PairedDifference difference;
};

/// What a policy costs and returns, against the reference, in the currency. Ratios are ratios of
/// sums over replications.
struct Price {
  analysis::PairedDifference policy_cost;  ///< cost less the reference's
  analysis::PairedDifference profit;       ///< profit less the reference's
  analysis::Interval return_on_policy;     ///< profit gained / policy cost; NaN if it costs nothing
  /// Policy cost / extra customers kept of the initial base; NaN if it keeps none.
  analysis::Interval cost_per_saved_customer;
  /// Profit gained before the policy's own cost: the most that it may cost and still pay. Of
  /// replications' sums, so that it is told with its interval.
  analysis::Interval worth;
  /// Policy cost / worth: the share of its effect from which on it pays, if effect and worth grow
  /// together. More than 1 where it does not pay; NaN if it is worth nothing.
  analysis::Interval break_even_effect;
};

struct PolicyResult {
  std::string name;
  std::size_t replications = 0;  ///< that are complete
  std::vector<KpiSummary> kpis;
  std::vector<KpiDifference> differences;  ///< against the reference; of the reference: zeros
  analysis::Interval kept_per_1000;  ///< extra customers kept of 1,000 that were there at time 0
  std::optional<Price> price;        ///< none where `finance` is off under it or the reference
};

/// The policies of a study held against the first of them: paired by replication, never by whether
/// intervals overlap. Everything is told from results, fresh or read from a file.
class Comparison {
 public:
  explicit Comparison(const results::Dataset& dataset);

  const std::vector<PolicyResult>& policies() const { return policies_; }
  const PolicyResult& reference() const { return policies_.front(); }
  bool has(std::string_view kpi) const;
  /// Mean over replications; NaN if there is no such KPI or no value of it.
  double mean(std::string_view kpi, std::size_t policy) const;
  /// Of any two policies. The KPI must be there.
  KpiDifference difference(std::string_view kpi, std::size_t policy, std::size_t against) const;
  /// What one policy costs and returns against another one.
  std::optional<Price> price(std::size_t policy, std::size_t against) const;
  /// Extra customers kept of 1,000 that were there at time 0.
  analysis::Interval kept_per_1000(std::size_t policy, std::size_t against) const;
  /// By replication; empty if there is no such KPI.
  std::vector<double> values(std::string_view kpi, std::size_t policy) const;

 private:
  const KpiTotals* find(std::string_view kpi) const;
  std::vector<double> extra_kept(std::size_t policy, std::size_t against) const;

  std::vector<KpiTotals> totals_;
  std::vector<std::vector<double>> kept_;     ///< of the initial base: [policy][replication]
  std::vector<std::vector<double>> initial_;  ///< [policy][replication]
  std::vector<PolicyResult> policies_;
};

}  // namespace tenure::experiment
