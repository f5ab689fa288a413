// SPDX-License-Identifier: Apache-2.0
#include "engine/varying_rate.h"

#include <algorithm>
#include <cmath>

#include "engine/elementary.h"
#include "engine/expect.h"

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

// Beyond this an exponential of an exponential is integrated by panels.
constexpr double kLargestExponent = 4.0;

/// G(x) = integral of (e^u - 1) / u from 0 to x = sum of x^k / (k k!), for |x| <= kLargestExponent
/// (Abramowitz & Stegun 1964, 5.1.40: -Ein(-x)); to the last bits of the larger of |G| and 1e-16.
double exponential_integral(double x) {
  constexpr std::size_t kTerms = 30;
  constexpr auto kCoefficients = [] {
    std::array<double, kTerms + 1> c{};
    double factorial = 1.0;
    for (std::size_t k = 1; k <= kTerms; ++k) {
      factorial *= static_cast<double>(k);
      c[k] = 1.0 / (static_cast<double>(k) * factorial);
    }
    return c;
  }();
  const double size = x < 0.0 ? -x : x;
  const std::size_t terms = size < 0.25 ? 10 : size < 1.0 ? 16 : kTerms;
  double sum = 0.0;
  for (std::size_t k = terms; k >= 1; --k) sum = sum * x + kCoefficients[k];
  return sum * x;
}

/// Later than anything, and yet so that its distance from any time can be represented.
constexpr Time kEndOfTime{Duration{kNever.time_since_epoch().count() / 2}};

double days_between(Time from, Time to) { return in_days(to - from); }

Time after(Time from, double days) {
  return from + Duration{static_cast<std::int64_t>(days * kMicrosecondsPerDay)};
}

}  // namespace

double SineFactor::at(Time time) const {
  const double turns = in_days(time - start) / in_days(period);
  return 1.0 + amplitude * sin_turns(turns);
}

double StepFactor::at(Time time) const {
  const auto next = std::upper_bound(from.begin(), from.end(), time);
  TENURE_EXPECT(next != from.begin());
  return factor[static_cast<std::size_t>(next - from.begin()) - 1];
}

Time StepFactor::next_change(Time time) const {
  const auto next = std::upper_bound(from.begin(), from.end(), time);
  return next == from.end() ? kNever : *next;
}

std::pair<double, Time> StepFactor::piece_at(Time time) const {
  const auto next = std::upper_bound(from.begin(), from.end(), time);
  TENURE_EXPECT(next != from.begin());
  return {factor[static_cast<std::size_t>(next - from.begin()) - 1],
          next == from.end() ? kNever : *next};
}

double VaryingRate::Term::at(double days) const {
  const double moving = days == kUnbounded ? 0.0 : value * exp(-decay * days);
  return is_bounded() ? std::clamp(moving - offset, low, high) : moving;
}

void VaryingRate::Term::find_kinks() {
  // value e^{-d t} = bound + offset happens at t = ln(value / (bound + offset)) / d, if at all.
  for (std::size_t i = 0; i < 2; ++i) {
    const double bound = i == 0 ? low : high;
    const double level = bound + offset;
    if (!(bound > -kUnbounded && bound < kUnbounded) || !(level / value > 0.0)) continue;
    kinks[i] = log(value / level) / decay;
  }
}

bool VaryingRate::Term::rests(double days) const {
  if (!is_bounded()) return false;
  const double moving = value * exp(-decay * days) - offset;
  // At a bound the direction decides: towards 0, that is down from above and up from below.
  return moving < low || moving > high || (moving == low && value > 0.0) ||
         (moving == high && value < 0.0);
}

double VaryingRate::Terms::at(double days) const {
  double sum = 0.0;
  for (std::size_t i = 0; i < count; ++i) sum += items[i].at(days);
  return sum;
}

void VaryingRate::Terms::add(const Term& added) {
  for (std::size_t i = 0; i < count && !added.is_bounded(); ++i) {
    if (items[i].decay == added.decay && !items[i].is_bounded()) {
      items[i].value += added.value;
      return;
    }
  }
  TENURE_ENSURE(count < kTerms);
  items[count++] = added;
}

