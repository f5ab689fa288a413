// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace tenure::results {

using Text = std::string;
using Attribute = std::variant<std::int64_t, double, Text>;
using Attributes = std::map<std::string, Attribute>;
using Values = std::variant<std::vector<std::int8_t>, std::vector<std::int64_t>,
                            std::vector<double>, std::vector<Text>>;

inline constexpr std::int64_t kMissing = INT64_MIN;  ///< written as _FillValue of int64 variables

/// One array of a study's results, in memory, row-major (last dimension fastest). A scalar has no
/// dimensions and one element. Missing values: kMissing for int64, NaN for double.
struct Variable {
  std::string name;                     ///< snake_case
  std::vector<std::string> dimensions;  ///< names in Dataset::dimensions; empty for a scalar
  Values values;
  Attributes attributes;  ///< long_name always; units, kind, scale_factor ...
  /// Brings the values when they are needed, of a variable that is too large to be kept in memory
  /// with all others; then `values` is empty and only tells their type. The same at every call.
  std::function<Values()> fetch = {};
};

/// Calls `take(const Values&)` with the values, fetched or at hand.
template <class Take>
void with_values(const Variable& variable, const Take& take) {
  if (variable.fetch) {
    take(variable.fetch());
  } else {
    take(variable.values);
  }
}

/// All results of one study: dimensions with their lengths, variables in the order of writing. A
/// variable named like a dimension is its coordinate.
struct Dataset {
  std::map<std::string, std::size_t> dimensions;
  std::vector<Variable> variables;
  Attributes attributes;  ///< of the root group: title, study_id ... (not what write() adds itself)

  /// The variable of that name, null if there is none.
  const Variable* find(std::string_view name) const;
};

/// Number of elements.
std::size_t size(const Values& values);

/// Whether a variable is its own dimension's coordinate, as `policy` over the dimension policy.
bool is_coordinate(const Variable& variable, const Dataset& dataset);

/// Whether a variable tells how the results came about (scenario_yaml, resolved_yaml, design_yaml,
/// provenance_json, stress_json) rather than what they are. It is no part of the digest.
bool is_provenance(const Variable& variable);

/// Throws engine::Defect, naming the variable, unless the dataset can be written and opened by
/// xarray: names are well formed and unique, shapes fit, every variable has a long_name, no `units`
/// is a word that xarray would turn into dates (`days`, `minutes`), no coordinate has a missing
/// value, no text holds a zero byte.
void check(const Dataset& dataset);

}  // namespace tenure::results
