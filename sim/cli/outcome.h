// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "cli/console.h"
#include "cli/work.h"
#include "experiment/replicate.h"
#include "model/specification.h"
#include "results/dataset.h"

namespace tenure::cli {

/// What came of a run of one policy.
struct Outcome {
  const model::Specification& specification;
  const Obtained& obtained;
  std::string how_it_ended = {};                                      ///< a paragraph, or none
  std::function<void(results::JsonWriter&)> write_how_it_ended = {};  ///< keys, or none
};

/// Root attribute of the dataset: events over all replications.
inline constexpr const char* kEventsAttribute = "events";
std::int64_t events_in(const results::Dataset& dataset);
std::int64_t events_in(const experiment::Records& records);

/// "3.9 million events in 1.1 s (3.5 million a second, 2 threads)"
std::string effort(const Obtained& obtained);

/// For people: title, question, what was simulated, KPIs with their margins of error, why customers
/// left.
std::string as_table(const Outcome& outcome, const Console& console);

/// For programs: one line (FORMATS section 4).
std::string as_json(const Outcome& outcome);

}  // namespace tenure::cli
