// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "engine/time.h"

namespace tenure::engine {

template <std::size_t N>
class RateExpansion;

/// 1 + amplitude * sin(2 pi (t - start) / period): a season. 0 <= amplitude <= 1.
struct SineFactor {
  double amplitude = 0.0;
  Duration period{};
  Time start{};
  double at(Time time) const;
  friend bool operator==(const SineFactor&, const SineFactor&) = default;
};

/// A factor that changes at known times and stays in between: days of the week, months. Must cover
/// the whole run; the last value stays.
class StepFactor {
 public:
  /// `from`: rising, the first not after the run's start; `factor[i]` >= 0 holds from `from[i]`.
  StepFactor(std::vector<Time> from, std::vector<double> factor);

  double at(Time time) const { return factor_[piece_at(time)]; }
  Time next_change(Time time) const { return end(piece_at(time)); }  ///< after `time`, or kNever
  std::size_t piece_at(Time time) const;
  double factor(std::size_t piece) const { return factor_[piece]; }
  Time end(std::size_t piece) const { return from_[piece + 1]; }
  /// When the integral of the factor from `from` reaches `days`, up to rounding; kNever if it does
  /// not.
  Time reach(Time from, double days) const;
  friend bool operator==(const StepFactor&, const StepFactor&) = default;

 private:
  std::size_t bucket(Time time) const {
    return static_cast<std::size_t>(in_days(time - from_[0]) * buckets_per_day_);
  }
  std::vector<Time> from_;  ///< and kNever
  std::vector<double> factor_;
  std::vector<double> reached_;  ///< integral from the first piece's begin to each one's [days]
  /// The last piece that begins before all times of a bucket: where to look for a time.
  std::vector<std::uint32_t> first_;
  double buckets_per_day_ = 0.0;
};

/// How the base of a rate goes with age.
class Baseline {
 public:
  static Baseline constant(double per_day);
  /// `until[i]` [days] ends piece i; one rate more than ends.
  static Baseline pieces(std::vector<double> until, std::vector<double> per_day);
  /// Cumulative hazard (age / scale)^shape (Weibull 1951).
  static Baseline weibull(double scale_days, double shape);

  double rate(double age) const;           ///< [1/day]; may be infinite at age 0
  double cumulative(double age) const;     ///< integral of rate from age 0
  double age_at(double cumulative) const;  ///< inverse of cumulative; infinity if never reached
  double next_break(double age) const;     ///< the first kink after `age`, or infinity
  double highest_from(double age) const;   ///< highest rate at this age or later [1/day]
  bool is_constant() const { return form_ == Form::constant; }
  bool is_power() const { return form_ == Form::weibull && shape_ != 1.0; }  ///< of age
  friend bool operator==(const Baseline&, const Baseline&) = default;

 private:
  enum class Form { constant, pieces, weibull };
  Form form_ = Form::constant;
  double per_day_ = 0.0;
  std::vector<double> until_;
  std::vector<double> rates_;
  std::vector<double> reached_;  ///< cumulative hazard at the pieces' ends
  double scale_ = 1.0;
  double shape_ = 1.0;
};

/// A rate that varies with age, season and the state of its owner, between two changes of that
/// state:
///
///   rate(t) = factor * baseline(t - origin) * exp(sum_k a_k(t)) * seasons(t) + sum_k b_k(t)
///
/// and never below 0. A term decays, a_k(t) = a e^{-d (t - since)}, or is such a term kept between
/// bounds: clamp(a e^{-d (t - since)} - offset, low, high). A factor may hold until a given time.
///
/// An occurrence of such a rate happens when the integral has used up one unit exponential: the
/// random time change theorem (Meyer 1971). Integrals are power series on panels short enough that
/// the relative error stays below 1e-9 (engine/rate_expansion.h); where the baseline is a power of
/// age or the floor of 0 cuts, sums over Gauss and Legendre's points.
class VaryingRate {
 public:
  static constexpr std::size_t kTerms = 8;
  static constexpr std::size_t kPassingFactors = 6;

  /// `baseline` outlives this. Ages count from `origin`; terms are given as of `since`.
  VaryingRate(const Baseline& baseline, double factor, Time origin, Time since)
      : baseline_(&baseline), factor_(factor), origin_(origin), since_(since) {}