void VaryingRate::multiply_until(double factor, Time end) {
  if (factor == 1.0 || end <= since_) return;
  TENURE_ENSURE(passing_count_ < kPassingFactors);
  passing_[passing_count_++] = {factor, end};
}

void VaryingRate::add_exponent(double a, double decay_per_day) {
  if (a == 0.0) return;
  if (decay_per_day == 0.0) {
    constant_exponent_ += a;
  } else {
    exponent_.add(term(a, decay_per_day));
  }
}

void VaryingRate::add_bounded_exponent(double a, double decay_per_day, double offset, double low,
                                       double high) {
  TENURE_ENSURE(low <= high);
  if (a == 0.0 || decay_per_day == 0.0) {
    constant_exponent_ += std::clamp(a - offset, low, high);
    return;
  }
  Term bounded = term(a, decay_per_day, offset, low, high);
  bounded.find_kinks();
  const double now = bounded.at(0.0);
  // What never leaves its bound is no term.
  if (bounded.rests(0.0) && bounded.next_kink(0.0) == kUnbounded) {
    constant_exponent_ += now;
  } else {
    exponent_.add(bounded);
  }
}

void VaryingRate::add_linear(double b, double decay_per_day) {
  if (b == 0.0) return;
  may_be_negative_ = may_be_negative_ || b < 0.0;
  if (decay_per_day == 0.0) {
    constant_linear_ += b;
  } else {
    linear_.add(term(b, decay_per_day));
  }
}

void VaryingRate::add_bounded_linear(double b, double decay_per_day, double offset, double low,
                                     double high) {
  TENURE_ENSURE(low <= high);
  Term bounded = term(b, decay_per_day, offset, low, high);
  const double now = bounded.at(0.0);
  const bool moves = b != 0.0 && decay_per_day > 0.0;
  if (moves) bounded.find_kinks();
  may_be_negative_ =
      may_be_negative_ || now < 0.0 || (moves && std::clamp(-offset, low, high) < 0.0);
  if (!moves || (bounded.rests(0.0) && bounded.next_kink(0.0) == kUnbounded)) {
    constant_linear_ += now;
  } else {
    linear_.add(bounded);
  }
}

bool VaryingRate::same_as(const VaryingRate& other) const {
  const auto same = [](const auto* a, const auto* b) {
    return a == b || (a != nullptr && b != nullptr && *a == *b);
  };
  return same(baseline_, other.baseline_) && same(season_, other.season_) &&
         same(steps_, other.steps_) && factor_ == other.factor_ && origin_ == other.origin_ &&
         since_ == other.since_ && constant_exponent_ == other.constant_exponent_ &&
         exponent_ == other.exponent_ && linear_ == other.linear_ &&
         constant_linear_ == other.constant_linear_ && passing_ == other.passing_ &&
         passing_count_ == other.passing_count_;
}

bool VaryingRate::is_baseline_alone() const {
  return exponent_.count == 0 && linear_.count == 0 && constant_linear_ == 0.0 &&
         season_ == nullptr && steps_ == nullptr && passing_count_ == 0;
}

double VaryingRate::modulation_at(Time time) const {
  return modulation_at(time, steps_ == nullptr ? 1.0 : steps_->at(time));
}

double VaryingRate::modulation_at(Time time, double step) const {
  double exponent = constant_exponent_;
  if (exponent_.count > 0) exponent += exponent_.at(days_between(since_, time));
  double value = exponent == 0.0 ? factor_ : factor_ * exp(exponent);
  for (std::size_t i = 0; i < passing_count_; ++i) {
    if (time < passing_[i].end) value *= passing_[i].factor;
  }
  if (season_ != nullptr) value *= season_->at(time);
  return value * step;
}

double VaryingRate::linear_at(Time time) const {
  return constant_linear_ + linear_.at(days_between(since_, time));
}

double VaryingRate::at(Time time) const {
  const double base = baseline_->rate(days_between(origin_, time));
  return std::max(0.0, base * modulation_at(time) + linear_at(time));
}

double VaryingRate::linear_integral(Time from, Time to) const {
  const double length = days_between(from, to);
  const double lag = days_between(since_, from);
  double sum = constant_linear_ * length;
  for (std::size_t i = 0; i < linear_.count; ++i) {
    const Term& term = linear_.items[i];
    if (term.rests(lag)) {  // panels break at kinks: it rests all along
      sum += term.at(lag) * length;
      continue;
    }
    sum += term.value * exp(-term.decay * lag) * -expm1(-term.decay * length) / term.decay;
    sum -= term.offset * length;
  }
  return sum;
}

