// SPDX-License-Identifier: Apache-2.0
//
// Integrals of rates that are no power series on long panels: whose baseline is a power of age, or
// that may be cut off at 0. By Gauss and Legendre's points on short panels.
#include <algorithm>
#include <cmath>

#include "engine/elementary.h"
#include "engine/varying_rate.h"

namespace tenure::engine {

namespace {

/// Gauss and Legendre's points on [0, 1] (Abramowitz & Stegun 1964, table 25.4).
struct Quadrature {
  std::array<double, 5> nodes;
  std::array<double, 5> weights;
  std::size_t points;
};
constexpr Quadrature kTwoPoints{{0.21132486540518712, 0.78867513459481288}, {0.5, 0.5}, 2};
constexpr Quadrature kThreePoints{{0.11270166537925831, 0.5, 0.88729833462074169},
                                  {0.27777777777777778, 0.44444444444444444, 0.27777777777777778},
                                  3};
constexpr Quadrature kFivePoints{
    {0.04691007703066800, 0.23076534494715845, 0.5, 0.76923465505284155, 0.95308992296933200},
    {0.11846344252809454, 0.23931433524968324, 0.28444444444444444, 0.23931433524968324,
     0.11846344252809454},
    5};

/// As many points as a panel needs for a relative error below 1e-9. `scale`: how far the fastest
/// term gets in the panel, as its exponent or its angle.
const Quadrature& quadrature_for(double scale) {
  return scale < 0.02 ? kTwoPoints : scale < 0.12 ? kThreePoints : kFivePoints;
}

// A panel lets no decaying term lose more than e^{-1/2} and no season run further than a 16th.
constexpr double kLongestDecay = 0.5;
constexpr int kPanelsPerPeriod = 16;
// First panel of a baseline that is a power of age [days].
constexpr double kFirstAgePanel = 1.0 / 64;
// Where an added negative term may push the rate to its floor of 0, the kink inside a panel is
// integrated to about (panel / time constant)^2.
constexpr double kLongestDecayWithFloor = 1.0 / 64;

double days_between(Time from, Time to) { return in_days(to - from); }

Time after(Time from, double days) {
  return from + Duration{static_cast<std::int64_t>(days * kMicrosecondsPerDay)};
}

}  // namespace

double VaryingRate::linear_integral(Time from, Time to) const {
  const double length = days_between(from, to);
  const double lag = days_between(since_, from);
  double sum = constant_linear_ * length;
  for (const Decay& term : linear_) {
    sum += term.value * exp(-term.decay * lag) * -expm1(-term.decay * length) / term.decay;
  }
  for (const BoundedTerm& term : bounded_linear_) {
    if (term.rests(lag)) {  // panels break at kinks: it rests all along
      sum += term.at(lag) * length;
    } else {
      sum += term.value * exp(-term.decay * lag) * -expm1(-term.decay * length) / term.decay;
      sum -= term.offset * length;
    }
  }
  return sum;
}

/// The panel that begins at `from`: nothing breaks inside it and all is smooth.
VaryingRate::Panel VaryingRate::panel_from(Time from, Time limit) const {
  Panel panel{.from = from, .end = limit};
  const double whole = days_between(from, limit);
  const double lag = days_between(since_, from);
  double days = whole;
  for (const Decay& term : exponent_) days = std::min(days, kLongestDecay / term.decay);
  for (const BoundedTerm& term : bounded_exponent_) {
    days = std::min({days, term.next_kink(lag) - lag, kLongestDecay / term.decay});
  }
  const auto break_at_floor = [&](double decay) {
    if (may_be_negative_) days = std::min(days, kLongestDecayWithFloor / decay);
  };
  for (const Decay& term : linear_) break_at_floor(term.decay);
  for (const BoundedTerm& term : bounded_linear_) {
    days = std::min(days, term.next_kink(lag) - lag);
    break_at_floor(term.decay);
  }
  if (season_ != nullptr) days = std::min(days, in_days(season_->period) / kPanelsPerPeriod);
  const double age = days_between(origin_, from);
  days = std::min(days, baseline_->next_break(age) - age);
  // A power of age is smooth enough where age grows by no more than half.
  if (baseline_->is_power()) days = std::min(days, std::max(0.5 * age, kFirstAgePanel));
  // By comparison first: a limit of kNever in days, rounded, may lie beyond the representable.
  Time end = days < whole ? std::clamp(after(from, days), from + Duration{1}, limit) : limit;
  if (steps_ != nullptr) {
    const std::size_t piece = steps_->piece_at(from);
    panel.step = steps_->factor(piece);
    end = std::min(end, steps_->end(piece));
  }
  for (std::size_t i = 0; i < passing_count_; ++i) {
    if (from < passing_[i].end) end = std::min(end, passing_[i].end);
  }
  panel.end = end;
  return panel;
}

/// Baseline times modulation from a panel's begin to `to` in it. A baseline that is infinite at age
/// 0 is integrated over its cumulative hazard, in which nothing is singular.
double VaryingRate::modulated_integral(const Panel& panel, Time to) const {
  const Time from = panel.from;
  const double begin_age = days_between(origin_, from);
  const double end_age = days_between(origin_, to);
  const double begin = baseline_->cumulative(begin_age);
  const double whole = baseline_->cumulative(end_age) - begin;
  if (exponent_.count == 0 && bounded_exponent_.count == 0 && season_ == nullptr)
    return whole * modulation_at(from, panel.step);
  double sum = 0.0;
  const double length = end_age - begin_age;
  const Quadrature& rule = quadrature_for(swiftness() * length);
  if (baseline_->is_power() && begin_age < kFirstAgePanel) {
    for (std::size_t i = 0; i < rule.points; ++i) {
      const double age = baseline_->age_at(begin + rule.nodes[i] * whole);
      sum += rule.weights[i] * modulation_at(std::clamp(after(origin_, age), from, to), panel.step);
    }
    return sum * whole;
  }
  if (baseline_->is_power()) {
    for (std::size_t i = 0; i < kFivePoints.points; ++i) {
      const double days = kFivePoints.nodes[i] * length;
      sum += kFivePoints.weights[i] * baseline_->rate(begin_age + days) *
             modulation_at(after(from, days), panel.step);
    }
    return sum * length;
  }
  // Pieces do not break inside a panel, so the baseline is constant here.
  for (std::size_t i = 0; i < rule.points; ++i) {
    sum += rule.weights[i] * modulation_at(after(from, rule.nodes[i] * length), panel.step);
  }
  return sum * whole;
}

/// How fast the fastest term goes: its decay, or the angular speed of the season [1/day].
double VaryingRate::swiftness() const {
  double fastest = 0.0;
  for (const Decay& term : exponent_) fastest = std::max(fastest, term.decay);
  for (const BoundedTerm& term : bounded_exponent_) fastest = std::max(fastest, term.decay);
  for (const Decay& term : linear_) fastest = std::max(fastest, term.decay);
  for (const BoundedTerm& term : bounded_linear_) fastest = std::max(fastest, term.decay);
  constexpr double kTurn = 6.283185307179586;
  if (season_ != nullptr) fastest = std::max(fastest, kTurn / in_days(season_->period));
  return fastest;
}

double VaryingRate::rate_in(const Panel& panel, Time time) const {
  const double base = baseline_->rate(days_between(origin_, time));
  return std::max(0.0, base * modulation_at(time, panel.step) + linear_at(time));
}

double VaryingRate::integral_in(const Panel& panel, Time to) const {
  if (!may_be_negative_) return modulated_integral(panel, to) + linear_integral(panel.from, to);
  const double length = days_between(panel.from, to);
  double sum = 0.0;
  const Quadrature& rule = kFivePoints;
  for (std::size_t i = 0; i < rule.points; ++i) {
    sum += rule.weights[i] * rate_in(panel, after(panel.from, rule.nodes[i] * length));
  }
  return sum * length;
}

/// By Newton's method, kept inside a shrinking bracket, to a quarter of a microsecond. `whole`: the
/// panel's integral, not below `amount`.
Time VaryingRate::reach_in(const Panel& panel, double amount, double whole) const {
  const Time from = panel.from;
  double high = days_between(from, panel.end);
  double low = 0.0;
  const double precision = 0.25 / kMicrosecondsPerDay;
  double days = high * std::min(1.0, amount / whole);
  for (int i = 0; i < 60 && high - low > precision; ++i) {
    const Time time = after(from, days);
    const double excess = integral_in(panel, time) - amount;
    (excess > 0.0 ? high : low) = days;
    const double rate = rate_in(panel, time);
    const double step = rate > 0.0 ? excess / rate : 0.0;
    if (rate > 0.0 && std::abs(step) <= precision) {
      days -= step;
      break;
    }
    double next = days - step;
    if (!(next > low && next < high)) next = 0.5 * (low + high);
    days = next;
  }
  return from + from_days(days);
}

}  // namespace tenure::engine
