// SPDX-License-Identifier: Apache-2.0
#include "engine/elementary.h"

#include <array>

namespace tenure::engine {
namespace {

using elementary_detail::ReducedNumber;
using elementary_detail::ReducedPower;

/// log x to some 68 bits, for positive normal x (the exponent's `offset` as in reduce_number).
DoubleDouble log_in_two_parts(std::uint64_t bits, int offset) {
  const ReducedNumber reduced = elementary_detail::reduce_number(bits, offset);
  const DoubleDouble parts =
      elementary_detail::distance_from_entry(reduced.z, reduced.entry.reciprocal);
  const DoubleDouble r = two_sum(parts.high, parts.low);
  const double known = reduced.exponent * tables::kLn2Short.high + reduced.entry.log.high;  // exact
  const double rest = reduced.exponent * tables::kLn2Short.low + reduced.entry.log.low;
  const DoubleDouble linear = two_sum(known, r.high);
  const DoubleDouble square = two_product(r.high, r.high);
  const DoubleDouble sum = two_sum(linear.high, -0.5 * square.high);
  const double ninth = square.high * square.high * square.high * square.high * r.high;
  const double tail = elementary_detail::log_tail(r.high) +
                      ninth * ((1.0 / 9.0) - r.high * ((1.0 / 10.0) - r.high * (1.0 / 11.0)));
  const double low =
      ((linear.low + sum.low) + (rest + r.low)) + (tail - (0.5 * square.low + r.high * r.low));
  return fast_two_sum(sum.high, low);
}

/// A number of turns as quarters, and the rest times 2 pi, |rest| <= pi/4.
struct ReducedTurns {
  unsigned quarter = 0;  ///< 0..3
  DoubleDouble rest;     ///< in radians
};

ReducedTurns reduce_turns(double x) {
  constexpr DoubleDouble kTwoPi{0x1.921fb54442d18p+2, 0x1.1a62633145c07p-52};
  const bool whole = !(x > -0x1p52 && x < 0x1p52);  // no fraction is left in so large a number
  const double part = whole ? 0.0 : x - static_cast<double>(static_cast<std::int64_t>(x));
  const auto quarters = static_cast<int>(4.0 * part + (part < 0.0 ? -0.5 : 0.5));
  const double rest = part - 0.25 * quarters;  // exact
  const DoubleDouble product = two_product(rest, kTwoPi.high);
  return {static_cast<unsigned>(quarters) & 3u, {product.high, product.low + rest * kTwoPi.low}};
}

/// sin a by its Taylor series to a^17, |a| <= pi/4.
double sin_of_small(DoubleDouble a) {
  constexpr std::array<double, 8> kCoefficients{
      -1.0 / 6.0,        1.0 / 120.0,        -1.0 / 5040.0,          1.0 / 362880.0,
      -1.0 / 39916800.0, 1.0 / 6227020800.0, -1.0 / 1307674368000.0, 1.0 / 355687428096000.0};
  const double square = a.high * a.high;
  double sum = 0.0;
  for (std::size_t i = kCoefficients.size(); i-- > 0;) sum = sum * square + kCoefficients[i];
  return a.high + (a.low + a.high * square * sum);
}

/// cos a by its Taylor series to a^18, |a| <= pi/4.
double cos_of_small(DoubleDouble a) {
  constexpr std::array<double, 8> kCoefficients{
      1.0 / 24.0,        -1.0 / 720.0,         1.0 / 40320.0,          -1.0 / 3628800.0,
      1.0 / 479001600.0, -1.0 / 87178291200.0, 1.0 / 20922789888000.0, -1.0 / 6402373705728000.0};
  const double square = a.high * a.high;
  double sum = 0.0;
  for (std::size_t i = kCoefficients.size(); i-- > 0;) sum = sum * square + kCoefficients[i];
  const DoubleDouble start = fast_two_sum(1.0, -0.5 * square);
  const double correction = start.low - a.high * a.low;
  return start.high + (correction + square * square * sum);
}

double sin_of_turns(const ReducedTurns& turns) {
  const double value = turns.quarter % 2 == 0 ? sin_of_small(turns.rest) : cos_of_small(turns.rest);
  return turns.quarter < 2 ? value : -value;
}

bool is_finite(double x) { return x - x == 0.0; }

}  // namespace

double expm1(double x) {
  if (x > -0x1p-5 && x < 0x1p-5) {  // Taylor: the next term is < 2^-66 of the result
    const double square = x * x;
    const double even = (1.0 / 24.0) + square * ((1.0 / 720.0) + square * (1.0 / 40320.0));
    const double odd = (1.0 / 6.0) + square * ((1.0 / 120.0) + square * (1.0 / 5040.0));
    return x + (0.5 * square + square * (x * odd + square * even));
  }
  if (!(x > -40.0 && x < 700.0)) return exp(x) - 1.0;
  const ReducedPower reduced = elementary_detail::reduce_power(x);
  const std::uint64_t exponent = (reduced.step & ~std::uint64_t{127}) << 45;
  const double scale =
      std::bit_cast<double>(std::bit_cast<std::uint64_t>(reduced.power) + exponent);
  const DoubleDouble start = two_sum(scale, -1.0);
  return start.high + (start.low + scale * reduced.more);
}

double log1p(double x) {
  if (x > -0x1p-7 && x < 0x1p-7) {
    return x + (elementary_detail::log_tail(x) - 0.5 * (x * x));
  }
  if (!(x > -1.0 && x < 0x1p53)) return log(1.0 + x);
  const DoubleDouble sum = two_sum(1.0, x);
  return elementary_detail::log_of_normal(std::bit_cast<std::uint64_t>(sum.high), 0,
                                          sum.low / sum.high);
}

double pow(double x, double y) {
  if (x == 1.0 || y == 0.0) return 1.0;
  if (!(x > 0.0) || !is_finite(x) || !is_finite(y)) {
    if (x != x || y != y || x < 0.0) return kNaN;
    return exp(y * log(x));  // x or y is at an end of the range: so is the result
  }
  const bool subnormal = x < std::numeric_limits<double>::min();
  const auto bits = std::bit_cast<std::uint64_t>(subnormal ? x * 0x1p52 : x);
  const DoubleDouble logarithm = log_in_two_parts(bits, subnormal ? -52 : 0);
  const double product = y * logarithm.high;
  if (!(product > -800.0 && product < 800.0)) return product > 0.0 ? kInfinity : 0.0;
  const DoubleDouble exact = two_product(y, logarithm.high);
  return elementary_detail::exp_of_sum(exact.high, exact.low + y * logarithm.low);
}

double sin_turns(double x) { return is_finite(x) ? sin_of_turns(reduce_turns(x)) : kNaN; }

double cos_turns(double x) {
  if (!is_finite(x)) return kNaN;
  ReducedTurns turns = reduce_turns(x);
  turns.quarter = (turns.quarter + 1) & 3u;
  return sin_of_turns(turns);
}

}  // namespace tenure::engine
