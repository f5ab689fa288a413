// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "results/layout.h"
#include "scenario/goal.h"
#include "scenario/number.h"

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

/// An amount of a KPI as people write it, in the KPI's unit: "5000 EUR", "2 h", "60 %", "12".
scenario::Parsed<double> parse_kpi_amount(const std::string& text, const results::Description& kpi,
                                          const std::string& currency);

/// The KPI that people call so: a KPI without periods with or without `_total`.
std::optional<results::Description> find_kpi(std::string_view kpi);

/// As summaries call it (summarise.h): without `_total`.
std::string plain_name_of_kpi(const std::string& kpi);

/// What to say of a name that no KPI has.
scenario::Fault unknown_kpi(std::string_view kpi);

/// Holds a goal against the KPIs that any scenario can have. Throws scenario::ScenarioError with
/// everything that is wrong, at the places where it was written: KPIs that do not exist, amounts in
/// another unit than the KPI's.
Criterion criterion_of(const scenario::Goal& goal, const std::string& currency);

}  // namespace tenure::experiment
