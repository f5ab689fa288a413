// SPDX-License-Identifier: Apache-2.0
#include "model/anniversaries.h"

#include <chrono>

#include <gtest/gtest.h>

namespace tenure::model {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;
using namespace std::chrono_literals;

constexpr std::int64_t kNewYear2026 = 20'454;

engine::Time on(year_month_day date) {
  return engine::kStart + (sys_days{date}.time_since_epoch().count() - kNewYear2026) * engine::kDay;
}

TEST(Anniversaries, ComeBackEvery365AndAQuarterDaysWithoutDates) {
  const Anniversaries years{std::nullopt};
  const auto date = Anniversaries::at_share(0.5);
  const engine::Time first = years.next(date, engine::kStart);
  EXPECT_EQ(first - engine::kStart, engine::from_days(365.25 / 2.0));
  EXPECT_EQ(years.next(date, first), first + engine::from_days(365.25));
  EXPECT_EQ(years.next(date, first - engine::Duration{1}), first);
  EXPECT_EQ(years.next(date, engine::kStart - 300 * engine::kDay),
            first - engine::from_days(365.25));
}

TEST(Anniversaries, KeepTheirDateInEveryCalendarYear) {
  const Anniversaries years{kNewYear2026};
  const Anniversaries::Date march_first{59, std::chrono::hours{6}};
  EXPECT_EQ(years.next(march_first, engine::kStart), on(2026y / 3 / 1) + std::chrono::hours{6});
  EXPECT_EQ(years.next(march_first, on(2027y / 6 / 1)), on(2028y / 3 / 1) + std::chrono::hours{6});
  const Anniversaries::Date last{364, {}};
  EXPECT_EQ(years.next(last, on(2028y / 3 / 1)), on(2028y / 12 / 31));
}

TEST(Anniversaries, TheLeapDayIsKeptOnTheFirstOfMarchInCommonYears) {
  const Anniversaries years{kNewYear2026};
  const auto date = Anniversaries::at_share(365.1 / 365.25);
  EXPECT_EQ(date.day, 365);
  EXPECT_EQ(years.next(date, engine::kStart) - date.time_of_day, on(2026y / 3 / 1));
  EXPECT_EQ(years.next(date, on(2027y / 12 / 1)) - date.time_of_day, on(2028y / 2 / 29));
}

TEST(Anniversaries, NumberTheYears) {
  EXPECT_EQ(Anniversaries{kNewYear2026}.year_of(engine::kStart - engine::Duration{1}), 2025U);
  EXPECT_EQ(Anniversaries{kNewYear2026}.year_of(engine::kStart), 2026U);
  EXPECT_EQ(Anniversaries{std::nullopt}.year_of(engine::kStart + 366 * engine::kDay), 1U);
}

}  // namespace
}  // namespace tenure::model
