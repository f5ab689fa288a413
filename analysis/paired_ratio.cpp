// SPDX-License-Identifier: Apache-2.0
#include "analysis/paired_ratio.h"

#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <vector>

#include "analysis/ratio.h"

namespace tenure::analysis {

namespace {

struct Ratio {
  std::vector<double> above;
  std::vector<double> below;
  Interval interval;

  /// Empty where the ratio has no half width.
  std::vector<double> pseudo_values() const {
    if (!interval.half_width) return {};
    const double sum_above = std::accumulate(above.begin(), above.end(), 0.0);
    const double sum_below = std::accumulate(below.begin(), below.end(), 0.0);
    const auto n = static_cast<double>(above.size());
    std::vector<double> values;
    for (std::size_t i = 0; i < above.size(); ++i) {
      const double without = (sum_above - above[i]) / (sum_below - below[i]);
      values.push_back(n * interval.mean - (n - 1.0) * without);
    }
    return values;
  }
};

}  // namespace

PairedDifference paired_ratio(const Halves& a, const Halves& b, double confidence) {
  const std::size_t length = a.above.size();
  if (a.below.size() != length || b.above.size() != length || b.below.size() != length) {
    throw std::invalid_argument("paired_ratio: lengths differ");
  }
  Ratio one;
  Ratio other;
  for (std::size_t i = 0; i < length; ++i) {
    if (std::isnan(a.above[i] + a.below[i]) || std::isnan(b.above[i] + b.below[i])) continue;
    one.above.push_back(a.above[i]);
    one.below.push_back(a.below[i]);
    other.above.push_back(b.above[i]);
    other.below.push_back(b.below[i]);
  }
  one.interval = ratio_of_sums(one.above, one.below, confidence);
  other.interval = ratio_of_sums(other.above, other.below, confidence);
  PairedDifference result;
  const std::vector<double> left = one.pseudo_values();
  const std::vector<double> right = other.pseudo_values();
  if (!left.empty() && !right.empty()) result = paired_difference(left, right, confidence);
  result.mean = one.interval.mean - other.interval.mean;
  result.pairs = std::isnan(result.mean) ? 0 : one.above.size();
  return result;
}

}  // namespace tenure::analysis
