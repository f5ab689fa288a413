// SPDX-License-Identifier: Apache-2.0
#include "experiment/sequence.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <utility>

#include "engine/elementary.h"
#include "experiment/tabulate.h"
#include "model/record.h"

namespace tenure::experiment {

namespace {

/// Keeps in memory what earlier rounds simulated; beyond that it asks and tells another store.
class RoundsBefore final : public UnitStore {
 public:
  explicit RoundsBefore(UnitStore* beyond) : beyond_(beyond) {}

  /// Makes room for a round, so that threads need not share anything but their own units.
  void prepare_for(const Policies& policies) {
    for (std::size_t policy = 0; policy < policies.size(); ++policy) {
      std::vector<std::optional<model::Record>>& known =
          known_[policies[policy].specification().policy];
      if (known.size() < policies.replications()) known.resize(policies.replications());
    }
  }

  std::optional<model::Record> take(const UnitName& unit) override {
    std::optional<model::Record>& known = at(unit);
    if (!known && beyond_ != nullptr) known = beyond_->take(unit);
    return known;
  }
  void keep(const UnitName& unit, const model::Record& record) override {
    at(unit) = record;
    if (beyond_ != nullptr) beyond_->keep(unit, record);
  }

 private:
  std::optional<model::Record>& at(const UnitName& unit) {
    return known_.find(unit.policy)->second.at(unit.replication);
  }

  UnitStore* beyond_;
  std::map<std::string, std::vector<std::optional<model::Record>>, std::less<>> known_;
};

struct Round {
  Records records;
  std::vector<KpiTotals> totals;
};

/// One after the other, each with all replications so far.
class Rounds {
 public:
  Rounds(const MakePolicies& make, const RoundOptions& options)
      : make_(make), options_(options), before_(options.run.units) {}

  Round carry_out(std::size_t replications, const std::vector<std::size_t>& which) {
    if (options_.on_round) options_.on_round(replications);
    const Policies policies = make_(replications, which);
    before_.prepare_for(policies);
    RunOptions how = options_.run;
    how.units = &before_;
    Finished finished = replicate(policies, how);
    wall_seconds_ += finished.wall_seconds;
    const StudyTexts no_texts{{}, std::vector<std::string>(policies.size())};
    std::vector<KpiTotals> totals = totals_of(tabulate(no_texts, policies, finished.records));
    return {std::move(finished.records), std::move(totals)};
  }

  double wall_seconds() const { return wall_seconds_; }

