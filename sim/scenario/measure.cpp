// SPDX-License-Identifier: Apache-2.0
#include "scenario/measure.h"

#include <cmath>
#include <type_traits>

#include "engine/expect.h"
#include "scenario/kinds.h"
#include "scenario/move.h"
#include "scenario/print_value.h"

namespace tenure::scenario {
namespace {

/// Calls `visit` with the quantity of that kind.
template <class Visit>
auto with_quantity(Shape::Kind kind, Visit&& visit) {
  switch (kind) {
    case Shape::Kind::number:
      return visit(std::type_identity<kinds::Number>{});
    case Shape::Kind::whole:
      return visit(std::type_identity<kinds::Whole>{});
    case Shape::Kind::duration:
      return visit(std::type_identity<kinds::Span>{});
    case Shape::Kind::probability:
      return visit(std::type_identity<kinds::Share>{});
    case Shape::Kind::rate:
      return visit(std::type_identity<kinds::PerTime>{});
    case Shape::Kind::money:
      return visit(std::type_identity<kinds::Amount>{});
    case Shape::Kind::money_rate:
      return visit(std::type_identity<kinds::AmountPerTime>{});
    case Shape::Kind::points_per_money:
      return visit(std::type_identity<kinds::PointsPerAmount>{});
    default:
      throw engine::Defect("scenario: a kind without a measure");
  }
}

}  // namespace

bool is_measurable(Shape::Kind kind) {
  switch (kind) {
    case Shape::Kind::number:
    case Shape::Kind::whole:
    case Shape::Kind::duration:
    case Shape::Kind::probability:
    case Shape::Kind::rate:
    case Shape::Kind::money:
    case Shape::Kind::money_rate:
    case Shape::Kind::points_per_money:
      return true;
    default:
      return false;
  }
}

Parsed<double> parse_measure(Shape::Kind kind, std::string_view text, std::string_view currency) {
  return with_quantity(kind, [&]<class Quantity>(std::type_identity<Quantity>) -> Parsed<double> {
    const auto parsed = Quantity::parse(text, currency);
    if (parsed) return Quantity::measure(*parsed);
    Fault fault = parsed.fault();
    if (fault.why.empty()) fault.why = std::string(Quantity::kExpected) + " is needed";
    return fault;
  });
}

Measured nearest_value(Shape::Kind kind, double measure, std::string_view currency) {
  return with_quantity(kind, [&]<class Quantity>(std::type_identity<Quantity>) -> Measured {
    const auto value = Quantity::at(rounded_to_decimals(measure));
    return {Quantity::measure(value), print_value(value, currency)};
  });
}

MeasureUnit unit_of(Shape::Kind kind, std::string_view currency) {
  const std::string money(currency);
  switch (kind) {
    case Shape::Kind::duration:
      return {"d", 1.0};
    case Shape::Kind::rate:
      return {"1/d", 1.0};
    case Shape::Kind::money:
      return {money, 0.01};
    case Shape::Kind::money_rate:
      return {money + "/year", 0.01 * engine::kDaysPerYear};
    case Shape::Kind::points_per_money:
      return {"1/" + money, 1.0};
    default:
      return {"1", 1.0};
  }
}

}  // namespace tenure::scenario
