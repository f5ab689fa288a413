// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Distribution functions on the engine's own elementary functions: the same bits on every machine.
/// Arguments outside the stated ranges are defects (checked in every build).
namespace tenure::engine {

/// log Gamma(x) for x > 0, to 1e-14 relative (absolute below 1), also beside its zeros 1 and 2.
double log_gamma(double x);

/// A distribution function, its complement, and how fast it grows, each to 1e-12 relative.
struct Tails {
  double lower = 0.0;  ///< P(X <= x)
  double upper = 1.0;  ///< P(X > x)
  double slope = 0.0;  ///< of lower: by log x for positive X, by logit x for X in (0, 1)
};

/// Gamma with unit scale: the regularised incomplete gamma functions P(shape, x), Q(shape, x).
/// 0 < shape <= 1e8, x >= 0.
Tails gamma_tails(double shape, double x);

/// The same at x = e^log_x, which may be too small for a double.
Tails gamma_tails_at_log(double shape, double log_x);

/// Beta: the regularised incomplete beta function I_x(a, b) and its complement.
/// 0 < a, b <= 1e8, 0 <= x <= 1.
Tails beta_tails(double a, double b, double x);

/// The same at x = logistic(logit_x), where both x and 1 - x keep their accuracy.
Tails beta_tails_at_logit(double a, double b, double logit_x);

/// P(Z <= z) for a standard normal Z, to 1e-14 relative in the lower tail. NaN gives NaN.
double normal_cdf(double z);

/// The z with normal_cdf(z) = u, 0 < u < 1, to 1e-14 (Wichura 1988, doi:10.2307/2347330, AS 241).
double normal_quantile(double u);

}  // namespace tenure::engine
