// SPDX-License-Identifier: Apache-2.0
#include "analysis/stopping.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "analysis/interval.h"

namespace tenure::analysis {

namespace {

constexpr std::size_t kFirst = 20;

double relative_half_width(std::span<const double> values, double confidence) {
  for (const double x : values) {
    if (!std::isfinite(x)) throw std::invalid_argument("stopping: an observation is no number");
  }
  if (std::all_of(values.begin(), values.end(), [&](double x) { return x == values.front(); })) {
    return 0.0;
  }
  const Interval interval = mean_interval(values, confidence);
  return *interval.half_width / std::abs(interval.mean);
}

}  // namespace

std::size_t next_checkpoint(std::size_t replications, std::size_t at_most) {
  std::size_t checkpoint = kFirst;
  while (checkpoint <= replications && checkpoint < at_most) checkpoint += checkpoint / 2;
  return std::min(checkpoint, at_most);
}

Stopping stopping(std::span<const double> values, const PrecisionRule& rule) {
  if (!(rule.relative > 0.0 && rule.relative < 1.0)) {
    throw std::invalid_argument("stopping: a relative half width is between 0 and 1");
  }
  if (!(rule.confidence > 0.0 && rule.confidence < 1.0)) {
    throw std::invalid_argument("stopping: confidence is between 0 and 1");
  }
  if (rule.at_most < kFirst) {
    throw std::invalid_argument("stopping: fewer than 20 replications tell nothing of precision");
  }
  Stopping result;
  result.achieved = std::numeric_limits<double>::infinity();
  result.replications = next_checkpoint(0, rule.at_most);
  while (result.replications <= values.size()) {
    result.achieved = relative_half_width(values.first(result.replications), rule.confidence);
    result.is_reached = result.achieved <= rule.relative / (1.0 + rule.relative);
    result.is_over = result.is_reached || result.replications == rule.at_most;
    if (result.is_over) break;
    result.replications = next_checkpoint(result.replications, rule.at_most);
  }
  return result;
}

}  // namespace tenure::analysis
