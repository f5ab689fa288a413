// SPDX-License-Identifier: Apache-2.0
#include "analysis/survival.h"

#include <limits>
#include <stdexcept>

namespace tenure::analysis {

namespace {

/// Everybody whom a period loses; subtracted from `followed` one by one, so that no sum overflows.
void take_off(std::int64_t& followed, std::int64_t count) {
  if (count < 0) throw std::invalid_argument("survival: a count is negative");
  if (count > followed) throw std::invalid_argument("survival: more go than are followed");
  followed -= count;
}

}  // namespace

SurvivalCurve::SurvivalCurve(std::int64_t customers, std::span<const PeriodCounts> periods)
    : survival_{1.0}, relative_variance_{0.0} {
  if (periods.empty() || periods.front().left.empty()) {
    throw std::invalid_argument("survival: needs a period and a cause");
  }
  if (customers < 0) throw std::invalid_argument("survival: a count is negative");
  incidence_.assign(periods.front().left.size(), {0.0});
  std::int64_t followed = customers;
  for (const PeriodCounts& period : periods) {
    if (period.left.size() != causes()) {
      throw std::invalid_argument("survival: numbers of causes differ");
    }
    at_risk_.push_back(followed);
    const auto risk = static_cast<double>(followed);
    const double before = survival_.back();
    for (std::size_t cause = 0; cause < causes(); ++cause) {
      take_off(followed, period.left[cause]);
      const double share = risk > 0.0 ? static_cast<double>(period.left[cause]) / risk : 0.0;
      incidence_[cause].push_back(incidence_[cause].back() + before * share);
    }
    const auto staying = static_cast<double>(followed);
    survival_.push_back(risk > 0.0 ? before * (staying / risk) : before);
    const double more = risk > 0.0 ? (risk - staying) / risk / staying : 0.0;
    relative_variance_.push_back(relative_variance_.back() + more);
    take_off(followed, period.censored);
  }
}

double SurvivalCurve::survival_variance(std::size_t periods) const {
  const double s = survival_.at(periods);
  if (s == 0.0) return std::numeric_limits<double>::quiet_NaN();
  return s * s * relative_variance_[periods];
}

double SurvivalCurve::restricted_mean(std::size_t periods) const {
  double area = 0.0;
  for (std::size_t i = 0; i < periods; ++i) area += (survival_.at(i) + survival_.at(i + 1)) / 2.0;
  return area;
}

}  // namespace tenure::analysis
