// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "analysis/interval.h"

namespace tenure::analysis {

/// Sum of numerators by sum of denominators over replications, as for the return on a policy: money
/// gained by money spent, both random and not independent. The half width is the jackknife's with
/// Student's factor (Miller 1974, The jackknife - a review, Biometrika 61(1), sections 2 and 3.3).
///
/// NaN where the denominators add up to zero or less: there is nothing to divide by. No half width
/// for fewer than two pairs, nor where the denominators' own interval reaches zero: then the set of
/// ratios that agree with the data is unbounded (Fieller 1954, Journal of the Royal Statistical
/// Society B 16(2), 175-185). Pairs with a NaN are left out. 0 < confidence < 1. Throws
/// std::invalid_argument unless both are of the same length.
Interval ratio_of_sums(std::span<const double> numerators, std::span<const double> denominators,
                       double confidence = 0.95);

}  // namespace tenure::analysis
