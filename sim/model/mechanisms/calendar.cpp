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
  const auto given = std::find_if(setting.rows.begin(), setting.rows.end(),
                                  [](const auto& row) { return row.has_value(); });
  if (given == setting.rows.end()) return;
  const auto& [weekdays, months] = **given;
  const auto all_one = [](const std::vector<double>& factors) {
    return std::all_of(factors.begin(), factors.end(), [](double f) { return f == 1.0; });
  };
  if (all_one(weekdays) && all_one(months)) return;

  steps_.emplace();
  const std::int64_t first = setting.study.first_day.value_or(0);
  for (engine::Time day = engine::kStart; day <= setting.study.horizon; day += engine::kDay) {
    const auto number = first + (day - engine::kStart) / engine::kDay;
    const std::chrono::sys_days date{std::chrono::days{number}};
    const unsigned weekday = std::chrono::weekday{date}.iso_encoding() - 1;
    const unsigned month = static_cast<unsigned>(std::chrono::year_month_day{date}.month()) - 1;
    const double factor =
        (weekdays.empty() ? 1.0 : weekdays[weekday]) * (months.empty() ? 1.0 : months[month]);
    if (!steps_->factor.empty() && steps_->factor.back() == factor) continue;
    steps_->from.push_back(day);
    steps_->factor.push_back(factor);
  }
}

void Calendar::add_to_rate(std::type_identity<PurchaseDue>, engine::VaryingRate& rate,
                           const Context&, engine::Time) const {
  if (steps_) rate.follow(*steps_);
}

bool Calendar::varies(std::type_identity<PurchaseDue>, std::size_t, bool) const {
  return steps_.has_value();
}

}  // namespace tenure::model
