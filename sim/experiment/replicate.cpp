// SPDX-License-Identifier: Apache-2.0
#include "experiment/replicate.h"

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "engine/team.h"
#include "experiment/twin_joining.h"

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

namespace {

/// Calls `run(number, team)` for all pieces of work: side by side if there are enough of them, else
/// one after the other, each by all threads. Returns how long it took [s].
double work_through(std::size_t pieces, unsigned threads,
                    const std::function<void(std::size_t, engine::Team&)>& run) {
  const auto begin = std::chrono::steady_clock::now();
  engine::Team team(threads);
  if (pieces >= threads) {
    team.for_each(pieces, [&](std::size_t number, unsigned) {
      engine::Team alone(1);
      run(number, alone);
    });
  } else {
    for (std::size_t number = 0; number < pieces; ++number) run(number, team);
  }
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

model::Execution execution_of(const RunOptions& options, std::function<void(double)> progress) {
  if (options.stop.stop_requested()) throw model::Interrupted();  // before it sets up customers
  model::Execution execution;
  execution.cell_size = options.cell_size;
  execution.stop = options.stop;
  execution.progress = std::move(progress);
  return execution;
}

/// The runs of a study whose policies are joined customer by customer.
class JoinedRuns {
 public:
  JoinedRuns(const Policies& policies, const RunOptions& options, const TakeRecord& take)
      : policies_(policies), options_(options), take_(take) {
    for (std::size_t i = 0; i < policies.replications(); ++i) plan_replication(i);
  }

  double carry_out() {
    SharedProgress progress(options_.progress, found_ + runs_.size());
    for (std::size_t i = 0; i < found_; ++i) {
      if (const auto report = progress.of(i)) report(1.0);
    }
    return work_through(runs_.size(), options_.threads,
                        [&](std::size_t number, engine::Team& team) {
                          run(runs_[number], team, progress.of(found_ + number));
                        });
  }

 private:
  enum class Kind { policy, other_luck };
  struct Run {
    std::size_t replication;
    Kind kind;
    std::size_t number;  ///< of the policy, or of the luck
    bool is_known;       ///< only its fates are wanted
  };
  struct Joining {
    explicit Joining(TwinJoining of_replication) : twins(std::move(of_replication)) {}
    std::mutex mutex;
    TwinJoining twins;
  };

  UnitName name_of(const Unit& unit) const {
    return {policies_[unit.policy].specification().policy, unit.replication};
  }

  /// Takes what was finished before. The first policy is run again if a policy is to be joined with
  /// it; it comes first, then other luck, so that little has to wait for them.
  void plan_replication(std::size_t replication) {
    std::vector<std::size_t> missing;
    for (std::size_t policy = 0; policy < policies_.size(); ++policy) {
      const Unit unit{replication, policy};
      auto before = options_.units != nullptr ? options_.units->take(name_of(unit)) : std::nullopt;
      if (before) {
        take_(unit, *std::move(before));
        ++found_;
      } else {
        missing.push_back(policy);
      }
    }
    const bool first_is_known = missing.empty() || missing.front() != 0;
    if (!first_is_known) missing.erase(missing.begin());
    joinings_.push_back(std::make_unique<Joining>(TwinJoining(policies_, replication, missing)));
    const TwinJoining& twins = joinings_.back()->twins;
    if (!first_is_known || twins.needs_first()) {
      runs_.push_back({replication, Kind::policy, 0, first_is_known});
    }
    for (const std::size_t luck : twins.lucks()) {
      runs_.push_back({replication, Kind::other_luck, luck, true});
    }
    for (const std::size_t policy : missing) {
      runs_.push_back({replication, Kind::policy, policy, false});
    }
  }

  void run(const Run& run, engine::Team& team, std::function<void(double)> progress) {
    const model::Model& model =
        run.kind == Kind::policy ? policies_[run.number] : policies_.with_other_luck(run.number);
    model::Execution execution = execution_of(options_, std::move(progress));
    model::Fates fates;
    execution.fates = &fates;
    model::Record record =
        model::Simulation(model, run.replication, team, std::move(execution)).run();
    Joining& joining = *joinings_[run.replication];
    std::vector<std::pair<std::size_t, model::Record>> complete;
    {
      const std::lock_guard lock(joining.mutex);
      if (run.kind == Kind::other_luck) {
        joining.twins.take_luck(run.number, std::move(fates));
      } else if (run.number > 0) {
        joining.twins.take_policy(run.number, std::move(record), std::move(fates));
      } else if (joining.twins.needs_first()) {
        joining.twins.take_first(std::move(fates));
      }
      complete = joining.twins.take_complete();
    }
    if (run.kind == Kind::policy && run.number == 0 && !run.is_known) {
      complete.emplace_back(0, std::move(record));
    }
    for (auto& [policy, finished] : complete) {
      const Unit unit{run.replication, policy};
      if (options_.units != nullptr) options_.units->keep(name_of(unit), finished);
      take_(unit, std::move(finished));
    }
  }

  const Policies& policies_;
  const RunOptions& options_;
  const TakeRecord& take_;
  std::size_t found_ = 0;
  std::vector<std::unique_ptr<Joining>> joinings_;  // by replication
  std::vector<Run> runs_;
};

}  // namespace

double replicate(const Policies& policies, const RunOptions& options, const TakeRecord& take) {
  if (policies.have_twins()) return JoinedRuns(policies, options, take).carry_out();
  const std::vector<Unit> units = units_of(policies);
  SharedProgress progress(options.progress, units.size());
  return work_through(units.size(), options.threads, [&](std::size_t number, engine::Team& team) {
    const Unit unit = units[number];
    model::Execution execution = execution_of(options, progress.of(number));
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
  });
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
