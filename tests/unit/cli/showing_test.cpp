// SPDX-License-Identifier: Apache-2.0
#include "cli/showing.h"

#include <gtest/gtest.h>

namespace tenure::cli {
namespace {

using experiment::KpiSummary;

const KpiSummary kShare{"survival", "1", "share of those there", 0.0123, 0.0034};
const KpiSummary kMoney{"profit", "EUR", "what is left", -1234.5, 120.0};
const KpiSummary kTime{"wait", "d", "wait", 0.25, 0.05};

TEST(Showing, TellsMeansInTheirUnits) {
  EXPECT_EQ(Showing(kShare).mean(kShare), "1.23 %");
  EXPECT_EQ(Showing(kMoney).mean(kMoney), "-1,234 EUR");
  EXPECT_EQ(Showing(kTime).mean(kTime), "6.0 hours");
  EXPECT_EQ(Showing(kShare).between(kShare), "0.89 and 1.57");
}

TEST(Showing, TellsDifferencesOfSharesInPercentagePoints) {
  EXPECT_EQ(Showing(kShare).difference(kShare), "+1.23 pp");
  EXPECT_EQ(Showing(kMoney).difference(kMoney), "-1,234 EUR");
  EXPECT_EQ(Showing(kShare).plus_minus(kShare), "\u00B1 0.34");
}

TEST(Showing, HasNoMarginWhereNothingVaries) {
  const KpiSummary zero{"x", "1", "", 0.0, 0.0};
  EXPECT_EQ(Showing(zero).difference(zero), "0");
  EXPECT_EQ(Showing(zero).plus_minus(zero), "");
  const KpiSummary one{"x", "1", "", 7.0, std::nullopt};
  EXPECT_EQ(Showing(one).plus_minus(one), "");
}

TEST(Showing, SaysPerYearOfWhatIsPerYear) {
  EXPECT_EQ(over_the_horizon("share who left; total: per year"), "share who left (per year)");
  EXPECT_EQ(over_the_horizon("anything"), "anything");
}

}  // namespace
}  // namespace tenure::cli
