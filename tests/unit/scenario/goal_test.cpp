// SPDX-License-Identifier: Apache-2.0
#include "scenario/goal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenario/load.h"

namespace tenure::scenario {
namespace {

using testing::HasSubstr;

const std::string kFirm = "format: 1\nhorizon: 8 weeks\nsegments: [{name: a}]\n";

Loaded load_with(const std::string& lines, const LoadOptions& options = {}) {
  return load_text(kFirm + lines + "\n", "s.yaml", options);
}

std::string errors_of(const std::string& lines) {
  try {
    load_with(lines);
  } catch (const ScenarioError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(Goal, IsEmptyUnlessGiven) {
  const Goal goal = load_with("").goal;
  EXPECT_FALSE(goal.decide_by.has_value());
  EXPECT_TRUE(goal.must.empty());
}

TEST(Goal, KeepsNamesAndPlaces) {
  const Goal goal =
      load_with("decide_by:   lowest  cost\nmust:\n  survival: \">= 60 %\"\n  cost: <= 5 EUR").goal;
  ASSERT_TRUE(goal.decide_by.has_value());
  EXPECT_EQ(goal.decide_by->kpi, "cost");
  EXPECT_EQ(goal.decide_by->better, Goal::Better::lowest);
  EXPECT_EQ(goal.decide_by->place.line, 4);
  ASSERT_EQ(goal.must.size(), 2U);
  EXPECT_EQ(goal.must[0].kpi, "survival");
  EXPECT_EQ(goal.must[0].bound, Goal::Bound::at_least);
  EXPECT_EQ(goal.must[0].amount, "60 %");
  EXPECT_EQ(goal.must[0].amount_place.column, 13);
  EXPECT_EQ(goal.must[1].bound, Goal::Bound::at_most);
  EXPECT_EQ(goal.must[1].kpi_place.line, 7);
}

TEST(Goal, WithoutADirectionLeavesItOpen) {
  EXPECT_FALSE(load_with("decide_by: profit").goal.decide_by->better.has_value());
}

TEST(Goal, IsRefusedWhereItMakesNoSense) {
  EXPECT_THAT(errors_of("decide_by: best profit"), HasSubstr("s.yaml:4:12: decide_by: is not"));
  EXPECT_THAT(errors_of("decide_by: highest profit now"), HasSubstr("s.yaml:4:12"));
  EXPECT_THAT(errors_of("decide_by: [profit]"), HasSubstr("s.yaml:4:12"));
  EXPECT_THAT(errors_of("decide_by:"), HasSubstr("decide_by: is not a KPI"));
  EXPECT_THAT(errors_of("must: survival"), HasSubstr("s.yaml:4:7: must: is not a map"));
  EXPECT_THAT(errors_of("must: {survival: 60 %}"),
              HasSubstr("s.yaml:4:18: must.survival: \"60 %\" is no condition"));
  EXPECT_THAT(errors_of("must: {survival: {a: 1}}"), HasSubstr("must.survival: is no condition"));
}

TEST(Goal, CanBeSetAndTakenAway) {
  const Goal set =
      load_with("", {.sets = {"decide_by=highest survival", "must={survival: \">= 60 %\"}"}}).goal;
  EXPECT_EQ(set.decide_by->kpi, "survival");
  EXPECT_EQ(set.must.size(), 1U);
  EXPECT_EQ(
      load_with("must: {cost: <= 5 EUR}", {.sets = {"must.survival=\">= 1 %\""}}).goal.must.size(),
      2U);
}

TEST(Goal, IsNoPartOfTheResolvedScenario) {
  const std::string without = load_with("").policies.front().resolved_yaml;
  EXPECT_EQ(load_with("decide_by: cost\nmust: {cost: <= 5 EUR}").policies.front().resolved_yaml,
            without);
}

}  // namespace
}  // namespace tenure::scenario
