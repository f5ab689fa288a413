// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <bit>
#include <cfloat>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "engine/elementary_tables.h"

/// Elementary functions that give the same bits on every machine: IEEE + - * / only, no libm (glibc
/// picks variants by processor, whose last bits differ). Everything that can change an event goes
/// through here. All need the default rounding mode and -ffp-contract=off. Outside this namespace
/// write engine::exp: an unqualified exp may silently be libm's.
namespace tenure::engine {

static_assert(FLT_EVAL_METHOD == 0, "doubles must be computed as doubles");
static_assert(std::numeric_limits<double>::is_iec559);

inline constexpr double kInfinity = std::numeric_limits<double>::infinity();
inline constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

namespace elementary_detail {

/// x = (128 e + i) ln2/128 + r with |r| <= ln2/256: exp(x) is power[i] 2^e (1 + more).
struct ReducedPower {
  std::uint64_t step = 0;  ///< 128 e + i, in two's complement (51 bits)
  double power = 1.0;      ///< 2^(i/128)
  double more = 0.0;       ///< exp(r) - 1, and the rest of the table's entry
};

/// For |x| < 2000; `x_low` is added to x at the end of the reduction.
constexpr ReducedPower reduce_power(double x, double x_low = 0.0) {
  constexpr double kShift = 0x1.8p52;  // adding it rounds to an integer, in the lowest bits
  constexpr double kSteps = 128.0 / tables::kLn2.high;
  const double shifted = x * kSteps + kShift;
  const auto step = std::bit_cast<std::uint64_t>(shifted);
  const double count = shifted - kShift;
  const double r = ((x - count * tables::kStep.high) - count * tables::kStep.low) + x_low;
  const tables::Power& entry = tables::kPowers[step & 127];
  const double square = r * r;
  const double more =
      entry.rest + r + square * (0.5 + r * (1.0 / 6.0)) +
      square * square * ((1.0 / 24.0) + r * (1.0 / 120.0));  // Taylor: the next term is < 2^-60
  return {step, std::bit_cast<double>(entry.bits), more};
}

/// exp(x + x_low) where the result may overflow or become subnormal. NaN gives NaN.
constexpr double exp_at_the_edges(double x, double x_low = 0.0) {
  if (x != x) return x;
  if (x > 710.0) return kInfinity;
  if (x < -746.0) return 0.0;
  const ReducedPower reduced = reduce_power(x, x_low);
  const double value = reduced.power + reduced.power * reduced.more;
  // Half of the exponent at a time: each factor is normal, and only the last product rounds.
  const auto exponent = static_cast<std::int64_t>(reduced.step << 13) >> 20;
  const std::int64_t half = exponent / 2;
  const auto power_of_two = [](std::int64_t e) {
    return std::bit_cast<double>(static_cast<std::uint64_t>(1023 + e) << 52);
  };
  return value * power_of_two(half) * power_of_two(exponent - half);
}

/// exp(x + x_low), |x_low| tiny.
constexpr double exp_of_sum(double x, double x_low) {
  if (!(x > -670.0 && x < 709.0)) [[unlikely]]
    return exp_at_the_edges(x, x_low);
  const ReducedPower reduced = reduce_power(x, x_low);
  const std::uint64_t exponent = (reduced.step & ~std::uint64_t{127}) << 45;
  const double scale =
      std::bit_cast<double>(std::bit_cast<std::uint64_t>(reduced.power) + exponent);
  return scale + scale * reduced.more;
}

/// x = 2^exponent z with z in the primary range.
struct ReducedNumber {
  double z = 1.0;
  double exponent = 0.0;
  const tables::Reciprocal& entry;
};

/// For positive normal `bits`; `offset` is added to the exponent.
constexpr ReducedNumber reduce_number(std::uint64_t bits, int offset) {
  const std::uint64_t distance = bits - tables::kPrimaryLow;
  const auto exponent = static_cast<std::int32_t>(static_cast<std::int64_t>(distance) >> 52);
  const double z = std::bit_cast<double>(bits - (distance & (std::uint64_t{0xfff} << 52)));
  return {z, static_cast<double>(exponent + offset),
          tables::kReciprocals[(distance >> tables::kIntervalShift) & 127]};
}

/// log(1 + r) - r + r^2/2 for |r| <= 2^-7: its Taylor series to r^8 (the rest is < 2^-59 of log).
constexpr double log_tail(double r) {
  const double square = r * r;
  return square * r *
         (((1.0 / 3.0) - r * (1.0 / 4.0)) +
          square * (((1.0 / 5.0) - r * (1.0 / 6.0)) + square * ((1.0 / 7.0) - r * (1.0 / 8.0))));
}

/// z times the entry's reciprocal, minus 1, in two exact parts.
constexpr DoubleDouble distance_from_entry(double z, double reciprocal) {
  const double high =
      std::bit_cast<double>(std::bit_cast<std::uint64_t>(z) & ~std::uint64_t{0x3ff});
  return {high * reciprocal - 1.0, (z - high) * reciprocal};
}

/// log of a positive normal number, plus `more`, which is tiny against it.
constexpr double log_of_normal(std::uint64_t bits, int offset, double more = 0.0) {
  const ReducedNumber reduced = reduce_number(bits, offset);
  const DoubleDouble parts = distance_from_entry(reduced.z, reduced.entry.reciprocal);
  const DoubleDouble r = fast_two_sum(parts.high, parts.low);
  const double known = reduced.exponent * tables::kLn2Short.high + reduced.entry.log.high;  // exact
  const double rest = (reduced.exponent * tables::kLn2Short.low + reduced.entry.log.low) + more;
  const DoubleDouble sum = fast_two_sum(known, r.high);
  const double tail = log_tail(r.high) - 0.5 * (r.high * r.high);
  return sum.high + (((sum.low + rest) + r.low) + tail);
}

constexpr double log_at_the_edges(double x) {
  if (x == 0.0) return -kInfinity;
  if (!(x > 0.0)) return kNaN;
  if (x == kInfinity) return x;
  return log_of_normal(std::bit_cast<std::uint64_t>(x * 0x1p52), -52);
}

}  // namespace elementary_detail

/// e^x; error below 0.55 ulp. Overflows to infinity beyond 709.782..., is 0 below -745.133...;
/// subnormal results are within 1 of their ulp. NaN gives NaN.
constexpr double exp(double x) { return elementary_detail::exp_of_sum(x, 0.0); }

/// Natural logarithm; error below 0.6 ulp. log(0) = -infinity; negative numbers and NaN give NaN.
constexpr double log(double x) {
  constexpr std::uint64_t kSmallestNormal = std::uint64_t{1} << 52;
  constexpr std::uint64_t kNormals = (std::uint64_t{0x7ff} << 52) - kSmallestNormal;
  const auto bits = std::bit_cast<std::uint64_t>(x);
  if (bits - kSmallestNormal >= kNormals) [[unlikely]] {
    return elementary_detail::log_at_the_edges(x);
  }
  return elementary_detail::log_of_normal(bits, 0);
}

/// e^x - 1; error below 1 ulp. -1 below -37.4..., infinity beyond 709.782...; NaN gives NaN.
double expm1(double x);

/// log(1 + x); error below 1 ulp. log1p(-1) = -infinity; below -1 and NaN give NaN.
double log1p(double x);

/// x^y for x >= 0; error below 1 ulp where the result is normal. pow(x, 0) = pow(1, y) = 1;
/// pow(0, y) is 0 for y > 0 and infinity for y < 0; negative x and NaN give NaN.
double pow(double x, double y);

/// sin(2 pi x): the argument is in turns, so that whole, half and quarter turns are exact. Absolute
/// error below 2^-53; infinities and NaN give NaN.
double sin_turns(double x);

/// cos(2 pi x), as sin_turns.
double cos_turns(double x);

/// 1 / (1 + e^-x); error below 2.5 ulp, in the lower tail too. NaN gives NaN.
constexpr double logistic(double x) {
  const double small = exp(x < 0.0 ? x : -x);
  return (x < 0.0 ? small : 1.0) / (1.0 + small);
}

namespace elementary_detail {

/// What logistic surely lies between, above a whole number and below the next one. Wider than
/// logistic is wrong by, so that no bound can contradict it.
struct LogisticBounds {
  static constexpr int kReach = 16;  ///< from -16 to 16
  struct Between {
    double low = 0.0;
    double high = 0.0;
  };
  std::array<Between, 2 * kReach> at{};

  constexpr LogisticBounds() {
    for (int i = 0; i < 2 * kReach; ++i) {
      at[static_cast<std::size_t>(i)] = {logistic(i - kReach) * (1.0 - 0x1p-40),
                                         logistic(i - kReach + 1) * (1.0 + 0x1p-40)};
    }
  }
};
inline constexpr LogisticBounds kLogisticBounds;

}  // namespace elementary_detail

/// u < logistic(x), the same answer always, mostly from bounds at the whole numbers beside x: a
/// coin whose odds are stated as a logarithm.
constexpr bool is_below_logistic(double u, double x) {
  using elementary_detail::kLogisticBounds;
  const double place = x + kLogisticBounds.kReach;
  if (place >= 0.0 && place < 2 * kLogisticBounds.kReach) [[likely]] {
    const auto [low, high] = kLogisticBounds.at[static_cast<std::size_t>(static_cast<int>(place))];
    if (u < low) return true;
    if (u > high) return false;
  }
  return u < logistic(x);
}

}  // namespace tenure::engine
