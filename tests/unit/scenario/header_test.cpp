// SPDX-License-Identifier: Apache-2.0
#include "scenario/header.h"

#include <string>

#include <gtest/gtest.h>

namespace tenure::scenario {
namespace {

TEST(Header, ReadsAndPrintsDates) {
  EXPECT_EQ(*parse_date("1970-01-01"), 0);
  EXPECT_EQ(*parse_date("2026-01-01"), 20454);
  EXPECT_EQ(*parse_date("1969-12-31"), -1);
  EXPECT_EQ(print_date(20454), "2026-01-01");
  EXPECT_EQ(print_date(*parse_date("0800-02-09")), "0800-02-09");
}

TEST(Header, RefusesWhatIsNoDate) {
  for (const std::string text : {"2026-1-1", "2026-13-01", "2026-02-30", "01.02.2026", "2026/01/01",
                                 "2026-01-01 ", "2026-0a-01", "", "-026-01-01", "2026--1-01"})
    EXPECT_FALSE(parse_date(text)) << text;
}

TEST(Header, KnowsNames) {
  for (const std::string text : {"a", "more-agents", "a_1", "all"}) EXPECT_TRUE(is_name(text));
  for (const std::string text : {"", "A", "1a", "-a", "a b", "a.b", "\xC3\xA4"})
    EXPECT_FALSE(is_name(text)) << text;
  EXPECT_FALSE(is_name(std::string(65, 'a')));
}

TEST(Header, KnowsCurrencies) {
  EXPECT_TRUE(is_currency("EUR"));
  for (const std::string text : {"", "EU", "EURO", "eur", "E R"}) EXPECT_FALSE(is_currency(text));
}

}  // namespace
}  // namespace tenure::scenario
