// SPDX-License-Identifier: Apache-2.0
#include "experiment/until.h"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace tenure::experiment {
namespace {

Until understood(const std::string& text) {
  const auto until = parse_until(text, "EUR", 1000);
  if (!until) throw std::runtime_error(until.fault().problem);
  return *until;
}

TEST(Until, UnderstandsSharesAndAmounts) {
  EXPECT_DOUBLE_EQ(understood("profit +- 1 %").rule.relative, 0.01);
  EXPECT_DOUBLE_EQ(understood("survival +- 0.2 pp").rule.absolute, 0.002);
  EXPECT_DOUBLE_EQ(understood("survival +- 2 %").rule.relative, 0.02) << "of the share itself";
  EXPECT_DOUBLE_EQ(understood("profit +- 5000 EUR").rule.absolute, 5000.0);
  EXPECT_DOUBLE_EQ(understood("complaint_wait_mean +- 12 h").rule.absolute, 0.5);
  EXPECT_DOUBLE_EQ(understood("customers_active +- 5").rule.absolute, 5.0);
  EXPECT_EQ(understood("  profit\u00b11%").text, "profit +- 1%");
}

TEST(Until, SaysWhatIsWrong) {
  const auto problem = [](const std::string& text) {
    const auto until = parse_until(text, "EUR", 1000);
    return until ? std::string() : until.fault().problem + "|" + until.fault().suggestion;
  };
  EXPECT_EQ(problem("profit 1 %"), "\"profit 1 %\" is no precision|profit +- 1 %");
  EXPECT_EQ(problem("profits +- 1 %"), "\"profits\" is not a KPI|profit");
  for (const char* wrong :
       {"profit +-", "+- 1 %", "profit +- 0 %", "profit +- 100 %", "profit +- 5 USD",
        "profit +- -5 EUR", "profit +- 2 pp", "survival +- 1 d", "profit +- 1,5 %"}) {
    EXPECT_NE(problem(wrong), "") << wrong;
  }
}

/// Profit by policy and replication, 20 replications: 100 +- 10 in turns, and so much more.
std::vector<KpiTotals> profit(const std::vector<double>& more, double noise) {
  KpiTotals kpi{"profit", "EUR", "", {}, {}, {}};
  for (const double extra : more) {
    std::vector<double> values;
    for (int i = 0; i < 20; ++i) {
      values.push_back(100.0 + (i % 2 == 0 ? 10.0 : -10.0) + extra +
                       (extra > 0.0 && i % 2 == 0 ? noise : 0.0));
    }
    kpi.values.push_back(values);
  }
  return {kpi};
}

TEST(Until, OfOnePolicyIsTheWidthOfItsMean) {
  // 2.093 x 10 sqrt(20/19) / sqrt(20) = 4.80.
  EXPECT_TRUE(precise_enough(understood("profit +- 4.81 EUR"), profit({0.0}, 0.0)).is_reached);
  EXPECT_FALSE(precise_enough(understood("profit +- 4.80 EUR"), profit({0.0}, 0.0)).is_reached);
}

TEST(Until, OfSeveralIsTheWidthOfEveryDifference) {
  // Both vary by 10, their difference by half the noise only.
  const auto totals = profit({0.0, 5.0}, 2.0);
  const analysis::Stopping stopping = precise_enough(understood("profit +- 1 %"), totals);
  EXPECT_NEAR(stopping.achieved, 0.480 / 100.0, 1e-4) << "of the first policy's mean";
  EXPECT_TRUE(stopping.is_reached);
  EXPECT_FALSE(precise_enough(understood("profit +- 0.3 %"), totals).is_reached);
  EXPECT_FALSE(
      precise_enough(understood("profit +- 1 %"), profit({0.0, 5.0, 6.0}, 20.0)).is_reached);
}

TEST(Until, IsNeverReachedWithoutAValue) {
  const auto totals = profit({0.0}, 0.0);
  EXPECT_FALSE(precise_enough(understood("survival +- 1 %"), totals).is_reached);
  EXPECT_FALSE(has_value(totals, "survival"));
  EXPECT_TRUE(has_value(totals, "profit"));
}

}  // namespace
}  // namespace tenure::experiment
