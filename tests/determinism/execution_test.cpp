// SPDX-License-Identifier: Apache-2.0
//
// How a replication is carried out cannot be seen in its results: every count is the same for any
// number of threads, any division into cells, any shorter window, and any order of segments.
#include <algorithm>
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "tests/determinism/comparison.h"
#include "tests/determinism/rich_study.h"

namespace tenure::determinism {
namespace {

class Execution : public testing::Test {
 protected:
  static void SetUpTestSuite() { expected_ = std::make_unique<model::Record>(run(rich_study())); }
  static void TearDownTestSuite() { expected_.reset(); }
  static const model::Record& expected() { return *expected_; }

 private:
  static std::unique_ptr<model::Record> expected_;
};
std::unique_ptr<model::Record> Execution::expected_;

TEST_F(Execution, ExercisesEveryMechanism) {
  const Counts all = counts(rich_study());
  Counts sums;
  for (const auto& [name, count] : all) sums[name.substr(0, name.find('/'))] += count;
  for (const auto& [name, sum] : sums) {
    if (name.ends_with("_refused")) continue;  // by a budget, of which there is none here
    EXPECT_NE(sum, 0) << name;
  }
  for (const char* cause :
       {"hazard", "after_purchase", "not_renewed", "rival:acme", "rival:brisk", "failure_silent",
        "complaint_resolved", "complaint_unresolved", "complaint_abandoned", "after_encounter"}) {
    EXPECT_GT(sums[std::string("left.") + cause], 0) << cause;
  }
}

TEST_F(Execution, AnotherReplicationIsAnother) {
  EXPECT_NE(run(rich_study(), 1, {}, 1).tally, expected().tally);
  EXPECT_NE(run(rich_study().seed(2)).tally, expected().tally);
}

TEST_F(Execution, ThreadsCannotBeSeen) {
  for (const unsigned threads : {1U, 2U, 3U, 8U}) {
    EXPECT_TRUE(same(run(rich_study(), threads), expected())) << threads;
  }
}

TEST_F(Execution, CellsCannotBeSeen) {
  for (const std::size_t cell_size : {64U, 1'000U, 4'096U, 100'000U}) {
    EXPECT_TRUE(same(run(rich_study(), 3, {.cell_size = cell_size}), expected())) << cell_size;
  }
}

TEST_F(Execution, ShorterWindowsCannotBeSeen) {
  const engine::Duration derived = model::Model(rich_study()).window();
  for (const int parts : {2, 7}) {
    EXPECT_TRUE(same(run(rich_study().window(derived / parts), 2), expected())) << parts;
  }
  EXPECT_TRUE(same(run(rich_study().window(engine::Duration{10'000'000'001}), 2), expected()));
}

TEST_F(Execution, VerifyingCannotBeSeen) {
  EXPECT_TRUE(same(run(rich_study(), 2, {.verify_every_window = true}), expected()));
}

TEST_F(Execution, TheOrderOfSegmentsCannotBeSeen) {
  model::Specification turned = rich_study();
  std::reverse(turned.segments.begin(), turned.segments.end());
  const Counts here = counts(rich_study());
  const Counts there = counts(turned);
  EXPECT_EQ(here.size(), there.size());
  EXPECT_TRUE(contains(there, here));
}

}  // namespace
}  // namespace tenure::determinism
