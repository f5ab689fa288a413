// SPDX-License-Identifier: Apache-2.0
#include "scenario/number.h"

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace tenure::scenario {
namespace {

TEST(Number, ReadsDecimalNotation) {
  EXPECT_EQ(*parse_number("0"), 0.0);
  EXPECT_EQ(*parse_number("-12.5"), -12.5);
  EXPECT_EQ(*parse_number("1e-4"), 1e-4);
  EXPECT_EQ(*parse_number("1.25E+3"), 1250.0);
  EXPECT_EQ(*parse_number("0.1"), 0.1);
}

TEST(Number, MovesThePointBeforeItRounds) {
  EXPECT_EQ(*parse_number("7", -2), 0.07);  // 7 / 100.0 happens to agree, 0.57 does not
  EXPECT_EQ(*parse_number("0.57", 2), 57.0);
}

struct Wrong {
  std::string_view text;
  std::string_view suggestion;
};

class WrongNumber : public testing::TestWithParam<Wrong> {};

TEST_P(WrongNumber, IsRefusedWithItsCorrection) {
  const auto parsed = parse_number(GetParam().text);
  ASSERT_FALSE(parsed) << *parsed;
  EXPECT_EQ(parsed.fault().suggestion, GetParam().suggestion);
  EXPECT_FALSE(parsed.fault().problem.empty());
}

INSTANTIATE_TEST_SUITE_P(Notations, WrongNumber,
                         testing::Values(Wrong{"010", "10"}, Wrong{"-007", "-7"}, Wrong{"00", "0"},
                                         Wrong{"00.5", "0.5"}, Wrong{"0x10", ""}, Wrong{"0o17", ""},
                                         Wrong{".inf", ""}, Wrong{"inf", ""}, Wrong{"nan", ""},
                                         Wrong{".nan", ""}, Wrong{"-.inf", ""}, Wrong{"", ""},
                                         Wrong{"abc", ""}, Wrong{"1e", ""}, Wrong{"1.2.3", ""},
                                         Wrong{"--1", ""}, Wrong{"1-2", ""}, Wrong{"1e400", ""},
                                         Wrong{"1e-400", ""}, Wrong{"1e99999999999", ""},
                                         Wrong{"+5", "5"}, Wrong{".5", "0.5"}, Wrong{"-.5", "-0.5"},
                                         Wrong{"5.", "5"}, Wrong{"23,40", "23.40"},
                                         Wrong{"12,000", "12000"}, Wrong{"0,125", "0.125"},
                                         Wrong{"1,234,567", "1234567"}, Wrong{"1,234.5", "1234.5"},
                                         Wrong{"12_000", "12000"}, Wrong{"12'000", "12000"}));

TEST(Number, ReadsWholeNumbersOnlyIfTheyAre) {
  EXPECT_EQ(*parse_whole("12000"), 12000);
  EXPECT_EQ(*parse_whole("1e6"), 1'000'000);
  EXPECT_EQ(*parse_whole("3.0"), 3);
  EXPECT_EQ(*parse_whole("-9223372036854775808"), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(*parse_whole("9223372036854775807"), std::numeric_limits<std::int64_t>::max());
  EXPECT_FALSE(parse_whole("9223372036854775808"));
  EXPECT_FALSE(parse_whole("1e300"));
  EXPECT_FALSE(parse_whole("1.5"));
  EXPECT_FALSE(parse_whole("1e-1"));
}

TEST(Number, PrintsTheShortestTextThatReadsBack) {
  EXPECT_EQ(print_number(0.1), "0.1");
  EXPECT_EQ(print_number(-0.0), "0");
  EXPECT_EQ(print_number(12000.0), "12000");
  EXPECT_EQ(print_number(1e-7), "1e-07");
}

TEST(Number, QuotesForeignTextSafely) {
  EXPECT_EQ(in_quotes("a\nb\x1b"), "\"a?b?\"");
  EXPECT_EQ(in_quotes(std::string(100, 'x')), '"' + std::string(60, 'x') + "...\"");
}

}  // namespace
}  // namespace tenure::scenario
