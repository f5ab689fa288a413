// SPDX-License-Identifier: Apache-2.0
#include "analysis/responses.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "analysis/student.h"

namespace tenure::analysis {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

}  // namespace

Responses::Responses(std::size_t points, std::size_t replications)
    : replications_(replications), values_(points * replications, kNaN) {
  if (points == 0 || replications == 0) {
    throw std::invalid_argument("responses: need a point and a replication");
  }
}

Responses::Responses(std::span<const double> values)
    : replications_(1), values_(values.begin(), values.end()) {
  if (values.empty()) throw std::invalid_argument("responses: need a point and a replication");
}

double Responses::mean(std::size_t point) const {
  double sum = 0.0;
  for (const double x : (*this)[point]) sum += x;
  return sum / static_cast<double>(replications_);
}

bool Responses::is_complete(std::size_t point) const {
  const auto all = (*this)[point];
  return std::all_of(all.begin(), all.end(), [](double x) { return std::isfinite(x); });
}

double product_of_expectations(std::span<const double> x, std::span<const double> y) {
  double sum_x = 0.0;
  double sum_y = 0.0;
  double same = 0.0;
  for (std::size_t r = 0; r < x.size(); ++r) {
    sum_x += x[r];
    sum_y += y[r];
    same += x[r] * y[r];
  }
  if (x.size() == 1) return same;
  const auto n = static_cast<double>(x.size());
  return (sum_x * sum_y - same) / (n * (n - 1.0));
}

Bounded bounded_by_resampling(double value, std::vector<double> resampled) {
  const std::size_t all = resampled.size();
  std::erase_if(resampled, [](double x) { return !std::isfinite(x); });
  if (resampled.size() < 2 || 20 * resampled.size() < 19 * all) return {value, kNaN, kNaN, kNaN};
  std::sort(resampled.begin(), resampled.end());
  const auto n = static_cast<double>(resampled.size());
  const auto quantile = [&](double p) {
    const double place = p * (n - 1.0);
    const double below = std::floor(place);
    const auto i = static_cast<std::size_t>(below);
    const std::size_t next = std::min(i + 1, resampled.size() - 1);
    return resampled[i] + (place - below) * (resampled[next] - resampled[i]);
  };
  double mean = 0.0;
  for (const double x : resampled) mean += x / n;
  double squares = 0.0;
  for (const double x : resampled) squares += (x - mean) * (x - mean);
  return {value, quantile(0.025), quantile(0.975), std::sqrt(squares / (n - 1.0))};
}

Bounded bounded_mean(std::span<const double> values) {
  const auto n = static_cast<double>(values.size());
  double sum = 0.0;
  for (const double x : values) sum += x;
  const double mean = sum / n;
  if (values.size() < 2) return {mean, kNaN, kNaN, kNaN};
  double squares = 0.0;
  for (const double x : values) squares += (x - mean) * (x - mean);
  const double error = std::sqrt(squares / (n - 1.0) / n);
  const double half = std::round(student_factor(values.size(), 0.95) * 1e9) / 1e9 * error;
  return {mean, mean - half, mean + half, error};
}

}  // namespace tenure::analysis
