// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>

namespace tenure::engine {

/// The clock of a simulated study. It starts at 0, the study's first moment; warm-up lies before 0.
/// Integer microseconds, so that time adds up exactly and compares the same on every machine.
struct SimulatedClock {
  using duration = std::chrono::duration<std::int64_t, std::micro>;
  using rep = duration::rep;
  using period = duration::period;
  using time_point = std::chrono::time_point<SimulatedClock>;
  static constexpr bool is_steady = true;
};

using Duration = SimulatedClock::duration;
using Time = SimulatedClock::time_point;

inline constexpr Time kStart{};
inline constexpr Time kNever = Time::max();

inline constexpr Duration kDay = std::chrono::days{1};
inline constexpr Duration kWeek = std::chrono::weeks{1};
inline constexpr double kDaysPerYear = 365.25;
inline constexpr double kMicrosecondsPerDay = 86'400'000'000.0;

/// A duration as days, the unit of all rates inside the model.
constexpr double in_days(Duration duration) {
  return static_cast<double>(duration.count()) / kMicrosecondsPerDay;
}

/// Days rounded to the nearest microsecond, at least one: nothing self-scheduled happens at the
/// instant that scheduled it. Spans beyond the representable (some 290,000 years) become the
/// longest span; `days` must not be negative and not NaN.
constexpr Duration from_days(double days) {
  constexpr double kLongest = 9.2e18;
  const double microseconds = days * kMicrosecondsPerDay;
  if (!(microseconds < kLongest)) return Duration::max();
  const auto rounded = static_cast<std::int64_t>(microseconds + 0.5);
  return Duration{rounded < 1 ? 1 : rounded};
}

/// `time + span`, or kNever if that lies beyond the representable.
constexpr Time later(Time time, Duration span) {
  return time >= kStart && span >= kNever - time ? kNever : time + span;
}

}  // namespace tenure::engine
