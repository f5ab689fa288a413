// SPDX-License-Identifier: Apache-2.0
#include "analysis/sample.h"

#include <cmath>

namespace tenure::analysis {

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

}  // namespace tenure::analysis
