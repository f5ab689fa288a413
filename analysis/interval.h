// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>

namespace tenure::analysis {

/// A mean over replications with its 95 % confidence half-width.
struct Interval {
  double mean = 0.0;
  std::optional<double> half_width;  ///< none for fewer than two values
};

/// Student's t interval of independent values (Law 2015, Simulation Modeling and Analysis, section
/// 4.5). NaN values (a ratio without denominator) are left out; NaN if nothing remains.
/// 0 < confidence < 1.
Interval mean_interval(std::span<const double> values, double confidence = 0.95);

}  // namespace tenure::analysis
