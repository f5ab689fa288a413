// SPDX-License-Identifier: Apache-2.0
#include "analysis/warm_up.h"

#include <cmath>
#include <stdexcept>
#include <vector>

namespace tenure::analysis {

namespace {

constexpr std::size_t kLeast = 10;  // batches

std::vector<double> means_of(std::span<const double> series, std::size_t batch) {
  std::vector<double> means(series.size() / batch);
  for (std::size_t j = 0; j < means.size(); ++j) {
    double sum = 0.0;
    for (const double x : series.subspan(j * batch, batch)) sum += x;
    means[j] = sum / static_cast<double>(batch);
  }
  return means;
}

}  // namespace

Truncation mser5(std::span<const double> series) { return mser(series, 5, 5); }

Truncation mser(std::span<const double> series, std::size_t batch, std::size_t least_kept) {
  if (batch == 0 || series.size() / batch < kLeast) {
    throw std::invalid_argument("mser: fewer than ten batches");
  }
  if (least_kept < 1 || least_kept > series.size() / batch) {
    throw std::invalid_argument("mser: nothing is kept");
  }
  for (const double x : series) {
    if (!std::isfinite(x)) throw std::invalid_argument("mser: an observation is no number");
  }
  const std::vector<double> means = means_of(series, batch);
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
    if (kept < least_kept) continue;
    const double statistic = squares / (count * count);
    if (kept > least_kept && statistic > best.statistic) continue;
    const std::size_t deleted = means.size() - kept;
    best = {deleted * batch, mean, statistic, 2 * deleted > means.size()};
  }
  return best;
}

}  // namespace tenure::analysis
