// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/comparison_outcome.h"

namespace tenure::cli {

/// A few sentences for whoever decides: which policy is best and by how much, what it costs, what
/// comes next, which ones cannot win and why. One paragraph a line, not wrapped.
std::string conclusion(const ComparisonOutcome& outcome);

/// "between 1,200 and 1,500 EUR more"; "between 300 EUR less and 200 EUR more" where zero is not
/// excluded. `difference` is the KPI's mean difference with its half width.
std::string in_between(const experiment::KpiSummary& difference);

}  // namespace tenure::cli
