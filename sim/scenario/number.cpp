// SPDX-License-Identifier: Apache-2.0
#include "scenario/number.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <system_error>
#include <utility>

namespace tenure::scenario {
namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_blank(char c) { return c == ' ' || c == '\t'; }

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

/// A well-formed number in parts: -12.50e3 is negative, "1250" and exponent 1.
struct Decimal {
  bool negative = false;
  std::string digits;  ///< no leading zeros; empty for zero
  int exponent = 0;    ///< value = digits * 10^exponent
};

std::string without(std::string_view text, std::string_view unwanted) {
  std::string result;
  for (const char c : text)
    if (unwanted.find(c) == std::string_view::npos) result += c;
  return result;
}

/// 12,000 and 1,234,567 in English mean thousands, 23,40 in most of Europe a decimal point.
std::string without_commas(std::string_view text) {
  const std::size_t last = text.rfind(',');
  const bool thousands =
      text.size() - last == 4 && text.front() != '0' && text.find('.') == std::string_view::npos;
  if (thousands || text.find('.') != std::string_view::npos) return without(text, ",");
  std::string result(text);
  result[last] = '.';
  return without(result, ",");
}

Fault not_a_number(std::string_view text) { return {in_quotes(text) + " is not a number", "", ""}; }

/// Says what is wrong with the way a number is written; an empty problem if nothing is.
Fault fault_of_notation(std::string_view text) {
  if (text.find(',') != std::string_view::npos)
    return {in_quotes(text) + " has a comma", "the decimal sign is a point, thousands have no sign",
            without_commas(text)};
  if (text.find_first_of("_'") != std::string_view::npos)
    return {in_quotes(text) + " has separators", "thousands have no sign", without(text, "_'")};
  if (text.starts_with('+')) {
    return {in_quotes(text) + " has a plus sign", "numbers have none", std::string(text.substr(1))};
  }
  const std::string sign = text.starts_with('-') ? "-" : "";
  const std::string_view bare = text.substr(sign.size());
  if (bare.starts_with('.') && bare.size() > 1 && is_digit(bare[1]))
    return {in_quotes(text) + " starts with a point", "there is a digit before it",
            sign + "0" + std::string(bare)};
  if (bare.ends_with('.') && bare.size() > 1)
    return {in_quotes(text) + " ends with a point", "there is a digit after it",
            sign + std::string(bare.substr(0, bare.size() - 1))};
  if (bare.size() > 1 && bare[0] == '0' && is_digit(bare[1])) {
    const std::size_t first = std::min(bare.find_first_not_of('0'), bare.size() - 1);
    return {in_quotes(text) + " starts with a zero", "it could be taken for an octal number",
            sign + std::string(bare.substr(is_digit(bare[first]) ? first : first - 1))};
  }
  return {};
}

Parsed<Decimal> parse_decimal(std::string_view text) {
  const auto [number, rest] = split_number(text);
  if (!rest.empty() || number.empty()) {
    if (number == "0" && (rest.starts_with('x') || rest.starts_with('o') || rest.starts_with('b')))
      return Fault{in_quotes(text) + " is not a decimal number", "other bases are not read", ""};
    return not_a_number(text);
  }
  if (Fault fault = fault_of_notation(number); !fault.problem.empty()) return fault;
  Decimal result;
  std::size_t at = 0;
  if (number[at] == '-') {
    result.negative = true;
    ++at;
  }
  bool after_point = false;
  bool has_digit = false;
  for (; at < number.size() && number[at] != 'e' && number[at] != 'E'; ++at) {
    if (number[at] == '.') {
      if (after_point) return not_a_number(text);
      after_point = true;
      continue;
    }
    if (!is_digit(number[at])) return not_a_number(text);
    has_digit = true;
    if (number[at] != '0' || !result.digits.empty()) result.digits += number[at];
    if (after_point) --result.exponent;
  }
  if (!has_digit) return not_a_number(text);
  if (at < number.size()) {
    int exponent = 0;
    const char* first = number.data() + at + 1;
    const char* last = number.data() + number.size();
    if (first != last && *first == '+') ++first;
    const auto [end, error] = std::from_chars(first, last, exponent);
    if (error == std::errc::result_out_of_range || std::abs(exponent) > 100'000)
      return Fault{in_quotes(text) + " is out of range", "its exponent is too large", ""};
    if (error != std::errc() || end != last) return not_a_number(text);
    result.exponent += exponent;
  }
  return result;
}

/// Places beyond what 64 bits can hold, whatever the digits.
constexpr int kMostPlaces = 40;

}  // namespace

NumberAndRest split_number(std::string_view text) {
  text = trim(text);
  std::size_t at = 0;
  if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
  while (at < text.size() && (is_digit(text[at]) || text[at] == '.' || text[at] == ',' ||
                              text[at] == '_' || text[at] == '\''))
    ++at;
  if (at + 1 < text.size() && at > 0 && (text[at] == 'e' || text[at] == 'E')) {
    std::size_t exponent = at + 1;
    if (text[exponent] == '-' || text[exponent] == '+') ++exponent;
    if (exponent < text.size() && is_digit(text[exponent])) {
      at = exponent;
      while (at < text.size() && is_digit(text[at])) ++at;
    }
  }
  if (std::none_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), is_digit)) at = 0;
  return {trim(text.substr(0, at)), trim(text.substr(at))};
}

