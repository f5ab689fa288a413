// SPDX-License-Identifier: Apache-2.0
#include "analysis/holm.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>

namespace tenure::analysis {

namespace {

/// By rising p-values; what has none comes last.
std::vector<std::size_t> rising(std::span<const double> p_values) {
  std::vector<std::size_t> order(p_values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto key = [&](std::size_t i) {
    return std::isnan(p_values[i]) ? std::numeric_limits<double>::infinity() : p_values[i];
  };
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
  return order;
}

}  // namespace

std::vector<bool> rejected_by_holm(std::span<const double> p_values, double error_rate) {
  std::vector<bool> rejected(p_values.size(), false);
  std::size_t remaining = p_values.size();
  for (const std::size_t i : rising(p_values)) {
    if (std::isnan(p_values[i]) || p_values[i] > error_rate / static_cast<double>(remaining)) break;
    rejected[i] = true;
    --remaining;
  }
  return rejected;
}

std::vector<double> adjusted_by_holm(std::span<const double> p_values) {
  std::vector<double> adjusted(p_values.begin(), p_values.end());
  std::size_t remaining = p_values.size();
  double largest = 0.0;
  for (const std::size_t i : rising(p_values)) {
    if (std::isnan(p_values[i])) break;
    largest = std::max(largest, std::min(1.0, static_cast<double>(remaining) * p_values[i]));
    adjusted[i] = largest;
    --remaining;
  }
  return adjusted;
}

}  // namespace tenure::analysis
