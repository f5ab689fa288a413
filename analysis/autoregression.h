// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace tenure::analysis {

/// A series with a memory, whose mean is known exactly whatever it starts from: x[t] - m =
/// persistence (x[t-1] - m) + e[t], with independent e of mean 0, t = 0 to n - 1. What warm-up
/// deletion and batch means are tried on (White, Cobb & Spratt 2000, Proceedings of the Winter
/// Simulation Conference, 755-761). The unit is that of x.
struct Autoregression {
  double persistence = 0.0;           ///< at least 0, less than 1
  double innovation_deviation = 1.0;  ///< standard deviation of e

  /// Of one value in the long run: innovation^2 / (1 - persistence^2).
  double variance() const;

  /// The expected mean of x[deleted] to x[n - 1], less m, if x[0] - m is `start`: the mean of start
  /// persistence^t. Throws std::invalid_argument unless deleted < n.
  double bias_of_mean(double start, std::size_t n, std::size_t deleted = 0) const;

  /// Of the mean of n values in the long run: variance / n (1 + 2 sum over k = 1 to n - 1 of (1 -
  /// k/n) persistence^k) (Law 2015, Simulation Modeling and Analysis, equation 4.7). Throws
  /// std::invalid_argument unless n >= 1.
  double variance_of_mean(std::size_t n) const;

  /// Of the mean of x[deleted] to x[n - 1] if x[0] is known: the squared weights that each e has in
  /// it, added up. Throws std::invalid_argument unless deleted < n.
  double variance_of_mean_from_start(std::size_t n, std::size_t deleted = 0) const;
};

}  // namespace tenure::analysis
