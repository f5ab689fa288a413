// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/comparison_outcome.h"
#include "cli/console.h"

namespace tenure::cli {

enum class Drawing { none, bars };

/// For people: what was asked and simulated, the ranked table with money, what each policy changes,
/// and the conclusion. At most 100 columns.
std::string as_table(const ComparisonOutcome& outcome, const Console& console, Drawing drawing);

}  // namespace tenure::cli
