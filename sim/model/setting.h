// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/time.h"

namespace tenure::model {

/// What every mechanism may know of a study besides its own parameters.
struct Study {
  engine::Time begin{};    ///< before time 0 if there is a warm-up
  engine::Time horizon{};  ///< results count up to here
  engine::Time end{};      ///< of the run: the horizon, or as far as a run-off may go
  engine::Duration report_every{};
  std::vector<std::string> segments;
  std::vector<std::int64_t> customers;  ///< by segment: the initial base
  /// The names of the causes of leaving, in the order of their numbers.
  std::vector<std::string> causes;
  /// Date of the first simulated day as days since 1970-01-01, if dated.
  std::optional<std::int64_t> first_day;
  /// By row: whether satisfaction is on and in standard deviations of experience, for which the
  /// default effects hold. Satisfaction in steps of somebody's own choice has no default effect.
  std::vector<bool> satisfaction_is_standard;
  /// By row: whether anybody wants to know the perceived quality of encounters. Where nobody does,
  /// it need not be drawn.
  std::vector<bool> quality_is_heard;

  /// The beginning of a week. An undated study begins on a Monday.
  engine::Time monday() const {
    constexpr std::int64_t kAMonday = 4;  // 1970-01-05
    return engine::kStart - (first_day.value_or(kAMonday) - kAMonday) % 7 * engine::kDay;
  }
  const std::string& segment_of(std::size_t row) const { return segments[row % segments.size()]; }
};

/// What one mechanism is built from: its parameters by row. A row is a group of customers who share
/// all parameters: a segment, under the policy or without it; no value: the mechanism is off for
/// them. Rows of the policy, if it has its own, follow those of all segments.
template <class Mechanism>
struct Setting {
  const Study& study;
  const std::vector<std::optional<typename Mechanism::Parameters>>& rows;
};

}  // namespace tenure::model
