// SPDX-License-Identifier: Apache-2.0
#include "experiment/ranking.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "example.h"

namespace tenure::experiment {
namespace {

using testing::ElementsAre;

/// Profit against `today`: good +20 in each replication, bad -10, unclear +100 and -90, copy 0.
/// Survival: today 50 %, good 40 %, the others 60 %.
results::Dataset five() {
  return example::made(
      {"today", "good", "bad", "unclear", "copy"}, {50, 50, 40, 40, 60, 60, 60, 60, 60, 60},
      {{"profit", "EUR", {10000, 20000, 12000, 22000, 9000, 19000, 20000, 11000, 10000, 20000}}});
}

std::vector<std::size_t> order_of(const Ranking& ranking) {
  std::vector<std::size_t> order;
  for (const Standing& standing : ranking.order) order.push_back(standing.policy);
  return order;
}

Verdict verdict_of(const Ranking& ranking, std::size_t policy) {
  for (const Standing& standing : ranking.order) {
    if (standing.policy == policy) return standing.verdict;
  }
  return Verdict::no_value;
}

TEST(Ranking, GoesByTheMeanOfWhatDecides) {
  const Ranking ranking = rank(Comparison(five()), {});
  EXPECT_TRUE(ranking.as_asked);
  EXPECT_THAT(order_of(ranking), ElementsAre(1, 3, 0, 4, 2)) << "of equals the first one";
  EXPECT_EQ(ranking.winner(), 1U);
}

TEST(Ranking, SaysHowSureItIs) {
  const Ranking ranking = rank(Comparison(five()), {});
  EXPECT_EQ(verdict_of(ranking, 0), Verdict::reference);
  EXPECT_EQ(verdict_of(ranking, 1), Verdict::better);
  EXPECT_EQ(verdict_of(ranking, 2), Verdict::worse);
  EXPECT_EQ(verdict_of(ranking, 3), Verdict::undecided);
  EXPECT_EQ(verdict_of(ranking, 4), Verdict::same);
}

TEST(Ranking, GoesTheOtherWayForWhatShouldBeLow) {
  Criterion lowest;
  lowest.better = Better::lowest;
  const Ranking ranking = rank(Comparison(five()), lowest);
  EXPECT_THAT(order_of(ranking), ElementsAre(2, 0, 4, 3, 1));
  EXPECT_EQ(verdict_of(ranking, 2), Verdict::better);
  EXPECT_EQ(verdict_of(ranking, 1), Verdict::worse);
}

TEST(Ranking, LetsNobodyWinWhoBreaksAMust) {
  Criterion criterion;
  criterion.requirements = {{"survival", Bound::at_least, 0.45, "survival >= 45 %"}};
  const Ranking ranking = rank(Comparison(five()), criterion);
  EXPECT_THAT(order_of(ranking), ElementsAre(3, 0, 4, 2, 1));
  EXPECT_EQ(ranking.winner(), 3U);
  EXPECT_EQ(verdict_of(ranking, 1), Verdict::breaks_a_must);
  EXPECT_THAT(ranking.order.back().broken, ElementsAre("survival >= 45 %"));
  EXPECT_TRUE(ranking.kept.empty());
}

TEST(Ranking, HasNoWinnerIfAllBreakAMust) {
  Criterion criterion;
  criterion.requirements = {{"survival", Bound::at_least, 0.9, "survival >= 90 %"}};
  EXPECT_FALSE(rank(Comparison(five()), criterion).winner().has_value());
}

TEST(Ranking, SaysWhichRequirementsHoldAndWhichCannotBeJudged) {
  Criterion criterion;
  criterion.requirements = {{"survival", Bound::at_least, 0.1, "survival >= 10 %"},
                            {"complaint_wait_mean", Bound::at_most, 1.0, "wait <= 1 d"}};
  const Ranking ranking = rank(Comparison(five()), criterion);
  EXPECT_THAT(ranking.kept, ElementsAre("survival >= 10 %"));
  EXPECT_THAT(ranking.unjudged, ElementsAre("wait <= 1 d"));
  EXPECT_EQ(ranking.winner(), 1U);
}

/// Profit in EUR against `today`, three replications: a +10 +20 +15, b and c likewise.
results::Dataset close(std::size_t others) {
  std::vector<std::string> names{"today"};
  std::vector<double> profit{10000, 20000, 30000};
  for (std::size_t i = 0; i < others; ++i) {
    names.push_back("policy-" + std::to_string(i));
    const double more = 10.0 * static_cast<double>(i);
    profit.insert(profit.end(), {11000 + more, 22000 + more, 31500 + more});
  }
  return example::made(names, std::vector<std::int64_t>(3 * names.size(), 50),
                       {{"profit", "EUR", profit}});
}

TEST(Ranking, JudgesAllPoliciesAtOnce) {
  // 15 +- 4.303 x 5 / sqrt(3) = 12.4 holds no zero: by itself it is told apart ...
  const Ranking alone = rank(Comparison(close(1)), {});
  EXPECT_EQ(alone.judged, 1U);
  EXPECT_EQ(alone.order.front().verdict, Verdict::better);
  // t = 15 / (5 / sqrt(3)) = 3 sqrt(3): of two degrees of freedom, 1 - t / sqrt(2 + t^2).
  const double p = 1.0 - std::sqrt(27.0 / 29.0);
  EXPECT_NEAR(alone.order.front().p_value, p, 1e-9);
  // ... and together with another one it is not.
  const Ranking both = rank(Comparison(close(2)), {});
  EXPECT_EQ(both.judged, 2U);
  for (const Standing& standing : both.order) {
    if (standing.policy == 0) continue;
    EXPECT_EQ(standing.verdict, Verdict::undecided);
    EXPECT_TRUE(standing.by_itself);
    EXPECT_GT(*standing.half_width_of_all, 15.1);
  }
  // The smaller p-value of the two times two, and the other one is raised to it: t = 15.1 ...
  const double t = 15.1 / (5.0 / std::sqrt(3.0));
  const double of_both = 2.0 * (1.0 - t / std::sqrt(2.0 + t * t));
  EXPECT_NEAR(both.order[0].p_value, of_both, 1e-9);
  EXPECT_NEAR(both.order[1].p_value, of_both, 1e-9);
}

TEST(Ranking, KnowsWhetherTheWinnerIsTheBest) {
  // Against `good` each of the others is worse by a constant, but `unclear` is not told apart.
  const Ranking ranking = rank(Comparison(five()), {});
  EXPECT_EQ(ranking.best.rivals, 4U);
  EXPECT_FALSE(ranking.best.is_sure());
  EXPECT_THAT(ranking.best.may_be_as_good, ElementsAre(3));
  const Ranking two = rank(Comparison(close(1)), {});
  EXPECT_EQ(two.best.rivals, 1U);
  EXPECT_NEAR(two.best.p_value, 0.5 * (1.0 - std::sqrt(27.0 / 29.0)), 1e-9);
  EXPECT_TRUE(two.best.is_sure());
  // Ten rivals, of which the nearest is worse by a constant and the reference by the above.
  const Ranking many = rank(Comparison(close(10)), {});
  EXPECT_THAT(many.best.may_be_as_good, ElementsAre(0));
  EXPECT_FALSE(many.best.is_sure());
}

TEST(Ranking, LeavesOutOfTheContestWhoCannotWin) {
  Criterion criterion;
  criterion.requirements = {{"survival", Bound::at_least, 0.45, "survival >= 45 %"}};
  const Ranking ranking = rank(Comparison(five()), criterion);
  EXPECT_EQ(ranking.winner(), 3U);
  EXPECT_EQ(ranking.best.rivals, 3U);
}

TEST(Ranking, GoesBySurvivalWhereNothingElseIsKnown) {
  const Ranking ranking =
      rank(Comparison(example::made({"today", "other"}, {50, 52, 55, 57}, {})), {});
  EXPECT_FALSE(ranking.as_asked);
  EXPECT_EQ(ranking.kpi, "survival");
  EXPECT_THAT(order_of(ranking), ElementsAre(1, 0));
}

TEST(Ranking, PutsLastWhatHasNoValue) {
  const double none = std::nan("");
  const Ranking ranking =
      rank(Comparison(example::made({"today", "off", "low"}, {50, 50, 50, 50, 50, 50},
                                    {{"profit", "EUR", {500, 600, none, none, 1, 2}}})),
           {});
  EXPECT_THAT(order_of(ranking), ElementsAre(0, 2, 1));
  EXPECT_EQ(verdict_of(ranking, 1), Verdict::no_value);
}

TEST(Ranking, IsUndecidedAfterOneReplication) {
  const Ranking ranking = rank(
      Comparison(example::made({"today", "other"}, {50, 55}, {{"profit", "EUR", {500, 900}}})), {});
  EXPECT_EQ(verdict_of(ranking, 1), Verdict::undecided);
  EXPECT_EQ(ranking.winner(), 1U);
}

}  // namespace
}  // namespace tenure::experiment
