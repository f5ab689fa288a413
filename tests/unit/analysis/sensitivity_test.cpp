// SPDX-License-Identifier: Apache-2.0
#include "analysis/sensitivity.h"

#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "analysis/latin_hypercube.h"
#include "ishigami.h"

namespace tenure::analysis {
namespace {

const std::vector<std::string> kNames{"one", "two", "three"};

TEST(Sensitivity, GoesByTheDesign) {
  const MorrisDesign morris{.dimensions = 3, .trajectories = 10};
  const Points trajectories = morris_points(morris, 1);
  const Sensitivity screened =
      sensitivity(morris, trajectories, ishigami_responses(trajectories), kNames, 1);
  EXPECT_TRUE(screened.effects);
  EXPECT_FALSE(screened.indices);
  EXPECT_EQ(screened.curves.size(), 3u);
  EXPECT_EQ(screened.together.size(), 3u);

  const SaltelliDesign saltelli{.dimensions = 3, .base = 64};
  const Points pairs = saltelli_points(saltelli, 1);
  const Sensitivity shared = sensitivity(saltelli, pairs, ishigami_responses(pairs), kNames, 1);
  EXPECT_TRUE(shared.indices);
  std::size_t in_curve = 0;
  for (const CurvePoint& at : shared.curves[0].points) in_curve += at.groups;
  EXPECT_EQ(in_curve, 128u);  // A and B

  const Points points = latin_hypercube({.dimensions = 3, .points = 100}, 1);
  const Sensitivity plain =
      sensitivity(PlainDesign{}, points, ishigami_responses(points), kNames, 1);
  EXPECT_FALSE(plain.indices);
  EXPECT_FALSE(plain.effects);
  EXPECT_EQ(plain.verdict.weights.size(), 3u);
}

TEST(Sensitivity, RefusesNamesOfOtherParameters) {
  const Points points = latin_hypercube({.dimensions = 2, .points = 10}, 1);
  EXPECT_THROW(sensitivity(PlainDesign{}, points, Responses(10, 1), kNames, 1),
               std::invalid_argument);
}

}  // namespace
}  // namespace tenure::analysis
