// SPDX-License-Identifier: Apache-2.0
#include "cli/report/answer.h"

#include <gtest/gtest.h>

#include "tests/unit/experiment/example.h"

namespace tenure::cli {
namespace {

using experiment::example::made;

/// Two policies with three replications: what each keeps of 100, profit and cost in cents.
struct Made {
  std::vector<std::int64_t> kept;
  std::vector<double> profit;
  std::vector<double> cost;
};

Recorded recorded_of(const Made& numbers) {
  Recorded recorded;
  recorded.dataset = made({"today", "desk"}, numbers.kept,
                          {{"profit", "EUR", numbers.profit}, {"cost", "EUR", numbers.cost}});
  recorded.policies = {{"today", "Today", {}}, {"desk", "A better desk", {}}};
  recorded.currency = "EUR";
  return recorded;
}

Answer answer_to(const Recorded& recorded) { return answer_of(Account(recorded)); }

TEST(Answer, SaysWhatToFundHowSureThatIsAndWhatItCosts) {
  const Recorded recorded = recorded_of({{60, 61, 59, 70, 72, 69},
                                         {100000, 101000, 99000, 200000, 202000, 200000},
                                         {500000, 500000, 500000, 550000, 550000, 550000}});
  const Answer answer = answer_to(recorded);
  // Differences of profit: 1000, 1010, 1010 EUR; of customers: 10, 11, 10 of 100.
  EXPECT_EQ(
      plain(answer.headline),
      "Fund A better desk: it earns 1,007\u00A0EUR more than Today (95\u00A0% sure between 992 and "
      "1,021), and keeps 103 more of 1,000 customers (between 89 and 118).");
  ASSERT_FALSE(answer.reasons.empty());
  EXPECT_EQ(
      plain(answer.reasons[0]),
      "It costs 500\u00A0EUR more than Today; every EUR of that comes back with 2.01 EUR on top.");
}

TEST(Answer, DoesNotAdviseOnNoise) {
  const Recorded recorded = recorded_of({{60, 61, 59, 60, 60, 60},
                                         {100000, 101000, 99000, 150000, 90000, 130000},
                                         {500000, 500000, 500000, 500000, 500000, 500000}});
  const std::string headline = plain(answer_to(recorded).headline);
  EXPECT_TRUE(
      headline.starts_with("Do not decide yet: A better desk looks best, but it is not "
                           "told apart from Today"))
      << headline;
}

TEST(Answer, StaysWithTheFirstPolicyIfNothingIsBetter) {
  const Recorded recorded = recorded_of({{60, 61, 59, 58, 58, 58},
                                         {100000, 101000, 99000, 50000, 50000, 50000},
                                         {500000, 500000, 500000, 550000, 550000, 550000}});
  EXPECT_EQ(plain(answer_to(recorded).headline),
            "Stay with Today: no other policy has a higher profit.");
}

TEST(Answer, NamesTheMustThatIsBroken) {
  Recorded recorded = recorded_of({{60, 61, 59, 58, 58, 58},
                                   {100000, 101000, 99000, 150000, 150000, 150000},
                                   {500000, 500000, 500000, 550000, 550000, 550000}});
  recorded.criterion.requirements = {
      {"survival", experiment::Bound::at_least, 0.59, "survival >= 59 %"}};
  const Answer answer = answer_to(recorded);
  EXPECT_TRUE(plain(answer.headline).starts_with("Stay with Today"));
  EXPECT_EQ(plain(answer.reasons.back()), "A better desk cannot win: it breaks survival >= 59 %.");
}

}  // namespace
}  // namespace tenure::cli
