// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/comparison_outcome.h"
#include "cli/console.h"
#include "cli/interruption.h"
#include "cli/options.h"
#include "cli/study.h"
#include "experiment/stress.h"

namespace tenure::cli {

/// Which assumptions `compare --stress` moves. Throws UsageError if there would be nothing to tell
/// luck by, model::Interrupted.
experiment::StressPlan plan_of(const Study& study, const Interruption& interruption);

/// Moves them, with progress. Throws model::Interrupted, or InterruptedWithParts if the comparison
/// itself is kept in a file.
experiment::Stress carry_out(const experiment::StressPlan& plan, const ComparisonOutcome& outcome,
                             const Options& options, const Interruption& interruption,
                             const Console& console);

}  // namespace tenure::cli
