// SPDX-License-Identifier: Apache-2.0
#include "analysis/paired.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include "analysis/student.h"

namespace tenure::analysis {

namespace {

/// Counted from the first value on, so that what never varies has a variance of exactly zero.
double mean_of(const std::vector<double>& values) {
  double above_first = 0.0;
  for (const double value : values) above_first += value - values.front();
  return values.front() + above_first / static_cast<double>(values.size());
}

/// Sum of products of deviations, divided by n - 1.
double covariance(const std::vector<double>& x, const std::vector<double>& y) {
  const double mean_x = mean_of(x);
  const double mean_y = mean_of(y);
  double sum = 0.0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += (x[i] - mean_x) * (y[i] - mean_y);
  return sum / static_cast<double>(x.size() - 1);
}

}  // namespace

PairedDifference paired_difference(std::span<const double> a, std::span<const double> b,
                                   double confidence) {
  if (a.size() != b.size()) throw std::invalid_argument("paired_difference: lengths differ");
  std::vector<double> left;
  std::vector<double> right;
  std::vector<double> difference;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (std::isnan(a[i]) || std::isnan(b[i])) continue;
    left.push_back(a[i]);
    right.push_back(b[i]);
    difference.push_back(a[i] - b[i]);
  }
  PairedDifference result;
  result.pairs = difference.size();
  if (difference.empty()) {
    result.mean = std::numeric_limits<double>::quiet_NaN();
    return result;
  }
  result.mean = mean_of(difference);
  if (difference.size() < 2) return result;

  const double of_left = covariance(left, left);
  const double of_right = covariance(right, right);
  const double of_difference = covariance(difference, difference);
  const double error = std::sqrt(of_difference / static_cast<double>(difference.size()));
  result.half_width = student_factor(difference.size(), confidence) * error;
  if (of_left > 0.0 && of_right > 0.0) {
    const double scale = std::sqrt(of_left) * std::sqrt(of_right);
    result.correlation = std::clamp(covariance(left, right) / scale, -1.0, 1.0);
  }
  if (of_difference > 0.0) result.variance_ratio = (of_left + of_right) / of_difference;
  return result;
}

std::optional<double> half_width_among(const PairedDifference& difference, std::size_t many,
                                       double error_rate, double confidence) {
  if (!difference.half_width) return std::nullopt;
  const double standard_error =
      *difference.half_width / student_factor(difference.pairs, confidence);
  return standard_error *
         student_factor(difference.pairs, 1.0 - error_rate / static_cast<double>(many));
}

}  // namespace tenure::analysis
