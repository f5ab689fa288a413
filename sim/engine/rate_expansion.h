// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cmath>
#include <cstddef>

namespace tenure::engine {

/// Two doubles that are computed side by side, each as if it were alone: the same bits.
using Pair [[gnu::vector_size(16)]] = double;

/// The smooth part of a rate on a panel, as polynomials of x = -1 (begin) .. 1 (end), of degree N:
///
///   rate = m * level * exp(sum_k a_k e^{-y_k x}) * (1 + A sin(t + w x)) + sum_k b_k e^{-y_k x}
///
/// where m is a factor that is constant on pieces of the panel. All are power series around the
/// middle: of decaying terms, of their exponential (n f_n = sum_k k e_k f_{n-k}: Knuth 1997, 4.7),
/// of the season. Integrals are then polynomials too, and cost no exponential.
template <std::size_t N>
class RateExpansion {
 public:
  /// Terms of the exponent, that have a value at the panel's begin and a decay per day: two side by
  /// side.
  template <class Term>
  void add_exponents(const Term* term, const Term* end, double half) {
    std::array<Pair, N + 1> sums{};
    for (; term != end; ++term) {
      Pair value{term->value, 0.0};
      Pair minus_y{-half * term->decay, 0.0};
      if (term + 1 != end) {
        ++term;
        value[1] = term->value;
        minus_y[1] = -half * term->decay;
      }
      Pair derivative = value * exp_of_small(minus_y);
      for (std::size_t j = 0; j <= N; ++j) {
        sums[j] += derivative;
        derivative *= minus_y;
      }
    }
    for (std::size_t j = 0; j <= N; ++j) exponent_[j] = sums[j][0] + sums[j][1];
  }
  /// Of what is added to the rate, likewise; a constant: y = 0.
  void add_linear(double value, double y) {
    if (!has_added_) added_.fill(0.0);
    has_added_ = true;
    add_decay(added_, value, y);
  }
  /// The exponent in the middle.
  double middle() const { return exponent_[0]; }

  /// To be called when all terms are known. `level`: the factor of the panel's middle, its
  /// exponential included; `half`: half of the panel's length [days]. Integrals count in days.
  void finish(double level, double half) {
    raise();
    scale(level, half);
  }
  /// The same times 1 + amplitude sin(t + w x), whose sine and cosine of t are given.
  void finish(double level, double half, double amplitude, double sine, double cosine, double w) {
    raise();
    Series season;
    double power = amplitude;
    for (std::size_t j = 0; j <= N; ++j) {
      const double wave = j % 2 == 0 ? sine : cosine;
      season[j] = power * (j % 4 < 2 ? wave : -wave) * kInverseFactorial[j];
      power *= w;
    }
    season[0] += 1.0;
    for (std::size_t n = N + 1; n-- > 0;) {
      double sum = 0.0;
      for (std::size_t k = 0; k <= n; ++k) sum += season[k] * factor_[n - k];
      factor_[n] = sum;
    }
    scale(level, half);
  }

  bool has_added() const { return has_added_; }
  /// Integral of the factor over the whole panel, and of what is added: odd powers cancel.
  double whole_factor() const { return whole(factor_); }
  double whole_added() const { return has_added_ ? whole(added_) : 0.0; }
  /// To be called before the integrals below are asked for.
  void prepare() {
    for (std::size_t j = 0; j <= N; ++j) {
      factor_to_[j] = Pair{factor_[j] * kInverse[j + 1], factor_[j]};
    }
  }
  /// Integral of the factor from the middle to x, and the factor times `half`.
  Pair factor_to(double x) const {
    const Pair both{x, x};
    Pair sum = factor_to_[N];
    for (std::size_t j = N; j-- > 0;) sum = sum * both + factor_to_[j];
    return sum * Pair{x, 1.0};
  }
  /// Integrals of the factor from the middle to either x.
  Pair factor_to_each(Pair x) const {
    const double last = factor_to_[N][0];
    Pair sum{last, last};
    for (std::size_t j = N; j-- > 0;) {
      const double next = factor_to_[j][0];
      sum = sum * x + Pair{next, next};
    }
    return sum * x;
  }
  /// The same as factor_to of what is added; nothing is.
  Pair added_to(double x) const {
    if (!has_added_) return Pair{0.0, 0.0};
    Pair sum{0.0, 0.0};
    for (std::size_t j = N + 1; j-- > 0;) {
      sum = sum * Pair{x, x} + Pair{added_[j] * kInverse[j + 1], added_[j]};
    }
    return sum * Pair{x, 1.0};
  }
  /// A bound from below of the rate times `half` on the whole panel, if the factor is multiplied by
  /// `least` or more.
  double lowest(double least) const {
    return least * lowest(factor_) + (has_added_ ? lowest(added_) : 0.0);
  }

