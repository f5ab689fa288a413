// SPDX-License-Identifier: Apache-2.0
#include "experiment/policies.h"

#include <gtest/gtest.h>

#include "engine/expect.h"
#include "example.h"

namespace tenure::experiment {
namespace {

TEST(Policies, AreHeldAgainstTheFirst) {
  const scenario::Loaded loaded = example::shop();
  const Policies policies(example::specifications(loaded, {1, 0}));
  EXPECT_EQ(policies.size(), 2U);
  EXPECT_EQ(policies.reference().specification().policy, "with-desk");
  EXPECT_EQ(policies[1].specification().policy, "today");
  EXPECT_EQ(policies.replications(), 3U);
}

TEST(Policies, MustMeetTheSameCustomersWithTheSameLuck) {
  const scenario::Loaded loaded = example::shop();
  const auto refused = [&](auto&& change) {
    std::vector<model::Specification> specifications = example::specifications(loaded, {0, 1});
    change(specifications[1]);
    EXPECT_THROW(Policies{specifications}, engine::Defect);
  };
  refused([](model::Specification& other) { other.seed = 6; });
  refused([](model::Specification& other) { other.replications = 4; });
  refused([](model::Specification& other) { other.horizon = std::chrono::weeks{8}; });
  refused([](model::Specification& other) { other.report_every = std::chrono::weeks{2}; });
  refused([](model::Specification& other) { other.segments[0].name = "strangers"; });
  EXPECT_THROW(Policies{std::vector<model::Specification>()}, engine::Defect);
}

}  // namespace
}  // namespace tenure::experiment
