// SPDX-License-Identifier: Apache-2.0
#include "experiment/stress.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "experiment/tabulate.h"

namespace tenure::experiment {

namespace {

using scenario::Loaded;

/// What was simulated of policies that a move leaves as they are, for the next such move.
class UnmovedUnits final : public UnitStore {
 public:
  explicit UnmovedUnits(std::size_t replications) : replications_(replications) {}

  /// Before each move; `changes` by policy.
  void expect(const Policies& policies, const std::vector<bool>& changes) {
    current_.clear();
    for (std::size_t policy = 0; policy < policies.size(); ++policy) {
      if (changes[policy]) continue;
      auto& records = records_[policies[policy].specification().policy];
      records.resize(replications_);
      current_[policies[policy].specification().policy] = &records;
    }
  }

  std::optional<model::Record> take(const UnitName& unit) override {
    const auto found = current_.find(unit.policy);
    return found == current_.end() ? std::nullopt : (*found->second)[unit.replication];
  }
  void keep(const UnitName& unit, const model::Record& record) override {
    const auto found = current_.find(unit.policy);
    if (found != current_.end()) (*found->second)[unit.replication] = record;
  }

 private:
  using Records = std::vector<std::optional<model::Record>>;  // by replication

  std::size_t replications_;
  std::map<std::string, Records, std::less<>> records_;
  std::map<std::string, Records*, std::less<>> current_;  // threads only look up
};

std::vector<std::size_t> order_of(const Ranking& ranking) {
  std::vector<std::size_t> order;
  for (const Standing& standing : ranking.order) order.push_back(standing.policy);
  return order;
}

/// Whether two policies that changed places are told apart in their new order.
bool is_any_swap_beyond_noise(const std::vector<std::size_t>& before, const Ranking& now,
                              const Comparison& comparison) {
  const auto place_before = [&](std::size_t policy) {
    return std::find(before.begin(), before.end(), policy) - before.begin();
  };
  for (std::size_t i = 0; i < now.order.size(); ++i) {
    for (std::size_t j = i + 1; j < now.order.size(); ++j) {
      const std::size_t ahead = now.order[i].policy;
      const std::size_t behind = now.order[j].policy;
      if (place_before(ahead) < place_before(behind)) continue;
      const Lead lead = lead_of(comparison, now, ahead, behind);
      if (lead.is_beyond_noise() && lead.by.difference.mean > 0.0) return true;
    }
  }
  return false;
}

/// Looks at the comparisons of all moves from the one without any.
class Stressing {
 public:
  Stressing(const StressPlan& plan, const Unmoved& unmoved, const ReadMoved& read)
      : plan_(plan),
        unmoved_(unmoved),
        read_(read),
        ranking_(rank(unmoved.comparison, unmoved.criterion)),
        order_(order_of(ranking_)),
        units_(
            static_cast<std::size_t>(unmoved.loaded.policies.front().specification.replications)) {}

  Stress carry_out(const RunOptions& how) {
    Stress stress;
    stress.margin = lead_of_first(unmoved_.comparison, ranking_);
    double work = 0.0;
    for (const PlannedMove& move : plan_.moves) work += work_of(move);
    double done = 0.0;
    for (const PlannedMove& move : plan_.moves) {
      RunOptions options = how;
      options.units = &units_;
      if (how.progress) {
        options.progress = [&, before = done](double share) {
          how.progress((before + share * work_of(move)) / work);
        };
      }
      stress.outcomes.push_back(look_at(compared(move, options), stress.margin));
      done += work_of(move);
    }
    stress.reactions = reactions_in(stress);
    return stress;
  }

 private:
  /// In policies to be simulated; one that changes none is not for nothing either.
  static double work_of(const PlannedMove& move) {
    const auto count = std::count(move.changes.begin(), move.changes.end(), true);
    return std::max(0.05, static_cast<double>(count));
  }

  Comparison compared(const PlannedMove& move, const RunOptions& options) {
    const Loaded loaded = read_({plan_.assumptions[move.assumption].path, move.to.factor});
    std::vector<model::Specification> specifications;
    StudyTexts texts{loaded.files.front().text, {}, {}};
    for (const std::size_t policy : unmoved_.policies) {
      specifications.push_back(loaded.policies[policy].specification);
      texts.resolved.push_back(loaded.policies[policy].resolved_yaml);
    }
    const Policies policies(specifications);
    units_.expect(policies, move.changes);
    return Comparison(tabulate(texts, policies, replicate(policies, options).records));
  }

