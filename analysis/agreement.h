// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "analysis/sample.h"

/// When a simulated figure agrees with an exact one: |figure - exact| <= 3.29 standard errors
/// (two-sided error rate 0.001), and 3.29 standard errors are at most 0.5 % of the exact value, 0.5
/// % of the standard deviation of one elementary observation, or a tolerance that the case states,
/// whichever is most. So a figure that is too noisy to fail does not agree.
namespace tenure::analysis {

inline constexpr double kStandardErrors = 3.29;
inline constexpr double kErrorRate = 0.001;  ///< two-sided, of 3.29 standard errors
inline constexpr double kPrecision = 0.005;

/// What else an agreement may be as imprecise as.
struct Allowing {
  double deviation = 0.0;  ///< of one elementary observation, if it is not a sample's own
  double absolute = 0.0;   ///< the case's stated tolerance, in the unit of the figure
};

/// A simulated figure held against an exact one.
struct Agreement {
  double figure = 0.0;
  double exact = 0.0;
  double standard_error = 0.0;
  double z = 0.0;           ///< (figure - exact) / standard error; 0 if both are the same
  double p_value = 0.0;     ///< two-sided, if the figure's expectation is the exact value
  double half_width = 0.0;  ///< 3.29 standard errors
  double allowed = 0.0;     ///< what they may be at most

  bool is_too_noisy() const { return !(half_width <= allowed); }  // a NaN is
  /// At the error rate of the rule; `least_p_value`: another one, for many figures at a time.
  bool holds(double least_p_value = kErrorRate) const {
    return !is_too_noisy() && p_value >= least_p_value;
  }
};

/// A mean, whose elementary observations are the sample's unless `allowing` says otherwise.
Agreement agreement_of_mean(const Sample& sample, double exact, Allowing allowing = {});

/// A variance, by its standard error from fourth moments.
Agreement agreement_of_variance(const Sample& sample, double exact, Allowing allowing = {});

/// A correlation of two samples, by the standard error (1 - rho^2) / sqrt(n) of normal variables.
Agreement agreement_of_correlation(const Sample& one, const Sample& other, double exact,
                                   Allowing allowing = {});

/// `hits` of `trials` independent ones of probability `exact`: the exact binomial test.
Agreement agreement_of_share(std::int64_t hits, std::int64_t trials, double exact,
                             Allowing allowing = {});

/// A figure with a standard error of its own making, taken as normal. Without any (0) it must be
/// the exact value, to a relative 1e-9 for what rounding does, or to the tolerance.
Agreement agreement_of_figure(double figure, double standard_error, double exact,
                              Allowing allowing = {});

}  // namespace tenure::analysis
