// SPDX-License-Identifier: Apache-2.0
#include "cli/report/number.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "cli/words.h"

namespace tenure::cli {
namespace {

using experiment::KpiSummary;

enum class Of { means, differences };

NumberFormat format(const std::vector<KpiSummary>& numbers, Of of) {
  NumberFormat format;
  double largest = 0.0;
  double least_sure = 0.0;
  bool is_share = false;
  std::string unit = "1";
  for (const KpiSummary& one : numbers) {
    unit = one.unit;
    is_share = one.meaning.starts_with("share of");
    if (std::isfinite(one.mean)) largest = std::max(largest, std::fabs(one.mean));
    least_sure = std::max(least_sure, one.half_width.value_or(0.0));
  }
  const bool is_money = unit != "1" && unit != "d";
  if (is_share) {
    format.factor = 100.0;
    format.unit = of == Of::means ? "\u00A0%" : "\u00A0pp";
  } else if (unit == "d") {
    format.factor = largest < 1.0 ? 24.0 : 1.0;
    format.unit = largest < 1.0 ? "\u00A0hours" : "\u00A0days";
  } else if (is_money) {
    format.unit = "\u00A0" + unit;
  }
  const bool is_constant = least_sure <= 1e-9 * largest;
  format.decimals = decimals_worth_showing(largest * format.factor,
                                           is_constant ? 0.0 : least_sure * format.factor);
  if (is_money) format.decimals = std::min(format.decimals, 2);
  return format;
}

}  // namespace

using analysis::Interval;

NumberFormat format_of(const std::vector<KpiSummary>& numbers) {
  return format(numbers, Of::means);
}

NumberFormat format_of_differences(const std::vector<KpiSummary>& numbers) {
  return format(numbers, Of::differences);
}

std::string amount_of(double value, const NumberFormat& format) {
  return std::isfinite(value) ? number_of(value, format) + format.unit : "none";
}

std::string as_value(double number) {
  if (!std::isfinite(number)) return "NaN";
  std::array<char, 40> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), number);
  return {text.data(), end.ptr};
}

void write_format(results::JsonWriter& json, const NumberFormat& format) {
  json.key("format")
      .open_object()
      .field("factor", format.factor)
      .field("decimals", format.decimals)
      .field("unit", format.unit)
      .close();
}

void write_interval(results::JsonWriter& json, const Interval& interval) {
  json.field("mean", interval.mean);
  if (interval.half_width && std::isfinite(interval.mean)) {
    json.field("low", interval.mean - *interval.half_width)
        .field("high", interval.mean + *interval.half_width);
  } else {
    json.field("low", nullptr).field("high", nullptr);
  }
}

std::string number_of(double value, const NumberFormat& format) {
  const std::string text = with_thousands(value * format.factor, format.decimals);
  return text.starts_with('-') ? "\u2212" + text.substr(1) : text;
}

std::string range_of(const Interval& interval, const NumberFormat& format) {
  if (!interval.half_width || !std::isfinite(interval.mean)) return {};
  return number_of(interval.mean - *interval.half_width, format) + " to " +
         number_of(interval.mean + *interval.half_width, format);
}

Cell cell_of(double value, const NumberFormat& format) { return {number_of(value, format), value}; }

Cell range_cell(const Interval& interval, const NumberFormat& format) {
  return range_of(interval, format);
}

Interval interval_of(const experiment::KpiSummary& kpi) { return {kpi.mean, kpi.half_width}; }

}  // namespace tenure::cli
