// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "analysis/paired.h"

namespace tenure::analysis {

/// A ratio's two halves by replication.
struct Halves {
  std::span<const double> above;
  std::span<const double> below;
};

/// How much larger one ratio of sums over replications (analysis/ratio.h) is than another one of
/// the same replications. Half width, correlation and variance ratio are those of the jackknife's
/// pseudo-values n r - (n - 1) r(-i), which stand for what each replication says of a ratio r
/// (Miller 1974, The jackknife - a review, Biometrika 61(1), sections 2 and 3.3). Replications with
/// a NaN on either side are left out.
///
/// NaN where there is nothing to divide by; no half width where either ratio has none. Where both
/// denominators are the same in all replications this is paired_difference() of the replications'
/// own ratios. 0 < confidence < 1. Throws std::invalid_argument unless all are of the same length.
PairedDifference paired_ratio(const Halves& a, const Halves& b, double confidence = 0.95);

}  // namespace tenure::analysis
