// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "cli/console.h"
#include "cli/interruption.h"
#include "cli/options.h"
#include "cli/study.h"
#include "experiment/policies.h"
#include "results/dataset.h"
#include "results/json.h"

namespace tenure::cli {

/// What came of a study, freshly simulated or found in a file: everything is told from the dataset,
/// so that both tell the same.
struct Obtained {
  results::Dataset dataset;
  unsigned threads = 0;       ///< 0 if nothing had to be simulated
  double wall_seconds = 0.0;  ///< likewise
};

/// The work that `run` and `compare` have in common: looks at `-o FILE`, takes the results from it
/// if it holds this study, otherwise simulates and keeps them there if that is wanted. With
/// --dry-run it only says what it would do, and returns nothing; `also_planned` adds keys to what
/// it says as JSON. Throws MachineError, OutputError, model::Interrupted.
std::optional<Obtained> obtain(std::string_view verb, const Study& study,
                               const experiment::Policies& policies, const Options& options,
                               const Interruption& interruption, const Console& console,
                               const std::function<void(results::JsonWriter&)>& also_planned = {});

}  // namespace tenure::cli
