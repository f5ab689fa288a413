// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>

#include "cli/report/courses.h"
#include "cli/report/payback.h"
#include "cli/report/sections.h"

namespace tenure::cli {
namespace {

using experiment::KpiSummary;

/// Profit is margin less cost, and these add up to the cost; the rest of it is told as one.
struct MoneyPart {
  std::string_view kpi;
  std::string_view label;
  double sign;
};
constexpr std::array<MoneyPart, 4> kParts = {{
    {"margin", "gross margin", 1.0},
    {"cost_to_serve", "done for customers", -1.0},
    {"desk_cost", "complaint desk", -1.0},
    {"fixed_cost", "fixed", -1.0},
}};

/// What each part adds to a policy's profit over the first's, in the currency.
struct Gains {
  std::vector<std::string> labels;
  std::vector<std::vector<double>> values;  // [policy in ranking][part]
  std::vector<std::size_t> policies;
};

Gains gains_of(const Account& account) {
  Gains gains;
  for (const auto& standing : account.ranking.order) {
    if (standing.policy != 0) gains.policies.push_back(standing.policy);
  }
  const auto& comparison = account.comparison;
  std::vector<const MoneyPart*> parts;
  for (const MoneyPart& part : kParts) {
    if (!comparison.has(part.kpi)) continue;
    parts.push_back(&part);
    gains.labels.emplace_back(part.label);
  }
  gains.labels.emplace_back("other");
  for (const std::size_t policy : gains.policies) {
    double rest = account.difference("profit", policy).mean;
    std::vector<double> values;
    for (const MoneyPart* part : parts) {
      const double mean = account.difference(part->kpi, policy).mean;
      values.push_back(std::isnan(mean) ? 0.0 : part->sign * mean);
      rest -= values.back();
    }
    values.push_back(std::fabs(rest) < 0.005 ? 0.0 : rest);  // of rounding, less than a cent
    gains.values.push_back(std::move(values));
  }
  // A part that is nothing under all policies is no part.
  for (std::size_t part = gains.labels.size(); part-- > 0;) {
    const bool is_nothing = std::all_of(gains.values.begin(), gains.values.end(),
                                        [&](const auto& row) { return row[part] == 0.0; });
    if (!is_nothing) continue;
    const auto at = static_cast<std::ptrdiff_t>(part);
    gains.labels.erase(gains.labels.begin() + at);
    for (auto& row : gains.values) row.erase(row.begin() + at);
  }
  return gains;
}

void tell_parts(const Account& account, Page& page) {
  const Gains gains = gains_of(account);
  if (gains.labels.empty()) return;
  const NumberFormat format{1.0, 0, "\u00A0" + account.currency()};
  page.open_chart({"money-chart", "parts", "Where the difference comes from",
                   "To the right: what adds to the profit over that of " + account.label(0) +
                       "; to the left: what takes from it. The dot is what remains."});
  write_format(page.charts, format);
  page.charts.key("parts").open_array();
  for (const std::string& label : gains.labels) page.charts.value(label);
  page.charts.close().key("rows").open_array();
  PageTable table;
  table.caption = "What adds to profit against " + account.label(0) + ", " + account.currency();
  table.columns = {"Policy"};
  table.columns.insert(table.columns.end(), gains.labels.begin(), gains.labels.end());
  table.columns.insert(table.columns.end(), {"profit", "95 % sure"});
  for (std::size_t i = 0; i < gains.policies.size(); ++i) {
    const std::string& label = account.label(gains.policies[i]);
    const KpiSummary profit = account.difference("profit", gains.policies[i]);
    page.charts.open_object().field("label", label);
    write_interval(page.charts, interval_of(profit));
    page.charts.key("values").open_array();
    std::vector<Cell> row{label};
    for (const double value : gains.values[i]) {
      page.charts.value(value);
      row.push_back(cell_of(value, format));
    }
    page.charts.close().close();
    row.push_back(cell_of(profit.mean, format));
    row.push_back(range_cell(interval_of(profit), format));
    table.rows.push_back(std::move(row));
  }
  page.charts.close();
  page.close_chart(table);
}

/// "A", "A and B", "A, B and C"
std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    text += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
  }
  return text;
}

void tell_payback(const Account& account, Page& page) {
  Courses courses;
  std::vector<std::string> ahead;
  std::vector<std::string> behind;
  for (const std::size_t policy : account.best_first()) {
    if (policy == 0) continue;
    auto payback = payback_of(account, policy);
    if (!payback) continue;
    courses.days = payback->days;
    const std::string& label = account.label(policy);
    if (!payback->day) {
      behind.push_back(label);
    } else {
      ahead.push_back(label +
                      (*payback->day == 0.0
                           ? " from the start"
                           : " after " + time_in_words(*payback->day, courses.days.back())));
    }
    courses.lines.push_back({policy, std::move(payback->gain)});
  }
  if (courses.lines.empty()) return;
  std::string summary;
  if (!ahead.empty())
    summary = "Ahead of " + account.label(0) + " for good: " + listed(ahead) + ".";
  if (!behind.empty()) {
    summary += (summary.empty() ? "" : " ") + std::string("Not ahead after ") + account.horizon() +
               ": " + listed(behind) + ".";
  }
  courses.frame = {"payback-chart", "", "Extra profit so far, against " + account.label(0),
                   summary};
  courses.unit_of_table = ", " + account.currency();
  courses.format = {1.0, 0, "\u00A0" + account.currency()};
  courses.is_gain = true;
  tell_courses(account, std::move(courses), page);
}

}  // namespace

void tell_money(const Account& account, Page& page) {
  if (!account.has_prices()) return;
  page.open_section("money", "Where the money goes");
  tell_parts(account, page);
  tell_payback(account, page);
  tell_break_even(account, page);
  page.html.element("p",
                    "What two policies gain does not add up to what both together would gain: they "
                    "may save the same customers. Put both into one policy to see.",
                    {{"class", "aside"}});
  page.close_section();
}

}  // namespace tenure::cli
