// SPDX-License-Identifier: Apache-2.0
#include "experiment/sweep_run.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "engine/team.h"
#include "model/simulation.h"
#include "results/errors.h"

namespace tenure::experiment {

namespace {

using results::PackedUnit;
using results::PackedVariables;

/// A point's models, made by the first thread that needs them.
struct SharedPoint {
  std::once_flag made;
  std::optional<SweptPoint> models;
};

/// A pack that is being worked on.
struct OpenPack {
  std::size_t number = 0;
  std::size_t first = 0;
  std::size_t next = 0;  ///< unit to hand out, from `first`
  std::size_t left = 0;  ///< units that are not finished
  std::map<std::size_t, std::shared_ptr<SharedPoint>> points;
  std::vector<std::optional<PackedUnit>> units;
  std::vector<PackedVariables> variables;
};

struct Job {
  std::shared_ptr<OpenPack> pack;
  std::size_t unit = 0;  ///< number in the plan
  std::shared_ptr<SharedPoint> point;
};

/// One process's share of a sweep, worked on by several threads: every thread takes the next unit
/// of the pack in hand, and whoever finishes the last unit of a pack writes it.
class Working {
 public:
  Working(const SweepStudy& study, const SweepPlan& plan, const SweepStore& store, WorkQueue& queue,
          const SweepRun& how)
      : study_(study), plan_(plan), store_(store), queue_(queue), how_(how) {
    for (std::size_t pack = how.shard.k - 1; pack < plan.packs(); pack += how.shard.count) {
      packs_.push_back(pack);
      units_ += store.units_in(pack);
    }
  }

  SweepDone work() {
    const bool side_by_side = units_ >= how_.threads;
    engine::Team team(how_.threads);
    try {
      if (side_by_side) {
        team.for_each(how_.threads, [&](std::size_t, unsigned) {
          engine::Team alone(1);
          work_with(alone);
        });
      } else {
        work_with(team);
      }
    } catch (const model::Interrupted&) {
      done_.interrupted = true;
    } catch (...) {
      save_open_packs(true);
      throw;
    }
    if (how_.stop.stop_requested()) done_.interrupted = true;
    save_open_packs(false);
    return done_;
  }

 private:
  void work_with(engine::Team& team) {
    try {
      while (std::optional<Job> job = next()) finish(*job, carry_out(*job, team));
    } catch (...) {
      failed_ = true;
      throw;
    }
  }

  /// The next unit that nobody has taken, of the pack in hand or of one that is claimed now.
  std::optional<Job> next() {
    const std::lock_guard lock(mutex_);
    while (true) {
      if (failed_ || how_.stop.stop_requested()) return std::nullopt;
      if (in_hand_ && in_hand_->next < in_hand_->units.size()) break;
      in_hand_.reset();
      const std::optional<std::size_t> claimed = queue_.claim(packs_.size());
      if (!claimed) return std::nullopt;
      position_ = *claimed;
      in_hand_ = open(packs_[*claimed]);
    }
    Job job{in_hand_, in_hand_->first + in_hand_->next++, nullptr};
    auto& point = in_hand_->points[study_.point_of(job.unit)];
    if (!point) point = std::make_shared<SharedPoint>();
    job.point = point;
    return job;
  }

  /// None if the pack is there already.
  std::shared_ptr<OpenPack> open(std::size_t number) {
    try {
      if (store_.read(number)) {
        ++done_.packs_there;
        units_done_ += store_.units_in(number);
        report();
        return nullptr;
      }
    } catch (const results::InputError& refusal) {
      if (how_.note) how_.note(std::string(refusal.what()) + "; computed again");
    }
    if (!spare_) {
      spare_.emplace(store_, plan_);
      for (const std::string& note : spare_->notes()) {
        if (how_.note) how_.note(note);
      }
    }
    auto pack = std::make_shared<OpenPack>();
    pack->number = number;
    pack->first = store_.first_unit(number);
    pack->units.resize(store_.units_in(number));
    pack->left = pack->units.size();
    open_.push_back(pack);
    return pack;
  }

  struct Outcome {
    PackedUnit unit;
    std::vector<PackedVariables> variables;  ///< by policy
  };

