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
