// SPDX-License-Identifier: Apache-2.0
#include "scenario/quantity.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <utility>
#include <vector>

#include "scenario/did_you_mean.h"

namespace tenure::scenario {
namespace {

using std::chrono::days;

struct Unit {
  std::string_view name;
  std::int64_t microseconds = 0;
  std::string_view plural = {};
};

constexpr std::int64_t kMicrosecondsInDay = engine::kDay.count();
constexpr std::int64_t kMicrosecondsInYear = kMicrosecondsInDay * 1461 / 4;  // 365.25 days

/// From the longest to the shortest; the first that divides a duration prints it.
constexpr std::array kUnits = {
    Unit{"year", kMicrosecondsInYear, "years"},
    Unit{"month", kMicrosecondsInYear / 12, "months"},
    Unit{"week", 7 * kMicrosecondsInDay, "weeks"},
    Unit{"d", kMicrosecondsInDay},
    Unit{"day", kMicrosecondsInDay, "days"},
    Unit{"h", 3'600'000'000},
    Unit{"min", 60'000'000},
    Unit{"s", 1'000'000},
    Unit{"ms", 1'000},
    Unit{"us", 1},
};

/// What people write instead.
constexpr std::array<std::pair<std::string_view, std::string_view>, 20> kNotUnits = {{
    {"hour", "h"},   {"hours", "h"},  {"hr", "h"},      {"hrs", "h"},      {"sec", "s"},
    {"secs", "s"},   {"second", "s"}, {"seconds", "s"}, {"minute", "min"}, {"minutes", "min"},
    {"mins", "min"}, {"m", "min"},    {"w", "weeks"},   {"wk", "weeks"},   {"mo", "months"},
    {"y", "years"},  {"yr", "years"}, {"a", "years"},   {"D", "d"},        {"H", "h"},
}};

const Unit* find_unit(std::string_view name) {
  for (const Unit& unit : kUnits)
    if (name == unit.name || (!unit.plural.empty() && name == unit.plural)) return &unit;
  return nullptr;
}

std::string unit_meant(std::string_view written) {
  for (const auto& [wrong, right] : kNotUnits)
    if (written == wrong) return std::string(right);
  std::vector<std::string_view> names;
  for (const Unit& unit : kUnits) {
    names.push_back(unit.name);
    if (!unit.plural.empty()) names.push_back(unit.plural);
  }
  return closest(written, names);
}

Fault no_unit(std::string_view text, std::string_view what, std::string suggestion) {
  return {in_quotes(text) + " has no unit", std::string(what) + " need one", std::move(suggestion)};
}

/// The same fault, its suggestion completed by what follows the number.
Fault followed_by(Fault fault, std::string_view text, std::string_view rest) {
  const auto [number, ignored] = split_number(text);
  if (fault.problem.starts_with(in_quotes(number)))
    fault.problem = in_quotes(text) + fault.problem.substr(in_quotes(number).size());
  if (!fault.suggestion.empty() && !rest.empty())
    fault.suggestion += (rest.front() == '/' ? "" : " ") + std::string(rest);
  return fault;
}

Fault beyond_time(std::string_view text) {
  return {in_quotes(text) + " is out of range", "time reaches some 290000 years", ""};
}

double days_of(const Unit& unit) {
  return static_cast<double>(unit.microseconds) / engine::kMicrosecondsPerDay;
}

/// "per week" or "/week" as the unit of time; nothing if it is neither.
std::optional<std::string_view> after_per(std::string_view text) {
  if (text.starts_with('/')) return split_number(text.substr(1)).rest;
  if (text.starts_with("per ")) return split_number(text.substr(4)).rest;
  return std::nullopt;
}

/// All 17 digits of value / 10^places, moved by the exponent alone so that nothing is rounded.
std::string print_shifted(double value, int places) {
  std::array<char, 64> buffer{};
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                          std::chars_format::scientific, 16);
  const std::string text(buffer.data(), end);
  const std::size_t e = text.find('e');
  const int exponent = std::stoi(text.substr(e + 1)) - places;
  return text.substr(0, e + 1) + std::to_string(exponent);
}

/// Per the first unit of time that makes a short number, else per the one that makes the shortest;
/// always a text that `read` turns into exactly `per_day`, which counts 10^-places of what is
/// printed.
template <class Read>
std::string print_per_time(double per_day, int places, std::string_view suffix, const Read& read) {
  constexpr std::size_t kShort = 7;
  const double scale = places == 0 ? 1.0 : 100.0;
  std::string best;
  for (const std::string_view name : {"day", "week", "year", "month", "h", "min", "s"}) {
    const double amount = per_day / scale * days_of(*find_unit(name));
    for (const int precision : {6, 12, 15, 16, 17}) {
      std::array<char, 64> buffer{};
      const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), amount,
                                              std::chars_format::general, precision);
      const Parsed<double> rounded = parse_number({buffer.data(), end});
      if (!rounded) break;
      const std::string number = print_number(*rounded);
      const std::string text = number + std::string(suffix) + std::string(name);
      const auto read_back = read(text);
      if (!read_back || *read_back != per_day) continue;
      if (number.size() <= kShort) return text;
      if (best.empty() || text.size() < best.size()) best = text;
      break;
    }
  }
  return best.empty() ? print_shifted(per_day, places) + std::string(suffix) + "day" : best;
}

}  // namespace

