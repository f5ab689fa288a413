// SPDX-License-Identifier: Apache-2.0
#include "experiment/study_id.h"

#include <gtest/gtest.h>

#include "example.h"
#include "results/sha256.h"
#include "scenario/parse.h"

namespace tenure::experiment {
namespace {

std::string id_of(const scenario::Loaded& loaded, const std::vector<std::size_t>& which) {
  return study_id(example::texts(loaded, which), Policies(example::specifications(loaded, which)));
}

TEST(StudyId, OfOnePolicyHashesItsResolvedScenario) {
  const scenario::Loaded loaded = example::shop();
  EXPECT_EQ(id_of(loaded, {1}),
            results::sha256("tenure study\nepoch " + std::to_string(kResultsEpoch) +
                            "\npolicy with-desk\nseed 5\nreplications 3\n" +
                            loaded.policies[1].resolved_yaml));
}

TEST(StudyId, DependsOnThePoliciesAndTheirOrder) {
  const scenario::Loaded loaded = example::shop();
  const std::string both = id_of(loaded, {0, 1});
  EXPECT_EQ(id_of(loaded, {0, 1}), both);
  EXPECT_NE(id_of(loaded, {1, 0}), both);
  EXPECT_NE(id_of(loaded, {0, 2}), both);
  EXPECT_NE(id_of(loaded, {0, 1, 2}), both);
  EXPECT_NE(id_of(loaded, {0}), both);
  // The same values under another name are another study.
  EXPECT_NE(id_of(loaded, {1, 0}), id_of(loaded, {1, 3}));
}

TEST(StudyId, DependsOnEveryPolicysValues) {
  const scenario::Loaded loaded = example::shop();
  const scenario::Loaded changed = scenario::load_text(
      example::kShop, "shop.yaml", {.sets = {"policies.with-desk.complaint_desk.seats=2"}});
  EXPECT_NE(id_of(changed, {0, 1}), id_of(loaded, {0, 1}));
  EXPECT_EQ(id_of(changed, {0, 2}), id_of(loaded, {0, 2}));
}

TEST(StudyId, DoesNotDependOnWhatDecides) {
  const scenario::Loaded loaded = example::shop();
  const scenario::Loaded decided =
      scenario::load_text(example::kShop, "shop.yaml",
                          {.sets = {"decide_by=survival", "must={survival: \">= 60 %\"}"}});
  ASSERT_TRUE(decided.goal.decide_by && decided.goal.must.size() == 1);
  EXPECT_EQ(id_of(decided, {0, 1}), id_of(loaded, {0, 1}));
}

TEST(Provenance, CarriesWhatDecidesAndWhatIsAssumedAsAScenarioWouldSayIt) {
  const scenario::Loaded decided =
      scenario::load_text(example::kShop, "shop.yaml",
                          {.sets = {"decide_by=lowest cost", "must={survival: \">= 60 %\"}"}});
  const Policies policies(example::specifications(decided, {0, 1}));
  StudyTexts texts = example::texts(decided, {0, 1});
  const std::string without = provenance(texts, policies);
  EXPECT_EQ(without.find("must"), std::string::npos);
  texts.grounds = Grounds{decided.goal, 12, 3, {{"service.severity", "1"}}};
  const scenario::Node read = scenario::parse(provenance(texts, policies), "provenance_json");
  scenario::Issues issues;
  const scenario::Goal goal = scenario::read_goal(read, issues);
  EXPECT_TRUE(issues.empty());
  EXPECT_EQ(goal.decide_by->kpi, "cost");
  EXPECT_EQ(goal.decide_by->better, scenario::Goal::Better::lowest);
  ASSERT_EQ(goal.must.size(), 1U);
  EXPECT_EQ(goal.must[0].amount, "60 %");
  const scenario::Node* values = read.find("values");
  ASSERT_NE(values, nullptr);
  EXPECT_TRUE(values->find("given")->says("12"));
  EXPECT_EQ(values->find("assumed")->items[0].find("path")->text, "service.severity");
}

TEST(ResolvedStream, HasOneScenarioForEachPolicy) {
  const scenario::Loaded loaded = example::shop();
  const std::string one = resolved_stream(example::texts(loaded, {1}));
  EXPECT_EQ(one, loaded.policies[1].resolved_yaml);
  const std::string both = resolved_stream(example::texts(loaded, {0, 1}));
  EXPECT_EQ(both, "---\n" + loaded.policies[0].resolved_yaml + "---\n" + one);
  EXPECT_NO_THROW(scenario::load_text(one, "resolved.yaml")) << "each document is a scenario";
}

}  // namespace
}  // namespace tenure::experiment
