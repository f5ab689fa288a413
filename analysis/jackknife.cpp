// SPDX-License-Identifier: Apache-2.0
#include "analysis/jackknife.h"

#include <cmath>

#include "analysis/student.h"

namespace tenure::analysis {

Interval jackknife_interval(double whole, std::span<const double> without, double confidence) {
  if (without.size() < 2 || !std::isfinite(whole)) return {whole, std::nullopt};
  const auto n = static_cast<double>(without.size());
  double mean = 0.0;
  for (const double one : without) {
    if (!std::isfinite(one)) return {whole, std::nullopt};
    mean += one / n;
  }
  double squares = 0.0;
  for (const double one : without) squares += (one - mean) * (one - mean);
  return {whole, student_factor(without.size(), confidence) * std::sqrt(squares * (n - 1.0) / n)};
}

}  // namespace tenure::analysis
