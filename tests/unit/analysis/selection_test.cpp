// SPDX-License-Identifier: Apache-2.0
#include "analysis/selection.h"

#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "analysis/agreement.h"

namespace tenure::analysis {
namespace {

using Observations = std::vector<std::vector<double>>;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// Normal policies: means, standard deviations, and the correlation that common random numbers give
/// any two of them.
struct Policies {
  std::vector<double> means;
  std::vector<double> deviations;
  double correlation = 0.0;

  void add_replication(Observations& observations, std::mt19937_64& random) const {
    std::normal_distribution<double> normal;
    const double common = std::sqrt(correlation) * normal(random);
    for (std::size_t i = 0; i < means.size(); ++i) {
      const double own = std::sqrt(1.0 - correlation) * normal(random);
      observations[i].push_back(means[i] + deviations[i] * (common + own));
    }
  }
};

/// Until it is decided.
Selection selection_among(const Policies& policies, const SelectionRule& rule,
                          std::mt19937_64& random) {
  Observations observations(policies.means.size());
  Selection selection;
  while (!selection.is_decided) {
    for (int i = 0; i < 50; ++i) policies.add_replication(observations, random);
    selection = select_best(observations, rule);
  }
  return selection;
}

/// What 1,000 selections came to; the best policy is the first one.
struct Tally {
  int correct = 0;
  double all = 0.0;   ///< replications of all policies, mean
  double last = 0.0;  ///< of the one that has most, mean
};

Tally tally(const Policies& policies, const SelectionRule& rule, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  Tally result;
  constexpr int kSelections = 1000;
  for (int i = 0; i < kSelections; ++i) {
    const Selection selection = selection_among(policies, rule, random);
    result.correct += selection.best == 0 ? 1 : 0;
    result.all += static_cast<double>(selection.replications_of_all()) / kSelections;
    result.last += static_cast<double>(selection.replications[selection.best]) / kSelections;
  }
  return result;
}

void record(const Tally& tally) {
  testing::Test::RecordProperty("correct", tally.correct);
  testing::Test::RecordProperty("all", std::to_string(tally.all));
  testing::Test::RecordProperty("last", std::to_string(tally.last));
}

// By hand: eta = (0.1^-2 - 1) / 2 = 49.5, h^2 = 99. Differences 1 and 1.5: S^2 = 0.125, so N =
// floor(12.375) and W(r) = (12.375 - r) / 2: 5.1875 after two, against a sum of 2.5. A third
// difference of 1.75 makes 4.25 against 4.6875, a fourth of 0.25 makes 4.5 against 4.1875.
TEST(Selection, GoesStepByStep) {
  const SelectionRule rule{.indifference = 1.0, .error_rate = 0.05, .first_stage = 2};
  const std::vector<double> nothing(4, 0.0);
  const std::vector<double> more{1.0, 1.5, 1.75, 0.25};
  for (std::size_t n = 0; n <= 4; ++n) {
    const Observations seen{{nothing.begin(), nothing.begin() + static_cast<std::ptrdiff_t>(n)},
                            {more.begin(), more.begin() + static_cast<std::ptrdiff_t>(n)}};
    const Selection selection = select_best(seen, rule);
    EXPECT_EQ(selection.is_decided, n == 4) << n;
    EXPECT_EQ(selection.replications, (std::vector<std::size_t>{n, n}));
    EXPECT_EQ(selection.still_in, (std::vector<bool>{n < 4, true}));
    EXPECT_EQ(selection.best, n == 0 ? 0U : 1U);
    EXPECT_EQ(selection.at_most, n < 2 ? 0U : 13U);
  }
}

TEST(Selection, EndsWithTheFirstStageWhereNothingVaries) {
  const SelectionRule rule{.indifference = 1.0, .error_rate = 0.05, .first_stage = 3};
  const Selection selection =
      select_best(Observations{{1.0, 5.0, 9.0}, {2.0, 6.0, 10.0}, {0.0, 4.0, 8.0}}, rule);
  EXPECT_TRUE(selection.is_decided);
  EXPECT_EQ(selection.best, 1U);
  EXPECT_EQ(selection.replications_of_all(), 9U);
}

TEST(Selection, AmongEqualsIsTheFirst) {
  const SelectionRule rule{.indifference = 1.0, .error_rate = 0.05, .first_stage = 2};
  const Selection selection = select_best(Observations{{0.0, 1.0}, {1.0, 3.0}, {1.0, 3.0}}, rule);
  EXPECT_FALSE(selection.is_decided)
      << "0 and 1, with a variance of 0.5 between them, may be equal";
  const Selection equal = select_best(Observations{{1.0, 3.0}, {1.0, 3.0}}, rule);
  EXPECT_TRUE(equal.is_decided);
  EXPECT_EQ(equal.best, 0U);
}

TEST(Selection, IsTheSameAskedAfterEachReplicationOrOnce) {
  const Policies policies{{0.0, 0.5, 1.0}, {2.0, 2.0, 2.0}, 0.3};
  const SelectionRule rule{.indifference = 0.5, .first_stage = 10};
  std::mt19937_64 random(5);
  Observations all(3);
  for (int i = 0; i < 2000; ++i) policies.add_replication(all, random);
  const Selection at_once = select_best(all, rule);
  ASSERT_TRUE(at_once.is_decided);

  Observations seen(3);
  Selection selection = select_best(seen, rule);
  for (std::size_t r = 0; !selection.is_decided; ++r) {
    for (std::size_t i = 0; i < 3; ++i) {
      // Who is out has none any more, and what comes after it is not looked at.
      seen[i].push_back(selection.still_in[i] ? all[i][r] : kNaN);
    }
    selection = select_best(seen, rule);
    EXPECT_LE(r, 2000U);
  }
  EXPECT_EQ(selection.best, at_once.best);
  EXPECT_EQ(selection.replications, at_once.replications);
  EXPECT_LE(at_once.replications[at_once.best], at_once.at_most);
}

// Numbers of which every sum is exact.
TEST(Selection, LuckThatAllHaveInCommonChangesNothing) {
  std::mt19937_64 random(6);
  Observations alone(3);
  Observations lucky(3);
  for (int r = 0; r < 3000; ++r) {
    const auto luck = static_cast<double>(random() % 100'000);
    for (std::size_t i = 0; i < 3; ++i) {
      const double x = static_cast<double>(i) + static_cast<double>(random() % 16);
      alone[i].push_back(x);
      lucky[i].push_back(x + luck);
    }
  }
  const SelectionRule rule{.indifference = 1.0};
  const Selection one = select_best(alone, rule);
  const Selection other = select_best(lucky, rule);
  EXPECT_TRUE(one.is_decided);
  EXPECT_EQ(one.best, other.best);
  EXPECT_EQ(one.replications, other.replications);
}

// At least 950 of 1,000, where the best one is better by just what matters: the hardest case. The
// procedure is conservative, so that there is room for luck.
TEST(Selection, IsCorrectWhereAllOthersAreEqual) {
  const Tally result =
      tally({{1.0, 0.0, 0.0, 0.0}, {2.0, 2.0, 2.0, 2.0}}, {.indifference = 1.0}, 1);
  record(result);
  EXPECT_GE(result.correct, 950);
}

TEST(Selection, IsCorrectWithUnequalVariances) {
  const Tally result =
      tally({{1.0, 0.0, 0.0, 0.0}, {4.0, 1.0, 2.0, 3.0}}, {.indifference = 1.0}, 2);
  record(result);
  EXPECT_GE(result.correct, 950);
}

TEST(Selection, IsCorrectAndSoonerWithCommonRandomNumbers) {
  const SelectionRule rule{.indifference = 1.0};
  const Tally common = tally({{1.0, 0.0, 0.0, 0.0}, {4.0, 4.0, 4.0, 4.0}, 0.8}, rule, 3);
  const Tally independent = tally({{1.0, 0.0, 0.0, 0.0}, {4.0, 4.0, 4.0, 4.0}, 0.0}, rule, 4);
  record(common);
  RecordProperty("independent_all", std::to_string(independent.all));
  EXPECT_GE(common.correct, 950);
  EXPECT_GE(independent.correct, 950);
  EXPECT_LT(common.all, 0.4 * independent.all) << "variances of differences are a fifth";
}

TEST(Selection, OfTwoIsCorrect) {
  const Tally result = tally({{1.0, 0.0}, {3.0, 3.0}}, {.indifference = 1.0}, 5);
  record(result);
  EXPECT_GE(result.correct, 950);
}

// Policies that are 1, 2, ... worse than the best go early: against as many replications of all as
// the last one has, and against the known variance's own fixed number.
TEST(Selection, SavesReplicationsOfWhoIsClearlyWorse) {
  const SelectionRule rule{.indifference = 1.0};
  const Policies policies{{5.0, 4.0, 3.0, 2.0, 1.0, 0.0}, {4.0, 4.0, 4.0, 4.0, 4.0, 4.0}};
  const Tally result = tally(policies, rule, 6);
  const auto equal = static_cast<double>(6 * equal_allocation(6, 4.0, rule));
  record(result);
  RecordProperty("equal", std::to_string(equal));
  EXPECT_GE(result.correct, 950);
  EXPECT_LT(result.all, 0.6 * 6.0 * result.last);
  EXPECT_LT(result.all, 0.8 * equal);
}

// V43.
TEST(Selection, OfTwoWithAFixedNumberHasAFormula) {
  const double formula = correct_selection_of_two(1.0, 2.0, 10);
  EXPECT_NEAR(formula, 0.8682237613585136, 1e-12);
  EXPECT_EQ(correct_selection_of_two(0.0, 2.0, 10), 0.5);
  std::mt19937_64 random(43);
  std::normal_distribution<double> normal;
  constexpr int kSelections = 100'000;
  int correct = 0;
  for (int i = 0; i < kSelections; ++i) {
    double sum = 0.0;  // of the better one less the other
    for (int r = 0; r < 10; ++r) sum += 1.0 + 2.0 * normal(random) - 2.0 * normal(random);
    correct += sum > 0.0 ? 1 : 0;
  }
  const Agreement agreement = agreement_of_share(correct, kSelections, formula);
  EXPECT_TRUE(agreement.holds()) << agreement.figure;
  RecordProperty("simulated", std::to_string(agreement.figure));
}

TEST(Selection, EqualAllocationIsTheLeastThatSuffices) {
  const std::size_t n = equal_allocation(2, 2.0, {.indifference = 1.0, .error_rate = 0.05});
  EXPECT_GE(correct_selection_of_two(1.0, 2.0, n), 0.95);
  EXPECT_LT(correct_selection_of_two(1.0, 2.0, n - 1), 0.95);
  EXPECT_EQ(equal_allocation(2, 1e-9, {.indifference = 1.0}), 1U);
}

TEST(Selection, RefusesWhatCannotBeSelectedFrom) {
  const Observations two{{1.0, 2.0}, {1.0, 3.0}};
  const SelectionRule rule{.indifference = 1.0, .error_rate = 0.05, .first_stage = 2};
  EXPECT_THROW(select_best(Observations{{1.0, 2.0}}, rule), std::invalid_argument);
  EXPECT_THROW(select_best(two, {.indifference = 0.0}), std::invalid_argument);
  EXPECT_THROW(select_best(two, {.indifference = 1.0, .error_rate = 0.5}), std::invalid_argument);
  EXPECT_THROW(select_best(two, {.indifference = 1.0, .error_rate = 0.05, .first_stage = 1}),
               std::invalid_argument);
  EXPECT_THROW(select_best(Observations{{1.0, kNaN}, {1.0, 3.0}}, rule), std::invalid_argument);
  EXPECT_THROW(correct_selection_of_two(1.0, 0.0, 10), std::invalid_argument);
  EXPECT_THROW(equal_allocation(1, 1.0, rule), std::invalid_argument);
}

}  // namespace
}  // namespace tenure::analysis