  Outcome carry_out(const Job& job, engine::Team& team) {
    const auto begin = std::chrono::steady_clock::now();
    SharedPoint& shared = *job.point;
    std::call_once(shared.made, [&] { shared.models.emplace(study_, study_.point_of(job.unit)); });
    const SweptPoint& point = *shared.models;
    const std::size_t replication = study_.replication_of(job.unit);
    if (auto found = take_spare(point.unit_id(replication))) {
      found->unit.number = job.unit;
      ++reused_;
      return {std::move(found->unit), std::move(found->variables)};
    }
    Outcome outcome{run_unit(point, replication, team, how_.stop), point.variables()};
    outcome.unit.number = job.unit;
    ++computed_;
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begin;
    const std::lock_guard lock(mutex_);
    done_.unit_seconds += spent.count();
    return outcome;
  }

  std::optional<SpareUnits::Found> take_spare(const std::string& id) {
    if (!spare_->has(id)) return std::nullopt;
    const std::lock_guard lock(mutex_);
    return spare_->take(id);
  }

  void finish(const Job& job, Outcome outcome) {
    std::shared_ptr<OpenPack> whole;
    {
      const std::lock_guard lock(mutex_);
      OpenPack& pack = *job.pack;
      for (std::size_t i = 0; i < outcome.variables.size(); ++i) {
        outcome.unit.policies[i].variables = place_of(outcome.variables[i], pack.variables);
      }
      pack.units[job.unit - pack.first] = std::move(outcome.unit);
      ++units_done_;
      if (--pack.left == 0) {
        whole = job.pack;
        std::erase(open_, whole);
      }
      report();
    }
    if (!whole) return;
    write(*whole);
    ++written_;
  }

  static std::size_t place_of(const PackedVariables& list, std::vector<PackedVariables>& lists) {
    const auto found = std::find(lists.begin(), lists.end(), list);
    const auto place = static_cast<std::size_t>(found - lists.begin());
    if (found == lists.end()) lists.push_back(list);
    return place;
  }

  void write(const OpenPack& pack) const {
    results::Pack content;
    content.variables = pack.variables;
    for (const std::optional<PackedUnit>& unit : pack.units) {
      if (unit) content.units.push_back(*unit);
    }
    store_.write(pack.number, std::move(content));
  }

  /// After an interruption or a failure, when no thread works any more.
  void save_open_packs(bool after_failure) {
    done_.packs_written = written_;
    done_.units_computed = computed_;
    done_.units_reused = reused_;
    for (const std::shared_ptr<OpenPack>& pack : open_) {
      const std::size_t finished = pack->units.size() - pack->left;
      if (finished == 0) continue;
      try {
        write(*pack);
        done_.units_saved += finished;
      } catch (const results::OutputError&) {
        if (!after_failure) throw;  // otherwise what failed first is what counts
      }
    }
    open_.clear();
  }

  void report() {
    if (!how_.progress || packs_.empty()) return;
    // Together with others nobody knows what they have done, but packs are claimed in order.
    const double share = queue_.processes() == 1
                             ? static_cast<double>(units_done_) / static_cast<double>(units_)
                             : static_cast<double>(position_) / static_cast<double>(packs_.size());
    how_.progress(share);
  }

  const SweepStudy& study_;
  const SweepPlan& plan_;
  const SweepStore& store_;
  WorkQueue& queue_;
  const SweepRun& how_;
  std::vector<std::size_t> packs_;  // of the shard
  std::size_t units_ = 0;           // in them

  std::atomic<bool> failed_{false};
  std::atomic<std::size_t> computed_{0};
  std::atomic<std::size_t> reused_{0};
  std::atomic<std::size_t> written_{0};

  std::mutex mutex_;  // of what follows
  std::shared_ptr<OpenPack> in_hand_;
  std::vector<std::shared_ptr<OpenPack>> open_;
  std::optional<SpareUnits> spare_;
  std::size_t position_ = 0;
  std::size_t units_done_ = 0;
  SweepDone done_;
};

}  // namespace

SweepDone run_sweep(const SweepStudy& study, const SweepPlan& plan, const SweepStore& store,
                    WorkQueue& queue, const SweepRun& how) {
  return Working(study, plan, store, queue, how).work();
}

}  // namespace tenure::experiment
