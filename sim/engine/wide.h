// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace tenure::engine {

/// 128-bit integers, for sums that 64 bits cannot hold: second moments, time integrals.
__extension__ using Wide = __int128;
__extension__ using UnsignedWide = unsigned __int128;

inline constexpr double kMicrosPerUnit = 1e6;

/// Throws Defect for NaN, std::overflow_error for what does not fit.
[[noreturn]] void refuse_micro(double value);

/// A real contribution in integer millionths, rounded to the nearest (halves away from 0), so that
/// sums do not depend on their order. Throws Defect for NaN, std::overflow_error if |value| is 2^63
/// millionths (some 9.2e12) or more.
constexpr std::int64_t micro(double value) {
  const double scaled = value * kMicrosPerUnit;
  if (!(scaled > -0x1p63 && scaled < 0x1p63)) [[unlikely]]
    refuse_micro(value);
  const auto whole = static_cast<std::int64_t>(scaled);
  const double rest = scaled - static_cast<double>(whole);  // exact
  return whole + (rest >= 0.5 ? 1 : 0) - (rest <= -0.5 ? 1 : 0);
}

/// The nearest double, ties to even, on every compiler.
constexpr double to_double(Wide value) {
  const bool negative = value < 0;
  UnsignedWide rest = static_cast<UnsignedWide>(value);
  if (negative) rest = -rest;
  double scale = 1.0;
  while (rest >> 62 != 0) {  // what is shifted out leaves a mark, far below the last bit that stays
    rest = (rest >> 1) | (rest & 1);
    scale *= 2.0;
  }
  const double magnitude = static_cast<double>(static_cast<std::int64_t>(rest)) * scale;
  return negative ? -magnitude : magnitude;
}

/// Decimal, with a minus sign if negative.
std::string to_string(Wide value);

}  // namespace tenure::engine