  void multiply(double factor) { factor_ *= factor; }
  /// A factor on everything but the linear terms, up to but not at `end`.
  void multiply_until(double factor, Time end) {
    if (factor != 1.0 && end > since_) add_passing(factor, end);
  }
  /// Adds a e^{-d t} to the exponent; d = 0: a constant. Terms of value 0 leave no trace.
  void add_exponent(double a, double decay_per_day) {
    if (a == 0.0) return;
    if (decay_per_day == 0.0) {
      constant_exponent_ += a;
    } else {
      add(exponent_, {a, decay_per_day});
    }
  }
  /// Adds clamp(a e^{-d t} - offset, low, high) to the exponent. low <= high.
  void add_bounded_exponent(double a, double decay_per_day, double offset, double low, double high);
  /// Adds b e^{-d t} [1/day] to the rate itself.
  void add_linear(double b, double decay_per_day);
  /// Adds clamp(b e^{-d t} - offset, low, high) [1/day] to the rate itself.
  void add_bounded_linear(double b, double decay_per_day, double offset, double low, double high);
  void follow(const SineFactor& season) {
    if (season.amplitude != 0.0) season_ = &season;
  }
  void follow(const StepFactor& steps) { steps_ = &steps; }

  double at(Time time) const;
  double integral(Time from, Time to) const;
  /// When the integral from `from` reaches `amount` > 0, to the microsecond, at least one after
  /// `from`; kNever if not by `limit`.
  Time reach(Time from, double amount, Time limit) const;

  /// A time before which the integral from `from` cannot reach `amount`, cheaply: by the highest
  /// rate that is still possible. `from` itself where that is not known.
  Time not_before(Time from, double amount) const;

  /// What may be said for now of when the integral from `from` reaches `amount`.
  struct Outlook {
    enum class Kind : std::uint8_t {
      exact,         ///< as `reach`; kNever if never
      bound,         ///< as `not_before`
      highest_rate,  ///< the same, and by a constant rate that cannot be exceeded
    };
    Time time;
    Kind kind = Kind::exact;
  };
  /// Exactly if it may be within `far_off` from now and by `limit`.
  Outlook look(Time from, double amount, Duration far_off, Time limit) const;
  /// What becomes at `now` of an outlook by the highest rate, if the rate has risen to e^rise times
  /// itself at most, rise >= 0: e^-rise of the wait, a little less. Later than `now`.
  static Time brought_forward(Time by_highest_rate, double rise, Time now);

  /// Whether two rates are the same function, bit for bit.
  bool same_as(const VaryingRate& other) const;

 private:
  static constexpr double kUnbounded = std::numeric_limits<double>::infinity();

  /// A decaying term as of some time: value e^{-decay t}.
  struct Decay {
    double value;
    double decay;  ///< [1/day]
    friend bool operator==(const Decay&, const Decay&) = default;
  };
  /// Most places of a rate stay empty, and rates are made at every change: nothing else is touched.
  template <class Item>
  struct Few {
    std::array<Item, kTerms> items;  ///< the first `count` have a meaning
    std::size_t count = 0;
    Few() {}
    Few(const Few& other) : count(other.count) {
      std::copy_n(other.items.begin(), count, items.begin());
    }
    Few& operator=(const Few& other) {
      count = other.count;
      std::copy_n(other.items.begin(), count, items.begin());
      return *this;
    }
    const Item* begin() const { return items.data(); }
    const Item* end() const { return items.data() + count; }
    void push(const Item& item) {
      if (count == kTerms) refuse();
      items[count++] = item;
    }
    friend bool operator==(const Few& a, const Few& b) {
      return std::equal(a.begin(), a.end(), b.begin(), b.end());
    }
  };
  [[noreturn]] static void refuse();  ///< more terms than there is room for
  /// Terms that decay as fast are one.
  static void add(Few<Decay>& terms, Decay added) {
    for (std::size_t i = 0; i < terms.count; ++i) {
      if (terms.items[i].decay == added.decay) {
        terms.items[i].value += added.value;
        return;
      }
    }
    terms.push(added);
  }
  /// clamp(value e^{-decay t} - offset, low, high), where a bound holds for some time.
  struct BoundedTerm {
    double value;
    double decay;
    double offset;
    double low;
    double high;
    /// When a bound begins or ceases to hold: `low`, `high`; infinity if never.
    std::array<double, 2> kinks{kUnbounded, kUnbounded};
    double at(double days) const;
    void find_kinks();
    /// The first kink after `days`, or infinity.
    double next_kink(double days) const {
      const double first = kinks[0] > days ? kinks[0] : kUnbounded;
      return kinks[1] > days && kinks[1] < first ? kinks[1] : first;
    }
    /// Whether it stays at a bound just after `days`.
    bool rests(double days) const;
    friend bool operator==(const BoundedTerm&, const BoundedTerm&) = default;
  };
  static double sum_at(const Few<Decay>& terms, const Few<BoundedTerm>& bounded, double days);

