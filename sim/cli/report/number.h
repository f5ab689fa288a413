// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/interval.h"
#include "cli/report/page.h"
#include "experiment/summarise.h"
#include "results/json.h"

namespace tenure::cli {

/// With the fewest digits that read back as the same double, as JSON has it; "NaN".
std::string as_value(double number);

/// How a chart shows numbers of one kind: times `factor`, with `decimals`, then `unit`.
struct NumberFormat {
  double factor = 1.0;
  int decimals = 0;
  std::string unit;  ///< with a blank before it that is not broken: " %", " EUR"; empty: none

  /// The unit by itself: "EUR".
  std::string name() const { return unit.starts_with("\u00A0") ? unit.substr(2) : unit; }
};
/// How a KPI's means are shown, and its differences: shares in per cent and percentage points,
/// short times in hours, money in whole units where cents are not sure. Fit for all of `numbers`.
NumberFormat format_of(const std::vector<experiment::KpiSummary>& numbers);
NumberFormat format_of_differences(const std::vector<experiment::KpiSummary>& numbers);
void write_format(results::JsonWriter& json, const NumberFormat& format);

/// mean, low, high: null where there is none.
void write_interval(results::JsonWriter& json, const analysis::Interval& interval);

/// "79,010 to 97,786" times the format's factor; empty without a half width.
std::string range_of(const analysis::Interval& interval, const NumberFormat& format);
/// "88,398 EUR"
std::string amount_of(double value, const NumberFormat& format);
/// "88,398", without the unit.
std::string number_of(double value, const NumberFormat& format);
Cell cell_of(double value, const NumberFormat& format);
Cell range_cell(const analysis::Interval& interval, const NumberFormat& format);

analysis::Interval interval_of(const experiment::KpiSummary& kpi);

}  // namespace tenure::cli
