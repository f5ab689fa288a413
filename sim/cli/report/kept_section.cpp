// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "cli/report/courses.h"
#include "cli/report/sections.h"
#include "experiment/survival_of.h"

namespace tenure::cli {
namespace {

using analysis::Interval;
using experiment::Survival;

Interval times(Interval interval, double factor) {
  interval.mean *= factor;
  if (interval.half_width) *interval.half_width *= factor;
  return interval;
}

void tell_survival(const Account& account, Page& page) {
  Courses courses;
  std::string summary;
  for (const std::size_t policy : account.best_first()) {
    const Survival survival = experiment::survival_of(account.recorded.dataset, policy);
    courses.days = survival.time;
    courses.lines.push_back({policy, survival.kept});
  }
  courses.format = {100.0, 1, "\u00A0%"};
  for (const Line& line : courses.lines) {
    const Interval& end = line.values.back();
    if (!std::isfinite(end.mean)) return;
    summary += (summary.empty() ? "" : ", ") + account.label(line.policy) + " " +
               amount_of(end.mean, courses.format);
  }
  courses.frame = {"survival-chart", "", "Customers of the start who never left",
                   "After " + account.horizon() + ": " + summary + "."};
  courses.unit_of_table = ", %";
  tell_courses(account, std::move(courses), page);
}

void tell_gain(const Account& account, Page& page) {
  Courses courses;
  courses.is_gain = true;
  courses.format = {1.0, 1, ""};
  std::string summary;
  for (const std::size_t policy : account.best_first()) {
    if (policy == 0) continue;
    const Survival gain = experiment::survival_gain(account.recorded.dataset, policy, 0);
    courses.days = gain.time;
    Line line{policy, {}};
    for (const Interval& kept : gain.kept) line.values.push_back(times(kept, 1000.0));
    const Interval& end = line.values.back();
    if (!std::isfinite(end.mean)) continue;
    const std::string range = range_of(end, courses.format);
    summary += (summary.empty() ? "" : "; ") + account.label(policy) + " " +
               number_of(std::fabs(end.mean), courses.format) +
               (end.mean < 0.0 ? " fewer" : " more") + (range.empty() ? "" : " (" + range + ")");
    courses.lines.push_back(std::move(line));
  }
  if (courses.lines.empty()) return;
  courses.frame = {"kept-chart", "", "Extra customers kept of 1,000, against " + account.label(0),
                   "After " + account.horizon() + ", with 95 % intervals: " + summary + "."};
  tell_courses(account, std::move(courses), page);
}

/// Extra customers kept, by segment: who gains.
void tell_segments(const Account& account, Page& page) {
  const auto& names =
      std::get<std::vector<results::Text>>(account.recorded.dataset.find("segment")->values);
  if (names.size() < 2 || names.size() > 12 || !account.is_comparison()) return;
  const NumberFormat format{1.0, 1, ""};
  page.open_chart({"segments-chart", "ranges", "The same by segment",
                   "Extra customers kept of 1,000 in each segment after " + account.horizon() +
                       ", against " + account.label(0) + "."});
  write_format(page.charts, format);
  page.charts.key("rows").open_array();
  PageTable table;
  table.caption = "Extra customers kept of 1,000, by segment";
  table.columns = {"Policy and segment", "mean", "95 % sure"};
  for (const std::size_t policy : account.best_first()) {
    if (policy == 0) continue;
    for (std::size_t segment = 0; segment < names.size(); ++segment) {
      const Survival gain = experiment::survival_gain(account.recorded.dataset, policy, 0, segment);
      const Interval kept = times(gain.kept.back(), 1000.0);
      const bool is_sure = kept.half_width && *kept.half_width < std::fabs(kept.mean);
      page.charts.open_object()
          .field("label", names[segment])
          .field("group", account.label(policy))
          .field("verdict", !is_sure          ? "undecided"
                            : kept.mean > 0.0 ? "better"
                                              : "worse");
      write_interval(page.charts, kept);
      page.charts.close();
      table.rows.push_back({account.label(policy) + ", " + names[segment],
                            cell_of(kept.mean, format), range_cell(kept, format)});
    }
  }
  page.charts.close();
  page.close_chart(table);
}

}  // namespace

void tell_kept(const Account& account, Page& page) {
  page.open_section("kept", "Who stays and who leaves");
  tell_gain(account, page);
  tell_survival(account, page);
  tell_segments(account, page);
  tell_causes(account, page);
  tell_cohorts(account, page);
  page.close_section();
}

}  // namespace tenure::cli
