// SPDX-License-Identifier: Apache-2.0
#include "analysis/interval.h"

#include <cmath>
#include <limits>

#include "analysis/student.h"

namespace tenure::analysis {

Interval mean_interval(std::span<const double> values, double confidence) {
  double sum = 0.0;
  std::size_t count = 0;
  for (const double value : values) {
    if (std::isnan(value)) continue;
    sum += value;
    ++count;
  }
  if (count == 0) return {std::numeric_limits<double>::quiet_NaN(), std::nullopt};
  const double mean = sum / static_cast<double>(count);
  if (count < 2) return {mean, std::nullopt};
  double squares = 0.0;
  for (const double value : values) {
    if (!std::isnan(value)) squares += (value - mean) * (value - mean);
  }
  const auto n = static_cast<double>(count);
  const double error = std::sqrt(squares / (n - 1.0) / n);
  return {mean, student_factor(count, confidence) * error};
}

}  // namespace tenure::analysis
