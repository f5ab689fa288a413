// SPDX-License-Identifier: Apache-2.0
#include "experiment/stress.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "example.h"
#include "experiment/tabulate.h"

namespace tenure::experiment {
namespace {

using scenario::Assumption;
using scenario::Loaded;
using scenario::Move;
using testing::ElementsAre;

const std::string kBirthday = "courtesy.birthday.cost";

/// What a gift on birthdays costs is an assumption of 2 EUR: with about 200 of them a year gifts
/// cost less than posters for 500 EUR, at 3 EUR they cost more.
std::string gifts_or_posters(const std::string& posters) {
  return R"(format: 1
title: Gifts or posters
horizon: 1 year
report_every: 26 weeks
replications: 3
decide_by: lowest cost
segments: [{name: everybody, customers: 200, purchasing: {mean_interval: 8 weeks}}]
leaving: {yearly: 10 %}
finance: {}
policies:
  posters: {finance: {fixed_cost: )" +
         posters + R"( EUR/year}}
  gifts: {fatigue: {}, courtesy: {birthday: {}}}
)";
}

const std::vector<std::size_t> kBoth{0, 1};

ReadMoved reading(const std::string& text) {
  return [text](const Move& move) {
    return scenario::load_text(text, "s.yaml", {.sets = {}, .allowed_paths = {}, .move = move});
  };
}

Comparison compared(const Loaded& loaded, const std::vector<std::size_t>& which) {
  const Policies policies(example::specifications(loaded, which));
  return Comparison(
      tabulate(example::texts(loaded, which), policies, replicate(policies, {}).records));
}

struct Stressed {
  explicit Stressed(const std::string& text, const ReadMoved& read)
      : loaded(scenario::load_text(text, "s.yaml")),
        criterion(criterion_of(loaded.goal, "EUR")),
        comparison(compared(loaded, kBoth)),
        plan(plan_stress(loaded, kBoth, read)),
        stress(experiment::stress(plan, {loaded, kBoth, comparison, criterion}, read, {})) {}
  explicit Stressed(const std::string& text) : Stressed(text, reading(text)) {}

  const MoveOutcome* find(const std::string& path, double factor) const {
    for (std::size_t i = 0; i < plan.moves.size(); ++i) {
      const PlannedMove& move = plan.moves[i];
      if (plan.assumptions[move.assumption].path == path && move.to.factor == factor) {
        return &stress.outcomes[i];
      }
    }
    return nullptr;
  }

