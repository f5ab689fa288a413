// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace tenure::results {

using Text = std::string;
using Attribute = std::variant<std::int64_t, double, Text>;

/// One array of a study's results, in memory, row-major (last dimension fastest). A scalar has no
/// dimensions and one element. Missing values: kMissing for int64, NaN for double.
struct Variable {
  std::string name;                     ///< snake_case
  std::vector<std::string> dimensions;  ///< names in Dataset::dimensions; empty for a scalar
  std::variant<std::vector<std::int8_t>, std::vector<std::int64_t>, std::vector<double>,
               std::vector<Text>>
      values;
  std::map<std::string, Attribute> attributes;  ///< long_name always; units, kind, scale_factor ...
};

inline constexpr std::int64_t kMissing = INT64_MIN;  ///< written as _FillValue of int64 variables

/// All results of one study: dimensions with their lengths, variables in the order of writing. A
/// variable named like a dimension is its coordinate.
struct Dataset {
  std::map<std::string, std::size_t> dimensions;
  std::vector<Variable> variables;
  std::map<std::string, Attribute> attributes;  ///< of the root group: title, layout version ...
};

}  // namespace tenure::results
