// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "cli/console.h"
#include "experiment/what_decides.h"
#include "results/json.h"

namespace tenure::cli {

/// The cells of one quantity's table, the parameter that weighs most first.
struct DecidesTable {
  std::string unit;  ///< of the figures; empty: shares
  std::vector<std::string> head;
  std::vector<std::vector<std::string>> rows;
};
DecidesTable decides_table(const experiment::DecidedQuantity& quantity, experiment::DecidedBy by);

/// What the figures are.
std::string decides_explanation(experiment::DecidedBy by);

/// Which parameters matter, for people: a table for each quantity of the KPI that decides, a line
/// for each other. At most 100 columns. `kpi`: the scenario's decide_by; if the sweep does not keep
/// it, its first KPI.
std::string decides_as_text(const experiment::WhatDecides& decides, const std::string& kpi,
                            const Console& console);

/// Field `sensitivity`: all quantities.
void write_decides(results::JsonWriter& json, const experiment::WhatDecides& decides);

}  // namespace tenure::cli
