// SPDX-License-Identifier: Apache-2.0
#include "scenario/issue.h"

#include <memory>
#include <string>

#include <gtest/gtest.h>

namespace tenure::scenario {
namespace {

Place at(int line, int column) {
  return {std::make_shared<const std::string>("shop.yaml"), line, column};
}

TEST(Issue, ReadsAsAPlaceAPathAProblemAReasonAndASuggestion) {
  const Issue issue = issue_at(at(41, 18), "purchasing.mean_interval",
                               {"\"30\" has no unit", "durations need one", "30 d"});
  EXPECT_EQ(to_text(issue),
            "shop.yaml:41:18: purchasing.mean_interval: \"30\" has no unit (durations need one). "
            "Did you mean \"30 d\"?");
}

TEST(Issue, LeavesOutWhatItDoesNotKnow) {
  EXPECT_EQ(to_text(issue_at(at(1, 1), "", {"is empty", "", ""})), "shop.yaml:1:1: is empty");
}

TEST(Issue, ShowsNoLineBreaksAndNoEndlessNamesInItsPath) {
  const Issue issue =
      issue_at(at(1, 1), "segments.a\nb" + std::string(500, 'x'), {"is bad", "", ""});
  EXPECT_EQ(issue.path, "segments.a?b" + std::string(188, 'x') + "...");
}

TEST(Issues, AreOrderedByPositionAndSaidOnce) {
  Issues issues;
  issues.add(at(9, 1), "b", {"second", "", ""});
  issues.add(at(2, 5), "a", {"first", "", ""});
  issues.add(at(9, 1), "policies.x.b", {"second", "", ""});
  const std::vector<Issue> ordered = issues.ordered();
  ASSERT_EQ(ordered.size(), 2u);
  EXPECT_EQ(ordered[0].problem, "first");
  EXPECT_EQ(ordered[1].path, "b");
}

TEST(Issues, ShowFiftyAtMostAndCountTheRest) {
  Issues issues;
  for (int line = 1; line <= 60; ++line) issues.add(at(line, 1), "", {"is wrong", "", ""});
  try {
    issues.throw_if_any();
    FAIL() << "nothing thrown";
  } catch (const ScenarioError& error) {
    EXPECT_EQ(error.issues().size(), 50u);
    EXPECT_EQ(error.left_out(), 10u);
    EXPECT_TRUE(std::string(error.what()).ends_with("\nand 10 more"));
  }
}

TEST(Issues, ThrowNothingWhenThereAreNone) { EXPECT_NO_THROW(Issues().throw_if_any()); }

}  // namespace
}  // namespace tenure::scenario
