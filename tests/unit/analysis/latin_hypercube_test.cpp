// SPDX-License-Identifier: Apache-2.0
#include "analysis/latin_hypercube.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <set>
#include <stdexcept>

#include <gtest/gtest.h>

namespace tenure::analysis {
namespace {

double smallest_distance(const Points& points) {
  double least = 1e9;
  for (std::size_t i = 0; i < points.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      double sum = 0.0;
      for (std::size_t d = 0; d < points.dimensions(); ++d) {
        sum += std::pow(points.at(i, d) - points.at(j, d), 2);
      }
      least = std::min(least, std::sqrt(sum));
    }
  }
  return least;
}

void expect_one_in_each_stratum(const Points& points) {
  for (std::size_t d = 0; d < points.dimensions(); ++d) {
    std::set<int> strata;
    for (std::size_t i = 0; i < points.size(); ++i) {
      strata.insert(static_cast<int>(points.at(i, d) * static_cast<double>(points.size())));
    }
    EXPECT_EQ(strata.size(), points.size()) << "dimension " << d;
  }
}

TEST(LatinHypercube, HasOnePointInEachStratumOfEachDimension) {
  for (const bool maximin : {false, true}) {
    const Points points = latin_hypercube({.dimensions = 5, .points = 40, .maximin = maximin}, 11);
    ASSERT_EQ(points.size(), 40u);
    expect_one_in_each_stratum(points);
  }
}

TEST(LatinHypercube, IsAFunctionOfItsSeed) {
  const LatinHypercube design{.dimensions = 3, .points = 20, .maximin = true};
  const Points one = latin_hypercube(design, 1);
  const Points same = latin_hypercube(design, 1);
  const Points other = latin_hypercube(design, 2);
  bool differs = false;
  for (std::size_t i = 0; i < 20; ++i) {
    for (std::size_t d = 0; d < 3; ++d) {
      EXPECT_EQ(one.at(i, d), same.at(i, d));
      differs = differs || one.at(i, d) != other.at(i, d);
    }
  }
  EXPECT_TRUE(differs);
}

/// The closest two of 30 points in 4 dimensions: with maximin farther apart than without, for every
/// seed, and on average more than half as far again.
TEST(LatinHypercube, SpreadsItsPointsWithMaximin) {
  double with = 0.0;
  double without = 0.0;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    LatinHypercube design{.dimensions = 4, .points = 30};
    const double before = smallest_distance(latin_hypercube(design, seed));
    design.maximin = true;
    const double after = smallest_distance(latin_hypercube(design, seed));
    EXPECT_GT(after, before) << "seed " << seed;
    with += after;
    without += before;
  }
  EXPECT_GT(with, 1.5 * without);
}

/// Two dimensions and five points: the best that any of the 120 hypercubes has is sqrt(5) strata.
TEST(LatinHypercube, FindsTheBestOfFive) {
  const Points points = latin_hypercube({.dimensions = 2, .points = 5, .maximin = true}, 3);
  EXPECT_NEAR(smallest_distance(points), std::sqrt(5.0) / 5.0, 1e-12);
}

TEST(LatinHypercube, TakesASinglePoint) {
  const Points points = latin_hypercube({.dimensions = 2, .points = 1, .maximin = true}, 1);
  EXPECT_EQ(points.at(0, 0), 0.5);
}

TEST(LatinHypercube, EndsForTheMostPointsOfMaximin) {
  EXPECT_GE(most_maximin_points(12), 10'000u);
  EXPECT_THROW(latin_hypercube({.dimensions = 12, .points = 20'000, .maximin = true}, 1),
               std::invalid_argument);
}

TEST(LatinHypercube, RefusesNothing) {
  EXPECT_THROW(latin_hypercube({.dimensions = 1, .points = 0}, 1), std::invalid_argument);
  EXPECT_THROW(latin_hypercube({.dimensions = 0, .points = 1}, 1), std::invalid_argument);
}

}  // namespace
}  // namespace tenure::analysis