Parsed<engine::Duration> parse_duration(std::string_view text) {
  const auto [number, rest] = split_number(text);
  if (number.empty())
    return Fault{in_quotes(text) + " is not a duration", "a duration is a number with a unit", ""};
  const Parsed<double> value = parse_number(number);
  if (rest.empty()) {
    if (!value) return followed_by(value.fault(), text, "d");
    return no_unit(text, "durations", std::string(number) + " d");
  }
  const Unit* unit = find_unit(rest);
  if (unit == nullptr) {
    const std::string meant = unit_meant(rest);
    return Fault{in_quotes(text) + " has no unit of time",
                 "units are us ms s min h d week month year",
                 meant.empty() ? "" : std::string(number) + ' ' + meant};
  }
  if (!value) return followed_by(value.fault(), text, rest);
  if (const Parsed<std::int64_t> whole = parse_whole(number)) {
    std::int64_t microseconds = 0;
    if (__builtin_mul_overflow(*whole, unit->microseconds, &microseconds)) return beyond_time(text);
    return engine::Duration{microseconds};
  }
  const double microseconds = *value * static_cast<double>(unit->microseconds);
  if (!(std::fabs(microseconds) < 9.2e18)) return beyond_time(text);
  const auto rounded = static_cast<std::int64_t>(std::llround(microseconds));
  if (rounded == 0)
    return Fault{in_quotes(text) + " is too short", "time is counted in microseconds", "1 us"};
  return engine::Duration{rounded};
}

std::string print(engine::Duration duration) {
  const std::int64_t count = duration.count();
  if (count == 0) return "0 d";
  for (const Unit& unit : kUnits) {
    if (count % unit.microseconds != 0) continue;
    const std::int64_t amount = count / unit.microseconds;
    const bool one = amount == 1 || unit.plural.empty();
    return std::to_string(amount) + ' ' + std::string(one ? unit.name : unit.plural);
  }
  return {};  // not reached: microseconds divide everything
}

Parsed<model::Probability> parse_probability(std::string_view text) {
  const auto [number, rest] = split_number(text);
  if (number.empty() || (!rest.empty() && rest != "%"))
    return Fault{in_quotes(text) + " is not a share", "shares are written 6 % or 0.06", ""};
  const Parsed<double> value = parse_number(number, rest == "%" ? -2 : 0);
  if (!value) return followed_by(value.fault(), text, rest);
  return model::Probability{*value};
}

std::string print(model::Probability probability) {
  const std::string plain = print_number(probability.value);
  std::array<char, 64> buffer{};
  const auto [end, error] =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), probability.value * 100.0,
                    std::chars_format::general, 15);
  if (const Parsed<double> rounded = parse_number({buffer.data(), end})) {
    const std::string percent = print_number(*rounded) + " %";
    const Parsed<model::Probability> read_back = parse_probability(percent);
    if (read_back && *read_back == probability) return percent;
  }
  return plain;
}

Parsed<model::Rate> parse_rate(std::string_view text) {
  const auto [number, rest] = split_number(text);
  if (number.empty())
    return Fault{in_quotes(text) + " is not a rate", "rates are written 3 per week or 18 %/year",
                 ""};
  const bool percent = rest.starts_with('%');
  const std::string_view unit_part = percent ? split_number(rest.substr(1)).rest : rest;
  const Parsed<double> value = parse_number(number, percent ? -2 : 0);
  if (!value) return followed_by(value.fault(), text, rest.empty() ? "per day" : rest);
  const std::string amount = std::string(number) + (percent ? " %" : "");
  if (unit_part.empty()) return no_unit(text, "rates", amount + (percent ? "/year" : " per week"));
  const auto per = after_per(unit_part);
  const Unit* unit = per ? find_unit(*per) : nullptr;
  if (unit == nullptr) {
    const std::string meant = unit_meant(per.value_or(unit_part));
    return Fault{in_quotes(text) + " is not per unit of time",
                 "rates are written 3 per week or 18 %/year",
                 meant.empty() ? "" : amount + " per " + meant};
  }
  return model::Rate{*value / days_of(*unit)};
}

std::string print(model::Rate rate) {
  return print_per_time(rate.per_day, 0, " per ", [](std::string_view text) {
    const Parsed<model::Rate> read = parse_rate(text);
    return read ? std::optional(read->per_day) : std::nullopt;
  });
}

