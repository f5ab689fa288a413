// SPDX-License-Identifier: Apache-2.0
#include "experiment/replicate.h"

#include <chrono>
#include <mutex>

#include "engine/team.h"

namespace tenure::experiment {

namespace {

/// Adds up the shares that units report into one that only rises.
class SharedProgress {
 public:
  SharedProgress(const std::function<void(double)>& report, std::size_t units)
      : report_(report), shares_(units, 0.0) {}

  std::function<void(double)> of(std::size_t unit) {
    if (!report_) return {};
    return [this, unit](double share) {
      const std::lock_guard lock(mutex_);
      sum_ += share - shares_[unit];
      shares_[unit] = share;
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

std::vector<Unit> units_of(const Policies& policies) {
  std::vector<Unit> units;
  for (std::size_t replication = 0; replication < policies.replications(); ++replication) {
    for (std::size_t policy = 0; policy < policies.size(); ++policy) {
      units.push_back({replication, policy});
    }
  }
  return units;
}

double replicate(const Policies& policies, const RunOptions& options, const TakeRecord& take) {
  const std::vector<Unit> units = units_of(policies);
  SharedProgress progress(options.progress, units.size());
  const auto run_one = [&](std::size_t number, engine::Team& team) {
    if (options.stop.stop_requested()) throw model::Interrupted();  // before it sets up customers
    const Unit unit = units[number];
    model::Execution execution;
    execution.cell_size = options.cell_size;
    execution.stop = options.stop;
    execution.progress = progress.of(number);
    const model::Model& model = policies[unit.policy];
    const UnitName name{model.specification().policy, unit.replication};
    if (options.units != nullptr) {
      if (auto finished_before = options.units->take(name)) {
        take(unit, *std::move(finished_before));
        if (execution.progress) execution.progress(1.0);
        return;
      }
    }
    model::Record record =
        model::Simulation(model, unit.replication, team, std::move(execution)).run();
    if (options.units != nullptr) options.units->keep(name, record);
    take(unit, std::move(record));
  };

  const auto begin = std::chrono::steady_clock::now();
  engine::Team team(options.threads);
  if (units.size() >= options.threads) {
    team.for_each(units.size(), [&](std::size_t number, unsigned) {
      engine::Team alone(1);
      run_one(number, alone);
    });
  } else {
    for (std::size_t number = 0; number < units.size(); ++number) run_one(number, team);
  }
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

Finished replicate(const Policies& policies, const RunOptions& options) {
  Finished finished;
  finished.records.assign(policies.size(), std::vector<model::Record>(policies.replications()));
  finished.wall_seconds = replicate(policies, options, [&](const Unit& unit, model::Record record) {
    finished.records[unit.policy][unit.replication] = std::move(record);
  });
  return finished;
}

}  // namespace tenure::experiment
