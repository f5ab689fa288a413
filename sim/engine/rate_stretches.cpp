// SPDX-License-Identifier: Apache-2.0
//
// Integrals of varying rates, and the time at which they reach an amount.
#include <algorithm>
#include <cmath>

#include "engine/elementary.h"
#include "engine/rate_expansion.h"
#include "engine/rate_motion.h"
#include "engine/varying_rate.h"

namespace tenure::engine {

namespace {

/// Later than anything, and yet so that its distance from any time can be represented.
constexpr Time kEndOfTime{Duration{kNever.time_since_epoch().count() / 2}};

/// No panel is shorter than this for haste [days].
constexpr double kShortest = 1e-3;

/// Half of a panel's length times the swiftest decay may be as large as this for a relative error
/// of 2e-10, where the exponent's terms weigh `a` = sum |value| decay / swiftest decay: the
/// remainder of the series of exp(a (e^y - 1)), whose coefficients are Touchard's polynomials of a
/// over factorials, computed for a from 1e-4 to 40 and bounded by a simple formula.
template <std::size_t N>
double longest_half(double a) {
  static_assert(N == 4 || N == 6 || N == 10);
  if constexpr (N == 4) return 1.0 / (5.5 + 42.0 * std::sqrt(a) + 19.0 * a);
  if constexpr (N == 6) return 1.0 / (2.0 + 10.5 * std::sqrt(a) + 4.3 * a);
  return 1.0 / (0.85 + 2.75 * std::sqrt(a) + a);
}
double days_between(Time from, Time to) { return in_days(to - from); }

Time after(Time from, double days) {
  return from + Duration{static_cast<std::int64_t>(days * kMicrosecondsPerDay)};
}

}  // namespace

/// The factors that are constant in between known times, piece after piece.
class VaryingRate::Pieces {
 public:
  Pieces(const VaryingRate& rate, Time from) : rate_(rate) {
    if (rate.steps_ != nullptr) {
      piece_ = rate.steps_->piece_at(from);
      step_end_ = rate.steps_->end(piece_);
      step_ = rate.steps_->factor(piece_);
    }
    pass(from);
  }
  double factor() const { return passing_ * step_; }
  Time end() const { return std::min(step_end_, passing_end_); }
  void advance() {
    const Time now = end();
    if (now == step_end_) {
      ++piece_;
      step_end_ = rate_.steps_->end(piece_);
      step_ = rate_.steps_->factor(piece_);
    }
    if (now == passing_end_) pass(now);
  }

 private:
  void pass(Time from) {
    passing_ = 1.0;
    passing_end_ = kNever;
    for (std::size_t i = 0; i < rate_.passing_count_; ++i) {
      const PassingFactor& passing = rate_.passing_[i];
      if (from >= passing.end) continue;
      passing_ *= passing.factor;
      passing_end_ = std::min(passing_end_, passing.end);
    }
  }

