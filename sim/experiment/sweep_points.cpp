// SPDX-License-Identifier: Apache-2.0
#include "experiment/sweep_points.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include "analysis/latin_hypercube.h"
#include "analysis/morris_design.h"
#include "analysis/saltelli_design.h"
#include "analysis/sobol_sequence.h"

namespace tenure::experiment {

namespace {

using scenario::DesignKind;
using scenario::Sweep;
using scenario::SweepParameter;
using scenario::SweepValue;

[[noreturn]] void refuse(const Sweep& sweep, const std::string& problem, const std::string& why) {
  throw scenario::ScenarioError(
      scenario::issue_at(sweep.design_place, "design", {problem, why, ""}));
}

std::size_t whole(const std::optional<std::int64_t>& number, std::size_t otherwise) {
  return number ? static_cast<std::size_t>(*number) : otherwise;
}

/// The coordinates of a parameter's levels in a grid: all values where they can be counted and are
/// no more than asked for, else as many from end to end.
std::vector<double> grid_levels(const SweepParameter& parameter, std::size_t asked_for) {
  const auto counted = parameter.count();
  const std::size_t asked = whole(parameter.levels, asked_for);
  const bool all =
      counted && (!parameter.values.empty() || static_cast<std::size_t>(*counted) <= asked);
  const std::size_t levels = all ? static_cast<std::size_t>(*counted) : asked;
  std::vector<double> coordinates;
  for (std::size_t i = 0; i < levels; ++i) {
    const double end_to_end =
        levels == 1 ? 0.0 : static_cast<double>(i) / static_cast<double>(levels - 1);
    if (!counted) {
      coordinates.push_back(end_to_end);
      continue;
    }
    // The middle of the part of [0, 1] that the value has.
    const double value = std::floor(end_to_end * static_cast<double>(*counted - 1) + 0.5);
    coordinates.push_back((value + 0.5) / static_cast<double>(*counted));
  }
  return coordinates;
}

/// Every combination, the last parameter's level changing first.
analysis::Points grid(const Sweep& sweep) {
  std::vector<std::vector<double>> levels;
  std::size_t points = 1;
  for (const SweepParameter& parameter : sweep.parameters) {
    levels.push_back(grid_levels(parameter, whole(sweep.text.design.levels, kUsualGridLevels)));
    points *= levels.back().size();
    if (points > kMostPoints) {
      refuse(sweep, "has more than " + std::to_string(kMostPoints) + " points",
             "a grid grows with every parameter; lhs or sobol take as many points as you say");
    }
  }
  analysis::Points all(levels.size());
  std::vector<double> point(levels.size());
  for (std::size_t number = 0; number < points; ++number) {
    std::size_t rest = number;
    for (std::size_t i = levels.size(); i-- > 0;) {
      point[i] = levels[i][rest % levels[i].size()];
      rest /= levels[i].size();
    }
    all.add(point);
  }
  return all;
}

analysis::Points designed(const Sweep& sweep) {
  const scenario::DesignText& text = sweep.text.design;
  const std::size_t dimensions = sweep.parameters.size();
  switch (text.kind) {
    case DesignKind::lhs:
      return analysis::latin_hypercube(
          {dimensions, whole(text.points, 1), text.maximin == scenario::SwitchedOn::yes},
          sweep.seed);
    case DesignKind::sobol:
      return analysis::sobol_sequence(whole(text.points, 1), dimensions, sweep.seed);
    case DesignKind::morris:
      return analysis::morris_points(
          {dimensions, whole(text.trajectories, 1), whole(text.levels, kUsualMorrisLevels)},
          sweep.seed);
    case DesignKind::saltelli:
      return analysis::saltelli_points(
          {dimensions, whole(text.base, 1), text.second_order == scenario::SwitchedOn::yes},
          sweep.seed);
    case DesignKind::grid:
    case DesignKind::list:
      break;
  }
  return grid(sweep);
}

/// How many points the design says, before any is made.
std::size_t asked_for(const Sweep& sweep) {
  const scenario::DesignText& text = sweep.text.design;
  const std::size_t dimensions = sweep.parameters.size();
  switch (text.kind) {
    case DesignKind::lhs:
    case DesignKind::sobol:
      return whole(text.points, 1);
    case DesignKind::morris:
      return whole(text.trajectories, 1) * (dimensions + 1);
    case DesignKind::saltelli:
      return whole(text.base, 1) *
             (2 + dimensions * (text.second_order == scenario::SwitchedOn::yes ? 2 : 1));
    case DesignKind::list:
      return sweep.listed.size();
    case DesignKind::grid:
      break;
  }
  return 1;
}

}  // namespace

SweepPoints::SweepPoints(const Sweep& sweep) : sweep_(sweep) {
  if (asked_for(sweep) > kMostPoints) {
    refuse(sweep, "has more than " + std::to_string(kMostPoints) + " points", "");
  }
  std::size_t points = sweep.listed.size();
  if (sweep.text.design.kind != DesignKind::list) {
    try {
      coordinates_ = designed(sweep);
    } catch (const std::invalid_argument& error) {
      refuse(sweep, "cannot be made", error.what());
    }
    points = coordinates_->size();
  }
  for (std::size_t number = 0; number < points; ++number) {
    if (sweep.constraints.empty() || is_wanted(of_design(number))) {
      kept_.push_back(number);
    } else {
      ++left_out_;
    }
  }
  if (kept_.empty()) refuse(sweep, "has no points", "the constraints leave all of them out");
}

std::vector<SweepValue> SweepPoints::of_design(std::size_t number) const {
  if (!coordinates_) return sweep_.listed[number];
  std::vector<SweepValue> point;
  for (std::size_t i = 0; i < sweep_.parameters.size(); ++i) {
    point.push_back(sweep_.parameters[i].at(coordinates_->at(number, i)));
  }
  return point;
}

std::vector<SweepValue> SweepPoints::operator[](std::size_t point) const {
  return of_design(kept_[point]);
}

bool SweepPoints::is_wanted(const std::vector<SweepValue>& point) const {
  return std::all_of(sweep_.constraints.begin(), sweep_.constraints.end(),
                     [&](const scenario::SweepConstraint& constraint) {
                       const double right = constraint.right
                                                ? point[*constraint.right].measure.value_or(0.0)
                                                : constraint.amount;
                       return constraint.holds(point[constraint.left].measure.value_or(0.0), right);
                     });
}

}  // namespace tenure::experiment
