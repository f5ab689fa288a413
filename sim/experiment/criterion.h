// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scenario/goal.h"

namespace tenure::experiment {

using Better = scenario::Goal::Better;
using Bound = scenario::Goal::Bound;

/// What a KPI must be on average, in the KPI's unit: 0.6 for 60 %, days, the currency.
struct Requirement {
  std::string kpi;
  Bound bound = Bound::at_least;
  double value = 0.0;
  std::string text;  ///< as written: "survival >= 60 %"

  /// Whether a policy with that mean breaks it. What has no value breaks nothing.
  bool is_broken_by(double mean) const;
};

/// What decides between policies: a scenario's goal, understood.
struct Criterion {
  std::string kpi = "profit";
  Better better = Better::highest;
  std::vector<Requirement> requirements;
};

/// The direction in which a KPI is usually meant.
Better usual_direction(std::string_view kpi);

/// Holds a goal against the KPIs that any scenario can have. Throws scenario::ScenarioError with
/// everything that is wrong, at the places where it was written: KPIs that do not exist, amounts in
/// another unit than the KPI's.
Criterion criterion_of(const scenario::Goal& goal, const std::string& currency);

}  // namespace tenure::experiment
