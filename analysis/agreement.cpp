// SPDX-License-Identifier: Apache-2.0
#include "analysis/agreement.h"

#include <algorithm>
#include <cmath>

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/normal.hpp>

namespace tenure::analysis {

namespace {

constexpr double kRounding = 1e-9;

double allowed_width(double exact, const Allowing& allowing) {
  return std::max(
      {kPrecision * std::abs(exact), kPrecision * allowing.deviation, allowing.absolute});
}

double two_sided(double z) {
  return 2.0 * boost::math::cdf(boost::math::complement(boost::math::normal(), std::abs(z)));
}

}  // namespace

Agreement agreement_of_figure(double figure, double standard_error, double exact,
                              Allowing allowing) {
  Agreement result{.figure = figure, .exact = exact, .standard_error = standard_error};
  result.half_width = kStandardErrors * standard_error;
  result.allowed = allowed_width(exact, allowing);
  if (std::isnan(figure) || std::isnan(standard_error)) {
    result.z = std::nan("");
    return result;
  }
  const double rounding =
      std::max(kRounding * std::abs(exact), standard_error == 0.0 ? allowing.absolute : 0.0);
  if (std::abs(figure - exact) <= rounding) {
    result.p_value = 1.0;
    return result;
  }
  result.z = (figure - exact) / standard_error;
  result.p_value = std::isfinite(result.z) ? two_sided(result.z) : 0.0;
  return result;
}

Agreement agreement_of_mean(const Sample& sample, double exact, Allowing allowing) {
  if (allowing.deviation == 0.0) allowing.deviation = sample.deviation();
  return agreement_of_figure(sample.mean(), sample.standard_error(), exact, allowing);
}

Agreement agreement_of_variance(const Sample& sample, double exact, Allowing allowing) {
  return agreement_of_figure(sample.variance(), sample.variance_standard_error(), exact, allowing);
}

Agreement agreement_of_correlation(const Sample& one, const Sample& other, double exact,
                                   Allowing allowing) {
  const double error = (1.0 - exact * exact) / std::sqrt(static_cast<double>(one.size()));
  return agreement_of_figure(one.correlation(other), error, exact, allowing);
}

Agreement agreement_of_share(std::int64_t hits, std::int64_t trials, double exact,
                             Allowing allowing) {
  const auto n = static_cast<double>(trials);
  const double deviation = std::sqrt(exact * (1.0 - exact));
  if (allowing.deviation == 0.0) allowing.deviation = deviation;
  Agreement result =
      agreement_of_figure(static_cast<double>(hits) / n, deviation / std::sqrt(n), exact, allowing);
  if (trials == 0) return result;
  const boost::math::binomial_distribution<double> law(n, exact);
  const auto k = static_cast<double>(hits);
  const double at_most = boost::math::cdf(law, k);
  const double at_least = hits == 0 ? 1.0 : boost::math::cdf(boost::math::complement(law, k - 1.0));
  result.p_value = std::min(1.0, 2.0 * std::min(at_most, at_least));
  return result;
}

}  // namespace tenure::analysis
