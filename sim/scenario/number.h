// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "scenario/issue.h"

namespace tenure::scenario {

/// A value, or what is wrong with its text.
template <class T>
class Parsed {
 public:
  Parsed(T value) : content_(std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Parsed(Fault fault) : content_(std::move(fault)) {}  // NOLINT(google-explicit-constructor)

  explicit operator bool() const { return content_.index() == 0; }
  const T& operator*() const { return std::get<0>(content_); }
  const T* operator->() const { return &std::get<0>(content_); }
  const Fault& fault() const { return std::get<1>(content_); }

 private:
  std::variant<T, Fault> content_;
};

/// "23.40 EUR" as "23.40" and "EUR": what looks like a number, and the rest, both trimmed.
struct NumberAndRest {
  std::string_view number;
  std::string_view rest;
};
NumberAndRest split_number(std::string_view text);

/// Decimal notation only: `-12`, `0.5`, `1e-4`. No leading zero or plus, no octal, hexadecimal,
/// infinity or NaN, no separators of thousands, no decimal comma: each has a fault that suggests
/// the correction. `shift` moves the point to the right (negative: left) before the only rounding.
Parsed<double> parse_number(std::string_view text, int shift = 0);

/// A whole number within 64 bits; `1e6` and `3.0` are whole.
Parsed<std::int64_t> parse_whole(std::string_view text);

/// `text` times 10^places, if that is whole and within 64 bits: `23.40` is 2340 with 2 places.
Parsed<std::int64_t> parse_scaled(std::string_view text, int places);

/// The shortest decimal notation that parse_number reads back as exactly `value` (finite).
std::string print_number(double value);

/// What a user wrote, fit for a message: at most so many characters, control characters replaced.
std::string readable(std::string_view text, std::size_t most);
/// The same in quotes, shortened to 60 characters.
std::string in_quotes(std::string_view text);

}  // namespace tenure::scenario
