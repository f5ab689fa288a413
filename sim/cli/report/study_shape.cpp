// SPDX-License-Identifier: Apache-2.0
#include "cli/report/study_shape.h"

#include <map>
#include <optional>
#include <variant>
#include <vector>

namespace tenure::cli {
namespace {

using results::Dataset;
using results::Text;
using results::Variable;
using Names = std::vector<std::string>;

enum class Type { whole, real, text };

bool is(const Variable& variable, Type type) {
  switch (type) {
    case Type::whole:
      return std::holds_alternative<std::vector<std::int64_t>>(variable.values);
    case Type::real:
      return std::holds_alternative<std::vector<double>>(variable.values);
    case Type::text:
      return std::holds_alternative<std::vector<Text>>(variable.values);
  }
  return false;
}

struct Shape {
  Names dimensions;
  Type type;
  bool required = false;
};

const Names kUnit{"policy", "replication"};
const Names kPeriods{"policy", "replication", "period"};
const Names kSegments{"policy", "replication", "period", "segment"};

const Names kTwins{"policy", "replication", "segment", "twin"};

/// Of the variables that are told of by name.
const std::map<std::string, Shape>& shapes() {
  static const std::map<std::string, Shape> all = {
      {"policy", {{"policy"}, Type::text, true}},
      {"segment", {{"segment"}, Type::text, true}},
      {"replication", {{"replication"}, Type::whole, true}},
      {"period_start", {{"period"}, Type::real, true}},
      {"period_end", {{"period"}, Type::real, true}},
      {"survival_num", {kSegments, Type::whole, true}},
      {"survival_den", {kSegments, Type::whole, true}},
      {"survival_total", {kUnit, Type::real, true}},
      {"cause", {{"cause"}, Type::text}},
      {"customers_left", {{"policy", "replication", "period", "segment", "cause"}, Type::whole}},
      {"cohort_size", {{"policy", "replication", "cohort", "age"}, Type::whole}},
      {"cohort_active", {{"policy", "replication", "cohort", "age"}, Type::whole}},
      {"wait_bin_edge", {{"wait_bin"}, Type::real}},
      {"complaint_wait_count", {{"policy", "replication", "wait_bin"}, Type::whole}},
      {"twins_count", {kTwins, Type::whole}},
      {"twins_value", {kTwins, Type::whole}},
      {"noise_ceiling", {kTwins, Type::whole}},
      {"twins_unaddressed", {kTwins, Type::whole}},
      {"twins_newcomers", {kTwins, Type::whole}},
      {"only_under_policy", {{"policy", "replication", "segment", "fate"}, Type::whole}},
      {"only_under_first", {{"policy", "replication", "segment", "fate"}, Type::whole}},
      {"twins_by_decile", {{"policy", "replication", "value_decile", "twin"}, Type::whole}},
      {"twins_value_by_decile", {{"policy", "replication", "value_decile", "twin"}, Type::whole}},
      {"tenure_from", {{"tenure_class"}, Type::real}},
      {"twins_by_tenure", {{"policy", "replication", "tenure_class", "twin"}, Type::whole}},
      {"paid_by_tenth", {{"policy", "replication", "paid_tenth"}, Type::whole}},
      {"scenario_yaml", {{}, Type::text}},
      {"resolved_yaml", {{}, Type::text}},
      {"provenance_json", {{}, Type::text}},
      {"stress_json", {{}, Type::text}},
  };
  return all;
}

/// Attributes that are read have the type that they are written with.
bool has_fit_attributes(const Variable& variable) {
  for (const auto& [name, value] : variable.attributes) {
    const bool is_text = name == "units" || name == "long_name" || name == "kind";
    if (is_text && !std::holds_alternative<Text>(value)) return false;
    if (name == "scale_factor" && !std::holds_alternative<double>(value)) return false;
  }
  return true;
}

/// KPIs by their dimensions: any that begin with policy and replication hold numbers.
bool is_fit(const Variable& variable) {
  if (!has_fit_attributes(variable)) return false;
  const auto known = shapes().find(variable.name);
  if (known != shapes().end()) {
    return variable.dimensions == known->second.dimensions && is(variable, known->second.type);
  }
  const bool is_number = is(variable, Type::whole) || is(variable, Type::real);
  const bool is_kpi = variable.dimensions == kPeriods || variable.dimensions == kSegments;
  if (variable.name.ends_with("_total")) return variable.dimensions == kUnit && is_number;
  return !is_kpi || is_number;
}

}  // namespace

std::string study_shape_fault(const Dataset& dataset) {
  for (const auto& [name, shape] : shapes()) {
    if (shape.required && dataset.find(name) == nullptr) return "it has no " + name;
  }
  for (const char* dimension : {"policy", "replication", "period", "segment"}) {
    const auto length = dataset.dimensions.find(dimension);
    if (length == dataset.dimensions.end() || length->second == 0) {
      return "its dimension " + std::string(dimension) + " is empty";
    }
  }
  const auto has_other = [&](const char* dimension, std::size_t length) {
    const auto found = dataset.dimensions.find(dimension);
    return found != dataset.dimensions.end() && found->second != length;
  };
  if (has_other("twin", 4) || has_other("fate", 2)) return "its twins are of other kinds";
  for (const Variable& variable : dataset.variables) {
    if (!is_fit(variable)) return variable.name + " is not laid out as in a study's results";
  }
  return {};
}

}  // namespace tenure::cli
