// SPDX-License-Identifier: Apache-2.0
#include "engine/quantile.h"

#include "engine/special_functions.h"

namespace tenure::engine {
namespace {

constexpr double kSmallestShape = 0.05;
constexpr double kLargestShape = 1e6;

/// Nodes per unit of logit u: the interpolation is off by less than 2e-9 ...
constexpr int kUsualSteps = 8;
/// ... except for betas with both parameters small, whose quantile bends sharply from one end of
/// the interval to the other.
constexpr int kFineSteps = 32;
constexpr double kSharpBelow = 0.5;

/// How far the coordinate `x` is from the one whose logit of P is `t`, by Newton's step; and dx/dt
/// at x.
struct NewtonStep {
  double distance = 0.0;
  double slope = 0.0;
};

NewtonStep newton_step(const Tails& tails, double t) {
  const double slope = tails.lower * tails.upper / tails.slope;  // dt/dx = tails.slope / (P Q)
  return {(t - (log(tails.lower) - log(tails.upper))) * slope, slope};
}

}  // namespace

template <class TailsAt, class LogSlopeRate>
void Quantile::fill(double median_guess, const TailsAt& tails, const LogSlopeRate& log_slope_rate) {
  const double unit_step = 1.0 / steps_per_unit_;
  const std::size_t middle = nodes_.size() / 2;

  // Refines a guess at t and returns the node there. Newton's steps double the digits; the first
  // guess may be poor, so they are held to 2 until they are small.
  const auto solve = [&](double t, double x) {
    for (int round = 0;; ++round) {
      TENURE_ENSURE(round < 100);
      const double distance = newton_step(tails(x), t).distance;
      x += distance > 2.0 ? 2.0 : distance < -2.0 ? -2.0 : distance;
      if (distance > -1e-9 && distance < 1e-9) break;
    }
    const Tails at = tails(x);
    const NewtonStep step = newton_step(at, t);
    const double curvature = step.slope * ((at.upper - at.lower) - step.slope * log_slope_rate(x));
    return Node{x, step.slope * unit_step, 0.5 * curvature * (unit_step * unit_step)};
  };

  nodes_[middle] = solve(0.0, median_guess);
  for (std::size_t i = 1; i <= middle; ++i) {
    const double t = static_cast<double>(static_cast<int>(i)) * unit_step;
    const Node& above = nodes_[middle + i - 1];
    nodes_[middle + i] = solve(t, above.value + above.slope + above.bend);
    const Node& below = nodes_[middle - i + 1];
    nodes_[middle - i] = solve(-t, below.value - below.slope + below.bend);
  }
}

Quantile Quantile::gamma(double shape) {
  TENURE_ENSURE(shape >= kSmallestShape && shape <= kLargestShape);
  Quantile quantile(Range::positive, kUsualSteps);
  const double guess = shape < 1.0 ? (log(0.5) + log_gamma(shape + 1.0)) / shape : log(shape - 0.3);
  quantile.fill(
      guess, [=](double log_x) { return gamma_tails_at_log(shape, log_x); },
      [=](double log_x) { return shape - exp(log_x); });
  return quantile;
}

Quantile Quantile::beta(double a, double b) {
  TENURE_ENSURE(a >= kSmallestShape && a <= kLargestShape);
  TENURE_ENSURE(b >= kSmallestShape && b <= kLargestShape);
  Quantile quantile(Range::share, a + b < kSharpBelow ? kFineSteps : kUsualSteps);
  quantile.fill(
      log(a / b), [=](double logit_x) { return beta_tails_at_logit(a, b, logit_x); },
      [=](double logit_x) { return a * logistic(-logit_x) - b * logistic(logit_x); });
  return quantile;
}

Quantile Quantile::normal() {
  constexpr double kDensityAtZero = 0.3989422804014327;
  Quantile quantile(Range::line, kUsualSteps);
  quantile.fill(
      0.0,
      [](double z) {
        return Tails{normal_cdf(z), normal_cdf(-z), kDensityAtZero * exp(-0.5 * (z * z))};
      },
      [](double z) { return -z; });
  return quantile;
}

}  // namespace tenure::engine
