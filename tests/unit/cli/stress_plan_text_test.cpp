// SPDX-License-Identifier: Apache-2.0
#include "cli/stress_plan_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tenure::cli {
namespace {

using experiment::StressPlan;
using scenario::Assumption;
using scenario::Reach;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::IsEmpty;

StressPlan plan() {
  StressPlan plan;
  plan.assumptions = {{"desk.share", "70 %", "", Assumption::Kind::number, {}},
                      {"desk.all", "100 %", "", Assumption::Kind::number, {}},
                      {"desk.low", "2", "", Assumption::Kind::number, {}},
                      {"desk.nothing", "0", "", Assumption::Kind::zero, {}},
                      {"desk.order", "fifo", "", Assumption::Kind::no_number, {}}};
  plan.moves = {{0, {0.5, "35 %", Reach::whole}, {true, true}},
                {0, {1.5, "100 %", Reach::bound}, {true, true}},
                {1, {0.5, "50 %", Reach::whole}, {false, true}},
                {2, {0.5, "1", Reach::whole}, {true, false}}};
  plan.not_made = {{1, {1.5, "100 %", Reach::nowhere}, {}},
                   {2, {1.5, "3", Reach::whole}, "desk.high is less than desk.low"}};
  return plan;
}

TEST(MovedValue, SaysWhereTheRangeEnds) {
  EXPECT_EQ(moved_value({0.5, "35 %", Reach::whole}), "35 %");
  EXPECT_EQ(moved_value({1.5, "100 %", Reach::bound}), "100 % (end of range)");
  EXPECT_EQ(moved_value({1.5, "90 %", Reach::half_way}), "90 % (half way to the end)");
}

TEST(LimitsOf, NamesAllThatStaysOrStopsShort) {
  const std::string text = limits_of(plan());
  EXPECT_THAT(text, HasSubstr("1 move stops short of half because the range ends: desk.share to "
                              "100 %.\n"));
  EXPECT_THAT(text, HasSubstr("at the end of its range: desk.all up.\n"));
  EXPECT_THAT(text, HasSubstr("desk.low up to 3 [desk.high is less"));
  EXPECT_THAT(text, HasSubstr("1 assumption is zero, which no factor moves: desk.nothing.\n"));
  EXPECT_THAT(text, HasSubstr("1 assumption is no single number, so not moved: desk.order.\n"));
  EXPECT_THAT(limits_of({}), IsEmpty());
}

TEST(PlanAsText, CountsRuns) {
  const std::string text = plan_as_text(plan(), 2, 5);
  EXPECT_THAT(text, HasSubstr("4 moves of 3 assumptions, for which 40 replications"))
      << "6 changed policies, and each of the two once unchanged";
  EXPECT_THAT(text, HasSubstr("the comparison itself has 10"));
  EXPECT_THAT(text, ContainsRegex("desk.low +2 +1 +not moved +1\n"));
}

TEST(PlanAsText, SaysThatThereIsNothingToMove) {
  StressPlan nothing;
  nothing.assumptions = {{"desk.nothing", "0", "", Assumption::Kind::zero, {}}};
  EXPECT_THAT(plan_as_text(nothing, 2, 5), HasSubstr("would move nothing"));
}

}  // namespace
}  // namespace tenure::cli
