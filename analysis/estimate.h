// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

#include "analysis/paired.h"

namespace tenure::analysis {

/// A figure over replications with its standard error, for tests against bounds.
struct Estimate {
  double value = 0.0;
  double standard_error = 0.0;
  std::size_t replications = 0;

  /// Of Student's test that the figure's expectation is at most `bound`, against that it is more:
  /// small if it is more. A figure that never varies decides by itself.
  double p_of_more_than(double bound) const;
  double p_of_less_than(double bound) const;
  /// Two-sided, that the expectation is another one than `other`.
  double p_of_other_than(double other) const;
  /// 95 %; NaN for fewer than two replications.
  double half_width() const;
};

/// The mean; values with a NaN among them have no estimate (NaN).
Estimate estimate_of_mean(std::span<const double> values);

/// Sum by sum, with the jackknife's standard error (analysis/ratio.h).
Estimate estimate_of_ratio(std::span<const double> numerators,
                           std::span<const double> denominators);

/// Of a paired difference, as far as its interval goes.
Estimate estimate_of_difference(const PairedDifference& difference);

/// How many replications it would take, with the same value and spread, until p_of_more_than(bound)
/// is at most `error_rate`; 0 if no number would, since the value is on the other side.
std::size_t replications_to_show_more_than(const Estimate& estimate, double bound,
                                           double error_rate);

}  // namespace tenure::analysis
