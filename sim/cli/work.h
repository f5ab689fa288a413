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
#include "experiment/sequence.h"
#include "experiment/study_id.h"
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

/// The texts that go into a study's results.
experiment::StudyTexts texts_of(const Study& study);

/// A study that finds its number of replications while it runs (cli/sequence.h).
struct Sequence {
  /// The id of the study that these results are of, if they are where the rule ends; else empty.
  std::function<std::string(const results::Dataset&)> id_if_over;
  struct Ran {
    results::Dataset dataset;
    double wall_seconds = 0.0;
  };
  std::function<Ran(const experiment::RoundOptions&)> run;
};

/// The work that `run` and `compare` have in common: looks at `-o FILE`, takes the results from it
/// if it holds this study, otherwise simulates and keeps them there if that is wanted. With
/// --dry-run it only says what it would do, and returns nothing; `also_planned` adds keys to what
/// it says as JSON. With a
/// sequence, `study` and `policies` have the most replications that are allowed. Throws
/// MachineError, OutputError, model::Interrupted.
std::optional<Obtained> obtain(std::string_view verb, const Study& study,
                               const experiment::Policies& policies, const Options& options,
                               const Interruption& interruption, const Console& console,
                               const std::function<void(results::JsonWriter&)>& also_planned = {},
                               const Sequence* sequence = nullptr);

}  // namespace tenure::cli