/// The panel that begins at `from`: nothing breaks inside it and all is smooth.
VaryingRate::Panel VaryingRate::panel_from(Time from, Time limit) const {
  Panel panel{.from = from, .end = limit};
  const double decays = may_be_negative_ ? kLongestDecayWithFloor : kLongestDecay;
  const double whole = days_between(from, limit);
  const double lag = days_between(since_, from);
  double days = whole;
  for (std::size_t i = 0; i < exponent_.count; ++i) {
    days = std::min(days, exponent_.items[i].next_kink(lag) - lag);
  }
  for (std::size_t i = 0; i < linear_.count; ++i) {
    days = std::min(days, linear_.items[i].next_kink(lag) - lag);
  }
  panel.closed = has_closed_form(lag);
  for (std::size_t i = 0; !panel.closed && i < exponent_.count; ++i) {
    days = std::min(days, kLongestDecay / exponent_.items[i].decay);
  }
  for (std::size_t i = 0; may_be_negative_ && i < linear_.count; ++i) {
    days = std::min(days, decays / linear_.items[i].decay);
  }
  if (season_ != nullptr) days = std::min(days, in_days(season_->period) / kPanelsPerPeriod);
  const double age = days_between(origin_, from);
  days = std::min(days, baseline_->next_break(age) - age);
  // A power of age is smooth enough where age grows by no more than half.
  if (baseline_->is_power()) days = std::min(days, std::max(0.5 * age, kFirstAgePanel));
  // By comparison first: a limit of kNever in days, rounded, may lie beyond the representable.
  Time end = days < whole ? std::clamp(after(from, days), from + Duration{1}, limit) : limit;
  if (steps_ != nullptr) {
    const auto [step, next] = steps_->piece_at(from);
    panel.step = step;
    end = std::min(end, next);
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
  if (exponent_.count == 0 && season_ == nullptr) return whole * modulation_at(from, panel.step);
  if (panel.closed) return closed_panel(panel).integral(end_age - begin_age);
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

/// Whether, from `days` after `since` to the next kink, the modulation is at most one moving term
/// in the exponent and nothing else that moves.
bool VaryingRate::has_closed_form(double days) const {
  if (season_ != nullptr || may_be_negative_ || baseline_->is_power()) return false;
  std::size_t moving = 0;
  for (std::size_t i = 0; i < exponent_.count; ++i) {
    const Term& term = exponent_.items[i];
    if (term.rests(days)) continue;
    if (++moving > 1 || term.value >= kLargestExponent || term.value <= -kLargestExponent) {
      return false;
    }
  }
  return exponent_.count > 0;
}

VaryingRate::ClosedPanel VaryingRate::closed_panel(const Panel& within) const {
  const Time from = within.from;
  const double lag = days_between(since_, from);
  double steady = factor_ * within.step;
  for (std::size_t i = 0; i < passing_count_; ++i) {
    if (from < passing_[i].end) steady *= passing_[i].factor;
  }
  double exponent = constant_exponent_;
  ClosedPanel panel;
  for (std::size_t i = 0; i < exponent_.count; ++i) {
    const Term& term = exponent_.items[i];
    if (term.rests(lag)) {
      exponent += term.at(lag);
    } else {
      exponent -= term.offset;
      panel.begin = term.value * exp(-term.decay * lag);
      panel.decay = term.decay;
      panel.integral_at_begin = exponential_integral(panel.begin);
    }
  }
  if (exponent != 0.0) steady *= exp(exponent);
  panel.level = steady * baseline_->rate(days_between(origin_, from));
  return panel;
}

/// The integral of exp(b e^{-d t}) over t days is t + (G(b) - G(b e^{-d t})) / d.
double VaryingRate::ClosedPanel::integral(double days) const {
  if (begin == 0.0) return level * days;
  const double end = begin * exp(-decay * days);
  return level * (days + (integral_at_begin - exponential_integral(end)) / decay);
}

/// Newton's method, kept inside a shrinking bracket, to a quarter of a microsecond.
double VaryingRate::ClosedPanel::days_to(double amount, double longest) const {
  if (begin == 0.0) return std::min(amount / level, longest);
  const double precision = 0.25 / kMicrosecondsPerDay;
  double low = 0.0;
  double high = longest;
  double days = std::min(amount / (level * exp(begin)), high);
  for (int i = 0; i < 60 && high - low > precision; ++i) {
    const double end = begin * exp(-decay * days);
    const double excess =
        level * (days + (integral_at_begin - exponential_integral(end)) / decay) - amount;
    (excess > 0.0 ? high : low) = days;
    const double step = excess / (level * exp(end));
    if (std::abs(step) <= precision) return days - step;
    const double next = days - step;
    days = next > low && next < high ? next : 0.5 * (low + high);
  }
  return days;
}

/// How fast the fastest term goes: its decay, or the angular speed of the season [1/day].
double VaryingRate::swiftness() const {
  double fastest = 0.0;
  for (std::size_t i = 0; i < exponent_.count; ++i) {
    fastest = std::max(fastest, exponent_.items[i].decay);
  }
  for (std::size_t i = 0; i < linear_.count; ++i) {
    fastest = std::max(fastest, linear_.items[i].decay);
  }
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

double VaryingRate::integral(Time from, Time to) const {
  double sum = 0.0;
  while (from < to) {
    const Panel panel = panel_from(from, to);
    sum += integral_in(panel, panel.end);
    from = panel.end;
  }
  return sum;
}

Time VaryingRate::not_before(Time from, double amount) const {
  if (steps_ != nullptr || baseline_->is_power()) return from;
  const double lag = days_between(since_, from);
  // A term moves towards its end from one side: its highest value is the first or the last.
  const auto highest = [&](const Terms& terms) {
    double sum = 0.0;
    for (std::size_t i = 0; i < terms.count; ++i) {
      sum += std::max(terms.items[i].at(lag), terms.items[i].at(kUnbounded));
    }
    return sum;
  };
  double rate = factor_ * baseline_->highest_from(days_between(origin_, from));
  const double exponent = constant_exponent_ + highest(exponent_);
  if (exponent != 0.0) rate *= exp(exponent);
  if (season_ != nullptr) rate *= 1.0 + season_->amplitude;
  for (std::size_t i = 0; i < passing_count_; ++i) {
    if (from < passing_[i].end) rate *= std::max(1.0, passing_[i].factor);
  }
  rate += std::max(0.0, constant_linear_ + highest(linear_));
  if (!(rate > 0.0)) return kNever;
  // A little less, for what rounding may have taken from the rate.
  return later(from, from_days(amount / rate * (1.0 - 1e-9)));
}

Time VaryingRate::reach(Time from, double amount, Time limit) const {
  if (is_baseline_alone()) {
    const double scale = modulation_at(from);
    if (!(scale > 0.0)) return kNever;
    const double age = days_between(origin_, from);
    const double end = baseline_->age_at(baseline_->cumulative(age) + amount / scale);
    // By the difference where ages are exact, so that a constant rate stays a plain division.
    const Time time = later(
        from, from_days(std::max(
                  0.0, baseline_->is_constant() ? baseline_->age_at(amount / scale) : end - age)));
    return time > limit ? kNever : time;
  }
  // Panels end where the rate says, not at the limit: an occurrence must not move by a microsecond
  // because a longer study looks further.
  while (from < limit) {
    const Panel panel = panel_from(from, kEndOfTime);
    const double whole = integral_in(panel, panel.end);
    if (whole >= amount) {
      const Time time = reach_in(panel, amount, whole);
      return time > limit ? kNever : time;
    }
    amount -= whole;
    from = panel.end;
  }
  return kNever;
}

/// By Newton's method, kept inside a shrinking bracket, to a quarter of a microsecond. `whole`: the
/// panel's integral, not below `amount`.
Time VaryingRate::reach_in(const Panel& panel, double amount, double whole) const {
  const Time from = panel.from;
  double high = days_between(from, panel.end);
  if (panel.closed && linear_.count == 0 && constant_linear_ == 0.0) {
    return from + from_days(closed_panel(panel).days_to(amount, high));
  }
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
