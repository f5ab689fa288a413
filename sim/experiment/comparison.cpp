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

namespace tenure::experiment {

namespace {

std::vector<double> minus(const std::vector<double>& a, const std::vector<double>& b) {
  std::vector<double> differences;
  for (std::size_t i = 0; i < a.size(); ++i) differences.push_back(a[i] - b[i]);
  return differences;
}

/// A count at the horizon, summed over segments: [policy][replication].
std::vector<std::vector<double>> at_the_end(const results::Dataset& dataset,
                                            const std::string& name) {
  const results::Variable* variable = dataset.find(name);
  if (variable == nullptr) throw engine::Defect("experiment: results without " + name);
  const auto& counts = std::get<std::vector<std::int64_t>>(variable->values);
  const std::size_t replications = dataset.dimensions.at("replication");
  const std::size_t segments = dataset.dimensions.at("segment");
  const std::size_t block = dataset.dimensions.at("period") * segments;
  std::vector<std::vector<double>> sums(dataset.dimensions.at("policy"));
  for (std::size_t unit = 0; unit < sums.size() * replications; ++unit) {
    double sum = 0.0;
    for (std::size_t segment = 0; segment < segments; ++segment) {
      sum += static_cast<double>(counts[(unit + 1) * block - segments + segment]);
    }
    sums[unit / replications].push_back(sum);
  }
  return sums;
}

}  // namespace

Comparison::Comparison(const results::Dataset& dataset)
    : totals_(totals_of(dataset)),
      kept_(at_the_end(dataset, "survival_num")),
      initial_(at_the_end(dataset, "survival_den")) {
  const results::Variable* names = dataset.find("policy");
  for (const results::Text& name : std::get<std::vector<results::Text>>(names->values)) {
    const std::size_t policy = policies_.size();
    PolicyResult result;
    result.name = name;
    result.kpis = summarise(totals_, policy);
    for (const KpiTotals& kpi : totals_) {
      result.differences.push_back(difference(kpi.name, policy, 0));
    }
    result.kept_per_1000 = analysis::ratio_of_sums(extra_kept(policy), initial_[0]);
    result.kept_per_1000.mean *= 1000.0;
    if (result.kept_per_1000.half_width) *result.kept_per_1000.half_width *= 1000.0;
    result.price = price_of(policy);
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

std::vector<double> Comparison::extra_kept(std::size_t policy) const {
  return minus(kept_[policy], kept_[0]);
}

std::optional<Price> Comparison::price_of(std::size_t policy) const {
  const KpiTotals* cost = find("cost");
  const KpiTotals* profit = find("profit");
  if (cost == nullptr || profit == nullptr) return std::nullopt;
  Price price;
  price.policy_cost = analysis::paired_difference(cost->values[policy], cost->values[0]);
  price.profit = analysis::paired_difference(profit->values[policy], profit->values[0]);
  if (price.policy_cost.pairs == 0 || price.profit.pairs == 0) return std::nullopt;
  const std::vector<double> spent = minus(cost->values[policy], cost->values[0]);
  price.return_on_policy =
      analysis::ratio_of_sums(minus(profit->values[policy], profit->values[0]), spent);
  price.cost_per_saved_customer = analysis::ratio_of_sums(spent, extra_kept(policy));
  return price;
}

}  // namespace tenure::experiment
