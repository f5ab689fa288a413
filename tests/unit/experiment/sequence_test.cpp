// SPDX-License-Identifier: Apache-2.0
#include "experiment/sequence.h"

#include <cmath>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "experiment/tabulate.h"
#include "results/digest.h"
#include "scenario/load.h"

namespace tenure::experiment {
namespace {

using testing::ElementsAre;

/// A bakery whose policies differ in what they cost for sure.
const std::string kBakery = R"(format: 1
title: Bakery
currency: EUR
horizon: 26 weeks
report_every: 13 weeks
seed: 4
segments:
  - name: everybody
    customers: 60
    purchasing: {mean_interval: 12 days, basket: {mean: 8.50 EUR}}
leaving: {yearly: 20 %}
service: {failure_probability: 4 %}
satisfaction: {}
finance: {margin: 40 %}
policies:
  today: {}
  careful: {service: {failure_probability: {times: 0.5}}}
  dear: {finance: {fixed_cost: 40 EUR/year}}
  costly: {finance: {fixed_cost: 900 EUR/year}}
)";

class Sequence : public testing::Test {
 protected:
  Policies make(std::size_t replications, const std::vector<std::size_t>& which) const {
    std::vector<model::Specification> specifications;
    for (const std::size_t policy : which) {
      specifications.push_back(loaded_.policies[policy].specification);
      specifications.back().replications = static_cast<std::int64_t>(replications);
    }
    return Policies(specifications);
  }
  RoundOptions with_threads(unsigned threads) {
    RoundOptions how;
    how.run.threads = threads;
    how.on_round = [this](std::size_t replications) { rounds_.push_back(replications); };
    return how;
  }
  MakePolicies maker() const {
    return [this](std::size_t replications, const std::vector<std::size_t>& which) {
      return make(replications, which);
    };
  }
  std::string digest(const Records& records) const {
    std::vector<std::size_t> all(records.size());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
    const StudyTexts texts{{}, std::vector<std::string>(all.size())};
    return results::digest(tabulate(texts, make(records.front().size(), all), records));
  }
  SelectionGoal goal(double indifference) const {
    SelectionGoal goal;
    goal.kpi = "profit";
    goal.indifference = indifference;
    return goal;
  }

  scenario::Loaded loaded_ = scenario::load_text(kBakery, "bakery.yaml");
  std::vector<std::size_t> rounds_;
};

TEST_F(Sequence, UntilEndsAtACheckpointWithTheNumbersOfAPlainStudy) {
  const Until until = *parse_until("profit +- 4 %", "EUR", 1000);
  const UntilRun run = replicate_until(until, 1, maker(), with_threads(2));
  EXPECT_TRUE(run.stopping.is_reached);
  EXPECT_EQ(rounds_.back(), run.stopping.replications);
  EXPECT_GT(rounds_.size(), 1U) << "or this shows nothing";
  EXPECT_EQ(digest(run.records),
            digest(replicate(make(run.stopping.replications, {0}), {}).records));
  EXPECT_EQ(digest(replicate_until(until, 1, maker(), with_threads(1)).records),
            digest(run.records));
}

TEST_F(Sequence, UntilEndsAtTheMostThatIsAllowed) {
  const Until until = *parse_until("profit +- 0.01 %", "EUR", 33);
  const UntilRun run = replicate_until(until, 1, maker(), with_threads(2));
  EXPECT_FALSE(run.stopping.is_reached);
  EXPECT_EQ(run.records.front().size(), 33U);
  EXPECT_THAT(rounds_, ElementsAre(20, 30, 33));
}

TEST_F(Sequence, UntilNeedsAValue) {
  const Until until = *parse_until("complaint_wait_mean +- 1 %", "EUR", 1000);
  EXPECT_THROW(replicate_until(until, 1, maker(), with_threads(1)), NoValueToStopBy);
}

TEST_F(Sequence, SelectSimulatesNoLongerWhoIsOut) {
  const SelectionRun run = select(goal(2.0), 4, maker(), with_threads(2));
  EXPECT_TRUE(run.selected.is_decided);
  EXPECT_EQ(run.selected.best, 1U);
  EXPECT_EQ(run.selected.replications[3], 20U) << "far behind: out after the first stage";
  EXPECT_GT(run.selected.replications[1], 20U);
  EXPECT_LT(run.selected.replications_of_all(), 4 * run.selected.longest());
  for (std::size_t policy = 0; policy < 4; ++policy) {
    EXPECT_EQ(run.records[policy].size(), run.selected.longest());
    for (std::size_t i = 0; i < run.selected.longest(); ++i) {
      EXPECT_EQ(run.records[policy][i].periods > 0, i < run.selected.replications[policy]);
    }
  }
  const SelectionRun again = select(goal(2.0), 4, maker(), with_threads(1));
  EXPECT_EQ(again.selected.replications, run.selected.replications);
  EXPECT_EQ(digest(again.records), digest(run.records));
}

TEST_F(Sequence, SelectIsWhatTheRuleSaysOfAllReplications) {
  const SelectionRun run = select(goal(2.0), 4, maker(), with_threads(2));
  const Records all = replicate(make(run.selected.longest(), {0, 1, 2, 3}), {}).records;
  const StudyTexts texts{{}, std::vector<std::string>(4)};
  const auto totals = totals_of(tabulate(texts, make(run.selected.longest(), {0, 1, 2, 3}), all));
  EXPECT_EQ(selected_by(goal(2.0), totals).replications, run.selected.replications);
  // And a file, in which what is missing is missing, says the same.
  const results::Dataset file =
      tabulate(texts, make(run.selected.longest(), {0, 1, 2, 3}), run.records);
  results::check(file);
  const Selected read = selected_by(goal(2.0), totals_of(file));
  EXPECT_EQ(read.replications, run.selected.replications);
  EXPECT_EQ(read.best, run.selected.best);
  EXPECT_TRUE(read.is_decided);
}

TEST_F(Sequence, SelectLeavesOutWhoBreaksAMust) {
  SelectionGoal with_must = goal(2.0);
  with_must.requirements = {{"cost", Bound::at_least, 1.0, "cost >= 1 EUR"}};
  const SelectionRun run = select(with_must, 4, maker(), with_threads(2));
  EXPECT_THAT(run.selected.in_contest, ElementsAre(false, false, true, true));
  EXPECT_EQ(run.selected.best, 2U);
  with_must.requirements = {{"cost", Bound::at_least, 100.0, "cost >= 100 EUR"}};
  EXPECT_EQ(select(with_must, 4, maker(), with_threads(2)).selected.best, 3U) << "the only one";
  with_must.requirements = {{"cost", Bound::at_least, 1000.0, "cost >= 1000 EUR"}};
  EXPECT_FALSE(select(with_must, 4, maker(), with_threads(2)).selected.best.has_value());
}

TEST_F(Sequence, SelectGivesUpAtTheMostThatIsAllowed) {
  SelectionGoal fine = goal(0.01);
  fine.at_most = 27;
  const SelectionRun run = select(fine, 2, maker(), with_threads(2));
  EXPECT_FALSE(run.selected.is_decided);
  EXPECT_EQ(run.selected.longest(), 27U);
  EXPECT_TRUE(run.selected.best.has_value()) << "so far";
}

}  // namespace
}  // namespace tenure::experiment
