// SPDX-License-Identifier: Apache-2.0
#include "cli/study.h"

#include <gtest/gtest.h>

#include "cli/errors.h"

namespace tenure::cli {
namespace {

Options asking_for(const std::string& name) {
  Options options;
  options.arguments = {TENURE_SOURCE_DIR "/scenarios/" + name + ".yaml"};
  return options;
}

TEST(Study, TakesSeedAndReplicationsFromTheCommandLine) {
  Options options = asking_for("starter");
  options.seed = 77;
  options.replications = 3;
  options.sets = {"seed=5"};
  const Study study = load_study(options);
  EXPECT_EQ(study.specification().seed, 77U);
  EXPECT_EQ(study.specification().replications, 3);
}

TEST(Study, TakesTheFirstPolicyUnlessAskedForAnother) {
  Options options = asking_for("starter");
  EXPECT_EQ(load_study(options).chosen().name, "today");
  options.policy = "better-service";
  EXPECT_EQ(load_study(options).chosen().name, "better-service");
  options.policy = "beter-service";
  EXPECT_THROW(load_study(options), UsageError);
}

TEST(Study, IsToldInShort) {
  EXPECT_EQ(in_short(load_study(asking_for("starter")).specification()),
            "3,000 customers in 2 segments, 2 years, 10 replications, policy today");
}

TEST(Study, ComparesAllPoliciesUnlessAskedForSome) {
  Options options = asking_for("starter");
  const Study all = load_comparison(options);
  EXPECT_EQ(all.policies, (std::vector<std::size_t>{0, 1, 2}));
  EXPECT_EQ(in_short(all), "3,000 customers in 2 segments, 2 years, 10 replications, 3 policies");
  options.policies = {"better-service", "today"};
  const Study some = load_comparison(options);
  EXPECT_EQ(some.policies, (std::vector<std::size_t>{2, 0}));
  EXPECT_EQ(some.chosen().name, "better-service") << "the reference";
  EXPECT_EQ(specifications_of(some)[1].policy, "today");
}

TEST(Study, ComparesNothingWithItself) {
  Options options = asking_for("starter");
  options.policies = {"today"};
  EXPECT_THROW(load_comparison(options), UsageError);
  options.policies = {"today", "nobodys"};
  EXPECT_THROW(load_comparison(options), UsageError);
  EXPECT_THROW(load_comparison(asking_for("subscription_sbg")), UsageError);
}

TEST(Study, ChecksWhatDecides) {
  Options options = asking_for("starter");
  options.sets = {"decide_by=churn_rate"};
  EXPECT_EQ(load_study(options).criterion.kpi, "churn_rate");
  options.sets = {"decide_by=chrun_rate"};
  EXPECT_THROW(load_study(options), scenario::ScenarioError);
}

TEST(Study, NeedsMoreMemoryForMorePoliciesButNotForEachAtOnce) {
  Options options = asking_for("starter");
  options.sets = {"segments.regulars.customers=1000000"};
  const Study study = load_comparison(options);
  const double one = estimated_memory(experiment::Policies({study.specification()}), 1);
  const double all = estimated_memory(experiment::Policies(specifications_of(study)), 1);
  EXPECT_GT(all, one);
  EXPECT_LT(all, 1.2 * one);
}

TEST(Study, NeedsMoreMemoryForMoreCustomersAndThreads) {
  const auto memory = [](const std::string& set, unsigned threads) {
    Options options = asking_for("starter");
    options.sets = {set};
    const model::Model model(load_study(options).specification());
    return estimated_memory(model, threads);
  };
  const double small = memory("segments.regulars.customers=1000", 1);
  const double large = memory("segments.regulars.customers=1000000", 1);
  EXPECT_GT(large, small + 60.0 * 999'000);
  EXPECT_GT(memory("segments.regulars.customers=1000000", 2), 1.8 * large - small);
}

}  // namespace
}  // namespace tenure::cli