  struct PassingFactor {
    double factor;
    Time end;
    friend bool operator==(const PassingFactor&, const PassingFactor&) = default;
  };

  void add_passing(double factor, Time end);

  enum class Bounds { none, some, at_low, at_high };
  static Bounds bounds_of(double a, double offset, double low, double high);

  bool is_baseline_alone() const;
  double modulation_at(Time time) const;  ///< what multiplies the baseline
  double modulation_at(Time time, double step) const;
  double linear_at(Time time) const;  ///< what is added
  double linear_integral(Time from, Time to) const;

  /// What moves in the rate from some time on, until a term meets a bound or the baseline breaks.
  struct Motion {
    Few<Decay> exponent;
    Few<Decay> linear;
    double steady = 0.0;    ///< the exponent's constant part
    double added = 0.0;     ///< the constant part of what is added [1/day]
    double level = 0.0;     ///< baseline times factor [1/day]
    double days = 0.0;      ///< how long it lasts
    double swiftest = 0.0;  ///< of decays and the season's angular speed [1/day]; 0: nothing moves
    double effort = 0.0;    ///< sum of |value| decay [1/day]
    double rise = 0.0;      ///< by how much resting terms of the exponent may rise later
    double linear_rise = 0.0;
  };
  Motion motion_from(Time from) const;
  Time bound(const Motion& motion, Time from, double amount) const;
  /// How a panel that begins where another ended has gone.
  struct Stretch {
    double used = 0.0;  ///< integral up to `end`
    Time end = kNever;
    Time when = kNever;  ///< when the integral reached the amount, if it did
    bool valid = true;   ///< false: the floor of 0 may cut, and nothing has been done
  };
  /// From `from` to `limit` or as far as one panel goes. `hurry`: how many times as far as the
  /// present rate needs for `amount` the panel may go.
  Stretch stretch(const Motion& motion, Time from, Time limit, double amount, double hurry) const;
  Time reach_varying(const Motion* motion, Time from, double amount, Time limit) const;
  Stretch steady_stretch(const Motion& motion, Time from, Time end, double amount) const;
  template <std::size_t N>
  Stretch moving_stretch(const Motion& motion, Time from, Time end, double amount) const;
  class Pieces;
  struct Piece;
  template <std::size_t N>
  RateExpansion<N> expand(const Motion& motion, Time from, double half) const;
  template <std::size_t N>
  double solve(const RateExpansion<N>& series, const Piece& piece, double half) const;

  /// A span in which nothing breaks, for sums over points.
  struct Panel {
    Time from;
    Time end;
    double step = 1.0;  ///< of `steps_`
  };
  Panel panel_from(Time from, Time limit) const;
  double integral_in(const Panel& panel, Time to) const;
  double modulated_integral(const Panel& panel, Time to) const;
  double rate_in(const Panel& panel, Time time) const;
  Time reach_in(const Panel& panel, double amount, double whole) const;
  double swiftness() const;

  const Baseline* baseline_;
  double factor_;
  Time origin_;
  Time since_;
  double constant_exponent_ = 0.0;
  Few<Decay> exponent_;
  Few<BoundedTerm> bounded_exponent_;
  Few<Decay> linear_;
  Few<BoundedTerm> bounded_linear_;
  double constant_linear_ = 0.0;
  bool may_be_negative_ = false;                        ///< the added part
  std::array<PassingFactor, kPassingFactors> passing_;  ///< the first `passing_count_`
  std::size_t passing_count_ = 0;
  const SineFactor* season_ = nullptr;
  const StepFactor* steps_ = nullptr;
};

}  // namespace tenure::engine
