// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/console.h"
#include "cli/stress_outcome.h"

namespace tenure::cli {

/// For people, below the comparison: in how many moves the first choice stays, which moves change
/// the ranking, what its margin reacts to, and what was not moved. At most 100 columns as far as
/// names allow.
std::string as_table(const StressOutcome& stressed, const Console& console);

}  // namespace tenure::cli
