// SPDX-License-Identifier: Apache-2.0
#include "analysis/warm_up.h"

#include <cmath>
#include <stdexcept>
#include <vector>

namespace tenure::analysis {

namespace {

constexpr std::size_t kBatch = 5;
constexpr std::size_t kLeastKept = 5;  // batches
constexpr std::size_t kLeast = 50;     // observations

std::vector<double> means_of_five(std::span<const double> series) {
  std::vector<double> means(series.size() / kBatch);
  for (std::size_t j = 0; j < means.size(); ++j) {
    double sum = 0.0;
    for (const double x : series.subspan(j * kBatch, kBatch)) sum += x;
    means[j] = sum / static_cast<double>(kBatch);
  }
  return means;
}

}  // namespace

Truncation mser5(std::span<const double> series) {
  if (series.size() < kLeast) throw std::invalid_argument("mser5: fewer than 50 observations");
  for (const double x : series) {
    if (!std::isfinite(x)) throw std::invalid_argument("mser5: an observation is no number");
  }
  const std::vector<double> means = means_of_five(series);
  // From the end to the beginning, with mean and squares of what was seen (Welford 1962,
  // Technometrics 4(3), 419-420).
  Truncation best;
  double mean = 0.0;
  double squares = 0.0;
  for (std::size_t kept = 1; kept <= means.size(); ++kept) {
    const double above = means[means.size() - kept] - mean;
    const auto count = static_cast<double>(kept);
    mean += above / count;
    squares += above * above * (count - 1.0) / count;
    if (kept < kLeastKept) continue;
    const double statistic = squares / (count * count);
    if (kept > kLeastKept && statistic > best.statistic) continue;
    const std::size_t deleted = means.size() - kept;
    best = {deleted * kBatch, mean, statistic, 2 * deleted > means.size()};
  }
  return best;
}

}  // namespace tenure::analysis
