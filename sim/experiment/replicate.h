// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <stop_token>
#include <vector>

#include "experiment/unit_store.h"
#include "model/model.h"
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
  UnitStore* units =
      nullptr;  ///< what is finished already, and where to keep what will be; or none
};

struct Finished {
  std::vector<model::Record> records;  ///< by replication
  double wall_seconds = 0.0;           ///< of the event loops, population set-up included
};

/// All replications of one policy. Replications run side by side first; where they are fewer than
/// threads, the threads share each one's customers. Throws model::Interrupted when asked to stop,
/// else what the lowest replication that failed threw.
Finished replicate(const model::Model& model, const RunOptions& options);

}  // namespace tenure::experiment
