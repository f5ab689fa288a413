// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "analysis/stopping.h"
#include "cli/console.h"
#include "cli/interruption.h"
#include "cli/options.h"
#include "cli/study.h"
#include "cli/work.h"
#include "experiment/sequence.h"
#include "experiment/until.h"
#include "results/json.h"

/// --until and --select: studies that find their number of replications while they run.
namespace tenure::cli {

/// The most replications, where --replications does not say so.
inline constexpr std::size_t kMostReplications = 1000;

/// What came of --until.
struct UntilOutcome {
  experiment::Until until;
  analysis::Stopping stopping;
  bool is_of_differences = false;  ///< from the first policy
  double allowed = 0.0;            ///< half width, in the KPI's unit
};

/// What came of --select.
struct SelectOutcome {
  experiment::SelectionGoal goal;
  std::string amount;  ///< as written: "1000 EUR"
  experiment::Selected selected;
};

struct SequenceOutcome {
  std::optional<UntilOutcome> until;
  std::optional<SelectOutcome> select;
};

/// A sequential study as it ended: with as many replications as it has now.
struct Sequenced {
  Study study;
  Obtained obtained;
  SequenceOutcome outcome;
};

bool is_sequential(const Options& options);

/// As obtain() (cli/work.h), for --until or --select. Throws UsageError if the options do not go
/// together, cannot be understood or say nothing about this scenario.
std::optional<Sequenced> obtain_in_sequence(std::string_view verb, const Study& study,
                                            const Options& options,
                                            const Interruption& interruption,
                                            const Console& console);

/// A paragraph for people.
std::string in_words(const SequenceOutcome& outcome, const Study& study);

/// The keys `until` and `selection`.
void write_sequence(results::JsonWriter& json, const SequenceOutcome& outcome, const Study& study);

}  // namespace tenure::cli
