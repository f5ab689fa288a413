// SPDX-License-Identifier: Apache-2.0
#include "results/dataset.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "engine/expect.h"

namespace tenure::results {
namespace {

constexpr std::array<std::string_view, 5> kProvenance{
    "scenario_yaml", "resolved_yaml", "design_yaml", "provenance_json", "stress_json"};

/// What HDF5's dimension scales, netCDF and write() itself keep on variables and on the root group.
constexpr std::array<std::string_view, 8> kReserved{
    "CLASS",          "NAME",   "DIMENSION_LIST", "REFERENCE_LIST", "DIMENSION_LABELS",
    "layout_version", "digest", "_FillValue"};

/// Words in `units` that xarray decodes into timedelta64 (its TIME_UNITS).
constexpr std::array<std::string_view, 7> kTimedeltas{
    "days", "hours", "minutes", "seconds", "milliseconds", "microseconds", "nanoseconds"};

/// An object header of HDF5 holds 64 kB in all; long texts belong into scalar variables.
constexpr std::size_t kLongestAttribute = 8192;

[[noreturn]] void fail(const std::string& where, const std::string& problem) {
  throw engine::Defect("results: " + where + ": " + problem);
}

template <class Range>
bool contains(const Range& range, std::string_view word) {
  return std::find(range.begin(), range.end(), word) != range.end();
}

bool is_name(std::string_view name) {
  const auto lower = [](char c) { return c >= 'a' && c <= 'z'; };
  return !name.empty() && name.size() <= 200 && lower(name.front()) &&
         std::all_of(name.begin(), name.end(), [&](char c) {
           return lower(c) || (c >= '0' && c <= '9') || c == '_' || c == '-';
         });
}

bool has_zero_byte(const Text& text) { return text.find('\0') != Text::npos; }

void check_attributes(const Attributes& attributes, const std::string& where) {
  for (const auto& [name, value] : attributes) {
    if (name.empty() || has_zero_byte(name) || name.starts_with("_Netcdf4") ||
        contains(kReserved, name)) {
      fail(where, "attribute name \"" + name + "\" is reserved");
    }
    const Text* text = std::get_if<Text>(&value);
    if (text == nullptr) continue;
    if (text->size() > kLongestAttribute) fail(where, "attribute " + name + " is too long");
    if (has_zero_byte(*text)) fail(where, "attribute " + name + " holds a zero byte");
    if (name == "units" && (contains(kTimedeltas, *text) || text->find(" since ") != Text::npos)) {
      fail(where, "units \"" + *text + "\" would be decoded into dates (use d, h, min, s)");
    }
  }
}

void check_shape(const Variable& variable, const Dataset& dataset) {
  std::size_t elements = 1;
  std::set<std::string_view> seen;
  for (const std::string& name : variable.dimensions) {
    const auto dimension = dataset.dimensions.find(name);
    if (dimension == dataset.dimensions.end()) fail(variable.name, "no dimension " + name);
    if (!seen.insert(name).second) fail(variable.name, "dimension " + name + " twice");
    elements *= dimension->second;
  }
  if (variable.fetch && size(variable.values) > 0) fail(variable.name, "two sets of values");
  if (!variable.fetch && elements != size(variable.values)) {
    fail(variable.name, std::to_string(size(variable.values)) + " values for a shape of " +
                            std::to_string(elements));
  }
  if (variable.fetch && dataset.dimensions.contains(variable.name)) {
    fail(variable.name, "a coordinate is at hand");
  }
  if (dataset.dimensions.contains(variable.name) && !is_coordinate(variable, dataset)) {
    fail(variable.name, "a coordinate has just its own dimension");
  }
}

void check_values(const Variable& variable, const Dataset& dataset) {
  if (const auto* texts = std::get_if<std::vector<Text>>(&variable.values)) {
    if (std::any_of(texts->begin(), texts->end(), has_zero_byte)) {
      fail(variable.name, "a text holds a zero byte");
    }
  }
  if (!is_coordinate(variable, dataset)) return;
  const auto* numbers = std::get_if<std::vector<std::int64_t>>(&variable.values);
  if (numbers != nullptr && std::count(numbers->begin(), numbers->end(), kMissing) > 0) {
    fail(variable.name, "a coordinate has a missing value");
  }
}

}  // namespace

const Variable* Dataset::find(std::string_view name) const {
  const auto found = std::find_if(variables.begin(), variables.end(),
                                  [&](const Variable& variable) { return variable.name == name; });
  return found == variables.end() ? nullptr : &*found;
}

std::size_t size(const Values& values) {
  return std::visit([](const auto& vector) { return vector.size(); }, values);
}

bool is_coordinate(const Variable& variable, const Dataset& dataset) {
  return variable.dimensions.size() == 1 && variable.dimensions.front() == variable.name &&
         dataset.dimensions.contains(variable.name);
}

bool is_provenance(const Variable& variable) {
  return variable.dimensions.empty() && contains(kProvenance, variable.name) &&
         std::holds_alternative<std::vector<Text>>(variable.values);
}

void check(const Dataset& dataset) {
  check_attributes(dataset.attributes, "root");
  for (const auto& [name, length] : dataset.dimensions) {
    if (!is_name(name)) fail(name, "not a name for a dimension");
  }
  std::set<std::string_view> names;
  for (const Variable& variable : dataset.variables) {
    if (!is_name(variable.name)) fail(variable.name, "not a name for a variable");
    if (!names.insert(variable.name).second) fail(variable.name, "there are two of them");
    if (!variable.attributes.contains("long_name")) fail(variable.name, "no long_name");
    check_attributes(variable.attributes, variable.name);
    check_shape(variable, dataset);
    check_values(variable, dataset);
  }
}

}  // namespace tenure::results