  const VaryingRate& rate_;
  std::size_t piece_ = 0;
  double step_ = 1.0;
  Time step_end_ = kNever;
  double passing_ = 1.0;
  Time passing_end_ = kNever;
};

VaryingRate::Stretch VaryingRate::stretch(const Motion& motion, Time from, Time limit,
                                          double amount, double hurry) const {
  const double whole = days_between(from, limit);
  double days = std::min(whole, motion.days);
  std::size_t degree = 0;
  if (motion.swiftest > 0.0) {
    if (amount < kUnbounded) {
      double exponent = motion.steady;
      for (const Decay& term : motion.exponent) exponent += term.value;
      double rate = motion.level * roughly_exp(exponent) + motion.added;
      for (const Decay& term : motion.linear) rate += term.value;
      if (rate > 0.0) days = std::min(days, std::max(hurry * amount / rate, kShortest));
    }
    const double weight = motion.effort / motion.swiftest;
    const double half = 0.5 * days * motion.swiftest;
    degree = half <= longest_half<4>(weight) ? 4 : half <= longest_half<6>(weight) ? 6 : 10;
    if (degree == 10) days = std::min(days, 2.0 * longest_half<10>(weight) / motion.swiftest);
  }
  // By comparison first: a limit of kNever in days, rounded, may lie beyond the representable.
  const Time end = days < whole ? std::clamp(after(from, days), from + Duration{1}, limit) : limit;
  switch (degree) {
    case 0:
      return steady_stretch(motion, from, end, amount);
    case 4:
      return moving_stretch<4>(motion, from, end, amount);
    case 6:
      return moving_stretch<6>(motion, from, end, amount);
    default:
      return moving_stretch<10>(motion, from, end, amount);
  }
}

VaryingRate::Stretch VaryingRate::steady_stretch(const Motion& motion, Time from, Time end,
                                                 double amount) const {
  const double level = motion.steady == 0.0 ? motion.level : motion.level * exp(motion.steady);
  Stretch result{.end = end};
  Pieces pieces(*this, from);
  for (Time begin = from;;) {
    const Time next = std::min(pieces.end(), end);
    const double rate = std::max(0.0, level * pieces.factor() + motion.added);
    const double part = rate * days_between(begin, next);
    if (result.used + part >= amount && rate > 0.0) {
      result.when = later(begin, from_days(std::max(0.0, amount - result.used) / rate));
      return result;
    }
    result.used += part;
    if (next == end) return result;
    begin = next;
    pieces.advance();
  }
}

/// A piece of a panel on which the factor is constant: from where to where, what its factor is, and
/// how much of the integral it is to use up.
struct VaryingRate::Piece {
  double from;
  double to;
  double multiple;
  double rest;
  double part;  ///< all that it could
};

/// Newton's method, kept inside a shrinking bracket, to a quarter of a microsecond: x.
template <std::size_t N>
double VaryingRate::solve(const RateExpansion<N>& series, const Piece& piece, double half) const {
  const double precision = 0.25 / kMicrosecondsPerDay / half;
  const Pair begin = piece.multiple * series.factor_to(piece.from) + series.added_to(piece.from);
  const Pair end = piece.multiple * series.factor_to(piece.to) + series.added_to(piece.to);
  const double length = piece.to - piece.from;
  const double share = std::clamp(piece.rest / piece.part, 0.0, 1.0);
  // The first guess: the inverse function, of third degree from its values and slopes at the ends.
  double guess = share;
  if (begin[1] > 0.0 && end[1] > 0.0) {
    const double mean = piece.part / length;
    const double left = 1.0 - share;
    guess = share * (share * (3.0 - 2.0 * share) +
                     left * (left * (mean / begin[1]) - share * (mean / end[1])));
    if (!(guess >= 0.0 && guess <= 1.0)) guess = share;
  }
  // Where the rate changes by less than a few times itself along the panel, a step this small ends
  // within the precision.
  const bool calm = !series.has_added() && (season_ == nullptr || season_->amplitude <= 0.5);
  const double last_step = calm ? 0.25 * precision : precision * precision;
  double low = piece.from;
  double high = piece.to;
  double x = piece.from + length * guess;
  for (int i = 0; i < 60 && high - low > precision; ++i) {
    const Pair now = piece.multiple * series.factor_to(x) + series.added_to(x);
    const double excess = (now[0] - begin[0]) - piece.rest;
    (excess > 0.0 ? high : low) = x;
    const double step = now[1] > 0.0 ? excess / now[1] : kUnbounded;
    const double next = x - step;
    if (step * step <= last_step) return next;
    x = next > low && next < high ? next : 0.5 * (low + high);
  }
  return x;
}

template <std::size_t N>
RateExpansion<N> VaryingRate::expand(const Motion& motion, Time from, double half) const {
  RateExpansion<N> series;
  series.add_exponents(motion.exponent.begin(), motion.exponent.end(), half);
  for (const Decay& term : motion.linear) {
    const double y = term.decay * half;
    series.add_linear(term.value * exp(-y), y);
  }
  if (motion.added != 0.0) series.add_linear(motion.added, 0.0);
  const double exponent = motion.steady + series.middle();
  const double level = exponent == 0.0 ? motion.level : motion.level * exp(exponent);
  if (season_ != nullptr) {
    const double per_day = 1.0 / in_days(season_->period);
    const double turns = (days_between(season_->start, from) + half) * per_day;
    series.finish(level, half, season_->amplitude, sin_turns(turns), cos_turns(turns),
                  kTurn * per_day * half);
  } else {
    series.finish(level, half);
  }
  return series;
}

template <std::size_t N>
VaryingRate::Stretch VaryingRate::moving_stretch(const Motion& motion, Time from, Time end,
                                                 double amount) const {
  const double half = 0.5 * days_between(from, end);
  RateExpansion<N> series = expand<N>(motion, from, half);
  if (may_be_negative_) {
    const double least = steps_ != nullptr || passing_count_ > 0 ? 0.0 : 1.0;
    if (!(series.lowest(least) >= 0.0)) return {.valid = false};
  }
  Stretch result{.end = end};
  const auto reached_in = [&](const Piece& piece) {
    result.when = from + from_days((solve(series, piece, half) + 1.0) * half);
    return result;
  };
  Pieces pieces(*this, from);
  if (pieces.end() >= end) {
    const double part = pieces.factor() * series.whole_factor() + series.whole_added();
    if (part >= amount && part > 0.0) {
      series.prepare();
      return reached_in({-1.0, 1.0, pieces.factor(), amount, part});
    }
    result.used = part;
    return result;
  }
  series.prepare();
  double x = -1.0;
  double factor_to = series.factor_to(x)[0];
  double added_to = series.added_to(x)[0];
  for (;;) {  // two pieces at a time
    const double first = pieces.factor();
    const bool ends_first = pieces.end() >= end;
    const double first_x = ends_first ? 1.0 : days_between(from, pieces.end()) / half - 1.0;
    if (!ends_first) pieces.advance();
    const double second = pieces.factor();
    const bool ends_second = pieces.end() >= end;
    const double second_x = ends_second ? 1.0 : days_between(from, pieces.end()) / half - 1.0;
    const Pair to = series.factor_to_each(Pair{first_x, second_x});

    const double first_added = series.added_to(first_x)[0];
    const double first_part = first * (to[0] - factor_to) + (first_added - added_to);
    if (result.used + first_part >= amount && first_part > 0.0) {
      return reached_in({x, first_x, first, amount - result.used, first_part});
    }
    result.used += first_part;
    if (ends_first) return result;

    const double second_added = series.added_to(second_x)[0];
    const double second_part = second * (to[1] - to[0]) + (second_added - first_added);
    if (result.used + second_part >= amount && second_part > 0.0) {
      return reached_in({first_x, second_x, second, amount - result.used, second_part});
    }
    result.used += second_part;
    if (ends_second) return result;
    x = second_x;
    factor_to = to[1];
    added_to = second_added;
    pieces.advance();
  }
}

double VaryingRate::integral(Time from, Time to) const {
  double sum = 0.0;
  while (from < to) {
    Stretch part{.valid = false};
    if (!baseline_->is_power()) part = stretch(motion_from(from), from, to, kUnbounded, 1.0);
    if (part.valid) {
      sum += part.used;
      from = part.end;
      continue;
    }
    const Panel panel = panel_from(from, to);
    sum += integral_in(panel, panel.end);
    from = panel.end;
  }
  return sum;
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
  return reach_varying(nullptr, from, amount, limit);
}

VaryingRate::Outlook VaryingRate::look(Time from, double amount, Duration far_off,
                                       Time limit) const {
  if (is_baseline_alone()) return {reach(from, amount, kNever)};
  const Motion motion = motion_from(from);
  const Time earliest = bound(motion, from, amount);
  if (earliest == kNever) return {kNever};
  if (earliest > limit || earliest - from > far_off) {
    const bool by_rate = steps_ == nullptr && !baseline_->is_power();
    return {earliest, by_rate ? Outlook::Kind::highest_rate : Outlook::Kind::bound};
  }
  const Time time = reach_varying(&motion, from, amount, limit);
  if (time == kNever) return {later(limit, Duration{1}), Outlook::Kind::bound};
  return {time};
}

/// `motion`: from `from`, if it is known.
Time VaryingRate::reach_varying(const Motion* motion, Time from, double amount, Time limit) const {
  // Panels end where the rate and the amount say, not at the limit: an occurrence must not move by
  // a microsecond because a longer study looks further.
  double hurry = steps_ != nullptr || season_ != nullptr || passing_count_ > 0 ? 2.0 : 1.25;
  while (from < limit) {
    Stretch part{.valid = false};
    if (!baseline_->is_power()) {
      part =
          stretch(motion != nullptr ? *motion : motion_from(from), from, kEndOfTime, amount, hurry);
      motion = nullptr;
    }
    if (part.valid) {
      if (part.when != kNever) return part.when > limit ? kNever : part.when;
      amount -= part.used;
      from = part.end;
      hurry *= 4.0;  // a rate that stays far below its first value needs no more than a few panels
      continue;
    }
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

}  // namespace tenure::engine
