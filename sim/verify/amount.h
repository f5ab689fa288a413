// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "scenario/number.h"

namespace tenure::verify {

/// A value of a KPI as a claim writes it, in the KPI's unit (`unit`: "1", "d", the currency):
/// `0.5 pp`, `5 %` and `0.05` of shares, `10 EUR`, `2 d`, `1.3`. May be negative.
scenario::Parsed<double> parse_amount(std::string_view text, const std::string& unit,
                                      const std::string& currency);

/// Whether it begins like a number, so that it is no name of a policy.
bool looks_like_amount(std::string_view text);

}  // namespace tenure::verify
