// SPDX-License-Identifier: Apache-2.0
#include "experiment/tabulate.h"

#include <algorithm>
#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "example.h"
#include "results/digest.h"

namespace tenure::experiment {
namespace {

using results::Dataset;
using Texts = std::vector<results::Text>;
using Whole = std::vector<std::int64_t>;
using Reals = std::vector<double>;

Dataset results_of(const std::vector<std::size_t>& which) {
  const scenario::Loaded loaded = example::shop();
  const Policies policies(example::specifications(loaded, which));
  return tabulate(example::texts(loaded, which), policies, replicate(policies, {}).records);
}

template <class Values>
const Values& values(const Dataset& dataset, const std::string& name) {
  const results::Variable* variable = dataset.find(name);
  if (variable == nullptr) throw std::runtime_error("no " + name);
  return std::get<Values>(variable->values);
}

/// The part of one policy out of those of all.
template <class Values>
Values part(const Dataset& dataset, const std::string& name, std::size_t policy) {
  const Values& all = values<Values>(dataset, name);
  const auto size = static_cast<std::ptrdiff_t>(all.size() / dataset.dimensions.at("policy"));
  const auto first = all.begin() + static_cast<std::ptrdiff_t>(policy) * size;
  return Values(first, first + size);
}

TEST(Tabulate, PutsPoliciesSideBySide) {
  const Dataset both = results_of({0, 2});
  results::check(both);
  EXPECT_EQ(both.dimensions.at("policy"), 2U);
  EXPECT_EQ(values<Texts>(both, "policy"), (Texts{"today", "with-rivals"}));
  const Dataset first = results_of({0});
  const Dataset second = results_of({2});
  for (const std::string name : {"survival_num", "purchases", "purchases_total", "cohort_active"}) {
    EXPECT_EQ(part<Whole>(both, name, 0), values<Whole>(first, name)) << name;
    EXPECT_EQ(part<Whole>(both, name, 1), values<Whole>(second, name)) << name;
  }
  EXPECT_EQ(part<Reals>(both, "survival_total", 1), values<Reals>(second, "survival_total"));
}

TEST(Tabulate, FillsInWhatAPolicyDoesNotHave) {
  const Dataset both = results_of({0, 1});
  results::check(both);
  const auto missing = [](std::int64_t x) { return x == results::kMissing; };
  for (const std::string name :
       {"complaints_filed", "complaints_filed_total", "desk_cost", "complaint_wait_mean_num",
        "complaint_wait_mean_den", "complaint_wait_count", "profit_total"}) {
    const Whole without = part<Whole>(both, name, 0);
    EXPECT_TRUE(std::all_of(without.begin(), without.end(), missing)) << name;
    const Whole with = part<Whole>(both, name, 1);
    EXPECT_TRUE(std::none_of(with.begin(), with.end(), missing)) << name;
  }
  const Reals without = part<Reals>(both, "complaint_wait_mean_total", 0);
  EXPECT_TRUE(std::all_of(without.begin(), without.end(), [](double x) { return std::isnan(x); }));
  EXPECT_EQ(values<std::vector<std::int8_t>>(both, "complete"), std::vector<std::int8_t>(6, 1));
}

TEST(Tabulate, UnitesTheCausesOfLeaving) {
  const Dataset both = results_of({2, 1});
  const Texts& causes = values<Texts>(both, "cause");
  const Dataset rivals = results_of({2});
  const Dataset desk = results_of({1});
  const Texts& first = values<Texts>(rivals, "cause");
  ASSERT_GE(causes.size(), first.size());
  EXPECT_TRUE(std::equal(first.begin(), first.end(), causes.begin())) << "in order of appearance";
  EXPECT_THAT(causes, testing::IsSupersetOf(values<Texts>(desk, "cause")));

  // Cause by cause what each has alone; nobody by causes that it does not know.
  const auto by_cause = [](const Whole& left, const Texts& names) {
    std::map<std::string, std::int64_t> sums;
    for (std::size_t i = 0; i < left.size(); ++i) {
      if (left[i] != 0) sums[names[i % names.size()]] += left[i];
    }
    return sums;
  };
  EXPECT_EQ(by_cause(part<Whole>(both, "customers_left", 0), causes),
            by_cause(values<Whole>(rivals, "customers_left"), first));
  EXPECT_EQ(by_cause(part<Whole>(both, "customers_left", 1), causes),
            by_cause(values<Whole>(desk, "customers_left"), values<Texts>(desk, "cause")));
  EXPECT_FALSE(by_cause(part<Whole>(both, "customers_left", 1), causes).empty());
}

TEST(Tabulate, HasTheSameNumbersForTheSamePolicyTwice) {
  const Dataset twice = results_of({0, 3});
  for (const results::Variable& variable : twice.variables) {
    const bool by_policy = !variable.dimensions.empty() && variable.dimensions[0] == "policy";
    if (!by_policy || variable.name == "policy") continue;
    if (std::holds_alternative<Whole>(variable.values)) {
      EXPECT_EQ(part<Whole>(twice, variable.name, 0), part<Whole>(twice, variable.name, 1))
          << variable.name;
    }
  }
}

TEST(Tabulate, PricesPoliciesAgainstTheFirst) {
  const auto shop = [](std::int64_t seats) {
    const std::string text = example::kShop + "  more: {service: {failure_probability: 20 %}, " +
                             "complaint_desk: {seats: " + std::to_string(seats) +
                             ", cost: 1000 EUR/week}, finance: {}}\n";
    return scenario::load_text(text, "shop.yaml");
  };
  const scenario::Loaded loaded = shop(2);
  const std::vector<std::size_t> which{1, 4};
  const Policies policies(example::specifications(loaded, which));
  const Dataset both =
      tabulate(example::texts(loaded, which), policies, replicate(policies, {}).records);
  results::check(both);
  const Whole spent = values<Whole>(both, "policy_cost_total");
  const Whole cost = values<Whole>(both, "cost_total");
  const Whole profit = values<Whole>(both, "profit_total");
  const Reals returned = values<Reals>(both, "return_on_policy_total");
  for (std::size_t r = 0; r < 3; ++r) {
    EXPECT_EQ(spent[r], 0);
    EXPECT_TRUE(std::isnan(returned[r]));
    EXPECT_EQ(spent[3 + r], cost[3 + r] - cost[r]);
    EXPECT_GE(spent[3 + r], 2'400'000);
    EXPECT_DOUBLE_EQ(returned[3 + r], static_cast<double>(profit[3 + r] - profit[r]) /
                                          static_cast<double>(spent[3 + r]));
  }
  // Where a policy has no finance there is nothing to tell.
  const Dataset without = results_of({0, 1});
  const Whole missing = values<Whole>(without, "policy_cost_total");
  EXPECT_TRUE(std::all_of(missing.begin(), missing.end(),
                          [](std::int64_t x) { return x == results::kMissing; }));
}

TEST(Tabulate, FollowsCustomersBeyondTheHorizonWhereAsked) {
  const scenario::Loaded loaded = scenario::load_text(
      "format: 1\ntitle: t\nhorizon: 1 year\nreport_every: 4 weeks\nreplications: 2\n"
      "segments: [{name: all, customers: 300}]\npurchasing: {}\nleaving: {yearly: 50 %}\n"
      "finance: {discount_rate: 10 %/year, run_off: 40 years}\n"
      "policies: {known: {}, unknown: {finance: {run_off: 1 year}}}\n",
      "t.yaml");
  const std::vector<std::size_t> which{0, 1};
  const Policies policies(example::specifications(loaded, which));
  const Dataset both =
      tabulate(example::texts(loaded, which), policies, replicate(policies, {}).records);
  results::check(both);
  const Reals value = values<Reals>(both, "customer_lifetime_value_total");
  const Reals rest = values<Reals>(both, "customer_lifetime_value_cut_off_total");
  const Reals to_horizon = values<Reals>(both, "value_to_horizon_total");
  for (std::size_t r = 0; r < 2; ++r) {
    EXPECT_GT(value[r], to_horizon[r]);
    EXPECT_LT(rest[r], 0.005);
    EXPECT_TRUE(std::isnan(value[2 + r]));  // a year is not enough, and nothing is made up
    EXPECT_GE(rest[2 + r], 0.005);
    EXPECT_EQ(to_horizon[2 + r], to_horizon[r]);
  }
  EXPECT_EQ(both.find("customer_lifetime_value"), nullptr);
}

}  // namespace
}  // namespace tenure::experiment
