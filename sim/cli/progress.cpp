// SPDX-License-Identifier: Apache-2.0
#include "cli/progress.h"

#include <algorithm>
#include <cmath>

#include "cli/words.h"

namespace tenure::cli {
namespace {

constexpr auto kBetweenRewrites = std::chrono::milliseconds{100};
constexpr auto kBetweenLines = std::chrono::seconds{30};
constexpr int kBarWidth = 24;

double seconds(Progress::Clock::duration duration) {
  return std::chrono::duration<double>(duration).count();
}

}  // namespace

double seconds_left(double share, double elapsed) {
  if (!(share > 0.0) || elapsed < 0.2) return -1.0;
  return elapsed * (1.0 - share) / share;
}

Progress::Progress(const Console& console, std::string what)
    : console_(console), what_(std::move(what)) {}

Progress::~Progress() {
  if (shown_ && console_.can_rewrite()) console_.rewrite("");
}

void Progress::report(double share) {
  if (console_.is_quiet()) return;
  const Clock::time_point now = Clock::now();
  if (now - last_ < (console_.can_rewrite() ? Clock::duration(kBetweenRewrites) : kBetweenLines)) {
    return;
  }
  last_ = now;
  shown_ = true;
  const std::string text = line(std::clamp(share, 0.0, 1.0), seconds(now - start_));
  if (console_.can_rewrite()) {
    console_.rewrite(text);
  } else {
    console_.say(text);
  }
}

std::string Progress::line(double share, double elapsed) const {
  std::string text = what_;
  if (console_.can_rewrite()) {
    const int filled = static_cast<int>(std::floor(share * kBarWidth));
    text += " [";
    for (int i = 0; i < kBarWidth; ++i) text += i < filled ? '#' : '.';
    text += ']';
  }
  text += " " + with_thousands(std::floor(share * 100.0), 0) + " %";
  const double left = seconds_left(share, elapsed);
  if (left >= 0.0) text += ", " + time_span(std::ceil(left)) + " left";
  return text;
}

}  // namespace tenure::cli
