// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

#include "engine/time.h"

namespace tenure::engine {

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
struct StepFactor {
  std::vector<Time> from;  ///< rising, the first not after the run's start
  std::vector<double> factor;
  double at(Time time) const;
  Time next_change(Time time) const;  ///< the first change after `time`, or kNever
  /// The factor at `time`, and the first change after it.
  std::pair<double, Time> piece_at(Time time) const;
  friend bool operator==(const StepFactor&, const StepFactor&) = default;
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
/// random time change theorem (Meyer 1971). Integrals are closed forms for constants, steps,
/// sums of decaying terms and one decaying term in the exponent; where several stand there or
/// seasons multiply, Gauss and Legendre's points on panels short enough that the relative error
/// stays below 1e-9.
class VaryingRate {
 public:
  static constexpr std::size_t kTerms = 8;
  static constexpr std::size_t kPassingFactors = 6;

  /// `baseline` outlives this. Ages count from `origin`; terms are given as of `since`.
  VaryingRate(const Baseline& baseline, double factor, Time origin, Time since)
      : baseline_(&baseline), factor_(factor), origin_(origin), since_(since) {}

  void multiply(double factor) { factor_ *= factor; }
  /// A factor on everything but the linear terms, up to but not at `end`.
  void multiply_until(double factor, Time end);
  /// Adds a e^{-d t} to the exponent; d = 0: a constant. Terms of value 0 leave no trace.
  void add_exponent(double a, double decay_per_day);
  /// Adds clamp(a e^{-d t} - offset, low, high) to the exponent. low <= high.
  void add_bounded_exponent(double a, double decay_per_day, double offset, double low, double high);
  /// Adds b e^{-d t} [1/day] to the rate itself.
  void add_linear(double b, double decay_per_day);
  /// Adds clamp(b e^{-d t} - offset, low, high) [1/day] to the rate itself.
  void add_bounded_linear(double b, double decay_per_day, double offset, double low, double high);
  void follow(const SineFactor& season) { season_ = &season; }
  void follow(const StepFactor& steps) { steps_ = &steps; }

  double at(Time time) const;
  double integral(Time from, Time to) const;
  /// When the integral from `from` reaches `amount` > 0, to the microsecond, at least one after
  /// `from`; kNever if not by `limit`.
  Time reach(Time from, double amount, Time limit) const;

  /// A time before which the integral from `from` cannot reach `amount`, cheaply: by the highest
  /// rate that is still possible. `from` itself where that is not known.
  Time not_before(Time from, double amount) const;

  /// Whether two rates are the same function, bit for bit.
  bool same_as(const VaryingRate& other) const;

 private:
  static constexpr double kUnbounded = std::numeric_limits<double>::infinity();

  /// Filled by `term`: most places of a rate stay empty, and rates are made at every change.
  struct Term {
    double value;
    double decay;
    double offset;
    double low;
    double high;
    /// When a bound begins or ceases to hold: `low`, `high`; infinity if never.
    std::array<double, 2> kinks;
    double at(double days) const;
    void find_kinks();
    /// The first kink after `days`, or infinity.
    double next_kink(double days) const {
      const double first = kinks[0] > days ? kinks[0] : kUnbounded;
      return kinks[1] > days && kinks[1] < first ? kinks[1] : first;
    }
    /// Whether it stays at a bound just after `days`.
    bool rests(double days) const;
    bool is_bounded() const { return low != -kUnbounded || high != kUnbounded; }
    friend bool operator==(const Term&, const Term&) = default;
  };
  static constexpr Term term(double value, double decay, double offset = 0.0,
                             double low = -kUnbounded, double high = kUnbounded) {
    return {value, decay, offset, low, high, {kUnbounded, kUnbounded}};
  }
  struct Terms {
    std::array<Term, kTerms> items;  ///< the first `count` have a meaning
    std::size_t count = 0;
    Terms() {}
    Terms(const Terms& other) : count(other.count) {
      std::copy_n(other.items.begin(), count, items.begin());
    }
    Terms& operator=(const Terms& other) {
      count = other.count;
      std::copy_n(other.items.begin(), count, items.begin());
      return *this;
    }
    double at(double days) const;
    void add(const Term& added);
    friend bool operator==(const Terms& a, const Terms& b) {
      return std::equal(a.items.begin(), a.items.begin() + a.count, b.items.begin(),
                        b.items.begin() + b.count);
    }
  };
  struct PassingFactor {
    double factor = 1.0;
    Time end{};
    friend bool operator==(const PassingFactor&, const PassingFactor&) = default;
  };

  bool is_baseline_alone() const;
  double modulation_at(Time time) const;  ///< what multiplies the baseline
  double modulation_at(Time time, double step) const;
  double linear_at(Time time) const;  ///< what is added
  double linear_integral(Time from, Time to) const;

  /// A span in which nothing breaks; what holds all along it is found out once.
  struct Panel {
    Time from;
    Time end;
    bool closed = false;  ///< at most one moving term in the exponent, and nothing else that moves
    double step = 1.0;    ///< of `steps_`
  };
  Panel panel_from(Time from, Time limit) const;
  double integral_in(const Panel& panel, Time to) const;
  double modulated_integral(const Panel& panel, Time to) const;
  double rate_in(const Panel& panel, Time time) const;
  Time reach_in(const Panel& panel, double amount, double whole) const;
  double swiftness() const;
  bool has_closed_form(double days) const;
  /// One panel in which at most one term moves: rate level * exp(begin e^{-decay t}).
  struct ClosedPanel {
    double level = 0.0;  ///< [1/day]
    double begin = 0.0;
    double decay = 1.0;
    double integral_at_begin = 0.0;
    double integral(double days) const;
    double days_to(double amount, double longest) const;
  };
  ClosedPanel closed_panel(const Panel& panel) const;

  const Baseline* baseline_;
  double factor_;
  Time origin_;
  Time since_;
  double constant_exponent_ = 0.0;
  Terms exponent_;
  Terms linear_;
  double constant_linear_ = 0.0;
  bool may_be_negative_ = false;  ///< the added part
  std::array<PassingFactor, kPassingFactors> passing_{};
  std::size_t passing_count_ = 0;
  const SineFactor* season_ = nullptr;
  const StepFactor* steps_ = nullptr;
};

}  // namespace tenure::engine
