// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/quantity.h"

namespace tenure::scenario {

/// Any described value as a scenario writes it, for the visitors that print.
inline std::string print_value(double x, std::string_view) { return print_number(x); }
inline std::string print_value(std::int64_t x, std::string_view) { return std::to_string(x); }
inline std::string print_value(engine::Duration x, std::string_view) { return print(x); }
inline std::string print_value(model::Probability x, std::string_view) { return print(x); }
inline std::string print_value(model::Rate x, std::string_view) { return print(x); }
inline std::string print_value(model::Money x, std::string_view c) { return print(x, c); }
inline std::string print_value(model::MoneyRate x, std::string_view c) { return print(x, c); }
inline std::string print_value(model::PointsPerMoney x, std::string_view c) { return print(x, c); }
inline std::string print_value(model::Interval x, std::string_view) { return print(x); }
inline std::string print_value(const std::string& x, std::string_view) { return x; }

template <class T>
std::string print_value(const std::vector<T>& list, std::string_view currency) {
  std::string text = "[";
  for (const T& x : list) {
    if (text.size() > 1) text += ", ";
    text += print_value(x, currency);
  }
  return text + ']';
}

}  // namespace tenure::scenario
