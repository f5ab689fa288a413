// SPDX-License-Identifier: Apache-2.0
#include "model/hours_text.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace tenure::model {

namespace {

using OpenInterval = engine::OpeningHours::Interval;
constexpr std::array<std::string_view, 7> kWeekdays{"Mon", "Tue", "Wed", "Thu",
                                                    "Fri", "Sat", "Sun"};

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

std::optional<std::size_t> weekday(std::string_view text) {
  const auto* const found = std::find(kWeekdays.begin(), kWeekdays.end(), text);
  if (found == kWeekdays.end()) return std::nullopt;
  return static_cast<std::size_t>(found - kWeekdays.begin());
}

/// "09:00" as time since midnight.
std::optional<engine::Duration> time_of_day(std::string_view text) {
  const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
  if (text.size() != 5 || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4)) {
    return std::nullopt;
  }
  const int hours = 10 * (text[0] - '0') + (text[1] - '0');
  const int minutes = 10 * (text[3] - '0') + (text[4] - '0');
  const engine::Duration time = std::chrono::hours{hours} + std::chrono::minutes{minutes};
  if (minutes > 59 || time > engine::kDay) return std::nullopt;
  return time;
}

/// "Mon-Fri 09:00-17:00": one interval for each of the days.
bool add_days(std::string_view text, std::vector<OpenInterval>& intervals) {
  const std::size_t space = text.find(' ');
  if (space == std::string_view::npos) return false;
  const std::string_view days = text.substr(0, space);
  const std::string_view times = trimmed(text.substr(space));
  const std::size_t dash = times.find('-');
  if (dash == std::string_view::npos) return false;
  const auto open = time_of_day(times.substr(0, dash));
  const auto close = time_of_day(times.substr(dash + 1));
  const auto first = weekday(days.substr(0, 3));
  const bool is_range = days.size() == 7 && days[3] == '-';
  if (days.size() != 3 && !is_range) return false;
  const auto last = weekday(days.substr(is_range ? 4 : 0));
  if (!open || !close || !first || !last || *open >= *close || *last < *first) return false;
  for (std::size_t day = *first; day <= *last; ++day) {
    const engine::Duration midnight = static_cast<std::int64_t>(day) * engine::kDay;
    intervals.push_back({midnight + *open, midnight + *close});
  }
  return true;
}

}  // namespace

std::optional<std::vector<OpenInterval>> parse_hours(std::string_view text) {
  std::vector<OpenInterval> intervals;
  while (true) {
    const std::size_t comma = text.find(',');
    if (!add_days(trimmed(text.substr(0, comma)), intervals)) return std::nullopt;
    if (comma == std::string_view::npos) break;
    text.remove_prefix(comma + 1);
  }
  std::sort(intervals.begin(), intervals.end(),
            [](const OpenInterval& a, const OpenInterval& b) { return a.open < b.open; });
  for (std::size_t i = 1; i < intervals.size(); ++i) {
    if (intervals[i].open < intervals[i - 1].close) return std::nullopt;
  }
  return intervals;
}

}  // namespace tenure::model
