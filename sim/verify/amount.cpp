// SPDX-License-Identifier: Apache-2.0
#include "verify/amount.h"

#include "engine/time.h"
#include "scenario/quantity.h"

namespace tenure::verify {

using scenario::Fault;
using scenario::in_quotes;
using scenario::Parsed;

bool looks_like_amount(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && text.front() >= '0' && text.front() <= '9';
}

Parsed<double> parse_amount(std::string_view text, const std::string& unit,
                            const std::string& currency) {
  const auto [number, rest] = scenario::split_number(text);
  if (rest.empty()) return scenario::parse_number(number);
  if (rest == "%" || rest == "pp") {
    if (unit != "1") {
      return Fault{in_quotes(text) + " is a share, and the KPI is none", "it is in " + unit, ""};
    }
    return scenario::parse_number(number, -2);
  }
  if (rest == currency) {
    if (unit != currency) {
      return Fault{in_quotes(text) + " is money, and the KPI is none", "its unit is " + unit, ""};
    }
    return scenario::parse_number(number);
  }
  const bool negative = text.starts_with('-');
  const auto duration = scenario::parse_duration(negative ? text.substr(1) : text);
  if (!duration) return duration.fault();
  if (unit != "d") {
    return Fault{in_quotes(text) + " is a duration, and the KPI is none", "its unit is " + unit,
                 ""};
  }
  const double days = engine::in_days(*duration);
  return negative ? -days : days;
}

}  // namespace tenure::verify
