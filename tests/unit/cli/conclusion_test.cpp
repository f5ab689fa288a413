// SPDX-License-Identifier: Apache-2.0
#include "cli/conclusion.h"

#include <gtest/gtest.h>

namespace tenure::cli {
namespace {

std::string money(double mean, std::optional<double> half_width) {
  return in_between({"profit", "EUR", "", mean, half_width});
}

TEST(InBetween, SaysMoreOrLess) {
  EXPECT_EQ(money(1350.0, 150.0), "between 1,200 and 1,500 EUR more");
  EXPECT_EQ(money(-1350.0, 150.0), "between 1,200 and 1,500 EUR less");
  EXPECT_EQ(in_between({"survival", "1", "share of all", 0.05, 0.01}),
            "between 4.0 and 6.0 pp more");
}

TEST(InBetween, DoesNotHideThatZeroIsPossible) {
  EXPECT_EQ(money(-50.0, 250.0), "between 300 EUR less and 200 EUR more");
}

TEST(InBetween, NamesOneNumberWhereThereIsOne) {
  EXPECT_EQ(money(40000.0, 0.0), "40,000 EUR more");
  EXPECT_EQ(money(-40000.0, std::nullopt), "40,000 EUR less");
}

}  // namespace
}  // namespace tenure::cli
