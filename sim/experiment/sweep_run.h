// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "experiment/shard.h"
#include "experiment/sweep_plan.h"
#include "experiment/sweep_store.h"
#include "experiment/sweep_unit.h"
#include "experiment/work_queue.h"

namespace tenure::experiment {

struct SweepRun {
  unsigned threads = 1;
  Shard shard;
  std::stop_token stop;
  std::function<void(double)> progress;          ///< told the share done, by one thread at a time
  std::function<void(const std::string&)> note;  ///< told what cannot be used and why
};

/// What one process did.
struct SweepDone {
  std::size_t packs_there = 0;  ///< found whole and verified
  std::size_t packs_written = 0;
  std::size_t units_computed = 0;
  std::size_t units_reused = 0;  ///< taken over from other packs
  std::size_t units_saved = 0;   ///< of packs that were interrupted
  double unit_seconds = 0.0;     ///< spent in models and event loops, over all threads
  bool interrupted = false;
};

/// Works through the packs that this process claims, until none is left or it is asked to stop:
/// then finished units of unfinished packs are saved, so that what was being computed is all that
/// is lost. Throws OutputError, ScenarioError, or what a unit threw; the same is saved before.
SweepDone run_sweep(const SweepStudy& study, const SweepPlan& plan, const SweepStore& store,
                    WorkQueue& queue, const SweepRun& how);

}  // namespace tenure::experiment
