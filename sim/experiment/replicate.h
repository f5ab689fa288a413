// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <stop_token>
#include <vector>

#include "experiment/policies.h"
#include "experiment/unit_store.h"
#include "model/record.h"
#include "model/simulation.h"

namespace tenure::experiment {

/// How replications are carried out; none of it changes a number.
struct RunOptions {
  unsigned threads = 1;
  std::stop_token stop;
  std::function<void(double)>
      progress;  ///< told the share of all work done, by one thread at a time
  std::size_t cell_size = model::Population::kUsualCellSize;
  /// What is finished already, and where to keep what will be; or none.
  UnitStore* units = nullptr;
};

/// The unit of work: one replication of one policy. It depends on no other unit, so it may be done
/// at any time, on any thread.
struct Unit {
  std::size_t replication = 0;
  std::size_t policy = 0;
};

/// The units of a study in the order of work: all policies of a replication before the next one, so
/// that what is done at any time is as many whole pairs as possible.
std::vector<Unit> units_of(const Policies& policies);

/// What came of all units: [policy][replication].
using Records = std::vector<std::vector<model::Record>>;

struct Finished {
  Records records;
  double wall_seconds = 0.0;  ///< of the event loops, population set-up included
};

/// All units of a study. Units run side by side first; where they are fewer than threads, the
/// threads share each one's customers. Throws model::Interrupted when asked to stop, else what the
/// first unit that failed threw.
Finished replicate(const Policies& policies, const RunOptions& options);

/// The same for who needs no records later: each is handed over by the thread that finished it,
/// several at a time. Returns wall_seconds.
using TakeRecord = std::function<void(const Unit&, model::Record)>;
double replicate(const Policies& policies, const RunOptions& options, const TakeRecord& take);

}  // namespace tenure::experiment
