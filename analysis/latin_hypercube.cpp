// SPDX-License-Identifier: Apache-2.0
#include "analysis/latin_hypercube.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <stdexcept>
#include <utility>
#include <vector>

#include "analysis/addressed_random.h"

namespace tenure::analysis {

namespace {

constexpr std::size_t kMostPoints = std::size_t{1} << 20;  // squares of distances fit into 64 bits
constexpr std::int64_t kMostCompared = std::int64_t{1} << 31;  // some seconds

/// Which stratum each point has in each dimension.
class Strata {
 public:
  Strata(const LatinHypercube& design, std::uint64_t seed)
      : points_(design.points), dimensions_(design.dimensions), strata_(points_ * dimensions_) {
    std::vector<std::size_t> order(points_);
    for (std::size_t d = 0; d < dimensions_; ++d) {
      AddressedRandom random(seed, d);
      shuffle_indices(order, random);
      for (std::size_t i = 0; i < points_; ++i) {
        strata_[i * dimensions_ + d] = static_cast<std::int64_t>(order[i]);
      }
    }
  }

  std::int64_t at(std::size_t i, std::size_t d) const { return strata_[i * dimensions_ + d]; }

  /// Exchanges until none helps.
  void spread() {
    if (points_ < 3) return;
    nearest_.resize(points_);
    for (std::size_t i = 0; i < points_; ++i) nearest_[i] = nearest_of(i);
    for (;;) {
      const std::size_t a = closest();
      if (!part(a, nearest_[a].distance) &&
          !part(nearest_[a].point, nearest_[nearest_[a].point].distance)) {
        return;
      }
    }
  }

 private:
  struct Neighbour {
    std::size_t point = 0;
    std::int64_t distance = std::numeric_limits<std::int64_t>::max();  // squared
  };

  std::int64_t distance(std::size_t i, std::size_t j) {
    compared_ += static_cast<std::int64_t>(dimensions_);
    std::int64_t sum = 0;
    for (std::size_t d = 0; d < dimensions_; ++d) {
      const std::int64_t apart = at(i, d) - at(j, d);
      sum += apart * apart;
    }
    return sum;
  }

  Neighbour nearest_of(std::size_t i) {
    Neighbour nearest;
    for (std::size_t j = 0; j < points_; ++j) {
      if (j == i) continue;
      const std::int64_t apart = distance(i, j);
      if (apart < nearest.distance) nearest = {j, apart};
    }
    return nearest;
  }

  std::size_t closest() const {
    std::size_t best = 0;
    for (std::size_t i = 1; i < points_; ++i) {
      if (nearest_[i].distance < nearest_[best].distance) best = i;
    }
    return best;
  }

  void exchange(std::size_t a, std::size_t c, std::size_t d) {
    std::swap(strata_[a * dimensions_ + d], strata_[c * dimensions_ + d]);
  }

  /// Whether all others are farther from `i` than `least`, squared.
  bool is_alone(std::size_t i, std::int64_t least) {
    for (std::size_t j = 0; j < points_; ++j) {
      if (j != i && distance(i, j) <= least) return false;
    }
    return true;
  }

  /// One exchange of `a` with another point that leaves both farther than `least` from all others.
  bool part(std::size_t a, std::int64_t least) {
    for (std::size_t c = 0; c < points_; ++c) {
      if (c == a) continue;
      for (std::size_t d = 0; d < dimensions_; ++d) {
        if (compared_ > kMostCompared) return false;
        exchange(a, c, d);
        if (is_alone(a, least) && is_alone(c, least)) {
          renew_after(a, c);
          return true;
        }
        exchange(a, c, d);
      }
    }
    return false;
  }

  /// Only distances from `a` and `c` have changed.
  void renew_after(std::size_t a, std::size_t c) {
    for (std::size_t i = 0; i < points_; ++i) {
      if (i == a || i == c || nearest_[i].point == a || nearest_[i].point == c) {
        nearest_[i] = nearest_of(i);
        continue;
      }
      for (const std::size_t moved : {a, c}) {
        const std::int64_t apart = distance(i, moved);
        if (apart < nearest_[i].distance) nearest_[i] = {moved, apart};
      }
    }
  }

  std::size_t points_;
  std::size_t dimensions_;
  std::vector<std::int64_t> strata_;  // by point, then by dimension
  std::vector<Neighbour> nearest_;    // by point
  std::int64_t compared_ = 0;         // coordinates so far
};

}  // namespace

std::size_t most_maximin_points(std::size_t dimensions) {
  const double pairs = static_cast<double>(kMostCompared) / static_cast<double>(dimensions);
  return std::min(kMostPoints, static_cast<std::size_t>(std::sqrt(pairs)));
}

Points latin_hypercube(const LatinHypercube& design, std::uint64_t seed) {
  if (design.points == 0 || design.points > kMostPoints) {
    throw std::invalid_argument("Latin hypercube: has 1 to 2^20 points");
  }
  Points points(design.dimensions);
  if (design.maximin && design.points > most_maximin_points(design.dimensions)) {
    throw std::invalid_argument("Latin hypercube: too many points for maximin");
  }
  Strata strata(design, seed);
  if (design.maximin) strata.spread();
  AddressedRandom random(seed, design.dimensions);
  std::vector<double> point(design.dimensions);
  for (std::size_t i = 0; i < design.points; ++i) {
    for (std::size_t d = 0; d < design.dimensions; ++d) {
      const double within = design.maximin ? 0.5 : random.uniform();
      point[d] =
          (static_cast<double>(strata.at(i, d)) + within) / static_cast<double>(design.points);
    }
    points.add(point);
  }
  return points;
}

}  // namespace tenure::analysis
