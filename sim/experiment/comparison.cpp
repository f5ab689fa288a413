// SPDX-License-Identifier: Apache-2.0
#include "experiment/comparison.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>
#include <variant>

#include "analysis/ratio.h"
#include "engine/elementary.h"
#include "engine/expect.h"
#include "experiment/by_period.h"

namespace tenure::experiment {

namespace {

std::vector<double> minus(const std::vector<double>& a, const std::vector<double>& b) {
  std::vector<double> differences;
  for (std::size_t i = 0; i < a.size(); ++i) differences.push_back(a[i] - b[i]);
  return differences;
}

/// A count at the horizon, summed over segments: [policy][replication]; NaN where it is missing.
std::vector<std::vector<double>> at_the_end(const results::Dataset& dataset,
                                            const std::string& name) {
  std::vector<std::vector<double>> sums(dataset.dimensions.at("policy"));
  for (std::size_t policy = 0; policy < sums.size(); ++policy) {
    const ByPeriod counts = counts_by_period(dataset, name, policy);
    if (counts.empty()) throw engine::Defect("experiment: results without " + name);
    for (const std::vector<double>& periods : counts) sums[policy].push_back(periods.back());
  }
  return sums;
}

/// How many replications each policy has.
std::vector<std::size_t> complete_in(const results::Dataset& dataset) {
  const std::size_t replications = dataset.dimensions.at("replication");
  std::vector<std::size_t> counts(dataset.dimensions.at("policy"), replications);
  const results::Variable* complete = dataset.find("complete");
  if (complete == nullptr) return counts;
  const auto& flags = std::get<std::vector<std::int8_t>>(complete->values);
  for (std::size_t unit = 0; unit < flags.size(); ++unit) {
    if (flags[unit] == 0) --counts[unit / replications];
  }
  return counts;
}

}  // namespace

Comparison::Comparison(const results::Dataset& dataset)
    : totals_(totals_of(dataset)),
      kept_(at_the_end(dataset, "survival_num")),
      initial_(at_the_end(dataset, "survival_den")) {
  const std::vector<std::size_t> complete = complete_in(dataset);
  const results::Variable* names = dataset.find("policy");
  for (const results::Text& name : std::get<std::vector<results::Text>>(names->values)) {
    const std::size_t policy = policies_.size();
    PolicyResult result;
    result.name = name;
    result.replications = complete[policy];
    result.kpis = summarise(totals_, policy);
    for (const KpiTotals& kpi : totals_) {
      result.differences.push_back(difference(kpi.name, policy, 0));
    }
    result.kept_per_1000 = kept_per_1000(policy, 0);
    result.price = price(policy, 0);
    policies_.push_back(std::move(result));
  }
}

const KpiTotals* Comparison::find(std::string_view kpi) const {
  const auto found = std::find_if(totals_.begin(), totals_.end(),
                                  [&](const KpiTotals& one) { return one.name == kpi; });
  return found == totals_.end() ? nullptr : &*found;
}

bool Comparison::has(std::string_view kpi) const { return find(kpi) != nullptr; }

double Comparison::mean(std::string_view kpi, std::size_t policy) const {
  const KpiTotals* totals = find(kpi);
  if (totals == nullptr) return engine::kNaN;
  return totals->interval(policy).mean;
}

KpiDifference Comparison::difference(std::string_view kpi, std::size_t policy,
                                     std::size_t against) const {
  const KpiTotals* totals = find(kpi);
  if (totals == nullptr) throw engine::Defect("experiment: results without " + std::string(kpi));
  return {totals->name, totals->unit, totals->meaning, totals->difference(policy, against)};
}

std::vector<double> Comparison::extra_kept(std::size_t policy, std::size_t against) const {
  return minus(kept_[policy], kept_[against]);
}

analysis::Interval Comparison::kept_per_1000(std::size_t policy, std::size_t against) const {
  analysis::Interval kept = analysis::ratio_of_sums(extra_kept(policy, against), initial_[against]);
  kept.mean *= 1000.0;
  if (kept.half_width) *kept.half_width *= 1000.0;
  return kept;
}

std::vector<double> Comparison::values(std::string_view kpi, std::size_t policy) const {
  const KpiTotals* totals = find(kpi);
  return totals == nullptr ? std::vector<double>() : totals->values[policy];
}

std::optional<Price> Comparison::price(std::size_t policy, std::size_t against) const {
  const KpiTotals* cost = find("cost");
  const KpiTotals* profit = find("profit");
  if (cost == nullptr || profit == nullptr) return std::nullopt;
  Price price;
  price.policy_cost = analysis::paired_difference(cost->values[policy], cost->values[against]);
  price.profit = analysis::paired_difference(profit->values[policy], profit->values[against]);
  if (price.policy_cost.pairs == 0 || price.profit.pairs == 0) return std::nullopt;
  const std::vector<double> spent = minus(cost->values[policy], cost->values[against]);
  const std::vector<double> gained = minus(profit->values[policy], profit->values[against]);
  price.return_on_policy = analysis::ratio_of_sums(gained, spent);
  price.cost_per_saved_customer = analysis::ratio_of_sums(spent, extra_kept(policy, against));
  std::vector<double> worth = gained;
  for (std::size_t i = 0; i < worth.size(); ++i) worth[i] += spent[i];
  price.worth = analysis::mean_interval(worth);
  price.break_even_effect = analysis::ratio_of_sums(spent, worth);
  return price;
}

}  // namespace tenure::experiment
