// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/comparison_outcome.h"

namespace tenure::cli {

/// One line for each policy with a budget: what it was charged on average, and what was granted.
/// Empty if no policy has one.
std::string budgets_table(const ComparisonOutcome& outcome, const Console& console);

}  // namespace tenure::cli
