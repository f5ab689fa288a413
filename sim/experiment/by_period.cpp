// SPDX-License-Identifier: Apache-2.0
#include "experiment/by_period.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <variant>

#include "engine/elementary.h"

namespace tenure::experiment {

namespace {

double attribute(const results::Variable& variable, const std::string& name, double otherwise) {
  const auto found = variable.attributes.find(name);
  if (found == variable.attributes.end()) return otherwise;
  const auto* number = std::get_if<double>(&found->second);
  return number == nullptr ? otherwise : *number;
}

bool has_dimension(const results::Variable& variable, const std::string& name) {
  return std::find(variable.dimensions.begin(), variable.dimensions.end(), name) !=
         variable.dimensions.end();
}

}  // namespace

ByPeriod counts_by_period(const results::Dataset& dataset, std::string_view name,
                          std::size_t policy, std::optional<std::size_t> segment) {
  const results::Variable* variable = dataset.find(name);
  if (variable == nullptr || !has_dimension(*variable, "period")) return {};
  const auto* counts = std::get_if<std::vector<std::int64_t>>(&variable->values);
  if (counts == nullptr || counts->empty()) return {};
  const double factor = attribute(*variable, "scale_factor", 1.0);
  const std::size_t replications = dataset.dimensions.at("replication");
  const std::size_t periods = dataset.dimensions.at("period");
  const std::size_t rows =
      has_dimension(*variable, "segment") ? dataset.dimensions.at("segment") : 1;
  const std::size_t first = segment && rows > 1 ? *segment : 0;
  const std::size_t last = segment && rows > 1 ? *segment + 1 : rows;
  ByPeriod result(replications, std::vector<double>(periods, 0.0));
  for (std::size_t replication = 0; replication < replications; ++replication) {
    for (std::size_t period = 0; period < periods; ++period) {
      const std::size_t at = ((policy * replications + replication) * periods + period) * rows;
      std::int64_t sum = 0;
      bool is_missing = false;
      for (std::size_t row = first; row < last; ++row) {
        is_missing = is_missing || (*counts)[at + row] == results::kMissing;
        if (!is_missing) sum += (*counts)[at + row];
      }
      result[replication][period] = is_missing ? engine::kNaN : factor * static_cast<double>(sum);
    }
  }
  return result;
}

std::vector<double> edges_of_periods(const results::Dataset& dataset) {
  std::vector<double> edges{0.0};
  if (const results::Variable* ends = dataset.find("period_end")) {
    const auto& days = std::get<std::vector<double>>(ends->values);
    edges.insert(edges.end(), days.begin(), days.end());
  }
  return edges;
}

}  // namespace tenure::experiment
