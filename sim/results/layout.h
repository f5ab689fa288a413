// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "results/dataset.h"

namespace tenure::results {

/// Version of the layout of results files. The first number changes when a reader of the old one
/// would go wrong, the second when something is added.
inline constexpr std::array<std::int64_t, 2> kLayoutVersion{1, 3};

/// Attributes that write() adds, and read() checks and takes away again.
inline constexpr const char* kVersionAttribute = "layout_version";
inline constexpr const char* kDigestAttribute = "digest";
inline constexpr const char* kFillAttribute = "_FillValue";
/// NAME of a dimension scale without values begins so (NetCDF-4 file format, "Dimensions").
inline constexpr const char* kBareDimension =
    "This is a netCDF dimension but not a netCDF variable.";

/// Attribute of a variable that compares policies: the name of the one it is told against.
inline constexpr const char* kAgainstAttribute = "against";

/// Root attribute that tells which study a file belongs to (see existing.h).
inline constexpr const char* kStudyAttribute = "study_id";

/// Root attribute: `redrawn` if each replication has people of its own, `fixed` if all have the
/// same.
inline constexpr const char* kPopulationAttribute = "population";

/// How a variable is stored. Money is int64 cents with scale_factor 0.01, so that readers see units
/// of the currency; exact in them up to 2^53 cents.
enum class Type { int8, int64, float64, text, money };

/// Flows add up over periods, stocks are as at the period's end.
enum class Kind { neither, flow, stock };

/// Which studies have a variable: every one, with `point` as first dimension in a sweep; every one,
/// always as it is; sweeps only.
enum class Occurs { per_point, once, in_sweeps };

enum class Study { single, sweep };

/// Everything there is to say about one variable, said once: the writer and the reference page both
/// take it from here.
struct Description {
  std::string name;
  std::vector<std::string> dimensions;  ///< without the `point` of a sweep; empty for a scalar
  Type type = Type::int64;
  std::string units;    ///< UDUNITS symbol (`1 d h min s`) or a currency; empty for texts
  std::string meaning;  ///< becomes long_name; one sentence without full stop
  Kind kind = Kind::neither;
  Occurs occurs = Occurs::per_point;

  friend bool operator==(const Description&, const Description&) = default;
};

/// The variables that belong to the layout itself; mechanisms add their KPIs.
std::vector<Description> standard_variables();

/// The standard variable of that name. Throws engine::Defect if there is none.
Description standard_variable(const std::string& name);

/// A variable with the attributes of its description: long_name, units, kind, scale_factor.
/// Throws engine::Defect if the values are of another type than described.
Variable make_variable(const Description& description, Values values, Study study = Study::single);

}  // namespace tenure::results
