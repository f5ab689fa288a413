// SPDX-License-Identifier: Apache-2.0
#include "experiment/summarise.h"

#include <cstdint>
#include <string_view>
#include <variant>

#include "analysis/interval.h"
#include "engine/elementary.h"
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

}  // namespace

std::vector<KpiTotals> totals_of(const results::Dataset& dataset) {
  const std::size_t replications = dataset.dimensions.at("replication");
  std::vector<KpiTotals> all;
  for (const results::Variable& total : dataset.variables) {
    if (!total.name.ends_with(kTotal) || total.attributes.contains(results::kAgainstAttribute)) {
      continue;  // no KPI, or what is told of two policies
    }
    const std::string name = total.name.substr(0, total.name.size() - kTotal.size());
    const results::Variable* kpi = dataset.find(name);
    if (kpi == nullptr) kpi = &total;  // a KPI without periods
    KpiTotals totals{name, text_attribute(*kpi, "units"), text_attribute(*kpi, "long_name"), {}};
    const std::vector<double> values = numbers(total);
    for (auto first = values.begin(); first != values.end();) {
      const auto last = first + static_cast<std::ptrdiff_t>(replications);
      totals.values.emplace_back(first, last);
      first = last;
    }
    all.push_back(std::move(totals));
  }
  return all;
}

std::vector<KpiSummary> summarise(const results::Dataset& dataset, std::size_t policy) {
  std::vector<KpiSummary> summaries;
  for (const KpiTotals& totals : totals_of(dataset)) {
    const analysis::Interval interval = analysis::mean_interval(totals.values[policy]);
    summaries.push_back(
        {totals.name, totals.unit, totals.meaning, interval.mean, interval.half_width});
  }
  return summaries;
}

}  // namespace tenure::experiment
