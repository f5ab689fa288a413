// SPDX-License-Identifier: Apache-2.0
#include "analysis/what_matters.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "analysis/latin_hypercube.h"
#include "ishigami.h"

namespace tenure::analysis {
namespace {

const std::vector<std::string> kNames{"one", "two", "three", "idle"};

bool says(const Verdict& verdict, const std::string& words) {
  return std::any_of(verdict.sentences.begin(), verdict.sentences.end(), [&](const auto& sentence) {
    return sentence.find(words) != std::string::npos;
  });
}

SobolIndices indices_of(std::size_t base, std::size_t replications, double own) {
  const SaltelliDesign design{.dimensions = 4, .base = base};
  return sobol_indices(design,
                       ishigami_responses(saltelli_points(design, 44), replications, 0.0, own), 1);
}

TEST(WhatMatters, TellsTheThreeOfIshigamiFromTheIdle) {
  const Verdict judged = verdict(indices_of(1024, 3, 1.0), kNames);
  EXPECT_EQ(judged.weights,
            (std::vector{Weight::matters, Weight::matters, Weight::matters, Weight::hardly}));
  EXPECT_TRUE(says(judged, "Luck makes 2 % of the variance between points; it is taken out."));
  EXPECT_TRUE(says(judged, "Each by itself, the parameters make 7"));
}

TEST(WhatMatters, ExplainsNegativeAndUnresolvedIndices) {
  const Verdict judged = verdict(indices_of(16, 2, 3.0), kNames);
  EXPECT_TRUE(says(judged, "below 0, where no share can be: it is too small for 16 base points"));
  EXPECT_TRUE(says(judged, ": unresolved, total index between "));
  EXPECT_TRUE(says(judged, "four times as many halve the interval"));
}

TEST(WhatMatters, SaysWhatOneReplicationCannotTell) {
  EXPECT_TRUE(says(verdict(indices_of(64, 1, 0.0), kNames), "One replication"));
}

TEST(WhatMatters, SaysWhenThereIsNothingButLuckOrNothing) {
  const SaltelliDesign design{.dimensions = 2, .base = 64};
  Responses constant(design.points(), 2);
  Responses luck(design.points(), 2);
  std::mt19937_64 random(1);
  std::normal_distribution<double> normal;
  for (std::size_t i = 0; i < design.points(); ++i) {
    for (std::size_t r = 0; r < 2; ++r) {
      constant.set(i, r, 3.0);
      luck.set(i, r, normal(random));
    }
  }
  const std::vector<std::string> names{"a", "b"};
  const Verdict none = verdict(sobol_indices(design, constant, 1), names);
  EXPECT_EQ(none.weights, (std::vector{Weight::hardly, Weight::hardly}));
  EXPECT_TRUE(says(none, "The same at every point"));
  const Verdict only = verdict(sobol_indices(design, luck, 1), names);
  EXPECT_EQ(only.weights, (std::vector{Weight::unresolved, Weight::unresolved}));
}

TEST(WhatMatters, ScreensByMorris) {
  const MorrisDesign design{.dimensions = 4, .trajectories = 20};
  const Points points = morris_points(design, 44);
  const Verdict judged =
      verdict(morris_effects(design, points, ishigami_responses(points, 3, 1.0, 1.0), 1), kNames);
  EXPECT_EQ(judged.weights,
            (std::vector{Weight::matters, Weight::matters, Weight::matters, Weight::hardly}));
  EXPECT_TRUE(says(judged, "idle: its effects are no larger than luck"));
}

TEST(WhatMatters, JudgesCurves) {
  const Points points = latin_hypercube({.dimensions = 4, .points = 500}, 3);
  std::vector<ResponseCurve> curves;
  for (std::size_t d = 0; d < 4; ++d) {
    curves.push_back(response_curve(points, d, single_points(500), ishigami_responses(points), 1));
  }
  const Verdict judged = verdict(curves, kNames);
  EXPECT_EQ(judged.weights[0], Weight::matters);
  EXPECT_EQ(judged.weights[1], Weight::matters);
  EXPECT_EQ(judged.weights[3], Weight::hardly);
  EXPECT_TRUE(says(judged, "A saltelli design tells."));
}

}  // namespace
}  // namespace tenure::analysis
