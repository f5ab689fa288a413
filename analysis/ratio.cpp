// SPDX-License-Identifier: Apache-2.0
#include "analysis/ratio.h"

#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include "analysis/jackknife.h"

namespace tenure::analysis {

Interval ratio_of_sums(std::span<const double> numerators, std::span<const double> denominators,
                       double confidence) {
  if (numerators.size() != denominators.size()) {
    throw std::invalid_argument("ratio_of_sums: lengths differ");
  }
  std::vector<double> above;
  std::vector<double> below;
  double sum_above = 0.0;
  double sum_below = 0.0;
  for (std::size_t i = 0; i < numerators.size(); ++i) {
    if (std::isnan(numerators[i]) || std::isnan(denominators[i])) continue;
    above.push_back(numerators[i]);
    below.push_back(denominators[i]);
    sum_above += numerators[i];
    sum_below += denominators[i];
  }
  if (!(sum_below > 0.0)) return {std::numeric_limits<double>::quiet_NaN(), std::nullopt};
  const double ratio = sum_above / sum_below;
  const std::size_t count = above.size();
  const Interval denominator = mean_interval(below, confidence);
  if (!denominator.half_width || *denominator.half_width >= denominator.mean) {
    return {ratio, std::nullopt};
  }
  std::vector<double> without;
  for (std::size_t i = 0; i < count; ++i) {
    // A single replication may carry the whole sum, however narrow the interval of the mean.
    if (!(sum_below - below[i] > 0.0)) return {ratio, std::nullopt};
    without.push_back((sum_above - above[i]) / (sum_below - below[i]));
  }
  return jackknife_interval(ratio, without, confidence);
}

}  // namespace tenure::analysis
