// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/load.h"
#include "scenario/measure.h"
#include "scenario/sweep_text.h"

namespace tenure::scenario {

/// All that a sweep is made from, read once: what happens to the files since makes no difference.
struct SweepSources {
  SourceFile sweep;
  std::vector<SourceFile> scenario;  ///< the scenario first, then what it extends
  std::optional<SourceFile> points;  ///< of a list design
  std::vector<std::string> sets;     ///< --set, for the scenario
  std::optional<std::int64_t> seed;  ///< --seed
  std::optional<std::int64_t> replications;
};

/// Reads the files that a sweep file names, which must be within reach of it as for `extends`.
/// Throws InputError, ScenarioError.
SweepSources gather_sweep(const std::filesystem::path& file,
                          const std::vector<std::filesystem::path>& allowed);

/// One value of a parameter: what a scenario would write, and its measure if it has one.
struct SweepValue {
  Node node;
  std::string text;
  std::optional<double> measure;
};

/// How likely the values of a parameter are; measures, and `sigma` of a logarithm.
struct SweepDistribution {
  DistributionKind kind = DistributionKind::uniform;
  double center = 0.0;  ///< mean, median or mode
  double spread = 0.0;  ///< standard deviation or sigma
};

struct SweepParameter {
  std::string name;
  std::vector<std::string> paths;   ///< its own, then those tied to it
  Place place;                      ///< where its range or its values stand
  std::optional<Shape::Kind> kind;  ///< of numbers; none: words, switches, anything else
  std::string currency;
  std::optional<double> low;  ///< of a range; neither end without one
  std::optional<double> high;
  SweepScale scale = SweepScale::linear;
  SweepDistribution distribution;
  std::vector<SweepValue> values;      ///< given one by one, instead of a range
  std::optional<std::int64_t> levels;  ///< in a grid
  bool may_be_masked = false;

  bool has_range() const { return values.empty() && kind.has_value(); }
  /// The value at a coordinate of the unit cube: 0 is the low end, 1 the high one. Values given one
  /// by one, and whole numbers, have equal shares of [0, 1]. Needs a range or values.
  SweepValue at(double coordinate) const;
  /// The middle of the coordinates that give the same value; `coordinate` itself where values
  /// cannot be counted.
  double middle_of_value(double coordinate) const;
  /// How many values it takes if they can be counted.
  std::optional<std::int64_t> count() const;
};

/// `left op right`, of numbers.
struct SweepConstraint {
  enum class Op { less, at_most, more, at_least };
  std::string text;  ///< as it was written
  std::size_t left = 0;
  Op op = Op::less;
  std::optional<std::size_t> right;  ///< another parameter ...
  double amount = 0.0;               ///< ... or a measure

  bool holds(double a, double b) const;
};

/// A KPI that shall be kept, and where that is said.
struct KeptKpi {
  std::string name;
  Place place;
};

struct Sweep {
  SweepText text;                     ///< what the file says
  std::vector<std::string> policies;  ///< the reference first
  std::uint64_t seed = 1;
  std::size_t replications = 1;
  std::vector<SweepParameter> parameters;
  std::vector<SweepConstraint> constraints;
  std::vector<KeptKpi> kept_kpis;               ///< empty: all
  Place design_place;                           ///< of the block `design`
  std::vector<std::vector<SweepValue>> listed;  ///< of a list design: the points

  Chain chain;          ///< the scenario ...
  LoadOptions reading;  ///< ... and how it is read, before any point
  Loaded base;          ///< the chosen policies without any point
};

/// Understands a sweep. Everything that is wrong with it is reported at once: with the keys, with
/// paths, units and ranges of parameters (each is tried at its ends), with parameters that policies
/// hide. `is_checked`: it was understood before, so that need not be done again. Throws
/// ScenarioError.
enum class SweepChecks { all, done_before };
Sweep read_sweep(const SweepSources& sources, SweepChecks checks = SweepChecks::all);

/// What a point sets, given one value for each parameter.
std::vector<Setting> settings_of(const Sweep& sweep, const std::vector<SweepValue>& point);

/// The scenario at a point. Throws ScenarioError, with messages that point to the sweep file.
Loaded load_point(const Sweep& sweep, const std::vector<SweepValue>& point);

}  // namespace tenure::scenario
