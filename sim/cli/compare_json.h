// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/comparison_outcome.h"
#include "results/json.h"

namespace tenure::cli {

/// For programs: one line (FORMATS section 4).
std::string as_json(const ComparisonOutcome& outcome);

/// The same keys, in an object that the caller opens and closes.
void write_comparison(results::JsonWriter& json, const ComparisonOutcome& outcome);

/// "better", "breaks_a_must": as programs read it.
const char* name_of(experiment::Verdict verdict);

}  // namespace tenure::cli
