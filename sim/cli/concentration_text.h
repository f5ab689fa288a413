// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

#include "cli/comparison_outcome.h"
#include "results/json.h"

namespace tenure::cli {

/// How much of what customers pay comes from the tenth who pay most, as a paragraph; empty if the
/// results do not tell.
std::string concentration_note(const ComparisonOutcome& outcome, std::size_t width);

/// The key `concentration`: an array by policy, empty if the results do not tell.
void write_concentration(results::JsonWriter& json, const ComparisonOutcome& outcome);

}  // namespace tenure::cli
