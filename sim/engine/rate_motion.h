// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>

namespace tenure::engine {

/// e^x for bounds and guesses: never less, and at most 6.2 % more (2^f by 1 + f: Schraudolph 1999,
/// doi:10.1162/089976699300016467). For |x| <= 700; what is beyond counts as that.
inline double roughly_exp(double x) {
  constexpr double kPerUnit = 0x1p52 / 0.6931471805599453;
  const double clamped = std::clamp(x, -700.0, 700.0);
  return std::bit_cast<double>(static_cast<std::int64_t>(clamped * kPerUnit) +
                               (std::int64_t{1023} << 52));
}

inline constexpr double kTurn = 6.283185307179586;  ///< [radians]

}  // namespace tenure::engine
