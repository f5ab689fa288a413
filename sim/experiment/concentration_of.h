// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <vector>

#include "analysis/interval.h"
#include "experiment/twins.h"
#include "results/dataset.h"

namespace tenure::experiment {

/// How unequally the customers who were there at time 0 pay: told from results, fresh or read from
/// a file. Ratios of sums over replications, with 95 % intervals.
struct Concentration {
  /// Shares of all that they pay, by tenth: first the tenth who pay most.
  std::array<analysis::Interval, kDeciles> by_tenth;
  /// Shares of the top tenth, of the top two tenths, and so on: the Lorenz curve is
  /// L(1 - k / 10) = 1 - of_top[k - 1]. The last is 1.
  std::array<analysis::Interval, kDeciles> of_top;
};

/// One for each policy; NaN where nobody pays. Empty for results without it: of one policy, of a
/// selection, of an older version.
std::vector<Concentration> concentrations_of(const results::Dataset& dataset);

}  // namespace tenure::experiment
