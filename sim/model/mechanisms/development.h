// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>
#include <vector>

#include "engine/type_list.h"
#include "engine/varying_rate.h"
#include "model/describe.h"
#include "model/influence.h"
#include "model/kpi.h"
#include "model/occurrences.h"
#include "model/setting.h"

namespace tenure::model {

class Context;

/// How ordinary customers become extraordinary ones: a hidden Markov chain in continuous time over
/// three phases, each with multipliers of the rate of purchases and of what is bought at once
/// (form: Netzer, Lattin & Srinivasan 2008, Marketing Science 27(2)):
///
///   ordinary <-> engaged <-> extraordinary,
///   up:   u_k exp( a_S S + min(a_R R, cap) + a_T tier),
///   down: d_k exp(-a_S S - min(a_R R, cap) - a_T tier).
///
/// Hears: CustomerJoined, AdvanceDue, RelapseDue, PurchaseMade.
/// Adds to: the rate of purchases, the size of baskets.
class Development {
 public:
  static constexpr std::string_view kSection = "development";
  static constexpr std::string_view kAbout =
      "ordinary customers who become engaged and extraordinary ones, and fall back";
  static constexpr std::string_view kRemembers = "phase, changes of phase so far";
  using Hears = engine::TypeList<CustomerJoined, AdvanceDue, RelapseDue, PurchaseMade>;
  using OwnClocks = engine::TypeList<AdvanceDue, RelapseDue>;
  static constexpr std::size_t kPhases = 3;  ///< ordinary, engaged, extraordinary

  struct Ordinary {
    Rate up{0.01 / 7.0};  ///< to engaged
    void describe(Describer& d);
  };
  struct Engaged {
    double purchases = 1.6;       ///< multiplies the rate of purchases
    double basket = 1.6;          ///< multiplies what is bought at once
    Rate up{0.005 / 7.0};         ///< to extraordinary
    Rate down{0.01 / 7.0};        ///< back to ordinary
    Probability at_joining{0.0};  ///< share of customers who join as such
    void describe(Describer& d);
  };
  struct Extraordinary {
    double purchases = 3.0;
    double basket = 3.0;
    Rate down{0.01 / 7.0};  ///< back to engaged
    Probability at_joining{0.0};
    void describe(Describer& d);
  };
  struct Effects {
    std::optional<double> satisfaction;  ///< a_S
    double relationship = 0.2;           ///< a_R
    double relationship_cap = 1.2;       ///< the most that a_R R makes
    double tier = 0.1;                   ///< a_T
    void describe(Describer& d);
  };
  struct Parameters {
    Ordinary ordinary;
    Engaged engaged;
    Extraordinary extraordinary;
    Effects effects;
    void describe(Describer& d);
    static void check(const Parameters&, Problems&);
    static void imply(const Parameters&, Implications&);
  };
  struct State {
    std::uint32_t changes : 30 = 0;  ///< of phase so far: the ordinal of the root
    std::uint32_t phase : 2 = 0;     ///< 0 to kPhases - 1
  };

  enum Tally : std::size_t {
    advances,
    relapses,
    ordinary_count,
    engaged_count,
    extraordinary_count,
    all_count,
    extraordinary_spent,
    all_spent
  };
  static constexpr std::array kMeasures{
      Measure{"phase_advances", "1", "customers who grew closer by one phase"},
      Measure{"phase_relapses", "1", "customers who fell back by one phase"},
      Measure{"_ordinary_count", "1", "ordinary customers at period end", Kind::stock},
      Measure{"_engaged_count", "1", "engaged customers at period end", Kind::stock},
      Measure{"_extraordinary_count", "1", "extraordinary customers at period end", Kind::stock},
      Measure{"_phase_count", "1", "active customers at period end", Kind::stock},
      Measure{"_extraordinary_spent", kMoneyUnit, "spent on purchases by extraordinary customers"},
      Measure{"_phases_spent", kMoneyUnit, "spent on purchases"},
  };
  static constexpr std::array kRatios{
      Ratio{"ordinary_share", "1", "share of active customers who are ordinary at period end",
            ordinary_count, all_count},
      Ratio{"engaged_share", "1", "share of active customers who are engaged at period end",
            engaged_count, all_count},
      Ratio{"extraordinary_share", "1",
            "share of active customers who are extraordinary at period end", extraordinary_count,
            all_count},
      Ratio{"extraordinary_spend_share", "1",
            "share of what is spent on purchases that comes from extraordinary customers",
            extraordinary_spent, all_spent},
  };

  explicit Development(const Setting<Development>& setting);

  void on(const CustomerJoined&, Context&) const;
  void on(const AdvanceDue&, Context&) const;
  void on(const RelapseDue&, Context&) const;
  void on(const PurchaseMade&, Context&) const;
  /// At a period's end, for each active customer.
  void observe(Context&) const;

  /// Up from the customer's phase, with S, R and tier as of `since`.
  engine::VaryingRate rate_of(std::type_identity<AdvanceDue>, const Context&,
                              engine::Time since) const;
  /// Down from it.
  engine::VaryingRate rate_of(std::type_identity<RelapseDue>, const Context&,
                              engine::Time since) const;
  void add_to_rate(std::type_identity<PurchaseDue>, engine::VaryingRate& rate, const Context&,
                   engine::Time since) const;
  double basket_factor(const Context&) const;
  Influences influences(std::type_identity<PurchaseDue>, std::size_t row) const;
  Influences influences(std::type_identity<AdvanceDue>, std::size_t row) const;
  Influences influences(std::type_identity<RelapseDue>, std::size_t row) const;
  Rise rise(std::type_identity<AdvanceDue>, Stock, std::size_t row) const;
  Rise rise(std::type_identity<RelapseDue>, Stock, std::size_t row) const;
  bool uses(std::type_identity<AdvanceDue>, std::size_t row) const;
  bool uses(std::type_identity<RelapseDue>, std::size_t row) const;
  /// Other rates hold from now on: clocks that have not run begin, others go on or stop.
  void adopt(Context&, std::size_t old_row) const;

 private:
  enum class Direction { up, down };
  struct Row {
    Parameters given;
    std::array<double, kPhases> purchases{};  ///< multipliers by phase
    std::array<double, kPhases> basket{};
    std::array<double, kPhases> up{};  ///< by phase [1/day]
    std::array<double, kPhases> down{};
    double satisfaction_effect = 0.0;
    bool moves_purchases = false;
  };
  Influences influences_on_steps(std::size_t row) const;
  double effect_on_advance(Stock, std::size_t row) const;
  engine::VaryingRate rate_of_step(Direction, const Context&, engine::Time since) const;
  void change_phase(Direction, Context&) const;
  void plan_next(Context&) const;
  template <class Clock>
  static void plan(double per_day, double exponential, Context&);
  engine::Baseline one_ = engine::Baseline::constant(1.0);
  std::vector<Row> rows_;
};

}  // namespace tenure::model
