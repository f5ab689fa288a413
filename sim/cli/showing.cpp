// SPDX-License-Identifier: Apache-2.0
#include "cli/showing.h"

#include <algorithm>
#include <cmath>

#include "cli/words.h"

namespace tenure::cli {

using experiment::KpiSummary;

Showing::Showing(const KpiSummary& kpi) : half_width_(kpi.half_width.value_or(NAN)) {
  const bool is_share = kpi.meaning.starts_with("share of");
  const bool is_money = kpi.unit != "1" && kpi.unit != "d";
  if (is_share) {
    factor_ = 100.0;
    unit_ = " %";
  } else if (kpi.unit == "d") {
    const bool is_short = std::fabs(kpi.mean) < 1.0;
    factor_ = is_short ? 24.0 : 1.0;
    unit_ = is_short ? " hours" : " days";
  } else if (is_money) {
    unit_ = ' ' + kpi.unit;
  }
  unit_of_difference_ = is_share ? " pp" : unit_;
  const double sure = is_constant(kpi) ? 0.0 : half_width_;
  decimals_ = decimals_worth_showing(kpi.mean * factor_, sure * factor_);
  if (is_money) decimals_ = std::min(decimals_, 2);
}

bool Showing::is_constant(const KpiSummary& kpi) {
  return kpi.half_width && *kpi.half_width <= 1e-9 * std::fabs(kpi.mean);
}

std::string Showing::mean(const KpiSummary& kpi) const {
  return std::isfinite(kpi.mean) ? number(kpi.mean) + unit_ : "none";
}

std::string Showing::between(const KpiSummary& kpi) const {
  if (!std::isfinite(kpi.mean) || !std::isfinite(half_width_)) return {};
  if (is_constant(kpi)) return "the same in all";
  return number(kpi.mean - half_width_) + " and " + number(kpi.mean + half_width_);
}

std::string Showing::difference(const KpiSummary& kpi) const {
  if (!std::isfinite(kpi.mean)) return "none";
  return with_sign(kpi.mean * factor_, decimals_) + unit_of_difference_;
}

std::string Showing::plus_minus(const KpiSummary& kpi) const {
  if (!std::isfinite(kpi.mean) || !std::isfinite(half_width_) || is_constant(kpi)) return {};
  return "\u00B1 " + number(half_width_);
}

std::string Showing::number(double x) const { return with_thousands(x * factor_, decimals_); }

std::string over_the_horizon(std::string meaning) {
  const std::string mark = "; total: ";
  const std::size_t at = meaning.find(mark);
  if (at == std::string::npos) return meaning;
  return meaning.substr(0, at) + " (" + meaning.substr(at + mark.size()) + ")";
}

}  // namespace tenure::cli
