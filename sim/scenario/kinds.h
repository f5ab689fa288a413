// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>
#include <optional>
#include <string_view>

#include "model/quantities.h"
#include "scenario/quantity.h"

/// What the reader must know of each kind of value: how it is written, what a Range is compared
/// with
/// (`measure`, in the unit of model::Range; `at` is the way back), and how `plus` and `times`
/// change it (nothing if the result cannot be represented).
namespace tenure::scenario::kinds {

inline std::optional<std::int64_t> rounded(double x) {
  if (!(std::fabs(x) < 9.2e18)) return std::nullopt;
  return static_cast<std::int64_t>(std::llround(x));
}

inline std::optional<std::int64_t> sum(std::int64_t a, std::int64_t b) {
  std::int64_t result = 0;
  if (__builtin_add_overflow(a, b, &result)) return std::nullopt;
  return result;
}

template <class T>
std::optional<T> wrap(std::optional<std::int64_t> x) {
  return x ? std::optional(T{*x}) : std::nullopt;
}

struct Number {
  using Value = double;
  static constexpr std::string_view kExpected = "a number such as 0.5";
  static constexpr bool kHasUnit = false;
  static Parsed<Value> parse(std::string_view text, std::string_view) { return parse_number(text); }
  static double measure(Value x) { return x; }
  static Value at(double measure) { return measure; }
  static std::optional<Value> plus(Value a, Value b) { return a + b; }
  static std::optional<Value> times(Value a, double k) { return a * k; }
};

struct Whole {
  using Value = std::int64_t;
  static constexpr std::string_view kExpected = "a whole number such as 3";
  static constexpr bool kHasUnit = false;
  static Parsed<Value> parse(std::string_view text, std::string_view) { return parse_whole(text); }
  static double measure(Value x) { return static_cast<double>(x); }
  static Value at(double measure) { return rounded(measure).value_or(0); }
  static std::optional<Value> plus(Value a, Value b) { return sum(a, b); }
  static std::optional<Value> times(Value a, double k) {
    const double x = static_cast<double>(a) * k;
    return x == std::nearbyint(x) ? rounded(x) : std::nullopt;
  }
};

struct Span {
  using Value = engine::Duration;
  static constexpr std::string_view kExpected = "a duration such as 30 d";
  static constexpr bool kHasUnit = true;
  static Parsed<Value> parse(std::string_view text, std::string_view) {
    return parse_duration(text);
  }
  static double measure(Value x) { return engine::in_days(x); }
  static Value at(double days) {
    return Value{rounded(days * engine::kMicrosecondsPerDay).value_or(Value::max().count())};
  }
  static std::optional<Value> plus(Value a, Value b) {
    return wrap<Value>(sum(a.count(), b.count()));
  }
  static std::optional<Value> times(Value a, double k) {
    return wrap<Value>(rounded(static_cast<double>(a.count()) * k));
  }
};

struct Share {
  using Value = model::Probability;
  static constexpr std::string_view kExpected = "a share such as 6 %";
  static constexpr bool kHasUnit = true;
  static Parsed<Value> parse(std::string_view text, std::string_view) {
    return parse_probability(text);
  }
  static double measure(Value x) { return x.value; }
  static Value at(double measure) { return {measure}; }
  static std::optional<Value> plus(Value a, Value b) { return Value{a.value + b.value}; }
  static std::optional<Value> times(Value a, double k) { return Value{a.value * k}; }
};

struct PerTime {
  using Value = model::Rate;
  static constexpr std::string_view kExpected = "a rate such as 3 per week";
  static constexpr bool kHasUnit = true;
  static Parsed<Value> parse(std::string_view text, std::string_view) { return parse_rate(text); }
  static double measure(Value x) { return x.per_day; }
  static Value at(double measure) { return {measure}; }
  static std::optional<Value> plus(Value a, Value b) { return Value{a.per_day + b.per_day}; }
  static std::optional<Value> times(Value a, double k) { return Value{a.per_day * k}; }
};

struct Amount {
  using Value = model::Money;
  static constexpr std::string_view kExpected = "an amount of money such as 23.40 EUR";
  static constexpr bool kHasUnit = true;
  static Parsed<Value> parse(std::string_view text, std::string_view currency) {
    return parse_money(text, currency);
  }
  static double measure(Value x) { return static_cast<double>(x.cents); }
  static Value at(double measure) { return {rounded(measure).value_or(0)}; }
  static std::optional<Value> plus(Value a, Value b) { return wrap<Value>(sum(a.cents, b.cents)); }
  static std::optional<Value> times(Value a, double k) {
    return wrap<Value>(rounded(static_cast<double>(a.cents) * k));
  }
};

struct AmountPerTime {
  using Value = model::MoneyRate;
  static constexpr std::string_view kExpected = "money per time such as 45000 EUR/year";
  static constexpr bool kHasUnit = true;
  static Parsed<Value> parse(std::string_view text, std::string_view currency) {
    return parse_money_rate(text, currency);
  }
  static double measure(Value x) { return x.cents_per_day; }
  static Value at(double measure) { return {measure}; }
  static std::optional<Value> plus(Value a, Value b) {
    return Value{a.cents_per_day + b.cents_per_day};
  }
  static std::optional<Value> times(Value a, double k) { return Value{a.cents_per_day * k}; }
};

struct PointsPerAmount {
  using Value = model::PointsPerMoney;
  static constexpr std::string_view kExpected = "points per money such as 1 point/EUR";
  static constexpr bool kHasUnit = true;
  static Parsed<Value> parse(std::string_view text, std::string_view currency) {
    return parse_points_per_money(text, currency);
  }
  static double measure(Value x) { return x.per_unit; }
  static Value at(double measure) { return {measure}; }
  static std::optional<Value> plus(Value a, Value b) { return Value{a.per_unit + b.per_unit}; }
  static std::optional<Value> times(Value a, double k) { return Value{a.per_unit * k}; }
};

}  // namespace tenure::scenario::kinds
