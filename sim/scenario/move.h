// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>
#include <type_traits>

#include "model/describe.h"
#include "scenario/assumption.h"
#include "scenario/kinds.h"
#include "scenario/node.h"
#include "scenario/print_value.h"

namespace tenure::scenario {

template <class Quantity>
struct Step {
  typename Quantity::Value value;
  Reach reach = Reach::whole;
};

/// The number that people mean: 0.15, not 0.15000000000000002, so that --set can repeat a move.
inline double rounded_to_decimals(double x) {
  std::array<char, 32> text{};
  const auto end =
      std::to_chars(text.data(), text.data() + text.size(), x, std::chars_format::general, 15).ptr;
  std::from_chars(text.data(), end, x);
  return x;
}

/// x times a factor; what can only be whole is rounded away from x, so that it moves at all.
template <class Quantity>
std::optional<typename Quantity::Value> times_away(typename Quantity::Value x, double factor) {
  constexpr bool kIsWhole =
      std::is_same_v<Quantity, kinds::Whole> || std::is_same_v<Quantity, kinds::Amount>;
  if constexpr (kIsWhole) {
    const double exact = Quantity::measure(x) * factor;
    const bool up = (factor > 1.0) == (exact > 0.0);
    const auto whole = kinds::rounded(up ? std::ceil(exact) : std::floor(exact));
    if (!whole) return std::nullopt;
    return Quantity::at(static_cast<double>(*whole));
  } else if constexpr (std::is_same_v<Quantity, kinds::Number> ||
                       std::is_same_v<Quantity, kinds::Share>) {
    return Quantity::at(rounded_to_decimals(Quantity::measure(x) * factor));
  } else {
    return Quantity::times(x, factor);
  }
}

/// Moves a value by a factor as far as its range allows.
template <class Quantity>
Step<Quantity> moved(typename Quantity::Value x, double factor, const model::Range& range) {
  const auto there = times_away<Quantity>(x, factor);
  if (!there) return {x, Reach::nowhere};
  const double from = Quantity::measure(x);
  const double to = Quantity::measure(*there);
  if (to == from) return {x, Reach::nowhere};
  if (range.contains(to)) return {*there, Reach::whole};
  const double end = to > from ? range.high : range.low;
  Step<Quantity> step{Quantity::at(end), Reach::bound};
  if (!range.contains(Quantity::measure(step.value))) {
    step = {Quantity::at((from + end) / 2.0), Reach::half_way};
  }
  const double reached = Quantity::measure(step.value);
  if (reached == from || !range.contains(reached)) return {x, Reach::nowhere};
  return step;
}

/// Where an assumption with this value is moved to, in both directions.
template <class Quantity>
void note_moves(typename Quantity::Value x, const model::Range& range, std::string_view currency,
                Assumption& assumption) {
  const bool is_zero = Quantity::measure(x) == 0.0;
  assumption.kind = is_zero ? Assumption::Kind::zero : Assumption::Kind::number;
  if (is_zero) return;
  for (const double factor : kHalfDownAndUp) {
    const Step<Quantity> step = moved<Quantity>(x, factor, range);
    assumption.moves.push_back({factor, print_value(step.value, currency), step.reach});
  }
}

/// A default is relied on where nothing is written, or only how to change it.
inline bool relies_on_default(const Node* node) {
  return node == nullptr ||
         (node->is(Node::Kind::relative) && node->items.front().is(Node::Kind::empty));
}

}  // namespace tenure::scenario
