// SPDX-License-Identifier: Apache-2.0
#include "model/control_chart.h"

#include <algorithm>
#include <cmath>

namespace tenure::model {

void ControlChart::Parameters::describe(Describer& d) {
  d({.name = "kind",
     .meaning = "p_chart: each day by itself; cusum: small shifts add up",
     .source = "Shewhart 1931; Page 1954, Biometrika 41",
     .scope = Scope::firm},
    kind);
  d({.name = "expected",
     .meaning = "p0, share of encounters that fail when all is well",
     .range = {.low = 0.0, .high = 1.0, .low_excluded = true, .high_excluded = true},
     .scope = Scope::firm},
    expected);
  d({.name = "slack",
     .meaning = "of a cusum: what a day's share may exceed p0 by and not add to the sum",
     .range = kShare,
     .scope = Scope::firm},
    slack);
  d({.name = "limit",
     .meaning = "of a cusum: the sum above which it signals",
     .range = kPositive,
     .scope = Scope::firm},
    limit);
}

double ControlChart::upper_limit(Probability expected, std::int64_t sample) {
  const double p = expected.value;
  return p + 3.0 * std::sqrt(p * (1.0 - p) / static_cast<double>(sample));
}

bool ControlChart::signals(std::int64_t failures, std::int64_t sample) {
  if (sample == 0) return false;
  const double share = static_cast<double>(failures) / static_cast<double>(sample);
  if (given_.kind == ChartKind::p_chart) return share > upper_limit(given_.expected, sample);
  sum_ = std::max(0.0, sum_ + share - given_.expected.value - given_.slack);
  if (sum_ <= given_.limit) return false;
  sum_ = 0.0;
  return true;
}

}  // namespace tenure::model
