// SPDX-License-Identifier: Apache-2.0
#include "scenario/quantity.h"

#include <chrono>
#include <cstdint>
#include <limits>
#include <string_view>

#include <gtest/gtest.h>

namespace tenure::scenario {
namespace {

using engine::Duration;
using namespace std::chrono_literals;  // NOLINT(google-build-using-namespace)

TEST(Quantity, ReadsEveryUnitOfTime) {
  EXPECT_EQ(*parse_duration("7 us"), Duration(7));
  EXPECT_EQ(*parse_duration("7 ms"), 7ms);
  EXPECT_EQ(*parse_duration("7 s"), 7s);
  EXPECT_EQ(*parse_duration("20 min"), 20min);
  EXPECT_EQ(*parse_duration("1.5 h"), 90min);
  EXPECT_EQ(*parse_duration("1 day"), 24h);
  EXPECT_EQ(*parse_duration("11 days"), 264h);
  EXPECT_EQ(*parse_duration("30d"), 720h);
  EXPECT_EQ(*parse_duration("1 week"), 168h);
  EXPECT_EQ(*parse_duration("9 weeks"), 9 * 168h);
  EXPECT_EQ(*parse_duration("1 year"), 31'557'600s);  // 365.25 days
  EXPECT_EQ(*parse_duration("12 months"), *parse_duration("1 year"));
  EXPECT_EQ(*parse_duration("0 d"), 0s);
}

TEST(Quantity, PrintsDurationsInTheLongestUnitThatFits) {
  EXPECT_EQ(print(*parse_duration("36 months")), "3 years");
  EXPECT_EQ(print(*parse_duration("28 d")), "4 weeks");
  EXPECT_EQ(print(*parse_duration("30 d")), "30 d");
  EXPECT_EQ(print(*parse_duration("12 h")), "12 h");
  EXPECT_EQ(print(*parse_duration("0.25 min")), "15 s");
  EXPECT_EQ(print(Duration(0)), "0 d");
}

struct Wrong {
  std::string_view text;
  std::string_view problem;
  std::string_view suggestion;
};

class WrongDuration : public testing::TestWithParam<Wrong> {};

TEST_P(WrongDuration, IsRefusedWithItsCorrection) {
  const auto parsed = parse_duration(GetParam().text);
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.fault().problem, GetParam().problem);
  EXPECT_EQ(parsed.fault().suggestion, GetParam().suggestion);
}

INSTANTIATE_TEST_SUITE_P(
    Durations, WrongDuration,
    testing::Values(Wrong{"30", "\"30\" has no unit", "30 d"},
                    Wrong{"30 hours", "\"30 hours\" has no unit of time", "30 h"},
                    Wrong{"30 dayz", "\"30 dayz\" has no unit of time", "30 days"},
                    Wrong{"30 m", "\"30 m\" has no unit of time", "30 min"},
                    Wrong{"1,5 d", "\"1,5 d\" has a comma", "1.5 d"},
                    Wrong{"010 d", "\"010 d\" starts with a zero", "10 d"},
                    Wrong{"soon", "\"soon\" is not a duration", ""},
                    Wrong{".inf d", "\".inf d\" is not a duration", ""},
                    Wrong{"400000 years", "\"400000 years\" is out of range", ""},
                    Wrong{"1e30 d", "\"1e30 d\" is out of range", ""},
                    Wrong{"0.1 us", "\"0.1 us\" is too short", "1 us"}));

TEST(Quantity, ReadsSharesBothWays) {
  EXPECT_EQ(parse_probability("6 %")->value, 0.06);
  EXPECT_EQ(parse_probability("0.06")->value, 0.06);
  EXPECT_EQ(parse_probability("7%")->value, 0.07);
  EXPECT_EQ(print(model::Probability{0.06}), "6 %");
  EXPECT_EQ(print(model::Probability{0.07}), "7 %");
  EXPECT_EQ(print(model::Probability{1.0 / 3.0}), print_number(1.0 / 3.0));
  EXPECT_EQ(parse_probability("6,5 %").fault().suggestion, "6.5 %");
  EXPECT_FALSE(parse_probability("6 percent"));
  EXPECT_FALSE(parse_probability("off"));
}

TEST(Quantity, ReadsRatesPerAnyUnitOfTime) {
  EXPECT_EQ(parse_rate("3 per week")->per_day, 3.0 / 7.0);
  EXPECT_EQ(parse_rate("3/week")->per_day, 3.0 / 7.0);
  EXPECT_EQ(parse_rate("0.05 / week")->per_day, 0.05 / 7.0);
  EXPECT_EQ(parse_rate("18 %/year")->per_day, 0.18 / 365.25);
  EXPECT_EQ(parse_rate("18 % per year")->per_day, 0.18 / 365.25);
  EXPECT_EQ(print(*parse_rate("3/week")), "3 per week");
  EXPECT_EQ(print(*parse_rate("8 %/year")), "0.08 per year");
  EXPECT_EQ(print(model::Rate{0.0}), "0 per day");
}

TEST(Quantity, ShowsHowARateIsWritten) {
  EXPECT_EQ(parse_rate("3").fault().suggestion, "3 per week");
  EXPECT_EQ(parse_rate("18 %").fault().suggestion, "18 %/year");
  EXPECT_EQ(parse_rate("3 weekly").fault().suggestion, "3 per week");
  EXPECT_EQ(parse_rate("3 per hour").fault().suggestion, "3 per h");
  EXPECT_EQ(parse_rate("3 per fortnight").fault().suggestion, "");
  EXPECT_EQ(parse_rate("0,5 per week").fault().suggestion, "0.5 per week");
}

TEST(Quantity, ReadsMoneyExactly) {
  EXPECT_EQ(parse_money("23.40 EUR", "EUR")->cents, 2340);
  EXPECT_EQ(parse_money("45000 EUR", "EUR")->cents, 4'500'000);
  EXPECT_EQ(parse_money("-0.01 EUR", "EUR")->cents, -1);
  EXPECT_EQ(parse_money("92233720368547758.07 EUR", "EUR")->cents,
            std::numeric_limits<std::int64_t>::max());
  EXPECT_FALSE(parse_money("92233720368547758.08 EUR", "EUR"));
  EXPECT_EQ(print(model::Money{2340}, "EUR"), "23.40 EUR");
  EXPECT_EQ(print(model::Money{-5}, "EUR"), "-0.05 EUR");
  EXPECT_EQ(print(model::Money{std::numeric_limits<std::int64_t>::min()}, "EUR"),
            "-92233720368547758.08 EUR");
}

TEST(Quantity, ReadsPointsPerMoney) {
  for (const char* text : {"0.5 point/EUR", "0.5 points/EUR", "0.5 points per EUR", "0.5point/EUR"})
    EXPECT_EQ(parse_points_per_money(text, "EUR")->per_unit, 0.5) << text;
  EXPECT_EQ(print(model::PointsPerMoney{0.5}, "EUR"), "0.5 point/EUR");
  for (const char* text : {"1", "1 EUR", "1 point", "1 point/USD", "point/EUR", "1 points/week"}) {
    const auto points = parse_points_per_money(text, "EUR");
    ASSERT_FALSE(points) << text;
    EXPECT_EQ(points.fault().suggestion, text[0] == '1' ? "1 point/EUR" : "") << text;
  }
}

TEST(Quantity, ShowsHowMoneyIsWritten) {
  EXPECT_EQ(parse_money("23.40", "EUR").fault().suggestion, "23.40 EUR");
  EXPECT_EQ(parse_money("23,40 EUR", "EUR").fault().suggestion, "23.40 EUR");
  EXPECT_EQ(parse_money("23.40 USD", "EUR").fault().problem, "\"23.40 USD\" is not in EUR");
  EXPECT_EQ(parse_money("23.40 USD", "EUR").fault().suggestion, "23.40 EUR");
  EXPECT_FALSE(parse_money("0.001 EUR", "EUR"));
  EXPECT_FALSE(parse_money("free", "EUR"));
}

TEST(Quantity, ReadsMoneyPerTime) {
  EXPECT_EQ(parse_money_rate("365.25 EUR/year", "EUR")->cents_per_day, 100.0);
  EXPECT_EQ(parse_money_rate("7 EUR per week", "EUR")->cents_per_day, 100.0);
  EXPECT_EQ(print(*parse_money_rate("45000 EUR per year", "EUR"), "EUR"), "45000 EUR/year");
  EXPECT_EQ(parse_money_rate("45000 EUR", "EUR").fault().suggestion, "45000 EUR/year");
  EXPECT_EQ(parse_money_rate("45000", "EUR").fault().suggestion, "45000 EUR/year");
  EXPECT_EQ(parse_money_rate("45000 USD/year", "EUR").fault().suggestion, "45000 EUR/year");
  EXPECT_EQ(parse_money_rate("45,5 EUR/d", "EUR").fault().suggestion, "45.5 EUR/d");
  EXPECT_EQ(parse_money_rate("45 EUR/yr", "EUR").fault().suggestion, "45 EUR/years");
}

TEST(Quantity, PrintsIntervals) { EXPECT_EQ(print(model::Interval{0.0, 1.5}), "[0, 1.5]"); }

}  // namespace
}  // namespace tenure::scenario
