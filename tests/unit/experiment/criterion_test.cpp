// SPDX-License-Identifier: Apache-2.0
#include "experiment/criterion.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "experiment/kpis.h"
#include "scenario/load.h"

namespace tenure::experiment {
namespace {

using testing::HasSubstr;

scenario::Goal goal(const std::string& lines) {
  return scenario::load_text("format: 1\nhorizon: 8 weeks\nsegments: [{name: a}]\n" + lines + "\n",
                             "s.yaml")
      .goal;
}

Criterion criterion(const std::string& lines) { return criterion_of(goal(lines), "EUR"); }

std::string refusal(const std::string& lines) {
  try {
    criterion(lines);
  } catch (const scenario::ScenarioError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(Criterion, IsTheHighestProfitUnlessToldOtherwise) {
  EXPECT_EQ(criterion("").kpi, "profit");
  EXPECT_EQ(criterion("").better, Better::highest);
  EXPECT_TRUE(criterion("").requirements.empty());
}

TEST(Criterion, KnowsTheUsualDirectionOfAKpi) {
  EXPECT_EQ(criterion("decide_by: churn_rate").better, Better::lowest);
  EXPECT_EQ(criterion("decide_by: cost").better, Better::lowest);
  EXPECT_EQ(criterion("decide_by: complaint_wait_mean").better, Better::lowest);
  EXPECT_EQ(criterion("decide_by: survival").better, Better::highest);
  EXPECT_EQ(criterion("decide_by: highest cost").better, Better::highest);
  EXPECT_EQ(criterion("decide_by: lowest survival").better, Better::lowest);
}

TEST(Criterion, RefusesKpisThatDoNotExistWhereTheyStand) {
  EXPECT_EQ(refusal("decide_by: highest profti"),
            "s.yaml:4:12: decide_by: \"profti\" is not a KPI (docs/formats/results.md lists them). "
            "Did you mean \"profit\"?");
  EXPECT_THAT(refusal("must: {survival: \">= 6 %\", churn: \"<= 3 %\"}"),
              HasSubstr("s.yaml:4:28: must.churn: \"churn\" is not a KPI"));
}

TEST(Criterion, ReadsAmountsInTheUnitOfTheKpi) {
  const Criterion read = criterion(
      "must: {survival: \">= 60 %\", churn_rate: \"<=0.25\", revenue: \">= 1500.50 EUR\", "
      "complaint_wait_mean: \"<= 12 h\", customers_active: \">=  900\"}");
  ASSERT_EQ(read.requirements.size(), 5U);
  EXPECT_DOUBLE_EQ(read.requirements[0].value, 0.6);
  EXPECT_EQ(read.requirements[0].text, "survival >= 60 %");
  EXPECT_DOUBLE_EQ(read.requirements[1].value, 0.25);
  EXPECT_EQ(read.requirements[1].bound, Bound::at_most);
  EXPECT_DOUBLE_EQ(read.requirements[2].value, 1500.5);
  EXPECT_DOUBLE_EQ(read.requirements[3].value, 0.5);
  EXPECT_DOUBLE_EQ(read.requirements[4].value, 900.0);
}

TEST(Criterion, RefusesAmountsInAnotherUnit) {
  EXPECT_THAT(refusal("must: {revenue: \">= 5 USD\"}"), HasSubstr("s.yaml:4:17: must.revenue: "));
  EXPECT_NE(refusal("must: {revenue: \">= 5 %\"}"), "accepted");
  EXPECT_NE(refusal("must: {complaint_wait_mean: \"<= 3\"}"), "accepted");
  EXPECT_NE(refusal("must: {survival: \">= 3 d\"}"), "accepted");
  EXPECT_NE(refusal("must: {survival: \">=\"}"), "accepted");
}

TEST(Criterion, ReportsEverythingAtOnce) {
  const std::string all = refusal("decide_by: luck\nmust: {wealth: \">= 1\", revenue: \">= 1\"}");
  EXPECT_THAT(all, HasSubstr("luck"));
  EXPECT_THAT(all, HasSubstr("wealth"));
  EXPECT_THAT(all, HasSubstr("must.revenue"));
}

TEST(Criterion, NamesInTheTableOfDirectionsExist) {
  std::size_t lowest = 0;
  for (const results::Description& kpi : all_kpi_descriptions()) {
    if (usual_direction(kpi.name) == Better::lowest) ++lowest;
  }
  EXPECT_EQ(lowest, 14U) << "a KPI was renamed, or a new one is better when it is low";
}

TEST(Requirement, IsBrokenByTheOtherSideOnly) {
  const Requirement least{"survival", Bound::at_least, 0.6, ""};
  EXPECT_TRUE(least.is_broken_by(0.59));
  EXPECT_FALSE(least.is_broken_by(0.6));
  const Requirement most{"churn_rate", Bound::at_most, 0.2, ""};
  EXPECT_TRUE(most.is_broken_by(0.21));
  EXPECT_FALSE(most.is_broken_by(0.2));
  EXPECT_FALSE(most.is_broken_by(std::nan(""))) << "what has no value breaks nothing";
}

}  // namespace
}  // namespace tenure::experiment
