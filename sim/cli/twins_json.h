// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/comparison_outcome.h"
#include "results/json.h"

namespace tenure::cli {

/// The key `twins`: an array with whom each policy saved and lost against the first; empty if the
/// results tell of no twins.
void write_twins(results::JsonWriter& json, const ComparisonOutcome& outcome);

}  // namespace tenure::cli
