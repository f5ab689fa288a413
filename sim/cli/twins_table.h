// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/comparison_outcome.h"
#include "cli/console.h"

namespace tenure::cli {

/// For people: whom each policy saved and lost of those who were there at the start, and how many
/// would seem so by luck alone. Empty if the results tell of no twins.
std::string twins_table(const ComparisonOutcome& outcome, const Console& console,
                        std::size_t width);

}  // namespace tenure::cli
