// SPDX-License-Identifier: Apache-2.0
//
// What is told of single customers changes nothing that is counted, adds up to it, and is the same
// whoever works it out.
#include "model/fates.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <set>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

#include "engine/team.h"
#include "model/steps.h"
#include "tests/determinism/comparison.h"
#include "tests/determinism/rich_study.h"

namespace tenure::determinism {
namespace {

using namespace tenure::model;
using verification::Study;
using verification::weeks;

struct Told {
  Record record;
  Fates fates;
  std::vector<Sale> sales;
  std::vector<Step> steps;
};

Told tell(const Specification& specification, Detail detail, unsigned threads = 1,
          std::size_t cell_size = Population::kUsualCellSize, std::uint64_t replication = 0) {
  const Model model(specification, detail);
  engine::Team team(threads);
  Told told;
  Execution execution;
  execution.cell_size = cell_size;
  execution.fates = &told.fates;
  execution.sales = &told.sales;
  execution.steps = &told.steps;
  execution.steps_below = UINT64_MAX;
  told.record = Simulation(model, replication, team, std::move(execution)).run();
  return told;
}

auto content(const Fate& f) {
  return std::tuple(f.identity, f.joined, f.left, f.value, f.paid, f.purchases, f.segment, f.cause,
                    f.is_initial, f.is_addressed, f.is_active);
}

bool equal(const Fates& a, const Fates& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Fate& x, const Fate& y) { return content(x) == content(y); });
}

Study with_warm_up() {
  Study study = rich_study();
  study.warm_up(weeks(10));
  return study;
}

TEST(Fates, ChangeNothingThatIsCounted) {
  for (const Study& study : {rich_study(), with_warm_up()}) {
    EXPECT_TRUE(same(run(study), tell(study, Detail::fates).record));
  }
}

TEST(Fates, AddUpToWhatIsCounted) {
  for (const Study& study : {rich_study(), with_warm_up()}) {
    const Told told = tell(study, Detail::fates);
    const Record& record = told.record;
    const Model model(study);
    std::vector<std::int64_t> initial(record.rows);
    std::vector<std::int64_t> left(record.rows);
    std::int64_t active = 0;
    std::int64_t value = 0;
    std::int64_t purchases = 0;
    for (const Fate& fate : told.fates) {
      active += fate.is_active ? 1 : 0;
      purchases += fate.purchases;
      if (!fate.is_initial) continue;
      ++initial[fate.segment];
      left[fate.segment] += fate.stayed() ? 0 : 1;
      value += fate.value;
    }
    EXPECT_EQ(initial, record.initial);
    std::int64_t counted_active = 0;
    for (std::size_t row = 0; row < record.rows; ++row) {
      std::int64_t counted_left = 0;
      for (std::size_t period = 0; period < record.periods; ++period) {
        counted_left += record.left_initial[period * record.rows + row];
      }
      EXPECT_EQ(left[row], counted_left) << row;
      EXPECT_GT(left[row], 0) << row;
      counted_active += record.active_at_end[(record.periods - 1) * record.rows + row];
    }
    EXPECT_EQ(active, counted_active);
    const auto counted = [&](std::size_t tally) {
      const std::size_t cells = record.periods * record.rows;
      std::int64_t sum = 0;
      for (std::size_t i = 0; i < cells; ++i) sum += record.tally[tally * cells + i];
      return sum;
    };
    const auto first_of = [&](std::size_t mechanism) {
      return model.layout().first_tally[mechanism];
    };
    EXPECT_EQ(value, counted(first_of(kIndexOf<Finance>) + Finance::value_of_initial));
    EXPECT_EQ(purchases, counted(first_of(kIndexOf<Purchasing>) + Purchasing::purchases));
    EXPECT_EQ(static_cast<std::int64_t>(told.sales.size()), purchases);
  }
}

TEST(Fates, AreTheSameForAnyThreadsAndCells) {
  const Study study = with_warm_up();
  const Told once = tell(study, Detail::fates);
  EXPECT_TRUE(std::is_sorted(once.fates.begin(), once.fates.end(),
                             [](const auto& a, const auto& b) { return a.identity < b.identity; }));
  for (const auto& [threads, cell_size] : {std::pair{1U, 50U}, {2U, 333U}, {4U, 4096U}}) {
    const Told again = tell(study, Detail::fates, threads, cell_size);
    EXPECT_TRUE(equal(once.fates, again.fates));
    EXPECT_EQ(once.steps, again.steps);
    EXPECT_TRUE(std::equal(once.sales.begin(), once.sales.end(), again.sales.begin(),
                           again.sales.end(), [](const Sale& a, const Sale& b) {
                             return a.identity == b.identity && a.time == b.time &&
                                    a.cents == b.cents;
                           }));
  }
}

TEST(Fates, TellOfStepsInTheOrderOfEachLife) {
  const Told told = tell(rich_study(), Detail::fates);
  ASSERT_GT(told.steps.size(), told.sales.size());
  std::set<int> words;
  for (std::size_t i = 1; i < told.steps.size(); ++i) {
    words.insert(told.steps[i].word);
    if (told.steps[i].identity != told.steps[i - 1].identity) continue;
    EXPECT_LE(told.steps[i - 1].time, told.steps[i].time);
  }
  EXPECT_GT(words.size(), 5U);
}

