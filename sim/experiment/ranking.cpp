// SPDX-License-Identifier: Apache-2.0
#include "experiment/ranking.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "analysis/estimate.h"
#include "analysis/holm.h"
#include "engine/elementary.h"

namespace tenure::experiment {

namespace {

constexpr const char* kFallback = "survival";

bool is_same(const analysis::PairedDifference& d) {
  return d.mean == 0.0 && d.half_width.value_or(0.0) == 0.0;
}

/// How the policies stand against the reference, by number, all of them judged at once.
std::vector<Standing> judge(const Comparison& comparison, Ranking& ranking) {
  std::vector<Standing> standings;
  std::vector<double> p_values;     // of those that are judged ...
  std::vector<std::size_t> judged;  // ... and their numbers
  for (std::size_t policy = 0; policy < comparison.policies().size(); ++policy) {
    Standing standing{policy, Verdict::undecided, {}, engine::kNaN, std::nullopt, false};
    if (policy == 0) standing.verdict = Verdict::reference;
    if (std::isnan(comparison.mean(ranking.kpi, policy))) {
      standing.verdict = Verdict::no_value;
    } else if (policy > 0) {
      const auto d = comparison.difference(ranking.kpi, policy, 0).difference;
      const double p = analysis::estimate_of_difference(d).p_of_other_than(0.0);
      if (is_same(d)) {
        standing.verdict = Verdict::same;
      } else if (!std::isnan(p)) {
        p_values.push_back(p);
        judged.push_back(policy);
      }
    }
    standings.push_back(std::move(standing));
  }
  ranking.judged = judged.size();
  const std::vector<double> together = analysis::adjusted_by_holm(p_values);
  for (std::size_t i = 0; i < judged.size(); ++i) {
    Standing& standing = standings[judged[i]];
    const auto d = comparison.difference(ranking.kpi, judged[i], 0).difference;
    standing.p_value = together[i];
    standing.half_width_of_all = analysis::half_width_among(d, judged.size(), kErrorRateOfAll);
    const bool is_good = (d.mean > 0.0) == (ranking.better == Better::highest);
    const bool is_told = together[i] <= kErrorRateOfAll;
    if (is_told) standing.verdict = is_good ? Verdict::better : Verdict::worse;
    standing.by_itself = !is_told && *d.half_width < std::fabs(d.mean);
  }
  return standings;
}

bool can_win(const Standing& standing) {
  return standing.verdict != Verdict::breaks_a_must && standing.verdict != Verdict::no_value;
}

BestOf best_of(const Comparison& comparison, const Ranking& ranking) {
  BestOf best{0, engine::kNaN, {}};
  const auto winner = ranking.winner();
  if (!winner) return best;
  std::vector<std::pair<std::size_t, double>> p_values;
  for (const Standing& standing : ranking.order) {
    if (standing.policy == *winner || !can_win(standing)) continue;
    const auto lead = analysis::estimate_of_difference(
        comparison.difference(ranking.kpi, *winner, standing.policy).difference);
    p_values.emplace_back(standing.policy, ranking.better == Better::highest
                                               ? lead.p_of_more_than(0.0)
                                               : lead.p_of_less_than(0.0));
  }
  best.rivals = p_values.size();
  for (const auto& [policy, p] : p_values) {
    if (std::isnan(p)) return {best.rivals, engine::kNaN, {}};
    const double of_all = std::min(1.0, p * static_cast<double>(best.rivals));
    if (!(best.p_value >= of_all)) best.p_value = of_all;
    if (of_all > kErrorRateOfAll) best.may_be_as_good.push_back(policy);
  }
  return best;
}

}  // namespace

std::optional<std::size_t> Ranking::winner() const {
  if (order.empty() || !can_win(order.front())) return std::nullopt;
  return order.front().policy;
}

Ranking rank(const Comparison& comparison, const Criterion& criterion) {
  Ranking ranking;
  ranking.as_asked = comparison.has(criterion.kpi);
  ranking.kpi = ranking.as_asked ? criterion.kpi : kFallback;
  ranking.better = ranking.as_asked ? criterion.better : Better::highest;
  for (Standing& standing : judge(comparison, ranking)) {
    for (const Requirement& must : criterion.requirements) {
      if (must.is_broken_by(comparison.mean(must.kpi, standing.policy))) {
        standing.broken.push_back(must.text);
      }
    }
    if (!standing.broken.empty()) standing.verdict = Verdict::breaks_a_must;
    ranking.order.push_back(std::move(standing));
  }
  for (const Requirement& must : criterion.requirements) {
    bool has_value = false;
    bool is_broken = false;
    for (std::size_t policy = 0; policy < comparison.policies().size(); ++policy) {
      const double mean = comparison.mean(must.kpi, policy);
      has_value = has_value || !std::isnan(mean);
      is_broken = is_broken || must.is_broken_by(mean);
    }
    if (!has_value) ranking.unjudged.push_back(must.text);
    if (has_value && !is_broken) ranking.kept.push_back(must.text);
  }
  const auto place = [&](const Standing& standing) {
    if (standing.verdict == Verdict::no_value) return 2;
    return standing.verdict == Verdict::breaks_a_must ? 1 : 0;
  };
  const double sign = ranking.better == Better::highest ? 1.0 : -1.0;
  const auto goodness = [&](const Standing& standing) {
    const double mean = sign * comparison.mean(ranking.kpi, standing.policy);
    return std::isnan(mean) ? -std::numeric_limits<double>::infinity() : mean;
  };
  // Where replications were ended by what was seen, whoever had fewer was out earlier.
  const auto replications = [&](const Standing& standing) {
    return comparison.policies()[standing.policy].replications;
  };
  std::stable_sort(ranking.order.begin(), ranking.order.end(),
                   [&](const Standing& a, const Standing& b) {
                     if (place(a) != place(b)) return place(a) < place(b);
                     if (replications(a) != replications(b)) {
                       return replications(a) > replications(b);
                     }
                     return goodness(a) > goodness(b);
                   });
  ranking.best = best_of(comparison, ranking);
  return ranking;
}

}  // namespace tenure::experiment
