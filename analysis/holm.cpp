// SPDX-License-Identifier: Apache-2.0
#include "analysis/holm.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace tenure::analysis {

std::vector<bool> rejected_by_holm(std::span<const double> p_values, double error_rate) {
  std::vector<std::size_t> order(p_values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto key = [&](std::size_t i) { return std::isnan(p_values[i]) ? 1.0 : p_values[i]; };
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
  std::vector<bool> rejected(p_values.size(), false);
  std::size_t remaining = p_values.size();
  for (const std::size_t i : order) {
    if (std::isnan(p_values[i]) || p_values[i] > error_rate / static_cast<double>(remaining)) break;
    rejected[i] = true;
    --remaining;
  }
  return rejected;
}

}  // namespace tenure::analysis