  Loaded loaded;
  Criterion criterion;
  Comparison comparison;
  StressPlan plan;
  Stress stress;
};

TEST(StressPlan, MovesEachAssumptionThatIsANumberBothWays) {
  const std::string text = gifts_or_posters("500");
  const StressPlan plan = plan_stress(scenario::load_text(text, "s.yaml"), kBoth, reading(text));
  const std::size_t numbers = plan.count(Assumption::Kind::number);
  EXPECT_GT(numbers, 10U);
  EXPECT_EQ(plan.moves.size() + plan.not_made.size(), 2 * numbers);
  EXPECT_GT(plan.count(Assumption::Kind::zero), 0U);
  ASSERT_FALSE(plan.not_made.empty()) << "courtesy.birthday.delivered is 100 % already";
  EXPECT_TRUE(plan.not_made.front().problem.empty());
}

TEST(StressPlan, SimulatesOnlyThePoliciesThatAMoveChanges) {
  const std::string text = gifts_or_posters("500");
  const StressPlan plan = plan_stress(scenario::load_text(text, "s.yaml"), kBoth, reading(text));
  std::size_t changed = 0;
  for (const PlannedMove& move : plan.moves) {
    const bool is_of_gifts = plan.assumptions[move.assumption].path.starts_with("courtesy.") ||
                             plan.assumptions[move.assumption].path.starts_with("fatigue.");
    EXPECT_EQ(move.changes[0], !is_of_gifts) << plan.assumptions[move.assumption].path;
    EXPECT_TRUE(move.changes[1]);
    changed += is_of_gifts ? 1 : 2;
  }
  EXPECT_EQ(plan.runs(3), 3 * (changed + 1)) << "the posters once more, for all moves of gifts";
}

TEST(StressPlan, NamesMovesThatDoNotFitToOtherValues) {
  const std::string text = gifts_or_posters("500");
  const ReadMoved read = [&](const Move& move) {
    if (move.path == kBirthday && move.factor > 1.0) {
      throw scenario::ScenarioError(scenario::issue_at({}, move.path, {"is too dear", "", ""}));
    }
    return reading(text)(move);
  };
  const StressPlan plan = plan_stress(scenario::load_text(text, "s.yaml"), kBoth, read);
  std::size_t found = 0;
  for (const MoveNotMade& one : plan.not_made) {
    if (one.problem.empty()) continue;
    ++found;
    EXPECT_EQ(one.problem, kBirthday + " is too dear");
    EXPECT_EQ(one.to.value, "3 EUR");
  }
  EXPECT_EQ(found, 1U);
}

TEST(Stress, FindsTheAssumptionThatDecides) {
  const Stressed dear(gifts_or_posters("500"));
  EXPECT_EQ(dear.stress.winner_changes(), 1U);
  const MoveOutcome* up = dear.find(kBirthday, 1.5);
  ASSERT_NE(up, nullptr);
  EXPECT_TRUE(up->changes_winner);
  EXPECT_THAT(up->order, ElementsAre(0, 1));
  EXPECT_EQ(up->winner, 0U);
  EXPECT_TRUE(up->is_beyond_noise);
  ASSERT_TRUE(up->over_the_former.has_value());
  EXPECT_GT(up->over_the_former->by.difference.mean, 0.0) << "ahead is positive, also for lowest";
  EXPECT_LT(up->margin->by.difference.mean, 0.0);
  const MoveOutcome* down = dear.find(kBirthday, 0.5);
  ASSERT_NE(down, nullptr);
  EXPECT_FALSE(down->changes_winner);
  EXPECT_FALSE(down->is_beyond_noise);
  EXPECT_EQ(dear.plan.assumptions[dear.stress.reactions.front().assumption].path, kBirthday);
}

TEST(Stress, TellsAnotherOrderFromAnotherFirstChoice) {
  const std::string text = gifts_or_posters("500") + "  nothing: {}\n";
  const Loaded loaded = scenario::load_text(text, "s.yaml");
  const std::vector<std::size_t> all{0, 1, 2};
  const Criterion criterion = criterion_of(loaded.goal, "EUR");
  const Comparison comparison = compared(loaded, all);
  const StressPlan plan = plan_stress(loaded, all, reading(text));
  const Stress outcome = stress(plan, {loaded, all, comparison, criterion}, reading(text), {});
  EXPECT_EQ(outcome.winner_changes(), 0U);
  std::size_t orders = 0;
  for (std::size_t i = 0; i < plan.moves.size(); ++i) {
    if (!outcome.outcomes[i].changes_order) continue;
    ++orders;
    EXPECT_EQ(plan.assumptions[plan.moves[i].assumption].path, kBirthday);
    EXPECT_THAT(outcome.outcomes[i].order, ElementsAre(2, 0, 1));
    EXPECT_TRUE(outcome.outcomes[i].is_beyond_noise);
    EXPECT_FALSE(outcome.outcomes[i].over_the_former.has_value());
  }
  EXPECT_EQ(orders, 1U);
}

TEST(Stress, KnowsWhenAMustKeepsTheFirstChoiceFromWinning) {
  std::string text = gifts_or_posters("5000");
  text.insert(text.find("segments:"), "must: {cost: \"<= 500 EUR\"}\n");
  const Stressed stressed(text);
  const MoveOutcome* up = stressed.find(kBirthday, 1.5);
  ASSERT_NE(up, nullptr);
  EXPECT_TRUE(up->changes_winner);
  EXPECT_FALSE(up->winner.has_value()) << "posters break it as well";
  EXPECT_THAT(up->former_breaks, ElementsAre("cost <= 500 EUR"));
  EXPECT_FALSE(up->is_beyond_noise);
  EXPECT_FALSE(stressed.stress.margin.has_value()) << "there is no second that could win";
}

TEST(Stress, LeavesAFirstChoiceThatRestsOnNoAssumption) {
  const Stressed cheap(gifts_or_posters("5000"));
  EXPECT_EQ(cheap.stress.winner_changes(), 0U);
  for (const MoveOutcome& one : cheap.stress.outcomes) {
    EXPECT_THAT(one.order, ElementsAre(1, 0));
    EXPECT_EQ(one.winner, 1U);
  }
  EXPECT_GT(cheap.stress.reactions.front().size, 0.0) << "the margin reacts all the same";
}

TEST(Stress, RepeatsTheWholeComparisonWithTheSameLuck) {
  const std::string text = gifts_or_posters("500");
  const Stressed stressed(text);
  const Loaded by_set = scenario::load_text(
      text, "s.yaml",
      {.sets = {"policies.gifts.courtesy.birthday.cost=3 EUR"}, .allowed_paths = {}, .move = {}});
  const KpiDifference direct = compared(by_set, kBoth).difference("cost", 0, 1);
  const KpiDifference& moved = stressed.find(kBirthday, 1.5)->margin->by;
  EXPECT_EQ(moved.difference.mean, direct.difference.mean);
  EXPECT_EQ(moved.difference.half_width, direct.difference.half_width);
}

TEST(Stress, TellsWhatChangesNothing) {
  const Stressed stressed(gifts_or_posters("500"));
  const MoveOutcome* margin = stressed.find("finance.margin", 0.5);
  ASSERT_NE(margin, nullptr);
  EXPECT_TRUE(margin->changes_nothing) << "of cost";
  EXPECT_FALSE(stressed.find(kBirthday, 0.5)->changes_nothing);
}

TEST(Stress, StopsWhenAsked) {
  const std::string text = gifts_or_posters("500");
  const Loaded loaded = scenario::load_text(text, "s.yaml");
  std::stop_source asked;
  asked.request_stop();
  EXPECT_THROW(plan_stress(loaded, kBoth, reading(text), asked.get_token()), model::Interrupted);
}

TEST(Stress, ReportsProgressThatOnlyRises) {
  const std::string text = gifts_or_posters("500");
  const Loaded loaded = scenario::load_text(text, "s.yaml");
  const Criterion criterion = criterion_of(loaded.goal, "EUR");
  const Comparison comparison = compared(loaded, kBoth);
  const StressPlan plan = plan_stress(loaded, kBoth, reading(text));
  double last = 0.0;
  RunOptions how;
  how.progress = [&](double share) {
    EXPECT_GE(share, last - 1e-12);
    last = share;
  };
  stress(plan, {loaded, kBoth, comparison, criterion}, reading(text), how);
  EXPECT_NEAR(last, 1.0, 1e-9);
}

}  // namespace
}  // namespace tenure::experiment
