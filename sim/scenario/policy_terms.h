// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/time.h"
#include "model/describe.h"
#include "model/terms.h"
#include "scenario/issue.h"
#include "scenario/node.h"

namespace tenure::scenario {

/// The keys of a policy that belong to no mechanism, described like any parameter.
struct PolicyTerms {
  std::string label;
  std::optional<std::string> starts;  ///< a date, or a time after time 0
  std::optional<std::string> ends;
  std::optional<model::Who> who;
  std::optional<model::MoneyRate> budget;

  void describe(model::Describer& d);
};

/// Where the scenario stands in time.
struct Timetable {
  std::optional<std::int64_t> first_day;  ///< of time 0, as days since 1970-01-01
  engine::Duration horizon{};
};

/// The terms as the model wants them. What is wrong with the dates goes to `issues`; `written`: the
/// policy's map, for places; `path`: "policies.points".
model::Terms read_terms(const PolicyTerms& given, const Timetable& timetable, const Node& written,
                        const std::string& path, Issues& issues);

/// As a scenario writes a time after time 0: a date where the scenario is dated and it falls on the
/// start of a day.
std::string print_moment(engine::Duration since_start, const Timetable& timetable);

}  // namespace tenure::scenario
