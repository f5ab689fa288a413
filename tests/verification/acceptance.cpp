// SPDX-License-Identifier: Apache-2.0
#include "tests/verification/acceptance.h"

#include <algorithm>
#include <cmath>

#include <boost/math/distributions/binomial.hpp>

namespace tenure::verification {

namespace {

testing::AssertionResult too_noisy(double half_width, double allowed) {
  return testing::AssertionFailure() << "too noisy to fail: 3.29 standard errors are " << half_width
                                     << ", allowed are " << allowed;
}

double allowed_width(double reference, const Allowing& allowing) {
  return std::max(
      {kPrecision * std::abs(reference), kPrecision * allowing.deviation, allowing.absolute});
}

}  // namespace

double Sample::mean() const {
  long double sum = 0.0L;
  for (const double x : x_) sum += x;
  return static_cast<double>(sum / static_cast<long double>(x_.size()));
}

double Sample::central_moment(int power) const {
  const double center = mean();
  long double sum = 0.0L;
  for (const double x : x_) sum += std::pow(x - center, power);
  return static_cast<double>(sum / static_cast<long double>(x_.size()));
}

double Sample::variance() const {
  const auto n = static_cast<double>(x_.size());
  return central_moment(2) * n / (n - 1.0);
}

double Sample::deviation() const { return std::sqrt(variance()); }

double Sample::standard_error() const {
  return deviation() / std::sqrt(static_cast<double>(x_.size()));
}

double Sample::variance_standard_error() const {
  const auto n = static_cast<double>(x_.size());
  const double s2 = variance();
  return std::sqrt((central_moment(4) - s2 * s2 * (n - 3.0) / (n - 1.0)) / n);
}

double Sample::correlation(const Sample& other) const {
  const double center = mean();
  const double other_center = other.mean();
  long double sum = 0.0L;
  for (std::size_t i = 0; i < x_.size(); ++i) {
    sum += (x_[i] - center) * (other.x_[i] - other_center);
  }
  const double covariance = static_cast<double>(sum) / static_cast<double>(x_.size() - 1);
  return covariance / (deviation() * other.deviation());
}

testing::AssertionResult figure_agrees(double figure, double standard_error, double reference,
                                       Allowing allowing) {
  const double half_width = kStandardErrors * standard_error;
  const double allowed = allowed_width(reference, allowing);
  // Written so that a NaN fails.
  if (!(half_width <= allowed)) return too_noisy(half_width, allowed);
  if (!(std::abs(figure - reference) <= half_width)) {
    return testing::AssertionFailure() << figure << " instead of " << reference << ", "
                                       << std::abs(figure - reference) / standard_error
                                       << " standard errors of " << standard_error << " off";
  }
  return testing::AssertionSuccess();
}

testing::AssertionResult mean_agrees(const Sample& sample, double reference, Allowing allowing) {
  if (allowing.deviation == 0.0) allowing.deviation = sample.deviation();
  return figure_agrees(sample.mean(), sample.standard_error(), reference, allowing);
}

testing::AssertionResult variance_agrees(const Sample& sample, double reference,
                                         Allowing allowing) {
  return figure_agrees(sample.variance(), sample.variance_standard_error(), reference, allowing);
}

testing::AssertionResult share_agrees(std::int64_t hits, std::int64_t trials, double reference,
                                      Allowing allowing) {
  const auto n = static_cast<double>(trials);
  const double deviation = std::sqrt(reference * (1.0 - reference));
  if (allowing.deviation == 0.0) allowing.deviation = deviation;
  const double half_width = kStandardErrors * deviation / std::sqrt(n);
  const double allowed = allowed_width(reference, allowing);
  if (!(half_width <= allowed)) return too_noisy(half_width, allowed);
  const boost::math::binomial_distribution<double> law(n, reference);
  const auto k = static_cast<double>(hits);
  const double at_most = boost::math::cdf(law, k);
  const double at_least = hits == 0 ? 1.0 : boost::math::cdf(boost::math::complement(law, k - 1.0));
  if (!(2.0 * std::min(at_most, at_least) >= kErrorRate)) {
    return testing::AssertionFailure()
           << hits << " of " << trials << " = " << k / n << " instead of " << reference
           << ", probability " << 2.0 * std::min(at_most, at_least);
  }
  return testing::AssertionSuccess();
}

}  // namespace tenure::verification
