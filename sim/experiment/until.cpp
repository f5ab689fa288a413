// SPDX-License-Identifier: Apache-2.0
#include "experiment/until.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string_view>

#include "experiment/criterion.h"
#include "scenario/quantity.h"

namespace tenure::experiment {

namespace {

constexpr double kNone = std::numeric_limits<double>::infinity();

std::string trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t") - first + 1));
}

scenario::Fault misshapen(const std::string& text) {
  return {scenario::in_quotes(text) + " is no precision",
          "it is a KPI, +-, and how far off its figure may be", "profit +- 1 %"};
}

scenario::Fault out_of_range(const std::string& amount) {
  return {scenario::in_quotes(amount) + " is no width",
          "a width is more than 0, and a share of the figure less than 100 %",
          {}};
}

const KpiTotals* find(const std::vector<KpiTotals>& totals, const std::string& kpi) {
  const auto found = std::find_if(totals.begin(), totals.end(),
                                  [&](const KpiTotals& one) { return one.name == kpi; });
  return found == totals.end() ? nullptr : &*found;
}

/// Of the first replications: the largest half width.
analysis::Precision precision_of(const KpiTotals& kpi) {
  analysis::Precision precision{0.0, kpi.interval(0).mean};
  bool is_there = false;
  const auto see = [&](double figure, std::optional<double> half_width) {
    if (std::isnan(figure)) return;
    is_there = true;
    precision.half_width = std::max(precision.half_width, half_width.value_or(kNone));
  };
  if (kpi.values.size() == 1) see(precision.figure, kpi.interval(0).half_width);
  for (std::size_t policy = 1; policy < kpi.values.size(); ++policy) {
    const analysis::PairedDifference d = kpi.difference(policy, 0);
    see(d.mean, d.half_width);
  }
  if (!is_there) precision.half_width = kNone;
  return precision;
}

}  // namespace

scenario::Parsed<double> parse_width(const std::string& text, const results::Description& kpi,
                                     const std::string& currency) {
  if (text.ends_with('%')) {
    return scenario::Fault{scenario::in_quotes(text) + " may be a share of two things",
                           "points of a percentage are pp",
                           {}};
  }
  const bool is_points = text.ends_with("pp");
  if (is_points && kpi.units != "1") {
    return scenario::Fault{
        scenario::in_quotes(text) + " are percentage points", kpi.name + " is no share", {}};
  }
  const auto width = is_points
                         ? scenario::parse_number(trimmed(text.substr(0, text.size() - 2)), -2)
                         : parse_kpi_amount(text, kpi, currency);
  if (width && !(*width > 0.0)) return out_of_range(text);
  return width;
}

scenario::Parsed<Until> parse_until(const std::string& text, const std::string& currency,
                                    std::size_t at_most) {
  constexpr std::string_view kSigns[] = {"+-", "\u00b1"};
  for (const std::string_view sign : kSigns) {
    const std::size_t at = text.find(sign);
    if (at == std::string::npos) continue;
    const std::string kpi = trimmed(std::string_view(text).substr(0, at));
    const std::string amount = trimmed(std::string_view(text).substr(at + sign.size()));
    if (kpi.empty() || amount.empty()) return misshapen(text);
    const auto description = find_kpi(kpi);
    if (!description) return unknown_kpi(kpi);
    Until until{plain_name_of_kpi(kpi), kpi + " +- " + amount, {}};
    until.rule.at_most = at_most;
    if (amount.ends_with('%')) {
      const auto share = scenario::parse_number(trimmed(amount.substr(0, amount.size() - 1)), -2);
      if (!share) return share.fault();
      if (!(*share > 0.0 && *share < 1.0)) return out_of_range(amount);
      until.rule.relative = *share;
      return until;
    }
    const auto width = parse_width(amount, *description, currency);
    if (!width) return width.fault();
    until.rule.absolute = *width;
    return until;
  }
  return misshapen(text);
}

analysis::Stopping precise_enough(const Until& until, const std::vector<KpiTotals>& totals) {
  const KpiTotals* kpi = find(totals, until.kpi);
  const std::size_t available = totals.empty() ? 0 : totals.front().values.front().size();
  return analysis::stopping(
      available,
      [&](std::size_t count) {
        return kpi == nullptr ? analysis::Precision{kNone, 0.0} : precision_of(kpi->first(count));
      },
      until.rule);
}

bool has_value(const std::vector<KpiTotals>& totals, const std::string& name) {
  const KpiTotals* kpi = find(totals, name);
  if (kpi == nullptr) return false;
  for (std::size_t policy = 0; policy < kpi->values.size(); ++policy) {
    if (!std::isnan(kpi->interval(policy).mean)) return true;
  }
  return false;
}

}  // namespace tenure::experiment
