// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "cli/stress_outcome.h"
#include "results/json.h"

namespace tenure::cli {

/// The key "stress" of what `compare --stress --json` prints.
void write_stress(results::JsonWriter& json, const StressOutcome& stressed);

/// The same key of --dry-run: what would be moved.
void write_stress_plan(results::JsonWriter& json, const experiment::StressPlan& plan,
                       std::size_t replications);

}  // namespace tenure::cli
