// SPDX-License-Identifier: Apache-2.0
#include "experiment/ranking.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace tenure::experiment {

namespace {

constexpr const char* kFallback = "survival";

Verdict verdict_of(const analysis::PairedDifference& d, Better better) {
  if (std::isnan(d.mean)) return Verdict::no_value;
  if (d.mean == 0.0 && d.half_width.value_or(0.0) == 0.0) return Verdict::same;
  if (!d.half_width || *d.half_width >= std::fabs(d.mean)) return Verdict::undecided;
  return (d.mean > 0.0) == (better == Better::highest) ? Verdict::better : Verdict::worse;
}

bool can_win(const Standing& standing) {
  return standing.verdict != Verdict::breaks_a_must && standing.verdict != Verdict::no_value;
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
  for (std::size_t policy = 0; policy < comparison.policies().size(); ++policy) {
    Standing standing{policy, Verdict::reference, {}};
    if (std::isnan(comparison.mean(ranking.kpi, policy))) {
      standing.verdict = Verdict::no_value;
    } else if (policy > 0) {
      standing.verdict =
          verdict_of(comparison.difference(ranking.kpi, policy, 0).difference, ranking.better);
      // It has a value and the reference has none: nothing to be better than.
      if (standing.verdict == Verdict::no_value) standing.verdict = Verdict::undecided;
    }
    for (const Requirement& must : criterion.requirements) {
      if (must.is_broken_by(comparison.mean(must.kpi, policy))) {
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
  std::stable_sort(ranking.order.begin(), ranking.order.end(),
                   [&](const Standing& a, const Standing& b) {
                     if (place(a) != place(b)) return place(a) < place(b);
                     return goodness(a) > goodness(b);
                   });
  return ranking;
}

}  // namespace tenure::experiment
