// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>

#include "cli/console.h"

namespace tenure::cli {

/// Says how far a run is and how long it will still take: on a terminal one line that is rewritten
/// at most ten times a second, elsewhere one plain line every half a minute, with --quiet nothing.
class Progress {
 public:
  using Clock = std::chrono::steady_clock;

  Progress(const Console& console, std::string what);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  /// Leaves the terminal as it was.
  ~Progress();

  /// `share` of all work done, in [0, 1].
  void report(double share);

 private:
  std::string line(double share, double elapsed) const;

  const Console& console_;
  std::string what_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point last_ = start_;
  bool shown_ = false;
};

/// Seconds that are left if the rest goes as the work so far, or negative as long as nobody can
/// tell.
double seconds_left(double share, double elapsed);

}  // namespace tenure::cli
