// SPDX-License-Identifier: Apache-2.0
#include "experiment/summarise.h"

#include <cstdint>
#include <variant>

#include "analysis/interval.h"
#include "engine/elementary.h"
#include "experiment/kpis.h"

namespace tenure::experiment {

std::vector<KpiSummary> summarise(const model::Model& model,
                                  const std::vector<model::Record>& records) {
  const Kpis kpis(model);
  std::vector<KpiSummary> summaries;
  for (std::size_t i = 0; i < kpis.list().size(); ++i) {
    const results::Description& about = kpis.list()[i].description;
    const double scale = about.type == results::Type::money ? 0.01 : 1.0;
    std::vector<double> totals;
    for (const model::Record& record : records) totals.push_back(scale * kpis.total(i, record));
    const analysis::Interval interval = analysis::mean_interval(totals);
    summaries.push_back(
        {about.name, about.units, about.meaning, interval.mean, interval.half_width});
  }
  return summaries;
}

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

std::vector<KpiSummary> summarise(const results::Dataset& dataset) {
  std::vector<KpiSummary> summaries;
  for (const results::Variable& total : dataset.variables) {
    if (!total.name.ends_with(kTotal)) continue;
    const std::string name = total.name.substr(0, total.name.size() - kTotal.size());
    const results::Variable* kpi = dataset.find(name);
    if (kpi == nullptr) continue;
    const analysis::Interval interval = analysis::mean_interval(numbers(total));
    summaries.push_back({name, text_attribute(*kpi, "units"), text_attribute(*kpi, "long_name"),
                         interval.mean, interval.half_width});
  }
  return summaries;
}

}  // namespace tenure::experiment
