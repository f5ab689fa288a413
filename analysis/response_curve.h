// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "analysis/points.h"
#include "analysis/responses.h"

namespace tenure::analysis {

/// Which points of a design are taken together: those of one group depend on one another (a
/// trajectory), those of different groups do not; `kNoGroup` leaves a point out.
using Groups = std::vector<std::size_t>;
inline constexpr std::size_t kNoGroup = static_cast<std::size_t>(-1);

/// Each point by itself: random samples, sequences, grids.
Groups single_points(std::size_t points);

/// Where a dimension is cut: all its values, if there are at most ten, else into equal parts of
/// [0, 1], as many as leave ten points to each, 2 to 10.
struct Cut {
  std::vector<std::size_t> part_of;  ///< by point
  std::vector<double> position;      ///< by part: the mean coordinate of its points
  std::size_t parts() const { return position.size(); }
};
Cut cut(const Points& points, std::size_t dimension, const Groups& groups, std::size_t most = 10);

/// The mean response where a parameter has a value, over what the design makes of all others.
struct CurvePoint {
  double position = 0.0;  ///< coordinate, 0 to 1
  Bounded mean;           ///< Student's t interval over groups
  std::size_t groups = 0;
};
struct ResponseCurve {
  std::vector<CurvePoint> points;
  /// The share of the variance of the expected response that the curve follows: a first-order index
  /// of what is given, 0 for a parameter without effect of its own. Corrected for chance as epsilon
  /// squared (Kelley 1935, Proceedings of the National Academy of Sciences 21(9), 554-559) and for
  /// noise as analysis/responses.h; bounds by the jackknife over 20 random blocks of
  /// points, or as many as hold two. None for fewer than 10 points, and where points are grouped,
  /// since those of a trajectory are no sample.
  std::optional<Bounded> share;
};

/// Points with a replication missing are left out. Throws std::invalid_argument unless groups and
/// responses are those of the points.
ResponseCurve response_curve(const Points& points, std::size_t dimension, const Groups& groups,
                             const Responses& responses, std::uint64_t seed);

/// Parts of each parameter in a map, at the most.
inline constexpr std::size_t kMapParts = 5;

/// What two parameters do together beyond what each does alone: by cell of both cuts the mean
/// response less the means of row and column, plus the mean of all; NaN in a cell without points.
struct InteractionMap {
  std::vector<double> across;  ///< positions of the first parameter
  std::vector<double> down;    ///< of the second
  std::vector<double> mean;    ///< across by down, the first parameter slowest
  std::vector<double> excess;  ///< the same cells
};
InteractionMap interaction_map(const Points& points, std::size_t first, std::size_t second,
                               const Groups& groups, const Responses& responses);

}  // namespace tenure::analysis