 private:
  const MakePolicies& make_;
  const RoundOptions& options_;
  RoundsBefore before_;
  double wall_seconds_ = 0.0;
};

std::vector<std::size_t> numbers(std::size_t count) {
  std::vector<std::size_t> all(count);
  std::iota(all.begin(), all.end(), std::size_t{0});
  return all;
}

template <class AllTotals>
auto* find(AllTotals& totals, const std::string& kpi) {
  const auto found = std::find_if(totals.begin(), totals.end(),
                                  [&](const KpiTotals& one) { return one.name == kpi; });
  return found == totals.end() ? nullptr : &*found;
}

bool breaks_one(const std::vector<Requirement>& requirements, const std::vector<KpiTotals>& totals,
                std::size_t policy) {
  return std::any_of(requirements.begin(), requirements.end(), [&](const Requirement& must) {
    const KpiTotals* kpi = find(totals, must.kpi);
    return kpi != nullptr && must.is_broken_by(kpi->interval(policy).mean);
  });
}

/// Large is good; up to the first one that is missing.
std::vector<double> observations_of(const std::vector<double>& values, Better better) {
  std::vector<double> observations;
  for (const double x : values) {
    if (std::isnan(x)) break;
    observations.push_back(better == Better::highest ? x : -x);
  }
  return observations;
}

/// Puts what a round simulated into the records and totals of all policies.
void put(Records& all, std::vector<KpiTotals>& totals, Round round,
         const std::vector<std::size_t>& which, std::size_t policies) {
  all.resize(policies);
  const std::size_t replications = round.records.front().size();
  for (const KpiTotals& kpi : round.totals) {
    KpiTotals* known = find(totals, kpi.name);
    if (known == nullptr) {
      totals.push_back(kpi);
      known = &totals.back();
      const KpiTotals::Values missing(policies, std::vector<double>(replications, engine::kNaN));
      known->values = missing;
      if (!kpi.below.empty()) known->above = known->below = missing;
    }
    for (std::size_t i = 0; i < which.size(); ++i) {
      known->values[which[i]] = kpi.values[i];
      if (kpi.below.empty()) continue;
      known->above[which[i]] = kpi.above[i];
      known->below[which[i]] = kpi.below[i];
    }
  }
  for (std::size_t i = 0; i < which.size(); ++i) all[which[i]] = std::move(round.records[i]);
}

/// A quarter more, so that little is simulated in vain and threads have enough to do (assumption).
std::size_t next_round(std::size_t replications, std::size_t at_most) {
  return std::min(at_most, replications + std::max<std::size_t>(10, replications / 4));
}

}  // namespace

UntilRun replicate_until(const Until& until, std::size_t policies, const MakePolicies& make,
                         const RoundOptions& options) {
  Rounds rounds(make, options);
  UntilRun run;
  std::size_t replications = analysis::next_checkpoint(0, until.rule.at_most);
  while (true) {
    Round round = rounds.carry_out(replications, numbers(policies));
    if (!has_value(round.totals, until.kpi)) throw NoValueToStopBy(until.kpi);
    run.stopping = precise_enough(until, round.totals);
    if (run.stopping.is_over) {
      run.records = std::move(round.records);
      run.wall_seconds = rounds.wall_seconds();
      return run;
    }
    replications = run.stopping.replications;
  }
}

std::size_t Selected::longest() const {
  return *std::max_element(replications.begin(), replications.end());
}

std::size_t Selected::replications_of_all() const {
  return std::accumulate(replications.begin(), replications.end(), std::size_t{0});
}

Selected selected_by(const SelectionGoal& goal, const std::vector<KpiTotals>& totals) {
  const KpiTotals* kpi = find(totals, goal.kpi);
  if (kpi == nullptr) throw NoValueToStopBy(goal.kpi);
  const std::size_t policies = kpi->values.size();
  Selected selected;
  selected.replications.assign(policies, kFirstStage);
  selected.in_contest.assign(policies, false);
  selected.still_in.assign(policies, false);
  std::vector<KpiTotals> first_stage;
  for (const KpiTotals& one : totals) first_stage.push_back(one.first(kFirstStage));
  std::vector<std::size_t> contestants;
  std::vector<std::vector<double>> observations;
  for (const std::size_t policy : numbers(policies)) {
    std::vector<double> of_policy = observations_of(kpi->values[policy], goal.better);
    if (of_policy.size() < kFirstStage) continue;  // without a value it cannot win
    if (breaks_one(goal.requirements, first_stage, policy)) continue;
    selected.in_contest[policy] = true;
    contestants.push_back(policy);
    observations.push_back(std::move(of_policy));
  }
  if (contestants.empty()) return selected;
  selected.best = contestants.front();
  selected.is_decided = contestants.size() == 1;
  if (selected.is_decided) return selected;
  const analysis::Selection contest =
      analysis::select_best(observations, {goal.indifference, goal.error_rate, kFirstStage});
  selected.best = contestants[contest.best];
  selected.is_decided = contest.is_decided;
  for (std::size_t i = 0; i < contestants.size(); ++i) {
    selected.replications[contestants[i]] = contest.replications[i];
    selected.still_in[contestants[i]] = !contest.is_decided && contest.still_in[i];
  }
  return selected;
}

SelectionRun select(const SelectionGoal& goal, std::size_t policies, const MakePolicies& make,
                    const RoundOptions& options) {
  Rounds rounds(make, options);
  SelectionRun run;
  std::vector<KpiTotals> totals;
  std::vector<std::size_t> which = numbers(policies);
  std::size_t replications = kFirstStage;
  while (true) {
    put(run.records, totals, rounds.carry_out(replications, which), which, policies);
    if (!has_value(totals, goal.kpi)) throw NoValueToStopBy(goal.kpi);
    run.selected = selected_by(goal, totals);
    which.clear();
    for (const std::size_t policy : numbers(policies)) {
      if (run.selected.still_in[policy]) which.push_back(policy);
    }
    if (which.empty() || replications == goal.at_most) break;
    replications = next_round(replications, goal.at_most);
  }
  for (std::size_t policy = 0; policy < policies; ++policy) {
    run.records[policy].resize(run.selected.replications[policy]);  // beyond: discarded
    run.records[policy].resize(run.selected.longest());
  }
  run.wall_seconds = rounds.wall_seconds();
  return run;
}

}  // namespace tenure::experiment
