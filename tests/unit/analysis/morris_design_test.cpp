// SPDX-License-Identifier: Apache-2.0
#include "analysis/morris_design.h"

#include <cmath>
#include <map>
#include <set>
#include <stdexcept>

#include <gtest/gtest.h>

namespace tenure::analysis {
namespace {

TEST(MorrisDesign, MovesEachDimensionOnceInEachTrajectory) {
  const MorrisDesign design{.dimensions = 6, .trajectories = 9, .levels = 4};
  const Points points = morris_points(design, 20260101);
  ASSERT_EQ(points.size(), design.points());
  std::set<std::size_t> first_to_move;
  for (std::size_t t = 0; t < design.trajectories; ++t) {
    std::set<std::size_t> moved;
    for (std::size_t s = 1; s < design.points_of_each(); ++s) {
      const std::size_t i = t * design.points_of_each() + s;
      for (std::size_t d = 0; d < design.dimensions; ++d) {
        const double step = std::abs(points.at(i, d) - points.at(i - 1, d));
        if (step == 0.0) continue;
        EXPECT_NEAR(step, 2.0 / 3.0, 1e-15);
        moved.insert(d);
        if (s == 1) first_to_move.insert(d);
      }
      EXPECT_EQ(moved.size(), s);
    }
  }
  EXPECT_GT(first_to_move.size(), 1u);
}

/// 4,000 starts of one dimension on 4 levels: 1,000 each, give or take five standard deviations of
/// the binomial, 27.4.
TEST(MorrisDesign, StartsOnEveryLevelAlikeOften) {
  const MorrisDesign design{.dimensions = 2, .trajectories = 4000, .levels = 4};
  const Points points = morris_points(design, 3);
  std::map<double, int> starts;
  for (std::size_t t = 0; t < design.trajectories; ++t) {
    ++starts[points.at(t * design.points_of_each(), 1)];
  }
  ASSERT_EQ(starts.size(), 4u);
  EXPECT_EQ(starts.begin()->first, 0.0);
  EXPECT_EQ(starts.rbegin()->first, 1.0);
  for (const auto& [level, count] : starts) EXPECT_NEAR(count, 1000, 137) << level;
}

TEST(MorrisDesign, KeepsItsTrajectoriesWhenOthersAreAdded) {
  MorrisDesign design{.dimensions = 3, .trajectories = 2};
  const Points few = morris_points(design, 8);
  design.trajectories = 5;
  const Points more = morris_points(design, 8);
  for (std::size_t i = 0; i < few.size(); ++i) {
    for (std::size_t d = 0; d < 3; ++d) EXPECT_EQ(few.at(i, d), more.at(i, d));
  }
}

TEST(MorrisDesign, RefusesOddLevelsAndNothing) {
  EXPECT_THROW(morris_points({.dimensions = 2, .trajectories = 1, .levels = 5}, 1),
               std::invalid_argument);
  EXPECT_THROW(morris_points({.dimensions = 2, .trajectories = 0}, 1), std::invalid_argument);
  EXPECT_THROW(morris_points({.dimensions = 0, .trajectories = 1}, 1), std::invalid_argument);
}

}  // namespace
}  // namespace tenure::analysis
