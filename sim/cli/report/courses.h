// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "analysis/interval.h"
#include "cli/report/number.h"
#include "cli/report/page.h"

namespace tenure::cli {

/// One policy's line in a chart over time.
struct Line {
  std::size_t policy = 0;
  std::vector<analysis::Interval> values;  ///< at the chart's times
};

/// A chart of lines over time with their intervals, and their numbers as a table.
struct Courses {
  ChartFrame frame;  ///< its kind is set
  std::string unit_of_table;
  NumberFormat format;
  std::vector<double> days;  ///< since time 0, in ascending order
  std::vector<Line> lines;
  bool is_gain = false;  ///< against the first policy: zero is a line, numbers have signs
};
void tell_courses(const Account& account, Courses courses, Page& page);

/// "3 months": a time since the start in the unit that a chart over `horizon` days has.
std::string time_in_words(double days, double horizon);

/// The KPI's format for values like these.
NumberFormat format_of_courses(const Account& account, const std::string& kpi,
                               const std::vector<Line>& lines);

}  // namespace tenure::cli
