// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/issue.h"
#include "scenario/node.h"

namespace tenure::scenario {

/// What shall decide between policies, as it was written: `decide_by` and `must`. It changes no
/// number of a run and is no part of the resolved scenario. Which KPIs there are is not known here;
/// whoever knows reports at the places kept.
struct Goal {
  enum class Better { highest, lowest };
  enum class Bound { at_least, at_most };

  /// `decide_by: lowest churn_rate`; without a direction the KPI's usual one.
  struct DecideBy {
    std::string kpi;
    std::optional<Better> better;
    Place place;
  };
  /// `must: {survival: ">= 60 %"}`
  struct Must {
    std::string kpi;
    Bound bound = Bound::at_least;
    std::string amount;  ///< with its unit: "60 %"
    Place kpi_place;
    Place amount_place;
  };

  std::optional<DecideBy> decide_by;
  std::vector<Must> must;  ///< a policy that breaks one cannot win
};

/// A key of the root that belongs to the goal, for schema and reference.
struct GoalKey {
  std::string_view name;
  std::string_view kind;
  std::string_view standard;  ///< what holds without it; empty: nothing
  std::string_view meaning;
};
inline constexpr std::array<GoalKey, 2> kGoalKeys = {{
    {"decide_by", "KPI", "profit",
     "KPI that ranks policies, with `highest` or `lowest` before it if its usual direction is not "
     "meant; without finance: survival"},
    {"must", "map of KPIs", "",
     "least or most that each KPI may be on average, as in {survival: \">= 60 %\"}; a policy that "
     "breaks it cannot win"},
}};

/// Reads the goal out of the keys of a scenario's root. What is wrong goes to `issues`.
Goal read_goal(const Node& root, Issues& issues);

}  // namespace tenure::scenario
