// SPDX-License-Identifier: Apache-2.0
#include "experiment/comparison.h"

#include <cmath>

#include <gtest/gtest.h>

#include "example.h"

namespace tenure::experiment {
namespace {

constexpr double kStudent2 = 4.302652729749464;  // t(2, 97.5 %) = 0.95 sqrt(2 / 0.0975)

/// Two policies, three replications. By hand, `points` against `today`: kept +5, +7, +6 of 100;
/// cost +100, +100, +100 EUR; profit +50, +20, +80 EUR.
results::Dataset priced() {
  return example::made({"today", "points"}, {50, 52, 48, 55, 59, 54},
                       {{"cost", "EUR", {10000, 20000, 30000, 20000, 30000, 40000}},
                        {"profit", "EUR", {90000, 80000, 70000, 95000, 82000, 78000}}});
}

TEST(Comparison, PairsReplications) {
  const Comparison comparison(priced());
  const KpiDifference profit = comparison.difference("profit", 1, 0);
  EXPECT_EQ(profit.unit, "EUR");
  EXPECT_DOUBLE_EQ(profit.difference.mean, 50.0);
  EXPECT_NEAR(*profit.difference.half_width, kStudent2 * 30.0 / std::sqrt(3.0), 1e-9);
  EXPECT_DOUBLE_EQ(comparison.difference("profit", 0, 1).difference.mean, -50.0);
  EXPECT_DOUBLE_EQ(comparison.mean("profit", 0), 800.0);
}

TEST(Comparison, HoldsEveryKpiAgainstTheReference) {
  const Comparison comparison(priced());
  ASSERT_EQ(comparison.policies().size(), 2U);
  const auto& differences = comparison.policies()[1].differences;
  ASSERT_EQ(differences.size(), 3U);
  EXPECT_EQ(differences[0].name, "survival");
  EXPECT_NEAR(differences[0].difference.mean, 0.06, 1e-12);
  for (const KpiDifference& zero : comparison.reference().differences) {
    EXPECT_EQ(zero.difference.mean, 0.0);
    EXPECT_EQ(zero.difference.half_width, 0.0);
  }
}

TEST(Comparison, CountsExtraCustomersKeptOfAThousand) {
  const Comparison comparison(priced());
  const analysis::Interval& kept = comparison.policies()[1].kept_per_1000;
  EXPECT_DOUBLE_EQ(kept.mean, 60.0);
  EXPECT_NEAR(*kept.half_width, kStudent2 * 10.0 / std::sqrt(3.0), 1e-9);
}

TEST(Comparison, PricesAPolicy) {
  const Comparison comparison(priced());
  const auto& price = comparison.policies()[1].price;
  ASSERT_TRUE(price.has_value());
  EXPECT_DOUBLE_EQ(price->policy_cost.mean, 100.0);
  EXPECT_DOUBLE_EQ(price->return_on_policy.mean, 0.5);
  EXPECT_NEAR(*price->return_on_policy.half_width, kStudent2 * 0.3 / std::sqrt(3.0), 1e-9);
  EXPECT_DOUBLE_EQ(price->cost_per_saved_customer.mean, 300.0 / 18.0);
  // Worth 150, 120 and 180 before its own cost of 100: it pays from two thirds of its effect on.
  EXPECT_DOUBLE_EQ(price->worth.mean, 150.0);
  EXPECT_NEAR(*price->worth.half_width, kStudent2 * 30.0 / std::sqrt(3.0), 1e-9);
  EXPECT_DOUBLE_EQ(price->break_even_effect.mean, 2.0 / 3.0);
  const auto back = comparison.price(0, 1);
  EXPECT_DOUBLE_EQ(back->policy_cost.mean, -100.0);
  EXPECT_DOUBLE_EQ(comparison.kept_per_1000(0, 1).mean, -60.0);
}

TEST(Comparison, HasNoReturnOnWhatCostsNothing) {
  const Comparison comparison(example::made({"today", "careful"}, {50, 52, 55, 59},
                                            {{"cost", "EUR", {10000, 20000, 9000, 18000}},
                                             {"profit", "EUR", {90000, 80000, 95000, 82000}}}));
  const auto& price = comparison.policies()[1].price;
  EXPECT_DOUBLE_EQ(price->policy_cost.mean, -15.0);
  EXPECT_TRUE(std::isnan(price->return_on_policy.mean));
  EXPECT_LT(price->cost_per_saved_customer.mean, 0.0);
}

TEST(Comparison, HasNoCostPerSavedCustomerWhereNoneIsSaved) {
  const Comparison comparison(example::made({"today", "waste"}, {50, 52, 49, 52},
                                            {{"cost", "EUR", {10000, 20000, 19000, 28000}},
                                             {"profit", "EUR", {90000, 80000, 80000, 70000}}}));
  EXPECT_TRUE(std::isnan(comparison.policies()[1].price->cost_per_saved_customer.mean));
}

TEST(Comparison, HasNoPricesWithoutMoney) {
  const Comparison bare(example::made({"today", "other"}, {50, 52, 55, 59}, {}));
  EXPECT_FALSE(bare.has("profit"));
  EXPECT_TRUE(std::isnan(bare.mean("profit", 0)));
  EXPECT_FALSE(bare.policies()[1].price.has_value());
  const double none = std::nan("");
  const Comparison half(example::made({"today", "other"}, {50, 52, 55, 59},
                                      {{"cost", "EUR", {none, none, 19000, 28000}},
                                       {"profit", "EUR", {none, none, 80000, 70000}}}));
  EXPECT_FALSE(half.policies()[1].price.has_value());
}

TEST(Comparison, OfOneReplicationHasNoMargins) {
  const Comparison one(example::made({"today", "other"}, {50, 55}, {}));
  EXPECT_NEAR(one.policies()[1].kept_per_1000.mean, 50.0, 1e-12);
  EXPECT_FALSE(one.policies()[1].kept_per_1000.half_width.has_value());
  EXPECT_FALSE(one.policies()[1].differences[0].difference.half_width.has_value());
}

}  // namespace
}  // namespace tenure::experiment
