// SPDX-License-Identifier: Apache-2.0
#include "results/tables.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <type_traits>
#include <variant>

#include "results/csv.h"

namespace tenure::results {
namespace {

using Dimensions = std::vector<std::string>;

bool has_hundredths(const Variable& variable) {
  const auto scale = variable.attributes.find("scale_factor");
  return scale != variable.attributes.end() && std::get<double>(scale->second) == 0.01;
}

void write(Csv& csv, const Variable& variable, std::size_t at) {
  std::visit(
      [&](const auto& values) {
        using Value = typename std::remove_cvref_t<decltype(values)>::value_type;
        const Value& value = values[at];
        if constexpr (std::is_same_v<Value, std::int64_t>) {
          if (value == kMissing) {
            csv.empty();
          } else if (has_hundredths(variable)) {
            csv.hundredths(value);
          } else {
            csv.cell(value);
          }
        } else if constexpr (std::is_same_v<Value, std::int8_t>) {
          csv.cell(std::int64_t{value});
        } else {
          csv.cell(value);
        }
      },
      variable.values);
}

NamedTable table_of(const Dataset& dataset, const Dimensions& dimensions,
                    const std::vector<const Variable*>& variables) {
  std::vector<std::string> columns = dimensions;
  for (const Variable* variable : variables) columns.push_back(variable->name);
  std::size_t rows = 1;
  for (const std::string& name : dimensions) rows *= dataset.dimensions.at(name);
  Csv csv(columns);
  for (std::size_t row = 0; row < rows; ++row) {
    std::size_t block = rows;
    std::size_t rest = row;
    for (const std::string& name : dimensions) {
      block /= dataset.dimensions.at(name);
      const Variable* coordinate = dataset.find(name);
      const std::size_t place = rest / block;
      if (coordinate != nullptr) {
        write(csv, *coordinate, place);
      } else {
        csv.cell(static_cast<std::int64_t>(place));
      }
      rest %= block;
    }
    for (const Variable* variable : variables) write(csv, *variable, row);
    csv.end_row();
  }
  std::string name = "by";
  for (const std::string& dimension : dimensions) name += '_' + dimension;
  return {name, csv.text()};
}

}  // namespace

std::vector<NamedTable> tables_of(const Dataset& dataset) {
  std::vector<Dimensions> order;
  std::map<Dimensions, std::vector<const Variable*>> of;
  for (const Variable& variable : dataset.variables) {
    if (is_provenance(variable) || is_coordinate(variable, dataset)) continue;
    auto& variables = of[variable.dimensions];
    if (variables.empty()) order.push_back(variable.dimensions);
    variables.push_back(&variable);
  }
  std::vector<NamedTable> tables;
  for (const Dimensions& dimensions : order) {
    tables.push_back(table_of(dataset, dimensions, of[dimensions]));
  }
  return tables;
}

}  // namespace tenure::results
