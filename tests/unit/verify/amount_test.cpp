// SPDX-License-Identifier: Apache-2.0
#include "verify/amount.h"

#include <gtest/gtest.h>

namespace tenure::verify {
namespace {

double amount(const char* text, const char* unit) {
  const auto parsed = parse_amount(text, unit, "EUR");
  EXPECT_TRUE(parsed) << text;
  return parsed ? *parsed : -1.0;
}

TEST(Amount, IsInTheUnitOfTheKpi) {
  EXPECT_DOUBLE_EQ(amount("0.5 pp", "1"), 0.005);
  EXPECT_DOUBLE_EQ(amount("-0.5 pp", "1"), -0.005);
  EXPECT_DOUBLE_EQ(amount("63.1 %", "1"), 0.631);
  EXPECT_DOUBLE_EQ(amount("0.631", "1"), 0.631);
  EXPECT_DOUBLE_EQ(amount("150 %", "1"), 1.5);
  EXPECT_DOUBLE_EQ(amount("12.5 EUR", "EUR"), 12.5);
  EXPECT_DOUBLE_EQ(amount("-1 EUR", "EUR"), -1.0);
  EXPECT_DOUBLE_EQ(amount("36 h", "d"), 1.5);
  EXPECT_DOUBLE_EQ(amount("-2 d", "d"), -2.0);
}

TEST(Amount, RefusesAnotherUnit) {
  EXPECT_FALSE(parse_amount("5 %", "d", "EUR"));
  EXPECT_FALSE(parse_amount("5 EUR", "1", "EUR"));
  EXPECT_FALSE(parse_amount("5 USD", "EUR", "EUR"));
  EXPECT_FALSE(parse_amount("2 d", "1", "EUR"));
  EXPECT_FALSE(parse_amount("much", "1", "EUR"));
}

TEST(Amount, IsToldFromAName) {
  EXPECT_TRUE(looks_like_amount("0.5 pp"));
  EXPECT_TRUE(looks_like_amount("-3"));
  EXPECT_FALSE(looks_like_amount("silence"));
  EXPECT_FALSE(looks_like_amount("-"));
  EXPECT_FALSE(looks_like_amount(""));
}

}  // namespace
}  // namespace tenure::verify
