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
  engine::Time horizon{};
  engine::Duration report_every{};
  std::vector<std::string> segments;
  /// The names of the causes of leaving, in the order of their numbers.
  std::vector<std::string> causes;
  /// Monday = 0 ... of the first simulated day, and its date as days since 1970-01-01, if dated.
  std::optional<std::int64_t> first_day;
};

/// What one mechanism is built from: its parameters by row. A row is a group of customers who share
/// all parameters (today: a segment); no value: the mechanism is off for them.
template <class Mechanism>
struct Setting {
  const Study& study;
  const std::vector<std::optional<typename Mechanism::Parameters>>& rows;
};

}  // namespace tenure::model