 private:
  using Series = std::array<double, N + 1>;

  static constexpr std::array<double, N + 2> kInverse = [] {
    std::array<double, N + 2> inverse{};
    for (std::size_t n = 1; n < N + 2; ++n) inverse[n] = 1.0 / static_cast<double>(n);
    return inverse;
  }();
  static constexpr Series kInverseFactorial = [] {
    Series inverse{};
    double factorial = 1.0;
    for (std::size_t n = 0; n <= N; ++n) {
      factorial *= n == 0 ? 1.0 : static_cast<double>(n);
      inverse[n] = 1.0 / factorial;
    }
    return inverse;
  }();

  /// e^x for -2 <= x <= 0, to 2e-16: the fourth power of a Taylor series.
  static Pair exp_of_small(Pair x) {
    const Pair quarter = x * 0.25;
    constexpr auto kTerms = [] {
      std::array<double, 14> inverse{};
      double factorial = 1.0;
      for (std::size_t n = 0; n < inverse.size(); ++n) {
        factorial *= n == 0 ? 1.0 : static_cast<double>(n);
        inverse[n] = 1.0 / factorial;
      }
      return inverse;
    }();
    Pair sum{kTerms.back(), kTerms.back()};
    for (std::size_t n = kTerms.size() - 1; n-- > 0;) {
      sum = sum * quarter + Pair{kTerms[n], kTerms[n]};
    }
    const Pair square = sum * sum;
    return square * square;
  }
  static void add_decay(Series& series, double value, double y) {
    double derivative = value;
    for (std::size_t j = 0; j <= N; ++j) {
      series[j] += derivative;
      derivative *= -y;
    }
  }
  /// The exponential of the exponent, but for its value in the middle. Series hold derivatives so
  /// far.
  void raise() {
    Series slope;  // k e_k
    slope[0] = 0.0;
    for (std::size_t k = 1; k <= N; ++k) slope[k] = exponent_[k] * kInverseFactorial[k - 1];
    factor_[0] = 1.0;
    for (std::size_t n = 1; n <= N; ++n) {
      double sum = slope[n];
      for (std::size_t k = 1; k < n; ++k) sum += slope[k] * factor_[n - k];
      factor_[n] = sum * kInverse[n];
    }
  }
  void scale(double level, double half) {
    const double multiple = level * half;
    for (std::size_t j = 0; j <= N; ++j) factor_[j] *= multiple;
    if (!has_added_) return;
    for (std::size_t j = 0; j <= N; ++j) added_[j] *= half * kInverseFactorial[j];
  }
  static double whole(const Series& series) {
    double sum = series[0];
    for (std::size_t j = 2; j <= N; j += 2) sum += series[j] * kInverse[j + 1];
    return 2.0 * sum;
  }
  static double lowest(const Series& series) {
    double rest = 0.0;
    for (std::size_t j = 1; j <= N; ++j) rest += std::abs(series[j]);
    return series[0] - rest;
  }

  Series exponent_;
  Series factor_;
  std::array<Pair, N + 1> factor_to_;  ///< of its integral over x, divided by x; and of itself
  Series added_;
  bool has_added_ = false;
};

}  // namespace tenure::engine
