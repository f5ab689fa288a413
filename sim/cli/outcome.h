// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "cli/console.h"
#include "model/specification.h"
#include "results/dataset.h"

namespace tenure::cli {

/// What came of a run, freshly simulated or found in a file: everything is told from the dataset,
/// so that both tell the same.
struct Outcome {
  const model::Specification& specification;
  const results::Dataset& dataset;
  unsigned threads = 1;
  double wall_seconds = 0.0;  ///< 0 if nothing had to be simulated
};

/// Root attribute of the dataset: events over all replications.
inline constexpr const char* kEventsAttribute = "events";
std::int64_t events_in(const results::Dataset& dataset);

/// For people: title, question, what was simulated, KPIs with their margins of error, why customers
/// left.
std::string as_table(const Outcome& outcome, const Console& console);

/// For programs: one line (FORMATS section 4).
std::string as_json(const Outcome& outcome);

}  // namespace tenure::cli
