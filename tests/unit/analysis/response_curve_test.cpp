// SPDX-License-Identifier: Apache-2.0
#include "analysis/response_curve.h"

#include <array>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include <gtest/gtest.h>

#include "analysis/latin_hypercube.h"
#include "analysis/morris_design.h"
#include "analysis/sobol_sequence.h"
#include "ishigami.h"

namespace tenure::analysis {
namespace {

/// The mean over the other two is sin(x1) (1 + pi^4 / 50) + 3.5.
TEST(ResponseCurve, FollowsTheConditionalMean) {
  const Points points = latin_hypercube({.dimensions = 3, .points = 2000}, 7);
  const Groups groups = single_points(points.size());
  const Responses responses = ishigami_responses(points);
  const ResponseCurve curve = response_curve(points, 0, groups, responses, 1);
  ASSERT_EQ(curve.points.size(), 10u);
  for (const CurvePoint& at : curve.points) {
    const double x = std::numbers::pi * (2.0 * at.position - 1.0);
    const double exact = std::sin(x) * (1.0 + std::pow(std::numbers::pi, 4) / 50.0) + 3.5;
    EXPECT_NEAR(at.mean.value, exact, 1.7 * at.mean.half_width());
    EXPECT_LT(at.mean.half_width(), 0.7);
    EXPECT_EQ(at.groups, 200u);
  }
  ASSERT_TRUE(curve.share);
  EXPECT_NEAR(curve.share->value, 0.3139, 0.03);
  const ResponseCurve none = response_curve(points, 2, groups, responses, 1);
  EXPECT_NEAR(none.share->value, 0.0, 0.02);
  EXPECT_LT(none.share->high, 0.05);
}

/// Noise of twice the function's variance, half of it shared: the share is that without noise.
TEST(ResponseCurve, IsFreeOfNoise) {
  const Points points = latin_hypercube({.dimensions = 3, .points = 4000}, 7);
  const double deviation = std::sqrt(13.84);
  const ResponseCurve curve =
      response_curve(points, 0, single_points(points.size()),
                     ishigami_responses(points, 3, deviation, deviation), 1);
  EXPECT_NEAR(curve.share->value, 0.3139, 0.05);
  EXPECT_LE(curve.share->low, 0.3139);
  EXPECT_GE(curve.share->high, 0.29);
}

TEST(ResponseCurve, TakesEachOfAFewValues) {
  const MorrisDesign design{.dimensions = 3, .trajectories = 30, .levels = 4};
  const Points points = morris_points(design, 1);
  Groups trajectories(points.size());
  for (std::size_t i = 0; i < points.size(); ++i) trajectories[i] = i / design.points_of_each();
  const ResponseCurve curve =
      response_curve(points, 1, trajectories, ishigami_responses(points), 1);
  ASSERT_EQ(curve.points.size(), 4u);
  EXPECT_EQ(curve.points[0].position, 0.0);
  EXPECT_EQ(curve.points[3].position, 1.0);
  EXPECT_FALSE(curve.share);
  std::size_t groups = 0;
  for (const CurvePoint& at : curve.points) groups += at.groups;
  EXPECT_EQ(groups, 60u);  // each trajectory is on two levels
}

TEST(ResponseCurve, LeavesOutPointsWithoutAResponse) {
  const Points points = latin_hypercube({.dimensions = 2, .points = 50}, 7);
  Responses responses(50, 1);
  for (std::size_t i = 0; i < 49; ++i) responses.set(i, 0, 1.0);
  const ResponseCurve curve = response_curve(points, 0, single_points(50), responses, 1);
  std::size_t groups = 0;
  for (const CurvePoint& at : curve.points) {
    groups += at.groups;
    EXPECT_EQ(at.mean.value, 1.0);
  }
  EXPECT_EQ(groups, 49u);
}

/// A product has no effect of one factor around the middle, and all of it together.
TEST(InteractionMap, ShowsWhatTwoDoTogether) {
  const Points points = sobol_sequence(4096, 2, 9);
  Responses responses(points.size(), 1);
  for (std::size_t i = 0; i < points.size(); ++i) {
    responses.set(i, 0,
                  10.0 * points.at(i, 0) + 4.0 * (points.at(i, 0) - 0.5) * (points.at(i, 1) - 0.5));
  }
  const InteractionMap map = interaction_map(points, 0, 1, single_points(points.size()), responses);
  ASSERT_EQ(map.across.size(), 5u);
  ASSERT_EQ(map.excess.size(), 25u);
  EXPECT_NEAR(map.excess[0], 0.64, 0.1);  // 4 x 0.4 x 0.4
  EXPECT_NEAR(map.excess[4], -0.64, 0.1);
  EXPECT_NEAR(map.excess[12], 0.0, 0.1);
  EXPECT_NEAR(map.mean[24], 9.0 + 0.64, 0.2);
}

TEST(InteractionMap, HasNoNumberWhereThereIsNoPoint) {
  Points points(2);
  points.add(std::array{0.0, 0.0});
  points.add(std::array{1.0, 1.0});
  const InteractionMap map =
      interaction_map(points, 0, 1, single_points(2), Responses(std::array{1.0, 2.0}));
  EXPECT_TRUE(std::isnan(map.mean[1]));
  EXPECT_EQ(map.mean[3], 2.0);
}

TEST(ResponseCurve, RefusesResponsesOfOtherPoints) {
  const Points points = latin_hypercube({.dimensions = 2, .points = 5}, 7);
  EXPECT_THROW(response_curve(points, 0, single_points(5), Responses(4, 1), 1),
               std::invalid_argument);
}

}  // namespace
}  // namespace tenure::analysis
