// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/elementary.h"
#include "engine/expect.h"

namespace tenure::engine {

/// A quantile function, tabulated once per run: monotone in u, within 1e-8 (relative) of the exact
/// one for every u from 2^-54 to 1 - 2^-53. A look-up costs two elementary functions and no
/// iteration.
///
/// Between equidistant nodes in t = logit u, a coordinate of x (log x on (0, infinity), logit x on
/// (0, 1), x itself on the line) is interpolated by the quintic that has the exact value, slope and
/// curvature at both neighbours.
class Quantile {
 public:
  /// Gamma with unit scale; shape in [0.05, 1e6]. Below shape 0.053 the smallest u have quantiles
  /// under the range of doubles: they come out subnormal or 0.
  static Quantile gamma(double shape);

  /// Beta; a and b in [0.05, 1e6]. Quantiles nearer to 1 than 2^-54 come out as 1.
  static Quantile beta(double a, double b);

  /// Standard normal.
  static Quantile normal();

  /// The quantile at u, 0 < u < 1.
  double operator()(double u) const {
    TENURE_EXPECT(u > 0.0 && u < 1.0);
    const double coordinate = interpolate(log(u / (1.0 - u)));
    if (range_ == Range::positive) return exp(coordinate);
    return range_ == Range::share ? logistic(coordinate) : coordinate;
  }

 private:
  enum class Range : std::uint8_t { positive, share, line };

  /// The coordinate of x at one node, and its first two Taylor coefficients by t in steps.
  struct Node {
    double value = 0.0;
    double slope = 0.0;
    double bend = 0.0;  ///< half the second derivative
  };

  static constexpr int kReach = 38;  ///< |t| of the outermost nodes; |logit 2^-54| = 37.4

  Quantile(Range range, int steps_per_unit)
      : range_(range),
        steps_per_unit_(steps_per_unit),
        last_interval_(2 * kReach * steps_per_unit - 1),
        nodes_(static_cast<std::size_t>(2 * kReach * steps_per_unit + 1)) {}

  /// Fills the nodes from the middle outwards. `tails(x)` gives the distribution at a coordinate,
  /// with its slope by that coordinate; `log_slope_rate(x)` the derivative of the slope's
  /// logarithm.
  template <class TailsAt, class LogSlopeRate>
  void fill(double median_guess, const TailsAt& tails, const LogSlopeRate& log_slope_rate);

  double interpolate(double t) const {
    const double steps = (t + kReach) * steps_per_unit_;
    const double lower = steps > 0.0 ? steps : 0.0;
    const auto interval = static_cast<int>(lower < last_interval_ ? lower : last_interval_);
    const double s = steps - interval;
    const Node& a = nodes_[static_cast<std::size_t>(interval)];
    const Node& b = nodes_[static_cast<std::size_t>(interval) + 1];
    const double value = (b.value - a.value) - (a.slope + a.bend);  // what is missing at b of the
    const double slope = b.slope - (a.slope + 2.0 * a.bend);        // parabola through a, for the
    const double bend = b.bend - a.bend;                            // three upper terms to supply
    const double c3 = 10.0 * value - 4.0 * slope + bend;
    const double c4 = 7.0 * slope - 15.0 * value - 2.0 * bend;
    const double c5 = 6.0 * value - 3.0 * slope + bend;
    return a.value + s * (a.slope + s * (a.bend + s * (c3 + s * (c4 + s * c5))));
  }

  Range range_;
  double steps_per_unit_;
  double last_interval_;
  std::vector<Node> nodes_;
};

}  // namespace tenure::engine
