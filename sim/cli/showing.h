// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "experiment/summarise.h"

namespace tenure::cli {

/// How one KPI's numbers are shown: shares in per cent, days spelled out, as many digits as are
/// sure.
class Showing {
 public:
  explicit Showing(const experiment::KpiSummary& kpi);

  /// The same in every replication, but for rounding.
  static bool is_constant(const experiment::KpiSummary& kpi);

  /// "58.34 %", "1,234 EUR", "none"
  std::string mean(const experiment::KpiSummary& kpi) const;
  /// "58.11 and 58.57"; empty if there is no half width
  std::string between(const experiment::KpiSummary& kpi) const;

  /// Of a difference of two means: "+1.2 pp", "-1,234 EUR", "0"
  std::string difference(const experiment::KpiSummary& kpi) const;
  /// "± 0.23"; empty if there is no half width or nothing varies
  std::string plus_minus(const experiment::KpiSummary& kpi) const;

  /// In the unit that the KPI is shown in, without and with its name: "12.3", "12.3 pp".
  std::string number(double x) const;
  std::string amount(double x) const { return number(x) + unit_of_difference_; }

 private:
  double half_width_;
  double factor_ = 1.0;
  std::string unit_;
  std::string unit_of_difference_;
  int decimals_ = 0;
};

/// "...; total: per year" says of the periods what is not meant of the horizon.
std::string over_the_horizon(std::string meaning);

}  // namespace tenure::cli