Parsed<double> parse_number(std::string_view text, int shift) {
  const Parsed<Decimal> decimal = parse_decimal(text);
  if (!decimal) return decimal.fault();
  if (decimal->digits.empty()) return 0.0;
  const std::string canonical = decimal->digits + 'e' + std::to_string(decimal->exponent + shift);
  double value = 0.0;
  const auto [end, error] =
      std::from_chars(canonical.data(), canonical.data() + canonical.size(), value);
  if (error != std::errc() || !std::isfinite(value) || value == 0.0)
    return Fault{in_quotes(text) + " is out of range", "no such number can be represented", ""};
  return decimal->negative ? -value : value;
}

Parsed<std::int64_t> parse_scaled(std::string_view text, int places) {
  const Parsed<Decimal> decimal = parse_decimal(text);
  if (!decimal) return decimal.fault();
  std::string digits = decimal->digits;
  int exponent = decimal->exponent + places;
  while (!digits.empty() && digits.back() == '0') {
    digits.pop_back();
    ++exponent;
  }
  if (digits.empty()) return std::int64_t{0};
  if (exponent < 0)
    return Fault{in_quotes(text) + (places == 0 ? " is not a whole number" : " is too fine"), "",
                 ""};
  const Fault too_large{in_quotes(text) + " is out of range", "no such number can be represented",
                        ""};
  if (exponent > kMostPlaces) return too_large;
  const std::string whole = (decimal->negative ? "-" : "") + digits +
                            std::string(static_cast<std::size_t>(exponent), '0');
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(whole.data(), whole.data() + whole.size(), value);
  if (error != std::errc()) return too_large;
  return value;
}

Parsed<std::int64_t> parse_whole(std::string_view text) { return parse_scaled(text, 0); }

std::string print_number(double value) {
  if (value == 0.0) return "0";
  std::array<char, 64> buffer{};
  const double size = std::fabs(value);
  const bool readable = size >= 1e-5 && size < 1e15;
  const auto [end, error] =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                    readable ? std::chars_format::fixed : std::chars_format::scientific);
  return {buffer.data(), end};
}

std::string readable(std::string_view text, std::size_t most) {
  std::string result;
  std::size_t characters = 0;
  for (const char c : text) {
    const bool continues = (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
    if (!continues && ++characters > most) return result + "...";
    result += (c >= 0 && c < 0x20) || c == 0x7F ? '?' : c;
  }
  return result;
}

std::string in_quotes(std::string_view text) { return '"' + readable(text, 60) + '"'; }

}  // namespace tenure::scenario
