// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "cli/report/courses.h"
#include "cli/report/sections.h"
#include "experiment/by_period.h"
#include "experiment/course.h"

namespace tenure::cli {
namespace {

void tell_course(const Account& account, const std::string& kpi, const ChartFrame& frame,
                 Page& page) {
  const std::vector<double> edges = experiment::edges_of_periods(account.recorded.dataset);
  Courses courses;
  courses.frame = frame;
  courses.days.assign(edges.begin() + 1, edges.end());
  for (const std::size_t policy : account.best_first()) {
    Line line{policy, experiment::course_of(account.recorded.dataset, kpi, policy)};
    const bool has_value =
        !line.values.empty() && std::isfinite(line.values.back().mean) &&
        std::any_of(line.values.begin(), line.values.end(),
                    [](const analysis::Interval& value) { return value.mean != 0.0; });
    if (has_value) courses.lines.push_back(std::move(line));
  }
  if (courses.lines.empty() || courses.days.size() < 2) return;
  courses.format = format_of_courses(account, kpi, courses.lines);
  courses.unit_of_table = courses.format.unit.empty() ? "" : ", " + courses.format.name();
  std::string summary;
  for (const Line& line : courses.lines) {
    summary += (summary.empty() ? "" : ", ") + account.label(line.policy) + " " +
               amount_of(line.values.back().mean, courses.format);
  }
  courses.frame.summary += " After " + account.horizon() + ": " + summary + ".";
  tell_courses(account, std::move(courses), page);
}

}  // namespace

void tell_loyalty(const Account& account, Page& page) {
  const PageTable table =
      kpi_table(account,
                {"members", "points_issued", "points_redeemed", "points_expired", "points_held",
                 "programme_liability", "rewards_granted", "rewards_cost", "breakage_share",
                 "first_reward_wait_mean"},
                "Points and rewards");
  const bool has_points = account.comparison.has("points_issued") && !table.rows.empty();
  if (!has_points) return;
  page.open_section("loyalty", "Points and what is owed for them");
  tell_course(account, "programme_liability",
              {"liability-chart", "", "Liability for points",
               "What the points that customers hold are expected to cost."},
              page);
  page.table(table);
  page.close_section();
}

}  // namespace tenure::cli