// --- Other luck ---------------------------------------------------------------------------------

/// The rich study, in which a policy that changes nothing begins after ten weeks, for a share.
Study marked(double share) {
  Study study = rich_study();
  Who who;
  who.share = Who::Share{.share = {share}};
  study.policy({.starts = weeks(10), .who = who});
  return study;
}

TEST(OtherLuck, ReachesNobodyBeforeThePolicyDoes) {
  const Told usual = tell(rich_study(), Detail::fates);
  const Told other = tell(marked(1.0), Detail::fates_with_other_luck);
  const engine::Time start = engine::kStart + weeks(10);
  std::map<engine::Identity, const Fate*> under;
  for (const Fate& fate : other.fates) under[fate.identity] = &fate;
  int differ = 0;
  for (const Fate& fate : usual.fates) {
    if (!fate.is_initial) continue;
    const Fate& twin = *under.at(fate.identity);
    EXPECT_EQ(std::min(fate.left, start), std::min(twin.left, start));
    EXPECT_TRUE(twin.is_addressed || twin.left < start);
    differ += fate.left != twin.left ? 1 : 0;
  }
  EXPECT_GT(differ, 100);
}

TEST(OtherLuck, LeavesWhoIsNotAddressedAlone) {
  // Customers who meet at a desk share its queue, so nobody else's luck is left alone there.
  Study alone(weeks(26), weeks(13));
  alone.segment("all", 2'000)
      .with<Purchasing>({.per_year = 40.0})
      .with<Leaving>({.hazard = verification::per_week(0.02)});
  const Told usual = tell(alone, Detail::fates);
  Who who;
  who.share = Who::Share{.share = {0.5}};
  Study half = alone;
  half.policy({.starts = weeks(5), .who = who});
  const Told other = tell(half, Detail::fates_with_other_luck);
  ASSERT_EQ(usual.fates.size(), other.fates.size());
  int changed = 0;
  for (std::size_t i = 0; i < usual.fates.size(); ++i) {
    // To the microsecond: a clock that a policy might change is planned by what is left of its
    // measure, another way of rounding.
    const engine::Duration apart = usual.fates[i].left - other.fates[i].left;
    const bool alike = std::chrono::abs(apart) <= engine::Duration{1} &&
                       usual.fates[i].purchases == other.fates[i].purchases;
    EXPECT_TRUE(alike || other.fates[i].is_addressed) << i;
    changed += alike ? 0 : 1;
  }
  EXPECT_GT(changed, 700);
}

// Half of the customers stay by 26 weeks. Two independent lives agree with p^2 + (1 - p)^2, where p
// is the share who stay from the tenth week on; 2,000 customers, 3.29 standard errors.
TEST(OtherLuck, IsIndependentOfTheUsualOne) {
  Study alone(weeks(26), weeks(13));
  alone.segment("all", 2'000).with<Leaving>({.hazard = verification::per_week(0.02)});
  Study all = alone;
  all.policy({.starts = weeks(5)});
  const Told usual = tell(alone, Detail::fates);
  const Told other = tell(all, Detail::fates_with_other_luck);
  double there = 0.0;
  double differ = 0.0;
  for (std::size_t i = 0; i < usual.fates.size(); ++i) {
    if (!other.fates[i].is_addressed) continue;
    there += 1.0;
    differ += usual.fates[i].stayed() != other.fates[i].stayed() ? 1.0 : 0.0;
  }
  const double p = std::exp(-0.02 * 21.0);
  const double expected = 2.0 * p * (1.0 - p);
  EXPECT_NEAR(differ / there, expected, 3.29 * std::sqrt(expected * (1.0 - expected) / there));
}

// --- A fixed population -------------------------------------------------------------------------

TEST(FixedPopulation, LivesOtherLivesAsTheSamePeople) {
  Specification fixed = rich_study();
  fixed.population = Persons::fixed;
  const Told redrawn = tell(rich_study(), Detail::fates);
  const Told first = tell(fixed, Detail::fates);
  EXPECT_TRUE(equal(redrawn.fates, first.fates)) << "the first replication is as it was";
  const Told second = tell(fixed, Detail::fates, 1, Population::kUsualCellSize, 1);
  EXPECT_FALSE(equal(first.fates, second.fates));
  // Who arrives does so at the same time; who is brought by a friend depends on lives.
  const auto arrivals = [](const Told& told) {
    std::set<std::pair<engine::Identity, engine::Time>> all;
    for (const Fate& fate : told.fates) {
      if (!fate.is_initial) all.insert({fate.identity, fate.joined});
    }
    return all;
  };
  const auto a = arrivals(first);
  const auto b = arrivals(second);
  const auto c = arrivals(tell(rich_study(), Detail::fates, 1, Population::kUsualCellSize, 1));
  const auto shared = [&](const auto& x, const auto& y) {
    return std::count_if(x.begin(), x.end(), [&](const auto& one) { return y.contains(one); });
  };
  EXPECT_GT(shared(a, b), 20);
  EXPECT_LT(shared(a, c), shared(a, b) / 2);
}

}  // namespace
}  // namespace tenure::determinism
