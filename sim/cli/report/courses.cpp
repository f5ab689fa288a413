// SPDX-License-Identifier: Apache-2.0
#include "cli/report/courses.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "cli/words.h"

namespace tenure::cli {
namespace {

struct TimeUnit {
  std::string_view name;
  double days;
};

TimeUnit unit_for(double horizon) {
  if (horizon >= 2.0 * 365.25) return {"year", 365.25};
  if (horizon >= 120.0) return {"month", 365.25 / 12.0};
  return {"day", 1.0};
}

std::string plus_minus(const analysis::Interval& value, const NumberFormat& format) {
  if (!std::isfinite(value.mean)) return "";
  std::string text = number_of(value.mean, format);
  if (value.half_width && *value.half_width > 0.0) {
    text += " \u00B1\u00A0" + number_of(*value.half_width, format);
  }
  return text;
}

}  // namespace

std::string time_in_words(double days, double horizon) {
  TimeUnit unit = unit_for(horizon);
  if (days < 2.0 * unit.days && unit.name == "year") unit = {"month", 365.25 / 12.0};
  const double count = days / unit.days;
  const bool is_whole = unit.name != "year" || std::fabs(count - std::round(count)) < 0.05;
  return with_thousands(count, is_whole ? 0 : 1) + " " + std::string(unit.name) +
         (is_whole && std::round(count) == 1.0 ? "" : "s");
}

NumberFormat format_of_courses(const Account& account, const std::string& kpi,
                               const std::vector<Line>& lines) {
  std::vector<experiment::KpiSummary> numbers;
  const experiment::KpiSummary about = account.mean(kpi, 0);
  for (const Line& line : lines) {
    for (const analysis::Interval& value : line.values) {
      if (!std::isfinite(value.mean)) continue;
      numbers.push_back({kpi, about.unit, about.meaning, value.mean, value.half_width});
    }
  }
  return format_of(numbers);
}

void tell_courses(const Account& account, Courses courses, Page& page) {
  const TimeUnit unit = unit_for(courses.days.back());
  courses.frame.kind = "courses";
  page.open_chart(courses.frame);
  results::JsonWriter& json = page.charts;
  write_format(json, courses.format);
  json.key("time").open_object().field("unit", unit.name).field("days", unit.days).close();
  json.field("gain", courses.is_gain).key("lines").open_array();
  for (const Line& line : courses.lines) {
    json.open_object()
        .field("label", account.label(line.policy))
        .field("policy", line.policy)
        .key("points")
        .open_array();
    for (std::size_t i = 0; i < line.values.size(); ++i) {
      const analysis::Interval& value = line.values[i];
      if (!std::isfinite(value.mean)) continue;
      json.open_array().value(courses.days[i]).value(value.mean);
      if (value.half_width) {
        json.value(value.mean - *value.half_width).value(value.mean + *value.half_width);
      }
      json.close();
    }
    json.close().close();
  }
  json.close();
  PageTable table;
  table.caption =
      courses.frame.title + courses.unit_of_table + ", mean \u00B1 half the 95 % interval";
  table.columns = {"Day"};
  for (const Line& line : courses.lines) table.columns.push_back(account.label(line.policy));
  for (std::size_t i = 0; i < courses.days.size(); ++i) {
    std::vector<Cell> row{with_thousands(courses.days[i], 0)};
    for (const Line& line : courses.lines) {
      row.emplace_back(plus_minus(line.values[i], courses.format), line.values[i].mean);
    }
    table.rows.push_back(std::move(row));
  }
  page.close_chart(table);
}

}  // namespace tenure::cli
