// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

/// Confidence intervals of a proportion, and how often they hold it. Everywhere 0 <= hits <=
/// trials, trials >= 1, 0 <= share <= 1 and 0 < confidence < 1 (no unit), otherwise
/// std::invalid_argument is thrown.
namespace tenure::analysis {

/// Both ends belong to it.
struct Bounds {
  double lower = 0.0;
  double upper = 0.0;

  bool hold(double value) const { return lower <= value && value <= upper; }
};

/// p +- z sqrt(p (1 - p) / n), p = hits / trials (Brown, Cai & DasGupta 2001, Statistical Science
/// 16(2), equation 1). Its ends may lie outside 0 to 1, and without any hit it has no width: it is
/// here to be compared with.
Bounds wald_interval(std::int64_t hits, std::int64_t trials, double confidence = 0.95);

/// All shares that the score test does not reject (Wilson 1927, Journal of the American Statistical
/// Association 22, 209-212; Brown, Cai & DasGupta 2001, equation 4).
Bounds wilson_interval(std::int64_t hits, std::int64_t trials, double confidence = 0.95);

/// All shares that neither one-sided exact test rejects; holds the share at least as often as
/// stated, whatever it is (Clopper & Pearson 1934, Biometrika 26, 404-413).
Bounds clopper_pearson_interval(std::int64_t hits, std::int64_t trials, double confidence = 0.95);

/// One of the three.
using ProportionInterval = Bounds (*)(std::int64_t hits, std::int64_t trials, double confidence);

/// The probability that the interval of `trials` independent trials holds their `share`: the sum of
/// the binomial probabilities of all hits whose interval does (Brown, Cai & DasGupta 2001, section
/// 2).
double coverage(ProportionInterval interval, std::int64_t trials, double share,
                double confidence = 0.95);

/// Between how many hits, ends included, `trials` independent trials of probability `share` end
/// with a probability of at least `confidence`: the quantiles of the binomial law that leave at
/// most half of the rest on either side.
struct HitBand {
  std::int64_t least = 0;
  std::int64_t most = 0;
};
HitBand hit_band(std::int64_t trials, double share, double confidence);

}  // namespace tenure::analysis
