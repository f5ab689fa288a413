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

}  // namespace
}  // namespace tenure::experiment
