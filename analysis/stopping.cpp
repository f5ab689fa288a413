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

Precision precision_of_mean(std::span<const double> values, double confidence) {
  for (const double x : values) {
    if (!std::isfinite(x)) throw std::invalid_argument("stopping: an observation is no number");
  }
  if (std::all_of(values.begin(), values.end(), [&](double x) { return x == values.front(); })) {
    return {0.0, values.front()};
  }
  const Interval interval = mean_interval(values, confidence);
  return {*interval.half_width, interval.mean};
}

double achieved(const Precision& precision, const PrecisionRule& rule) {
  if (precision.half_width == 0.0 || rule.absolute > 0.0) return precision.half_width;
  return precision.half_width / std::abs(precision.figure);
}

/// The estimated figure stands for the true one.
double allowed(const PrecisionRule& rule) {
  return rule.absolute > 0.0 ? rule.absolute : rule.relative / (1.0 + rule.relative);
}

void expect_sound(const PrecisionRule& rule) {
  const bool is_absolute = rule.absolute != 0.0;
  if (is_absolute && !(rule.absolute > 0.0 && rule.relative == 0.0)) {
    throw std::invalid_argument("stopping: a rule is relative, or absolute and more than 0");
  }
  if (!is_absolute && !(rule.relative > 0.0 && rule.relative < 1.0)) {
    throw std::invalid_argument("stopping: a relative half width is between 0 and 1");
  }
  if (!(rule.confidence > 0.0 && rule.confidence < 1.0)) {
    throw std::invalid_argument("stopping: confidence is between 0 and 1");
  }
  if (rule.at_most < kFirst) {
    throw std::invalid_argument("stopping: fewer than 20 replications tell nothing of precision");
  }
}

}  // namespace

std::size_t next_checkpoint(std::size_t replications, std::size_t at_most) {
  std::size_t checkpoint = kFirst;
  while (checkpoint <= replications && checkpoint < at_most) checkpoint += checkpoint / 2;
  return std::min(checkpoint, at_most);
}

Stopping stopping(std::size_t available, const PrecisionOf& precision_of,
                  const PrecisionRule& rule) {
  expect_sound(rule);
  Stopping result;
  result.achieved = std::numeric_limits<double>::infinity();
  result.replications = next_checkpoint(0, rule.at_most);
  while (result.replications <= available) {
    result.achieved = achieved(precision_of(result.replications), rule);
    result.is_reached = result.achieved <= allowed(rule);
    result.is_over = result.is_reached || result.replications == rule.at_most;
    if (result.is_over) break;
    result.replications = next_checkpoint(result.replications, rule.at_most);
  }
  return result;
}

Stopping stopping(std::span<const double> values, const PrecisionRule& rule) {
  return stopping(
      values.size(),
      [&](std::size_t count) { return precision_of_mean(values.first(count), rule.confidence); },
      rule);
}

double allowed_half_width(const PrecisionRule& rule, double figure) {
  return rule.absolute > 0.0 ? rule.absolute : allowed(rule) * std::abs(figure);
}

}  // namespace tenure::analysis
