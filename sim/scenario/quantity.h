// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "engine/time.h"
#include "model/quantities.h"
#include "scenario/number.h"

namespace tenure::scenario {

/// Values with units, as a scenario writes them (FORMATS section 1). Reading what was printed gives
/// exactly the value printed; printing what was read gives the canonical text. The space between
/// number and unit may be left out. 1 year is 365.25 days, 1 month a twelfth of that.

/// `30 d`, `2 weeks`, `1.5 h`: us ms s min h d day(s) week(s) month(s) year(s).
Parsed<engine::Duration> parse_duration(std::string_view text);
std::string print(engine::Duration duration);

/// `6 %` or `0.06`.
Parsed<model::Probability> parse_probability(std::string_view text);
std::string print(model::Probability probability);

/// `3 per week`, `0.05/week`, `18 %/year`.
Parsed<model::Rate> parse_rate(std::string_view text);
std::string print(model::Rate rate);

/// `23.40 EUR`, with at most two decimals; `currency` is the scenario's.
Parsed<model::Money> parse_money(std::string_view text, std::string_view currency);
std::string print(model::Money money, std::string_view currency);

/// `45000 EUR/year` or `45000 EUR per year`.
Parsed<model::MoneyRate> parse_money_rate(std::string_view text, std::string_view currency);
std::string print(model::MoneyRate rate, std::string_view currency);

/// `1 point/EUR`, `0.5 points per EUR`; `currency` is the scenario's.
Parsed<model::PointsPerMoney> parse_points_per_money(std::string_view text,
                                                     std::string_view currency);
std::string print(model::PointsPerMoney points, std::string_view currency);

std::string print(model::Interval interval);

}  // namespace tenure::scenario
