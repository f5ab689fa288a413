// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "engine/time.h"

namespace tenure::engine {

/// Times of the week at which something works. An interval includes its opening and excludes its
/// closing.
class OpeningHours {
 public:
  /// From the beginning of the week: 0 <= open < close <= 1 week.
  struct Interval {
    Duration open{};
    Duration close{};
    friend bool operator==(const Interval&, const Interval&) = default;
  };

  /// Open all the time.
  OpeningHours() : OpeningHours({{Duration{0}, kWeek}}, kStart) {}
  /// `intervals`: at least one, rising, apart. `monday`: the beginning of any one week.
  OpeningHours(std::vector<Interval> intervals, Time monday);

  bool always() const { return per_week_ == kWeek; }
  bool is_open(Time time) const;
  /// `time` if it is open then, else the next opening.
  Time next_opening(Time time) const;
  /// Open time in [from, to), from <= to.
  Duration between(Time from, Time to) const { return open_until(to) - open_until(from); }
  /// When `work` > 0 of open time has passed since `from`.
  Time after(Time from, Duration work) const;
  Duration per_week() const { return per_week_; }

 private:
  Duration open_until(Time time) const;

  std::vector<Interval> intervals_;
  Time monday_;
  Duration per_week_{};
};

}  // namespace tenure::engine
