// SPDX-License-Identifier: Apache-2.0
#include "analysis/points.h"

#include <stdexcept>

namespace tenure::analysis {

Points::Points(std::size_t dimensions) : dimensions_(dimensions) {
  if (dimensions == 0) throw std::invalid_argument("points: need a dimension");
}

void Points::add(std::span<const double> point) {
  if (point.size() != dimensions_) throw std::invalid_argument("points: dimensions differ");
  for (const double x : point) {
    if (!(x >= 0.0 && x <= 1.0)) {
      throw std::invalid_argument("points: a coordinate is between 0 and 1");
    }
  }
  coordinates_.insert(coordinates_.end(), point.begin(), point.end());
}

}  // namespace tenure::analysis
