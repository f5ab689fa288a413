// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

namespace tenure::analysis {

/// Which of several hypotheses are rejected such that, however many are true, the probability of
/// rejecting any true one is at most `error_rate` (Holm 1979, Scandinavian Journal of Statistics
/// 6(2), 65-70). In the order of the p-values; a NaN is never rejected. 0 < error_rate < 1.
std::vector<bool> rejected_by_holm(std::span<const double> p_values, double error_rate);

/// The least error rate at which each of them is rejected, at most 1; NaN stays NaN.
std::vector<double> adjusted_by_holm(std::span<const double> p_values);

}  // namespace tenure::analysis
