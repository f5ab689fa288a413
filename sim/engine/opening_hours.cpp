// SPDX-License-Identifier: Apache-2.0
#include "engine/opening_hours.h"

#include <algorithm>
#include <utility>

#include "engine/expect.h"

namespace tenure::engine {

namespace {

/// A time as whole weeks since `monday`, rounded down, and the rest.
std::pair<std::int64_t, Duration> split(Duration since_monday) {
  const std::int64_t weeks = since_monday / kWeek - (since_monday % kWeek < Duration{0} ? 1 : 0);
  return {weeks, since_monday - weeks * kWeek};
}

}  // namespace

OpeningHours::OpeningHours(std::vector<Interval> intervals, Time monday)
    : intervals_(std::move(intervals)), monday_(monday) {
  TENURE_ENSURE(!intervals_.empty());
  Duration end{0};
  for (const Interval& interval : intervals_) {
    TENURE_ENSURE(interval.open >= end && interval.open < interval.close);
    end = interval.close;
    per_week_ += interval.close - interval.open;
  }
  TENURE_ENSURE(end <= kWeek);
}

bool OpeningHours::is_open(Time time) const {
  const Duration in_week = split(time - monday_).second;
  return std::any_of(intervals_.begin(), intervals_.end(),
                     [&](const Interval& i) { return in_week >= i.open && in_week < i.close; });
}

Time OpeningHours::next_opening(Time time) const {
  const auto [weeks, in_week] = split(time - monday_);
  for (const Interval& interval : intervals_) {
    if (in_week < interval.close) return time + std::max(Duration{0}, interval.open - in_week);
  }
  return monday_ + (weeks + 1) * kWeek + intervals_.front().open;
}

/// Open time since the Monday that all is counted from.
Duration OpeningHours::open_until(Time time) const {
  const auto [weeks, in_week] = split(time - monday_);
  Duration sum = weeks * per_week_;
  for (const Interval& interval : intervals_) {
    if (in_week <= interval.open) break;
    sum += std::min(in_week, interval.close) - interval.open;
  }
  return sum;
}

Time OpeningHours::after(Time from, Duration work) const {
  if (always()) return later(from, work);
  TENURE_EXPECT(work > Duration{0});
  const Duration goal = open_until(from) + work;
  // The end of the week's last piece of work is reached within the week, not at the next opening.
  std::int64_t weeks = (goal - Duration{1}) / per_week_;
  if (goal <= Duration{0}) weeks = -((per_week_ - goal) / per_week_);
  Duration rest = goal - weeks * per_week_;
  for (const Interval& interval : intervals_) {
    const Duration length = interval.close - interval.open;
    if (rest <= length) return monday_ + weeks * kWeek + interval.open + rest;
    rest -= length;
  }
  TENURE_ENSURE(false);
  return kNever;
}

}  // namespace tenure::engine