  MoveOutcome look_at(const Comparison& comparison, const std::optional<Lead>& margin) const {
    const Ranking now = rank(comparison, unmoved_.criterion);
    MoveOutcome outcome;
    outcome.order = order_of(now);
    outcome.winner = now.winner();
    outcome.lead = lead_of_first(comparison, now);
    if (margin) outcome.margin = lead_of(comparison, now, margin->policy, margin->against);
    const std::optional<std::size_t> former = ranking_.winner();
    outcome.changes_winner = outcome.winner != former;
    outcome.changes_order = outcome.order != order_;
    if (outcome.changes_winner && former) {
      for (const Standing& standing : now.order) {
        if (standing.policy == *former) outcome.former_breaks = standing.broken;
      }
      if (outcome.winner) {
        outcome.over_the_former = lead_of(comparison, now, *outcome.winner, *former);
      }
    }
    outcome.is_beyond_noise =
        outcome.changes_winner
            ? outcome.over_the_former && outcome.over_the_former->is_beyond_noise() &&
                  outcome.over_the_former->by.difference.mean > 0.0
            : outcome.changes_order && is_any_swap_beyond_noise(order_, now, comparison);
    outcome.changes_nothing = true;
    for (const std::size_t policy : order_) {
      const double before = unmoved_.comparison.mean(ranking_.kpi, policy);
      const double after = comparison.mean(now.kpi, policy);
      const bool same = before == after || (std::isnan(before) && std::isnan(after));
      outcome.changes_nothing = outcome.changes_nothing && same;
    }
    return outcome;
  }

  std::vector<Reaction> reactions_in(const Stress& stress) const {
    std::vector<Reaction> reactions;
    if (!stress.margin) return reactions;
    const double unmoved = stress.margin->by.difference.mean;
    for (std::size_t i = 0; i < plan_.moves.size(); ++i) {
      const PlannedMove& move = plan_.moves[i];
      const double moved = stress.outcomes[i].margin->by.difference.mean;
      if (reactions.empty() || reactions.back().assumption != move.assumption) {
        reactions.push_back({move.assumption, {}, 0.0});
      }
      Reaction& reaction = reactions.back();
      for (std::size_t way = 0; way < scenario::kHalfDownAndUp.size(); ++way) {
        if (move.to.factor == scenario::kHalfDownAndUp[way]) reaction.moves[way] = i;
      }
      const double change = std::fabs(moved - unmoved);
      if (change > reaction.size) reaction.size = change;
    }
    std::stable_sort(reactions.begin(), reactions.end(),
                     [](const Reaction& a, const Reaction& b) { return a.size > b.size; });
    return reactions;
  }

  const StressPlan& plan_;
  const Unmoved& unmoved_;
  const ReadMoved& read_;
  Ranking ranking_;
  std::vector<std::size_t> order_;
  UnmovedUnits units_;
};

}  // namespace

bool Lead::is_beyond_noise() const {
  const analysis::PairedDifference& d = by.difference;
  return d.half_width && *d.half_width < std::fabs(d.mean);
}

Lead lead_of(const Comparison& comparison, const Ranking& ranking, std::size_t policy,
             std::size_t against) {
  const bool more = ranking.better == Better::highest;
  return {policy, against,
          more ? comparison.difference(ranking.kpi, policy, against)
               : comparison.difference(ranking.kpi, against, policy)};
}

std::optional<Lead> lead_of_first(const Comparison& comparison, const Ranking& ranking) {
  if (ranking.order.size() < 2) return std::nullopt;
  const Verdict verdict = ranking.order[1].verdict;
  const bool has_second = verdict != Verdict::breaks_a_must && verdict != Verdict::no_value;
  if (!ranking.winner() || !has_second) return std::nullopt;
  return lead_of(comparison, ranking, *ranking.winner(), ranking.order[1].policy);
}

std::size_t Stress::winner_changes() const {
  return static_cast<std::size_t>(std::count_if(
      outcomes.begin(), outcomes.end(), [](const MoveOutcome& one) { return one.changes_winner; }));
}

Stress stress(const StressPlan& plan, const Unmoved& unmoved, const ReadMoved& read,
              const RunOptions& how) {
  return Stressing(plan, unmoved, read).carry_out(how);
}

}  // namespace tenure::experiment
