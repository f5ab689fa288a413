// SPDX-License-Identifier: Apache-2.0
#include "verify/check_case.h"

#include <cmath>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenario/issue.h"

namespace tenure::verify {
namespace {

using testing::HasSubstr;

/// A hazard of 0.05 a week for 26 weeks, looked at every 13.
std::string study(const std::string& quantities, const std::string& each = "replication",
                  int customers = 2'000, int replications = 40) {
  return "format: 1\nhorizon: 26 weeks\nreport_every: 13 weeks\nseed: 1\nreplications: " +
         std::to_string(replications) +
         "\nsegments: [{name: all, customers: " + std::to_string(customers) +
         "}]\nleaving: {hazard: 0.05 per week}\npolicies:\n  usual: {}\n  careful: {leaving: "
         "{hazard: 0.04 per week}}\nexact:\n  case: T01\n  says: a test\n  each: " +
         each + "\n  quantities:\n" + quantities;
}

CaseOutcome outcome_of(const std::string& text, Changes changes = {}) {
  return check_case(embedded(text, "case.yaml"), changes, 1, {});
}

std::string problem_of(const std::string& text) {
  try {
    outcome_of(text);
  } catch (const scenario::ScenarioError& error) {
    return error.what();
  }
  return "";
}

const double kSurvive = std::exp(-1.3);

TEST(CheckCase, ReadsSharesMeansAndDifferences) {
  const CaseOutcome outcome = outcome_of(
      study("    - {name: S, kpi: survival, as: share, is: 0.272531793}\n"
            "    - {name: N, kpi: customers_active, at: 13 weeks, is: 1044.09, tolerance: 3 %}\n"
            "    - {name: D, kpi: survival, policy: careful, against: usual, is: 0.0809229,"
            " tolerance: 10 %}\n"
            "    - {name: part, kpi: customers_left, per: initial_customers, from: 13 weeks,"
            " as: share, is: 0.249513983}\n"));
  ASSERT_EQ(outcome.findings.size(), 4U);
  EXPECT_EQ(outcome.block.id, "T01");
  EXPECT_EQ(outcome.replications, 40U);
  EXPECT_EQ(outcome.findings[0].observations, 80'000U);
  for (const Finding& finding : outcome.findings) {
    EXPECT_GT(finding.agreement.p_value, 0.001) << finding.quantity;
    EXPECT_NEAR(finding.agreement.figure, finding.agreement.exact,
                3.29 * finding.agreement.standard_error)
        << finding.quantity;
  }
}

TEST(CheckCase, APlantedWrongValueDoesNotHold) {
  const CaseOutcome outcome =
      outcome_of(study("    - {name: S, kpi: survival, as: share, is: 0.28, tolerance: 2 %}\n"));
  EXPECT_FALSE(outcome.findings[0].agreement.holds());
  EXPECT_FALSE(outcome.findings[0].agreement.is_too_noisy());
}

TEST(CheckCase, LooksAtEveryCustomerAlone) {
  const CaseOutcome outcome = outcome_of(study(
      "    - {name: stays, kpi: survival, as: share, where: {equals: 1}, is: " +
          std::to_string(kSurvive) +
          ", tolerance: 5 %}\n"
          "    - {name: of those there at 13, kpi: survival, given: [{kpi: survival, at: 13 weeks,"
          " equals: 1}], is: 0.522045777, tolerance: 5 %}\n"
          "    - {name: variance, kpi: survival, as: variance, is: 0.198258, tolerance: 10 %}\n"
          "    - {name: whoever is lost, kpi: survival, policy: careful, against: usual,"
          " as: share, where: {below: 0}, is: 0}\n"
          "    - {name: one each, kpi: initial_customers, is: 1, exactly: true}\n"
          "    - {name: none is one, kpi: initial_customers, is: 2, exactly: true}\n",
      "customer", 500, 20));
  for (std::size_t i = 0; i < 5; ++i) {
    EXPECT_GT(outcome.findings[i].agreement.p_value, 0.001) << outcome.findings[i].quantity;
  }
  EXPECT_EQ(outcome.findings[0].observations, 10'000U);
  EXPECT_LT(outcome.findings[1].observations, 6'000U);
  EXPECT_EQ(outcome.findings[4].deviating, 0U);
  EXPECT_EQ(outcome.findings[5].deviating, 10'000U);
  EXPECT_FALSE(outcome.findings[5].agreement.holds());
}

TEST(CheckCase, OtherLuckOnRequest) {
  const std::string text =
      study("    - {name: S, kpi: survival, as: share, is: 0.2725, tolerance: 5 %}\n");
  const double one = outcome_of(text, {.seed = 5}).findings[0].agreement.figure;
  EXPECT_EQ(one, outcome_of(text, {.seed = 5}).findings[0].agreement.figure);
  EXPECT_NE(one, outcome_of(text, {.seed = 6}).findings[0].agreement.figure);
  EXPECT_EQ(outcome_of(text, {.replications = 7}).replications, 7U);
}

TEST(CheckCase, SaysWhatIsWrongAndWhere) {
  EXPECT_THAT(problem_of("format: 1\nhorizon: 1 week\nsegments: []\n"),
              HasSubstr("exact: is missing"));
  EXPECT_THAT(problem_of(study("    - {name: S, kpi: survivle, is: 1}\n")),
              HasSubstr("\"survivle\" is not a KPI under policy \"usual\""));
  EXPECT_THAT(problem_of(study("    - {name: S, kpi: survival, is: 1, policy: usul}\n")),
              HasSubstr("\"usul\" is no policy"));
  EXPECT_THAT(problem_of(study("    - {name: S, kpi: survival, is: 1, at: 12 weeks}\n")),
              HasSubstr("is not the end of a reporting period"));
  EXPECT_THAT(problem_of(study("    - {name: S, kpi: survival, is: 1, segment: som}\n")),
              HasSubstr("\"som\" is no segment"));
  EXPECT_THAT(problem_of(study("    - {name: S, kpi: customers_active, as: share, is: 1}\n")),
              HasSubstr("is a share of nothing"));
  EXPECT_THAT(problem_of(study("    - {name: S, kpi: survival, as: correlation, is: 1}\n")),
              HasSubstr("goes with a correlation"));
  EXPECT_THAT(problem_of(study("    - {name: S, is: 1}\n")), HasSubstr("kpi: is missing"));
  EXPECT_THAT(problem_of(study("    - {name: S, kpi: survival, is: 1, tolerance: some}\n")),
              HasSubstr("case.yaml:16:50: exact.quantities.S.tolerance"));
}

}  // namespace
}  // namespace tenure::verify
