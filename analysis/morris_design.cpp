// SPDX-License-Identifier: Apache-2.0
#include "analysis/morris_design.h"

#include <stdexcept>
#include <vector>

#include "analysis/addressed_random.h"

namespace tenure::analysis {

namespace {

constexpr std::size_t kMostLevels = std::size_t{1} << 20;

}  // namespace

Points morris_points(const MorrisDesign& design, std::uint64_t seed) {
  if (design.trajectories == 0) throw std::invalid_argument("Morris: needs a trajectory");
  if (design.levels < 2 || design.levels % 2 != 0 || design.levels > kMostLevels) {
    throw std::invalid_argument("Morris: the number of levels is even, 2 to 2^20");
  }
  Points points(design.dimensions);
  const std::size_t half = design.levels / 2;
  std::vector<std::size_t> level(design.dimensions);
  std::vector<std::size_t> order(design.dimensions);
  std::vector<double> point(design.dimensions);
  const auto coordinate = [&](std::size_t d) {
    return static_cast<double>(level[d]) / static_cast<double>(design.levels - 1);
  };
  for (std::size_t t = 0; t < design.trajectories; ++t) {
    AddressedRandom random(seed, t);
    for (std::size_t d = 0; d < design.dimensions; ++d) {
      level[d] = static_cast<std::size_t>(random.below(design.levels));
      point[d] = coordinate(d);
    }
    points.add(point);
    shuffle_indices(order, random);
    for (const std::size_t d : order) {
      level[d] = level[d] < half ? level[d] + half : level[d] - half;
      point[d] = coordinate(d);
      points.add(point);
    }
  }
  return points;
}

}  // namespace tenure::analysis
