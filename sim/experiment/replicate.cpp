// SPDX-License-Identifier: Apache-2.0
#include "experiment/replicate.h"

#include <chrono>
#include <mutex>

#include "engine/team.h"

namespace tenure::experiment {

namespace {

/// Adds up the shares that replications report into one that only rises.
class SharedProgress {
 public:
  SharedProgress(const std::function<void(double)>& report, std::size_t replications)
      : report_(report), shares_(replications, 0.0) {}

  std::function<void(double)> of(std::size_t replication) {
    if (!report_) return {};
    return [this, replication](double share) {
      const std::lock_guard lock(mutex_);
      sum_ += share - shares_[replication];
      shares_[replication] = share;
      report_(sum_ / static_cast<double>(shares_.size()));
    };
  }

 private:
  const std::function<void(double)>& report_;
  std::mutex mutex_;
  std::vector<double> shares_;
  double sum_ = 0.0;
};

}  // namespace

Finished replicate(const model::Model& model, const RunOptions& options) {
  const auto replications = static_cast<std::size_t>(model.specification().replications);
  Finished finished;
  finished.records.resize(replications);
  SharedProgress progress(options.progress, replications);
  const auto run_one = [&](std::size_t replication, engine::Team& team) {
    if (options.stop.stop_requested()) throw model::Interrupted();  // before it sets up customers
    const Unit unit{model.specification().policy, replication};
    model::Execution execution;
    execution.cell_size = options.cell_size;
    execution.stop = options.stop;
    execution.progress = progress.of(replication);
    if (options.units != nullptr) {
      if (auto finished_before = options.units->take(unit)) {
        finished.records[replication] = *std::move(finished_before);
        if (execution.progress) execution.progress(1.0);
        return;
      }
    }
    model::Simulation simulation(model, replication, team, std::move(execution));
    finished.records[replication] = simulation.run();
    if (options.units != nullptr) options.units->keep(unit, finished.records[replication]);
  };

  const auto begin = std::chrono::steady_clock::now();
  engine::Team team(options.threads);
  if (replications >= options.threads) {
    team.for_each(replications, [&](std::size_t replication, unsigned) {
      engine::Team alone(1);
      run_one(replication, alone);
    });
  } else {
    for (std::size_t replication = 0; replication < replications; ++replication) {
      run_one(replication, team);
    }
  }
  finished.wall_seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return finished;
}

}  // namespace tenure::experiment
