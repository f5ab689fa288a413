// SPDX-License-Identifier: Apache-2.0
#include "analysis/selection.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <utility>

#include <boost/math/distributions/normal.hpp>

namespace tenure::analysis {

namespace {

/// More than anybody simulates: what a tiny indifference asks for is no number of replications.
constexpr double kEndless = 1e15;

void expect_sound(std::size_t policies, const SelectionRule& rule) {
  if (policies < 2) throw std::invalid_argument("selection: needs two policies");
  if (!(rule.indifference > 0.0)) {
    throw std::invalid_argument("selection: the indifference is more than 0");
  }
  if (!(rule.error_rate > 0.0 && rule.error_rate < 0.5)) {
    throw std::invalid_argument("selection: the error rate is between 0 and 0.5");
  }
  if (rule.first_stage < 2) {
    throw std::invalid_argument("selection: the first stage has at least two replications");
  }
}

/// Of the paired differences over the first `count` replications.
double variance_of_difference(const std::vector<double>& a, const std::vector<double>& b,
                              std::size_t count) {
  double mean = 0.0;
  for (std::size_t r = 0; r < count; ++r) mean += (a[r] - b[r]) / static_cast<double>(count);
  double squares = 0.0;
  for (std::size_t r = 0; r < count; ++r) {
    squares += (a[r] - b[r] - mean) * (a[r] - b[r] - mean);
  }
  return squares / static_cast<double>(count - 1);
}

/// The procedure as it goes on: sums of all policies, and who is still in.
class Contest {
 public:
  Contest(std::span<const std::vector<double>> observations, const SelectionRule& rule)
      : observations_(observations), rule_(rule), sums_(observations.size(), 0.0) {
    state_.still_in.assign(observations.size(), true);
    state_.replications.assign(observations.size(), 0);
  }

  Selection outcome() && {
    while (state_.replications[state_.best] < rule_.first_stage) {
      if (!add_one()) return std::move(state_);
    }
    estimate_variances();
    drop_who_is_out();
    while (!state_.is_decided && add_one()) drop_who_is_out();
    return std::move(state_);
  }

 private:
  std::size_t policies() const { return observations_.size(); }

  /// A replication more of all that are still in; false if one of them has none.
  bool add_one() {
    for (std::size_t i = 0; i < policies(); ++i) {
      if (state_.still_in[i] && observations_[i].size() <= taken_) return false;
    }
    for (std::size_t i = 0; i < policies(); ++i) {
      if (!state_.still_in[i]) continue;
      const double x = observations_[i][taken_];
      if (!std::isfinite(x)) throw std::invalid_argument("selection: an observation is no number");
      sums_[i] += x;
      ++state_.replications[i];
    }
    ++taken_;
    find_best();
    return true;
  }

  void find_best() {
    double most = -std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < policies(); ++i) {
      if (!state_.still_in[i] || sums_[i] <= most) continue;
      most = sums_[i];
      state_.best = i;
    }
  }

  /// For each pair h^2 S^2 / indifference: by how much the sums of a pair may differ, less what the
  /// replications take from it.
  void estimate_variances() {
    const auto freedom = static_cast<double>(rule_.first_stage - 1);
    const double rivals = static_cast<double>(policies() - 1);
    const double eta = (std::pow(2.0 * rule_.error_rate / rivals, -2.0 / freedom) - 1.0) / 2.0;
    const double h_squared = 2.0 * eta * freedom;
    reach_.assign(policies() * policies(), 0.0);
    double longest = 0.0;
    for (std::size_t i = 0; i < policies(); ++i) {
      for (std::size_t l = 0; l < i; ++l) {
        const double reach =
            h_squared *
            variance_of_difference(observations_[i], observations_[l], rule_.first_stage) /
            rule_.indifference;
        reach_[i * policies() + l] = reach_[l * policies() + i] = reach;
        longest = std::max(longest, std::floor(reach / rule_.indifference));
      }
    }
    // No W is left after N = floor(h^2 S^2 / indifference^2) replications and one more.
    state_.at_most =
        std::max(rule_.first_stage, static_cast<std::size_t>(std::min(longest, kEndless)) + 1);
  }

  /// All are judged by who was still in before any of them went.
  void drop_who_is_out() {
    const std::vector<bool> before = state_.still_in;
    const double r = static_cast<double>(taken_);
    for (std::size_t i = 0; i < policies(); ++i) {
      for (std::size_t l = 0; before[i] && l < policies(); ++l) {
        if (l == i || !before[l]) continue;
        const double w = std::max(0.0, (reach_[i * policies() + l] - rule_.indifference * r) / 2.0);
        if (sums_[i] < sums_[l] - w) state_.still_in[i] = false;
      }
    }
    // Where two are exactly equal to the end, the first one of them is chosen.
    const auto left = std::count(state_.still_in.begin(), state_.still_in.end(), true);
    state_.is_decided = left == 1 || taken_ >= state_.at_most;
    if (!state_.is_decided) return;
    for (std::size_t i = 0; i < policies(); ++i) state_.still_in[i] = i == state_.best;
  }

  std::span<const std::vector<double>> observations_;
  const SelectionRule& rule_;
  std::vector<double> sums_;
  std::vector<double> reach_;
  std::size_t taken_ = 0;
  Selection state_;
};

double normal_probability(double z) { return cdf(boost::math::normal(), z); }

void expect_deviation(double deviation) {
  if (!(deviation > 0.0)) {
    throw std::invalid_argument("selection: a standard deviation is more than 0");
  }
}

}  // namespace

std::size_t Selection::replications_of_all() const {
  return std::accumulate(replications.begin(), replications.end(), std::size_t{0});
}

Selection select_best(std::span<const std::vector<double>> observations,
                      const SelectionRule& rule) {
  expect_sound(observations.size(), rule);
  return Contest(observations, rule).outcome();
}

double correct_selection_of_two(double difference, double deviation, std::size_t n) {
  expect_deviation(deviation);
  return normal_probability(difference * std::sqrt(static_cast<double>(n) / 2.0) / deviation);
}

std::size_t equal_allocation(std::size_t policies, double deviation, const SelectionRule& rule) {
  expect_sound(policies, rule);
  expect_deviation(deviation);
  const double rivals = static_cast<double>(policies - 1);
  const double z = quantile(complement(boost::math::normal(), rule.error_rate / rivals));
  const double root = z * deviation / rule.indifference;
  return std::max<std::size_t>(
      1, static_cast<std::size_t>(std::ceil(std::min(2.0 * root * root, kEndless))));
}

}  // namespace tenure::analysis
