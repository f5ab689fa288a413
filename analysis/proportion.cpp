// SPDX-License-Identifier: Apache-2.0
#include "analysis/proportion.h"

#include <cmath>
#include <stdexcept>

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/normal.hpp>

namespace tenure::analysis {

namespace {

void expect_share(double share) {
  if (!(share >= 0.0 && share <= 1.0)) {
    throw std::invalid_argument("proportion: a share is between 0 and 1");
  }
}

void expect_confidence(double confidence) {
  if (!(confidence > 0.0 && confidence < 1.0)) {
    throw std::invalid_argument("proportion: confidence is between 0 and 1");
  }
}

void expect_hits(std::int64_t hits, std::int64_t trials, double confidence) {
  if (trials < 1 || hits < 0 || hits > trials) {
    throw std::invalid_argument("proportion: hits are between 0 and trials, of which there is one");
  }
  expect_confidence(confidence);
}

/// Of the standard normal law.
double two_sided_quantile(double confidence) {
  return boost::math::quantile(boost::math::normal(), 0.5 + confidence / 2.0);
}

}  // namespace

Bounds wald_interval(std::int64_t hits, std::int64_t trials, double confidence) {
  expect_hits(hits, trials, confidence);
  const auto n = static_cast<double>(trials);
  const double p = static_cast<double>(hits) / n;
  const double half_width = two_sided_quantile(confidence) * std::sqrt(p * (1.0 - p) / n);
  return {p - half_width, p + half_width};
}

Bounds wilson_interval(std::int64_t hits, std::int64_t trials, double confidence) {
  expect_hits(hits, trials, confidence);
  const auto n = static_cast<double>(trials);
  const double p = static_cast<double>(hits) / n;
  const double z = two_sided_quantile(confidence);
  const double shrinkage = 1.0 + z * z / n;
  const double middle = (p + z * z / (2.0 * n)) / shrinkage;
  const double half_width = z / shrinkage * std::sqrt(p * (1.0 - p) / n + z * z / (4.0 * n * n));
  // The ends without a hit, and with nothing but hits, are 0 and 1 but for rounding.
  return {hits == 0 ? 0.0 : middle - half_width, hits == trials ? 1.0 : middle + half_width};
}

Bounds clopper_pearson_interval(std::int64_t hits, std::int64_t trials, double confidence) {
  expect_hits(hits, trials, confidence);
  const double tail = (1.0 - confidence) / 2.0;
  const auto k = static_cast<double>(hits);
  const auto misses = static_cast<double>(trials - hits);
  Bounds bounds{0.0, 1.0};
  if (hits > 0) bounds.lower = quantile(boost::math::beta_distribution<>(k, misses + 1.0), tail);
  if (hits < trials) {
    bounds.upper = quantile(complement(boost::math::beta_distribution<>(k + 1.0, misses), tail));
  }
  return bounds;
}

double coverage(ProportionInterval interval, std::int64_t trials, double share, double confidence) {
  expect_share(share);
  expect_hits(0, trials, confidence);
  const boost::math::binomial law(static_cast<double>(trials), share);
  double held = 0.0;
  for (std::int64_t hits = 0; hits <= trials; ++hits) {
    if (interval(hits, trials, confidence).hold(share)) held += pdf(law, static_cast<double>(hits));
  }
  return held;
}

HitBand hit_band(std::int64_t trials, double share, double confidence) {
  expect_share(share);
  expect_hits(0, trials, confidence);
  const boost::math::binomial law(static_cast<double>(trials), share);
  const double tail = (1.0 - confidence) / 2.0;
  HitBand band{0, trials};
  while (band.least < trials && cdf(law, static_cast<double>(band.least)) <= tail) ++band.least;
  while (band.most > band.least &&
         cdf(complement(law, static_cast<double>(band.most - 1))) <= tail) {
    --band.most;
  }
  return band;
}

}  // namespace tenure::analysis
