// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "analysis/interval.h"

namespace tenure::analysis {

/// The interval of a figure that is no mean: `whole` is the figure of all replications, without[i]
/// the same figure of all but the i-th (Miller 1974, The jackknife - a review, Biometrika 61(1),
/// sections 2 and 3.3; with Student's factor). No half width for fewer than two replications and
/// where one of the figures is not finite. 0 < confidence < 1.
Interval jackknife_interval(double whole, std::span<const double> without,
                            double confidence = 0.95);

}  // namespace tenure::analysis
