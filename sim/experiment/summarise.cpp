// SPDX-License-Identifier: Apache-2.0
#include "experiment/summarise.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string_view>
#include <utility>
#include <variant>

#include "analysis/paired_ratio.h"
#include "analysis/ratio.h"
#include "engine/elementary.h"
#include "experiment/by_period.h"
#include "experiment/kpis.h"
#include "results/layout.h"

namespace tenure::experiment {

namespace {

constexpr std::string_view kTotal = "_total";

/// In the unit that `units` names; what is missing is NaN.
std::vector<double> numbers(const results::Variable& variable) {
  const auto scale = variable.attributes.find("scale_factor");
  const double factor = scale == variable.attributes.end() ? 1.0 : std::get<double>(scale->second);
  if (const auto* reals = std::get_if<std::vector<double>>(&variable.values)) return *reals;
  std::vector<double> result;
  for (const std::int64_t whole : std::get<std::vector<std::int64_t>>(variable.values)) {
    result.push_back(whole == results::kMissing ? engine::kNaN
                                                : factor * static_cast<double>(whole));
  }
  return result;
}

std::string text_attribute(const results::Variable& variable, const std::string& name) {
  const auto found = variable.attributes.find(name);
  return found == variable.attributes.end() ? std::string() : std::get<std::string>(found->second);
}

/// A half of a ratio over the horizon, in each replication.
std::vector<double> over_periods(const ByPeriod& values, Total total) {
  std::vector<double> all;
  for (const std::vector<double>& periods : values) {
    double sum = 0.0;
    for (const double value : periods) sum += value;
    all.push_back(total == Total::last ? periods.back() : sum);
  }
  return all;
}

/// Of a ratio whose denominator is, the mean of the replications is the ratio of sums.
bool never_varies(const std::vector<double>& denominators) {
  return std::all_of(denominators.begin(), denominators.end(),
                     [&](double x) { return x == denominators.front(); });
}

/// Adds the halves of a ratio, if there are any.
void add_halves(KpiTotals& totals, const Kpi& kpi, const results::Dataset& dataset) {
  // Shares that were put on a year and lifetime values beyond the horizon are no ratios of sums.
  const bool is_of_sums = kpi.total == Total::sum || kpi.total == Total::last;
  if (!kpi.is_ratio || !(is_of_sums || kpi.total == Total::per_head)) return;
  for (std::size_t policy = 0; policy < totals.values.size(); ++policy) {
    const ByPeriod above = counts_by_period(dataset, totals.name + "_num", policy);
    const ByPeriod below = counts_by_period(dataset, totals.name + "_den", policy);
    if (above.empty() || below.empty()) return;
    totals.above.push_back(over_periods(above, kpi.total));
    for (double& value : totals.above.back()) value *= kpi.scale;
    totals.below.push_back(
        over_periods(below, kpi.total == Total::per_head ? Total::last : kpi.total));
  }
}

}  // namespace

bool KpiTotals::is_a_mean(std::size_t policy) const {
  return below.empty() || never_varies(below[policy]);
}

KpiTotals KpiTotals::first(std::size_t replications) const {
  KpiTotals part = *this;
  for (Values* part_of : {&part.values, &part.above, &part.below}) {
    for (std::vector<double>& of_policy : *part_of) of_policy.resize(replications);
  }
  return part;
}

analysis::Interval KpiTotals::interval(std::size_t policy) const {
  return is_a_mean(policy) ? analysis::mean_interval(values[policy])
                           : analysis::ratio_of_sums(above[policy], below[policy]);
}

analysis::PairedDifference KpiTotals::difference(std::size_t policy, std::size_t against) const {
  if (is_a_mean(policy) && is_a_mean(against))
    return analysis::paired_difference(values[policy], values[against]);
  return analysis::paired_ratio({above[policy], below[policy]}, {above[against], below[against]});
}

std::vector<KpiTotals> totals_of(const results::Dataset& dataset) {
  const std::size_t replications = dataset.dimensions.at("replication");
  std::map<std::string, Kpi, std::less<>> known;
  for (Kpi& kpi : all_kpis()) known.emplace(kpi.description.name, std::move(kpi));
  std::vector<KpiTotals> all;
  for (const results::Variable& total : dataset.variables) {
    if (!total.name.ends_with(kTotal) || total.attributes.contains(results::kAgainstAttribute)) {
      continue;  // no KPI, or what is told of two policies
    }
    const std::string name = total.name.substr(0, total.name.size() - kTotal.size());
    const results::Variable* kpi = dataset.find(name);
    if (kpi == nullptr) kpi = &total;  // a KPI without periods
    KpiTotals totals{name, text_attribute(*kpi, "units"), text_attribute(*kpi, "long_name"), {}, {},
                     {}};
    const std::vector<double> values = numbers(total);
    for (auto first = values.begin(); first != values.end();) {
      const auto last = first + static_cast<std::ptrdiff_t>(replications);
      totals.values.emplace_back(first, last);
      first = last;
    }
    const auto definition = known.find(name);
    if (definition != known.end()) add_halves(totals, definition->second, dataset);
    all.push_back(std::move(totals));
  }
  return all;
}

std::vector<KpiSummary> summarise(const std::vector<KpiTotals>& totals, std::size_t policy) {
  std::vector<KpiSummary> summaries;
  for (const KpiTotals& kpi : totals) {
    const analysis::Interval interval = kpi.interval(policy);
    summaries.push_back({kpi.name, kpi.unit, kpi.meaning, interval.mean, interval.half_width});
  }
  return summaries;
}

std::vector<KpiSummary> summarise(const results::Dataset& dataset, std::size_t policy) {
  return summarise(totals_of(dataset), policy);
}

}  // namespace tenure::experiment
