// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>

namespace tenure::model {

/// An amount of money in hundredths of the scenario's currency (cents).
struct Money {
  std::int64_t cents = 0;
  friend constexpr auto operator<=>(const Money&, const Money&) = default;
};

/// An amount at another price, relative to the one it was stated at; rounded half up. price > 0.
constexpr Money priced(Money amount, double price) {
  if (price == 1.0) return amount;
  return {static_cast<std::int64_t>(static_cast<double>(amount.cents) * price + 0.5)};
}

/// Money per unit of time: real-valued [cents/day], rounded once where it is charged.
struct MoneyRate {
  double cents_per_day = 0.0;
  friend constexpr auto operator<=>(const MoneyRate&, const MoneyRate&) = default;
};

/// Points of a loyalty programme per unit of the currency spent.
struct PointsPerMoney {
  double per_unit = 0.0;
  friend constexpr auto operator<=>(const PointsPerMoney&, const PointsPerMoney&) = default;
};

/// A share or a probability, in [0, 1].
struct Probability {
  double value = 0.0;
  friend constexpr auto operator<=>(const Probability&, const Probability&) = default;
};

/// Events per unit of time [1/day].
struct Rate {
  double per_day = 0.0;
  friend constexpr auto operator<=>(const Rate&, const Rate&) = default;
};

/// A closed interval of real numbers, low <= high.
struct Interval {
  double low = 0.0;
  double high = 1.0;
  friend constexpr auto operator<=>(const Interval&, const Interval&) = default;
};

}  // namespace tenure::model
