// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

namespace tenure::analysis {

/// How much of the beginning of a series to leave out, so that the rest tells of the long run.
struct Truncation {
  std::size_t deleted = 0;  ///< observations, a multiple of the batch
  double mean = 0.0;        ///< of what is left, whole batches only; unit of the series
  double statistic = 0.0;   ///< squared standard error that was made smallest, unit squared
  /// More than half would have to go: the series is too short to tell where its beginning ends, and
  /// neither the point nor the mean should be relied on.
  bool is_too_late = false;
};

/// The marginal standard error rule on means of five (MSER-5): of all points to begin at, that with
/// the smallest sum of squared deviations from the mean of the rest, divided by its squared number
/// (White 1997, Simulation 69(6), 323-334, on single observations; White, Cobb & Spratt 2000,
/// Proceedings of the Winter Simulation Conference, 755-761, on means of five, with the warning for
/// more than half). The first such point, if there are several. The last five means are no points
/// to begin at: a few that happen to be alike would look best (Hoad, Robinson & Davies 2010,
/// Journal of the Operational Research Society 61, 1357-1368). Observations after the last whole
/// batch are left out.
///
/// Throws std::invalid_argument for fewer than 50 observations (assumption: ten means, so that half
/// of them are the five) and for values that are not finite.
Truncation mser5(std::span<const double> series);

/// The same rule on means of `batch` observations, of which the last `least_kept` are no points to
/// begin at. Of a short series batches are single observations, and more of them have to be kept:
/// the few last ones are alike by luck too often. Throws std::invalid_argument as above, for fewer
/// than ten batches, a batch of 0, and unless 1 <= least_kept <= the number of batches.
Truncation mser(std::span<const double> series, std::size_t batch, std::size_t least_kept);

}  // namespace tenure::analysis
