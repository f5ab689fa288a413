// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "engine/double_double.h"

/// Tables of the elementary functions, computed by the compiler, hence the same everywhere.
namespace tenure::engine::tables {

/// ln 2 to 107 bits.
inline constexpr DoubleDouble kLn2{0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56};

/// The part of a number (below 512 in magnitude) that is a multiple of 2^-42: its products with
/// integers below 2^11 and sums of such products are exact.
constexpr DoubleDouble short_and_rest(DoubleDouble number) {
  const double high = (number.high + 0x1.8p10) - 0x1.8p10;
  return {high, (number.high - high) + number.low};
}

inline constexpr DoubleDouble kLn2Short = short_and_rest(kLn2);

/// ln 2 / 128, the step of the table of powers; the short part has 34 bits, for multiples to 2^18.
inline constexpr DoubleDouble kStep = short_and_rest({kLn2.high / 128, kLn2.low / 128});

/// 2^(i/128): the bits of the nearest double, and the rest relative to it.
struct Power {
  double rest = 0.0;
  std::uint64_t bits = 0;
};

constexpr std::array<Power, 128> make_powers() {
  const DoubleDouble step{kLn2.high / 128, kLn2.low / 128};
  DoubleDouble root{1.0};  // 2^(1/128) by its Taylor series, from the smallest term
  for (int n = 14; n >= 1; --n) {
    root = DoubleDouble{1.0} + root * step / DoubleDouble{static_cast<double>(n)};
  }
  std::array<Power, 128> powers{};
  DoubleDouble power{1.0};
  for (Power& entry : powers) {
    entry = {power.low / power.high, std::bit_cast<std::uint64_t>(power.high)};
    power = power * root;
  }
  return powers;
}

inline constexpr std::array<Power, 128> kPowers = make_powers();

/// The lowest number of the logarithm's primary range [0.6875, 1.375), as bits: 1 is the edge of
/// two of its 128 intervals, so that log x keeps its relative accuracy on both sides of 1.
inline constexpr std::uint64_t kPrimaryLow = 0x3fe6000000000000u;
inline constexpr int kIntervalShift = 45;

/// For one interval: the reciprocal of a point inside it, in 10 bits, and that point's logarithm.
struct Reciprocal {
  double reciprocal = 1.0;
  DoubleDouble log;  ///< high a multiple of 2^-42
};

/// ln x by 2 artanh((x-1)/(x+1)), for x in [0.7, 1.5].
constexpr DoubleDouble log_by_series(double x) {
  const DoubleDouble s = DoubleDouble{x - 1.0} / DoubleDouble{x + 1.0};
  const DoubleDouble square = s * s;
  DoubleDouble sum{1.0 / 45.0};
  for (int n = 43; n >= 1; n -= 2) {
    sum = DoubleDouble{1.0} / DoubleDouble{static_cast<double>(n)} + sum * square;
  }
  const DoubleDouble product = s * sum;
  return {2.0 * product.high, 2.0 * product.low};
}

constexpr std::array<Reciprocal, 128> make_reciprocals() {
  std::array<Reciprocal, 128> reciprocals{};
  for (std::size_t i = 0; i < reciprocals.size(); ++i) {
    const std::uint64_t low = kPrimaryLow + (static_cast<std::uint64_t>(i) << kIntervalShift);
    const double middle = std::bit_cast<double>(low + (std::uint64_t{1} << (kIntervalShift - 1)));
    const bool beside_one = i == 79 || i == 80;
    const double reciprocal =
        beside_one ? 1.0 : ((1.0 / middle) + 0x1.8p43) - 0x1.8p43;  // a multiple of 2^-9
    reciprocals[i] = {reciprocal, short_and_rest(-log_by_series(reciprocal))};
  }
  return reciprocals;
}

inline constexpr std::array<Reciprocal, 128> kReciprocals = make_reciprocals();

}  // namespace tenure::engine::tables
