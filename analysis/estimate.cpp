// SPDX-License-Identifier: Apache-2.0
#include "analysis/estimate.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <boost/math/distributions/students_t.hpp>

#include "analysis/interval.h"
#include "analysis/ratio.h"
#include "analysis/student.h"

namespace tenure::analysis {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// Half widths of 95 % intervals are Student's factor times the standard error.
Estimate from_interval(const Interval& interval, std::size_t replications) {
  if (!interval.half_width) return {interval.mean, kNaN, replications};
  return {interval.mean, *interval.half_width / student_factor(replications, 0.95), replications};
}

double student_tail(double t, std::size_t replications) {
  const boost::math::students_t law(static_cast<double>(replications) - 1.0);
  return boost::math::cdf(boost::math::complement(law, t));
}

bool is_missing(const Estimate& estimate) {
  return std::isnan(estimate.value) || std::isnan(estimate.standard_error) ||
         estimate.replications < 2;
}

}  // namespace

double Estimate::p_of_more_than(double bound) const {
  if (is_missing(*this)) return kNaN;
  if (standard_error == 0.0) return value > bound ? 0.0 : 1.0;
  return student_tail((value - bound) / standard_error, replications);
}

double Estimate::p_of_less_than(double bound) const {
  return Estimate{-value, standard_error, replications}.p_of_more_than(-bound);
}

double Estimate::p_of_other_than(double other) const {
  if (!is_missing(*this) && standard_error == 0.0) return value == other ? 1.0 : 0.0;
  return 2.0 * std::min(p_of_more_than(other), p_of_less_than(other));
}

double Estimate::half_width() const {
  if (is_missing(*this)) return kNaN;
  return student_factor(replications, 0.95) * standard_error;
}

Estimate estimate_of_mean(std::span<const double> values) {
  for (const double value : values) {
    if (std::isnan(value)) return {kNaN, kNaN, values.size()};
  }
  return from_interval(mean_interval(values), values.size());
}

Estimate estimate_of_ratio(std::span<const double> numerators,
                           std::span<const double> denominators) {
  for (std::size_t i = 0; i < numerators.size(); ++i) {
    if (std::isnan(numerators[i]) || std::isnan(denominators[i])) {
      return {kNaN, kNaN, numerators.size()};
    }
  }
  return from_interval(ratio_of_sums(numerators, denominators), numerators.size());
}

Estimate estimate_of_difference(const PairedDifference& difference) {
  return from_interval({difference.mean, difference.half_width}, difference.pairs);
}

std::size_t replications_to_show_more_than(const Estimate& estimate, double bound,
                                           double error_rate) {
  if (is_missing(estimate) || estimate.value <= bound) return 0;
  const double deviation =
      estimate.standard_error * std::sqrt(static_cast<double>(estimate.replications));
  constexpr std::size_t kMost = 1'000'000;
  for (std::size_t n = 2; n < kMost; n += 1 + n / 20) {
    const double t = (estimate.value - bound) * std::sqrt(static_cast<double>(n)) / deviation;
    if (student_tail(t, n) <= error_rate) return n;
  }
  return kMost;
}

}  // namespace tenure::analysis
