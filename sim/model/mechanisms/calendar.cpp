// SPDX-License-Identifier: Apache-2.0
#include "model/mechanisms/calendar.h"

#include <algorithm>
#include <chrono>
#include <numeric>

#include "model/context.h"

namespace tenure::model {

namespace {

void check_factors(const std::vector<double>& factors, std::size_t count, std::string_view name,
                   Problems& problems) {
  if (factors.empty()) return;
  if (factors.size() != count) {
    problems.add(name, "has " + std::to_string(factors.size()) + " factors",
                 "there must be " + std::to_string(count));
  }
  if (std::accumulate(factors.begin(), factors.end(), 0.0) <= 0.0) {
    problems.add(name, "has no positive factor", "nobody would ever buy");
  }
}

}  // namespace

void Calendar::Parameters::describe(Describer& d) {
  d({.name = "weekdays",
     .meaning = "factor on the rate of purchases by weekday, Monday first",
     .range = kNotNegative,
     .scope = Scope::firm},
    weekdays);
  d({.name = "months",
     .meaning = "factor on the rate of purchases by month, January first",
     .range = kNotNegative,
     .scope = Scope::firm},
    months);
}

void Calendar::Parameters::check(const Parameters& p, Problems& problems) {
  check_factors(p.weekdays, 7, "weekdays", problems);
  check_factors(p.months, 12, "months", problems);
}

Calendar::Calendar(const Setting<Calendar>& setting) {
  for (const auto& row : setting.rows) {
    rows_.push_back(row ? steps_of(*row, setting.study) : std::nullopt);
  }
}

std::optional<engine::StepFactor> Calendar::steps_of(const Parameters& p, const Study& study) {
  const auto& [weekdays, months] = p;
  const auto all_one = [](const std::vector<double>& factors) {
    return std::all_of(factors.begin(), factors.end(), [](double f) { return f == 1.0; });
  };
  if (all_one(weekdays) && all_one(months)) return std::nullopt;

  std::vector<engine::Time> from;
  std::vector<double> factors;
  const std::int64_t first = study.first_day.value_or(4);  // 1970-01-05, a Monday
  // Whole days back from time 0, the last of them on or before the run's beginning.
  const std::int64_t days_before =
      (engine::kStart - study.begin + engine::kDay - engine::Duration{1}) / engine::kDay;
  for (std::int64_t number = -days_before; engine::kStart + number * engine::kDay <= study.end;
       ++number) {
    const std::chrono::sys_days date{std::chrono::days{first + number}};
    const unsigned weekday = std::chrono::weekday{date}.iso_encoding() - 1;
    const unsigned month = static_cast<unsigned>(std::chrono::year_month_day{date}.month()) - 1;
    const double factor =
        (weekdays.empty() ? 1.0 : weekdays[weekday]) * (months.empty() ? 1.0 : months[month]);
    if (!factors.empty() && factors.back() == factor) continue;
    from.push_back(engine::kStart + number * engine::kDay);
    factors.push_back(factor);
  }
  return engine::StepFactor(std::move(from), std::move(factors));
}

void Calendar::add_to_rate(std::type_identity<PurchaseDue>, engine::VaryingRate& rate,
                           const Context& context, engine::Time) const {
  if (const auto& steps = rows_[context.row()]) rate.follow(*steps);
}

Influences Calendar::influences(std::type_identity<PurchaseDue>, std::size_t row) const {
  return rows_[row] ? kSeason : kNothing;
}

}  // namespace tenure::model
