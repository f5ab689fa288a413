// SPDX-License-Identifier: Apache-2.0
#include "verify/judge_claim.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenario/issue.h"

namespace tenure::verify {
namespace {

using testing::HasSubstr;

/// Hazards of 0.05 and 0.04 a week: survival 0.2725 and 0.3535, with equal luck.
std::string study(const std::string& expect, int replications = 20, int customers = 2'000) {
  return "format: 1\nhorizon: 26 weeks\nreport_every: 13 weeks\nseed: 1\nreplications: " +
         std::to_string(replications) +
         "\nsegments: [{name: all, customers: " + std::to_string(customers) +
         "}]\nleaving: {hazard: 0.05 per week}\npolicies:\n  usual: {}\n  careful: {leaving: "
         "{hazard: 0.04 per week}}\n  the-same: {leaving: {hazard: 0.05 per week}}\nclaim:\n  "
         "cards: [M99]\n  says: a test\n  expect:\n" +
         expect;
}

ClaimOutcome outcome_of(const std::string& text) {
  return judge_claim(embedded(text, "claim.yaml"), {}, 1, {});
}
ClaimVerdict verdict(const std::string& expectation, int replications = 20, int customers = 2'000) {
  const ClaimOutcome outcome =
      outcome_of(study("    - {" + expectation + "}\n", replications, customers));
  EXPECT_EQ(outcome.judged.size(), 1U);
  EXPECT_EQ(outcome.verdict(), outcome.judged.front().verdict);
  return outcome.verdict();
}

std::string problem_of(const std::string& expect) {
  try {
    outcome_of(study(expect));
  } catch (const scenario::ScenarioError& error) {
    return error.what();
  }
  return "";
}

TEST(JudgeClaim, ADifferenceIsShownRefutedOrUndecided) {
  EXPECT_EQ(verdict("kpi: survival, policy: careful, above: usual, by: 5 pp"), ClaimVerdict::shown);
  EXPECT_EQ(verdict("kpi: survival, policy: careful, above: usual, by: 12 pp"),
            ClaimVerdict::refuted);
  EXPECT_EQ(verdict("kpi: survival, policy: careful, above: usual, by: 8.1 pp"),
            ClaimVerdict::undecided);
  EXPECT_EQ(verdict("kpi: survival, policy: careful, below: usual"), ClaimVerdict::refuted);
  EXPECT_EQ(verdict("kpi: survival, policy: usual, below: careful, by: 5 pp"), ClaimVerdict::shown);
}

TEST(JudgeClaim, AValueOrARatioLiesBetween) {
  EXPECT_EQ(verdict("kpi: survival, policy: usual, between: [25 %, 30 %]"), ClaimVerdict::shown);
  EXPECT_EQ(verdict("kpi: survival, policy: usual, between: [30 %, 35 %]"), ClaimVerdict::refuted);
  EXPECT_EQ(verdict("kpi: survival, policy: usual, above: 25 %"), ClaimVerdict::shown);
  EXPECT_EQ(verdict("kpi: survival, as: ratio, policy: careful, against: usual, "
                    "between: [1.2, 1.4], published: 1.3"),
            ClaimVerdict::shown);
  EXPECT_EQ(verdict("kpi: survival, as: ratio, policy: careful, against: usual, below: 1.1"),
            ClaimVerdict::refuted);
}

TEST(JudgeClaim, DifferencesOfDifferences) {
  EXPECT_EQ(verdict("kpi: survival, policy: careful - usual, above: the-same - usual, by: 5 pp"),
            ClaimVerdict::shown);
}

TEST(JudgeClaim, SamenessIsExactOrWithinABound) {
  EXPECT_EQ(verdict("kpi: survival, policy: the-same, same_as: usual, exactly: true"),
            ClaimVerdict::shown);
  EXPECT_EQ(verdict("kpi: survival, policy: careful, same_as: usual, exactly: true"),
            ClaimVerdict::refuted);
  EXPECT_EQ(verdict("kpi: survival, policy: the-same, same_as: usual, within: 0.1 pp"),
            ClaimVerdict::shown);
  EXPECT_EQ(verdict("kpi: survival, policy: careful, same_as: usual, within: 1 pp"),
            ClaimVerdict::refuted);
}

TEST(JudgeClaim, AnUndecidedOneSaysWhatItWouldTake) {
  // With 40 customers a difference of 8 points is 1.1 standard errors of 3 replications.
  const ClaimOutcome outcome =
      outcome_of(study("    - {kpi: survival, policy: careful, above: usual}\n", 3, 40));
  EXPECT_EQ(outcome.verdict(), ClaimVerdict::undecided);
  EXPECT_GT(outcome.judged.front().would_take, 3U);
  EXPECT_LT(outcome.judged.front().would_take, 200U);
}

// Nobody joins, so there is nothing to divide by.
TEST(JudgeClaim, WhatHasNoValueIsUndecided) {
  for (const char* form :
       {"above: 0", "below: 1", "between: [0, 1]", "same_as: usual, within: 1"}) {
    const ClaimOutcome outcome =
        outcome_of(study("    - {kpi: survival, per: customers_created, policy: careful, " +
                         std::string(form) + "}\n"));
    EXPECT_EQ(outcome.verdict(), ClaimVerdict::undecided) << form;
    EXPECT_EQ(outcome.judged.front().would_take, 0U) << form;
  }
}

TEST(JudgeClaim, OneRefutedExpectationRefutesTheClaim) {
  EXPECT_EQ(outcome_of(study("    - {kpi: survival, policy: careful, above: usual}\n"
                             "    - {kpi: survival, policy: careful, below: usual}\n"))
                .verdict(),
            ClaimVerdict::refuted);
}

TEST(JudgeClaim, SaysWhatIsWrongAndWhere) {
  EXPECT_THAT(problem_of("    - {kpi: survival, policy: carefull, above: usual}\n"),
              HasSubstr("\"carefull\" is no policy of this scenario. Did you mean \"careful\"?"));
  EXPECT_THAT(problem_of("    - {kpi: survival, policy: careful}\n"),
              HasSubstr("has 0 things to be held against"));
  EXPECT_THAT(problem_of("    - {kpi: survival, policy: careful, above: usual, below: usual}\n"),
              HasSubstr("has 2 things to be held against"));
  EXPECT_THAT(problem_of("    - {kpi: survival, policy: careful, above: usual, by: 2 EUR}\n"),
              HasSubstr("claim.expect[1].by: \"2 EUR\" is money, and the KPI is none"));
  EXPECT_THAT(problem_of("    - {kpi: survival, policy: careful, between: [2 %, 1 %]}\n"),
              HasSubstr("ends before it starts"));
  EXPECT_THAT(problem_of("    - {kpi: survival, as: ratio, policy: careful, above: 1}\n"),
              HasSubstr("has nothing below the line"));
  EXPECT_THAT(problem_of("    - {kpi: survival, policy: careful, same_as: usual}\n"),
              HasSubstr("says neither exactly nor within what"));
  EXPECT_THAT(problem_of("    []\n"), HasSubstr("claim.expect: is missing"));
}

}  // namespace
}  // namespace tenure::verify