Parsed<model::Money> parse_money(std::string_view text, std::string_view currency) {
  const auto [number, rest] = split_number(text);
  if (number.empty())
    return Fault{in_quotes(text) + " is not an amount of money",
                 "amounts are written 23.40 " + std::string(currency), ""};
  const Parsed<std::int64_t> cents = parse_scaled(number, 2);
  if (!cents) {
    if (cents.fault().problem.ends_with("too fine"))
      return Fault{in_quotes(text) + " is finer than a hundredth", "money is counted in hundredths",
                   ""};
    return followed_by(cents.fault(), text, currency);
  }
  const std::string meant = std::string(number) + ' ' + std::string(currency);
  if (rest.empty()) return no_unit(text, "amounts of money", meant);
  if (rest != currency)
    return Fault{in_quotes(text) + " is not in " + std::string(currency),
                 "a scenario has one currency", meant};
  return model::Money{*cents};
}

std::string print(model::Money money, std::string_view currency) {
  const bool negative = money.cents < 0;
  const auto size = negative ? std::uint64_t{0} - static_cast<std::uint64_t>(money.cents)
                             : static_cast<std::uint64_t>(money.cents);
  std::string text = (negative ? "-" : "") + std::to_string(size / 100);
  if (size % 100 != 0) {
    text += '.';
    text += static_cast<char>('0' + size % 100 / 10);
    text += static_cast<char>('0' + size % 10);
  }
  return text + ' ' + std::string(currency);
}

Parsed<model::MoneyRate> parse_money_rate(std::string_view text, std::string_view currency) {
  const auto [number, rest] = split_number(text);
  const std::string example = "such rates are written 45000 " + std::string(currency) + "/year";
  if (number.empty()) return Fault{in_quotes(text) + " is not money per time", example, ""};
  const Parsed<double> cents = parse_number(number, 2);
  if (!cents) return followed_by(cents.fault(), text, rest);
  const std::string amount = std::string(number) + ' ' + std::string(currency);
  if (rest.empty()) return no_unit(text, "money rates", amount + "/year");
  const std::size_t end = rest.find_first_of(" /");
  const std::string_view written = rest.substr(0, end);
  const std::string_view unit_part =
      end == std::string_view::npos ? std::string_view() : split_number(rest.substr(end)).rest;
  const auto per = after_per(unit_part);
  const Unit* unit = per ? find_unit(*per) : nullptr;
  if (written != currency && !written.empty() && written != "per")
    return Fault{in_quotes(text) + " is not in " + std::string(currency),
                 "a scenario has one currency",
                 amount + '/' + std::string(unit != nullptr ? unit->name : "year")};
  if (unit == nullptr) {
    const std::string meant = per ? unit_meant(*per) : "year";
    return Fault{in_quotes(text) + " is not money per time", example,
                 meant.empty() ? "" : amount + '/' + meant};
  }
  return model::MoneyRate{*cents / days_of(*unit)};
}

std::string print(model::MoneyRate rate, std::string_view currency) {
  const std::string suffix = ' ' + std::string(currency) + '/';
  return print_per_time(rate.cents_per_day, 2, suffix, [&](std::string_view text) {
    const Parsed<model::MoneyRate> read = parse_money_rate(text, currency);
    return read ? std::optional(read->cents_per_day) : std::nullopt;
  });
}

Parsed<model::PointsPerMoney> parse_points_per_money(std::string_view text,
                                                     std::string_view currency) {
  const std::string unit = " point/" + std::string(currency);
  const std::string example = "they are written 1" + unit;
  const auto [number, rest] = split_number(text);
  if (number.empty()) return Fault{in_quotes(text) + " is not points per money", example, ""};
  const Parsed<double> points = parse_number(number);
  if (!points) return followed_by(points.fault(), text, rest);
  const std::string meant = std::string(number) + unit;
  if (rest.empty()) return no_unit(text, "points per money", meant);
  const std::size_t end = rest.find_first_of(" /");
  const std::string_view word = rest.substr(0, end);
  const auto per =
      end == std::string_view::npos ? std::nullopt : after_per(split_number(rest.substr(end)).rest);
  if ((word != "point" && word != "points") || !per)
    return Fault{in_quotes(text) + " is not points per money", example, meant};
  if (*per != currency)
    return Fault{in_quotes(text) + " is not per " + std::string(currency),
                 "a scenario has one currency", meant};
  return model::PointsPerMoney{*points};
}

std::string print(model::PointsPerMoney points, std::string_view currency) {
  return print_number(points.per_unit) + " point/" + std::string(currency);
}

std::string print(model::Interval interval) {
  return '[' + print_number(interval.low) + ", " + print_number(interval.high) + ']';
}

}  // namespace tenure::scenario
