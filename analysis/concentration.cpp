// SPDX-License-Identifier: Apache-2.0
#include "analysis/concentration.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <stdexcept>

namespace tenure::analysis {

namespace {

long double sum_of(std::span<const double> values) {
  long double sum = 0.0L;
  for (const double x : values) {
    if (!std::isfinite(x) || x < 0.0) {
      throw std::invalid_argument("concentration: a value is negative or no number");
    }
    sum += x;
  }
  if (!(sum > 0.0L)) throw std::invalid_argument("concentration: there is nothing to hold");
  return sum;
}

}  // namespace

std::vector<LorenzPoint> lorenz_curve(std::span<const double> values) {
  const long double sum = sum_of(values);
  std::vector<double> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end());
  std::vector<LorenzPoint> curve{{0.0, 0.0}};
  const auto count = static_cast<double>(sorted.size());
  long double held = 0.0L;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    held += sorted[i];
    curve.push_back({static_cast<double>(i + 1) / count, static_cast<double>(held / sum)});
  }
  curve.back() = {1.0, 1.0};
  return curve;
}

double share_held_by_top(std::span<const double> values, double top) {
  if (!(top >= 0.0 && top <= 1.0)) {
    throw std::invalid_argument("concentration: a fraction is between 0 and 1");
  }
  const long double sum = sum_of(values);
  std::vector<double> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end(), std::greater<>());
  const double number = top * static_cast<double>(sorted.size());
  const double rounded = std::round(number);
  // A fifth of 1,000 is 200 customers, whatever the product of the two is in binary.
  const double wanted = std::abs(number - rounded) < 1e-9 * rounded ? rounded : number;
  const auto whole = std::min(static_cast<std::size_t>(wanted), sorted.size());
  long double held = 0.0L;
  for (std::size_t i = 0; i < whole; ++i) held += sorted[i];
  if (whole < sorted.size()) held += (wanted - std::floor(wanted)) * sorted[whole];
  return static_cast<double>(held / sum);
}

}  // namespace tenure::analysis
