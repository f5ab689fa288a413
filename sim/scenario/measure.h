// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "scenario/number.h"
#include "scenario/shape.h"

/// Values of any kind as plain numbers and back, for designs that move them: a value's measure is
/// what model::Range is compared with (days, shares, 1/day, cents, points per unit of money).
namespace tenure::scenario {

/// Whether values of this kind have a measure.
bool is_measurable(Shape::Kind kind);

/// What a scenario writes, as its measure. `kind` is measurable, here and below.
Parsed<double> parse_measure(Shape::Kind kind, std::string_view text, std::string_view currency);

/// What a scenario would write for the value that lies nearest: whole microseconds, cents, whole
/// numbers, 15 decimals; and the measure of exactly that.
struct Measured {
  double measure = 0.0;
  std::string text;
};
Measured nearest_value(Shape::Kind kind, double measure, std::string_view currency);

/// The unit that a measure is told in, as a UDUNITS symbol or with the currency, and the factor
/// that puts it there: cents are told in the currency.
struct MeasureUnit {
  std::string symbol;
  double factor = 1.0;
};
MeasureUnit unit_of(Shape::Kind kind, std::string_view currency);

}  // namespace tenure::scenario
