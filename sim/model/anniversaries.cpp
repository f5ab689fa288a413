// SPDX-License-Identifier: Apache-2.0
#include "model/anniversaries.h"

#include <chrono>

namespace tenure::model {

namespace {

constexpr engine::Duration kYear = 365 * engine::kDay + engine::kDay / 4;
constexpr int kLeapDay = 365;

std::int64_t floor_of_quotient(engine::Duration a, engine::Duration b) {
  return a / b - (a % b < engine::Duration{0} ? 1 : 0);
}

}  // namespace

Anniversaries::Date Anniversaries::at_share(double share) {
  const engine::Duration into{
      static_cast<std::int64_t>(share * static_cast<double>(kYear.count()))};
  return {static_cast<int>(into / engine::kDay), into % engine::kDay};
}

engine::Time Anniversaries::next(const Date& date, engine::Time after) const {
  std::int64_t year = year_number(after);
  while (in_year(date, year) <= after) ++year;
  return in_year(date, year);
}

std::uint32_t Anniversaries::year_of(engine::Time time) const {
  // Years before time 0 wrap around: a number as good as any.
  return static_cast<std::uint32_t>(year_number(time));
}

std::int64_t Anniversaries::year_number(engine::Time time) const {
  const engine::Duration since = time - engine::kStart;
  if (!first_day_) return floor_of_quotient(since, kYear);
  const std::chrono::sys_days day{
      std::chrono::days{*first_day_ + floor_of_quotient(since, engine::kDay)}};
  return static_cast<int>(std::chrono::year_month_day{day}.year());
}

engine::Time Anniversaries::in_year(const Date& date, std::int64_t year) const {
  if (!first_day_) {
    return engine::kStart + year * kYear + date.day * engine::kDay + date.time_of_day;
  }
  const std::chrono::year y{static_cast<int>(year)};
  const std::chrono::sys_days new_year{y / 1 / 1};
  const std::chrono::sys_days march{y / 3 / 1};
  std::chrono::sys_days day = new_year + std::chrono::days{date.day};
  if (date.day == kLeapDay) {
    day = y.is_leap() ? march - std::chrono::days{1} : march;
  } else if (y.is_leap() && date.day >= 59) {  // days are counted in a common year
    day += std::chrono::days{1};
  }
  return engine::kStart + (day.time_since_epoch().count() - *first_day_) * engine::kDay +
         date.time_of_day;
}

}  // namespace tenure::model
