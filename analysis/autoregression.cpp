// SPDX-License-Identifier: Apache-2.0
#include "analysis/autoregression.h"

#include <cmath>
#include <stdexcept>

namespace tenure::analysis {

namespace {

void expect_something_left(std::size_t n, std::size_t deleted) {
  if (deleted >= n) throw std::invalid_argument("autoregression: nothing is left of the series");
}

}  // namespace

double Autoregression::variance() const {
  return innovation_deviation * innovation_deviation / (1.0 - persistence * persistence);
}

double Autoregression::bias_of_mean(double start, std::size_t n, std::size_t deleted) const {
  expect_something_left(n, deleted);
  const auto kept = static_cast<double>(n - deleted);
  return start * std::pow(persistence, static_cast<double>(deleted)) *
         (1.0 - std::pow(persistence, kept)) / (1.0 - persistence) / kept;
}

double Autoregression::variance_of_mean(std::size_t n) const {
  expect_something_left(n, 0);
  const auto count = static_cast<double>(n);
  double sum = 1.0;
  double correlation = 1.0;
  for (std::size_t lag = 1; lag < n; ++lag) {
    correlation *= persistence;
    sum += 2.0 * (1.0 - static_cast<double>(lag) / count) * correlation;
  }
  return variance() / count * sum;
}

double Autoregression::variance_of_mean_from_start(std::size_t n, std::size_t deleted) const {
  expect_something_left(n, deleted);
  const auto kept = static_cast<double>(n - deleted);
  double sum = 0.0;
  double weight = 0.0;  // of e[t] in the sum of x[t] to x[n - 1]
  for (std::size_t t = n - 1; t > 0; --t) {
    if (t >= deleted) {
      weight = 1.0 + persistence * weight;
    } else {
      weight *= persistence;
    }
    sum += weight * weight;
  }
  return innovation_deviation * innovation_deviation * sum / (kept * kept);
}

}  // namespace tenure::analysis
