// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace tenure::analysis {

/// How much larger `a` is than `b` on common random numbers (Law 2015, Simulation Modeling and
/// Analysis, sections 10.2.1 and 11.2).
struct PairedDifference {
  double mean = 0.0;                 ///< of a - b; NaN if there is no pair
  std::optional<double> half_width;  ///< of Student's t interval; none for fewer than two pairs
  /// Pearson's, between a and b; none for fewer than two pairs or where one side never varies.
  std::optional<double> correlation;
  /// (var a + var b) / var(a - b): how many times as many independent replications would be needed
  /// for the same half width. None where the difference never varies: no number is large enough.
  std::optional<double> variance_ratio;
  std::size_t pairs = 0;
};

/// `a[i]` and `b[i]` come from the same replication; pairs with a NaN are left out. 0 < confidence
/// < 1. Throws std::invalid_argument unless both are of the same length.
PairedDifference paired_difference(std::span<const double> a, std::span<const double> b,
                                   double confidence = 0.95);

/// The half width at which it holds together with `many` - 1 others: all of them, or any number of
/// dependent ones, hold with a probability of at least 1 - error_rate (Bonferroni). None where the
/// difference has none. many >= 1; `confidence` as it was made with.
std::optional<double> half_width_among(const PairedDifference& difference, std::size_t many,
                                       double error_rate, double confidence = 0.95);

}  // namespace tenure::analysis
