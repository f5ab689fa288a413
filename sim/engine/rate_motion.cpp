// SPDX-License-Identifier: Apache-2.0
//
// What moves in a varying rate, and how soon it may be used up.
#include "engine/rate_motion.h"

#include <algorithm>
#include <cmath>

#include "engine/elementary.h"
#include "engine/varying_rate.h"

namespace tenure::engine {

namespace {

/// What a decaying term that is added to the rate weighs: its series is an exponential's.
constexpr double kWeightOfAdded = 0.2;

/// Terms below this move nothing that could be seen.
constexpr double kStill = 1e-15;

/// A little less, for what rounding may have taken from a bound.
constexpr double kCautious = 1.0 - 1e-8;

double days_between(Time from, Time to) { return in_days(to - from); }

}  // namespace

VaryingRate::Motion VaryingRate::motion_from(Time from) const {
  Motion motion;
  const double lag = days_between(since_, from);
  if (baseline_->is_constant()) {
    motion.level = factor_ * baseline_->rate(0.0);
    motion.days = kUnbounded;
  } else {
    const double age = days_between(origin_, from);
    motion.level = factor_ * baseline_->rate(age);
    motion.days = baseline_->next_break(age) - age;
  }
  motion.steady = constant_exponent_;
  motion.added = constant_linear_;
  const auto now = [lag](double value, double decay) {
    return lag == 0.0 ? value : value * exp(-decay * lag);
  };
  const auto moves = [&](Few<Decay>& terms, double value, double decay, double weight) {
    terms.items[terms.count++] = {value, decay};
    motion.swiftest = std::max(motion.swiftest, decay);
    motion.effort += weight * decay;
  };
  for (const Decay& term : exponent_) {
    const double value = now(term.value, term.decay);
    if (std::abs(value) >= kStill) moves(motion.exponent, value, term.decay, std::abs(value));
  }
  for (const BoundedTerm& term : bounded_exponent_) {
    motion.days = std::min(motion.days, term.next_kink(lag) - lag);
    if (term.rests(lag)) {
      const double there = term.at(lag);
      motion.steady += there;
      motion.rise += std::max(0.0, term.at(kUnbounded) - there);
    } else {
      const double value = now(term.value, term.decay);
      motion.steady -= term.offset;
      moves(motion.exponent, value, term.decay, std::abs(value));
    }
  }
  for (const Decay& term : linear_) {
    const double value = now(term.value, term.decay);
    if (std::abs(value) >= kStill) moves(motion.linear, value, term.decay, kWeightOfAdded);
  }
  for (const BoundedTerm& term : bounded_linear_) {
    motion.days = std::min(motion.days, term.next_kink(lag) - lag);
    if (term.rests(lag)) {
      const double there = term.at(lag);
      motion.added += there;
      motion.linear_rise += std::max(0.0, term.at(kUnbounded) - there);
    } else {
      motion.added -= term.offset;
      moves(motion.linear, now(term.value, term.decay), term.decay, kWeightOfAdded);
    }
  }
  if (season_ != nullptr) {
    const double speed = kTurn / in_days(season_->period);
    motion.swiftest = std::max(motion.swiftest, speed);
    motion.effort += season_->amplitude * speed;
  }
  return motion;
}

/// By the highest rate that is still possible: a term that moves goes to its end from one side, so
/// its highest value is the first or the last.
Time VaryingRate::bound(const Motion& motion, Time from, double amount) const {
  double exponent = motion.steady + motion.rise;
  for (const Decay& term : motion.exponent) exponent += std::max(term.value, 0.0);
  double factor = factor_;
  if (exponent != 0.0) factor *= roughly_exp(exponent);
  if (season_ != nullptr) factor *= 1.0 + season_->amplitude;
  for (std::size_t i = 0; i < passing_count_; ++i) {
    if (from < passing_[i].end) factor *= std::max(1.0, passing_[i].factor);
  }
  double added = motion.added + motion.linear_rise;
  for (const Decay& term : motion.linear) added += std::max(term.value, 0.0);
  added = std::max(added, 0.0);
  amount *= kCautious;
  if (baseline_->is_power()) {
    if (added > 0.0 || steps_ != nullptr) return from;
    if (!(factor > 0.0)) return kNever;
    const double age = days_between(origin_, from);
    const double end = baseline_->age_at(baseline_->cumulative(age) + amount / factor);
    return later(from, from_days(std::max(0.0, (end - age) * kCautious)));
  }
  const double rate = baseline_->is_constant()
                          ? factor * baseline_->rate(0.0)
                          : factor * baseline_->highest_from(days_between(origin_, from));
  if (steps_ != nullptr) {
    if (added > 0.0) return from;
    return rate > 0.0 ? steps_->reach(from, amount / rate) : kNever;
  }
  if (!(rate + added > 0.0)) return kNever;
  return later(from, from_days(amount / (rate + added)));
}

Time VaryingRate::brought_forward(Time by_highest_rate, double rise, Time now) {
  if (rise == 0.0) return by_highest_rate;
  constexpr double kWithRoom = 1.0 - 1e-6;  // states are single precision, and time is rounded
  const double wait = in_days(by_highest_rate - now) * kWithRoom;
  return now + from_days(wait / roughly_exp(rise));
}

Time VaryingRate::not_before(Time from, double amount) const {
  return bound(motion_from(from), from, amount);
}

}  // namespace tenure::engine
