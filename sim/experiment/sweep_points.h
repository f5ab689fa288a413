// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "analysis/points.h"
#include "scenario/sweep.h"

namespace tenure::experiment {

/// The points of a sweep, in their order: a pure function of the sweep.
class SweepPoints {
 public:
  /// `sweep` must outlive this. Throws ScenarioError, at the design, if it asks for what cannot be.
  explicit SweepPoints(const scenario::Sweep& sweep);

  std::size_t size() const { return kept_.size(); }
  /// One value for each parameter.
  std::vector<scenario::SweepValue> operator[](std::size_t point) const;
  /// Those of the design that a constraint leaves out.
  std::size_t left_out() const { return left_out_; }
  /// Coordinates in the unit cube, of all points of the design; none of a list. Where constraints
  /// leave nothing out, its order is that of the points.
  const std::optional<analysis::Points>& coordinates() const { return coordinates_; }

 private:
  std::vector<scenario::SweepValue> of_design(std::size_t number) const;
  bool is_wanted(const std::vector<scenario::SweepValue>& point) const;

  const scenario::Sweep& sweep_;
  std::optional<analysis::Points> coordinates_;
  std::vector<std::size_t> kept_;  // numbers in the design
  std::size_t left_out_ = 0;
};

/// The designs of Morris and Saltelli that a sweep asks for, for who analyses its results.
inline constexpr std::size_t kUsualGridLevels = 5;
inline constexpr std::size_t kUsualMorrisLevels = 4;

/// More points than that are refused.
inline constexpr std::size_t kMostPoints = 1'000'000;

}  // namespace tenure::experiment
