// SPDX-License-Identifier: Apache-2.0
#include "scenario/header.h"

#include <algorithm>
#include <charconv>
#include <system_error>

namespace tenure::scenario {

void Header::describe(model::Describer& d) {
  d({.name = "format", .meaning = "version of the format, 1", .required = true}, format);
  d({.name = "title", .meaning = "one line for the head of tables and pages"}, title);
  d({.name = "question", .meaning = "what the study is to answer"}, question);
  d({.name = "currency", .meaning = "three letters; amounts are counted in its hundredths"},
    currency);
  d({.name = "starts",
     .meaning = "date of the first day, YYYY-MM-DD; needed for weekdays and dates",
     .word = "undated"},
    starts);
  d({.name = "warm_up",
     .meaning = "simulated before the start, the same for all policies and counted in no result: "
                "so that the base is not new",
     .range = model::kNotNegative},
    warm_up);
  d({.name = "horizon",
     .meaning = "how long is simulated",
     .range = model::kPositive,
     .required = true},
    horizon);
  d({.name = "report_every",
     .meaning = "length of a reporting period; the last one may be shorter",
     .range = model::kPositive},
    report_every);
  d({.name = "window",
     .meaning = "may shorten the engine's window; changes no result",
     .range = model::kPositive,
     .word = "derived"},
    window);
  d({.name = "seed",
     .meaning = "of all random numbers; the same seed gives the same results",
     .range = model::kNotNegative},
    seed);
  d({.name = "replications",
     .meaning = "how often the study is repeated with other random numbers",
     .range = {.low = 1.0, .high = 1e6}},
    replications);
  d({.name = "population",
     .meaning = "redrawn: each replication has other people; fixed: all replications have the same "
                "people, with the same traits and times of arrival, who live other lives"},
    population);
}

void SegmentHeader::describe(model::Describer& d) {
  d({.name = "name", .meaning = "how paths and results call the segment", .required = true}, name);
  d({.name = "customers",
     .meaning = "customers when the simulation begins, before the warm-up if there is one",
     .range = {.low = 0.0, .high = 1e9}},
    customers);
}

Parsed<std::int64_t> parse_date(std::string_view text) {
  const Fault fault{in_quotes(text) + " is not a date", "dates are written 2026-01-31", ""};
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return fault;
  const auto digits = [&](std::size_t at, std::size_t length, int& value) {
    const char* first = text.data() + at;
    const auto [end, error] = std::from_chars(first, first + length, value);
    return error == std::errc() && end == first + length && *first != '-';
  };
  int year = 0;
  int month = 0;
  int day = 0;
  if (!digits(0, 4, year) || !digits(5, 2, month) || !digits(8, 2, day)) return fault;
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return Fault{in_quotes(text) + " is not a day of the calendar", "", ""};
  return std::int64_t{std::chrono::sys_days{date}.time_since_epoch().count()};
}

std::string print_date(std::int64_t days_since_1970) {
  const std::chrono::sys_days when{std::chrono::days{days_since_1970}};
  const std::chrono::year_month_day date{when};
  const auto padded = [](int value, std::size_t width) {
    const std::string digits = std::to_string(value);
    return std::string(width - std::min(width, digits.size()), '0') + digits;
  };
  return padded(static_cast<int>(date.year()), 4) + '-' +
         padded(static_cast<int>(static_cast<unsigned>(date.month())), 2) + '-' +
         padded(static_cast<int>(static_cast<unsigned>(date.day())), 2);
}

bool is_name(std::string_view text) {
  constexpr std::size_t kLongest = 64;
  if (text.empty() || text.size() > kLongest || text[0] < 'a' || text[0] > 'z') return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

bool is_currency(std::string_view text) {
  return text.size() == 3 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace tenure::scenario
