// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "engine/quantile.h"
#include "engine/type_list.h"
#include "engine/varying_rate.h"
#include "model/describe.h"
#include "model/influence.h"
#include "model/kpi.h"
#include "model/occurrences.h"
#include "model/renewal.h"
#include "model/setting.h"

namespace tenure::model {

class Context;

enum class HazardForm { proportional, linear };
inline constexpr std::array<std::string_view, 2> kHazardFormNames{"proportional", "linear"};
constexpr std::span<const std::string_view> choices(HazardForm) { return kHazardFormNames; }

/// Until when: owns the end of every relationship and hears last. A hazard in continuous time
/// (constant, piecewise, Gamma-mixed as in the Pareto/NBD, Weibull, several competing causes),
/// raised and lowered by the customer's state (proportional: Bolton 1998, Marketing Science 17(1);
/// or linear); a fixed lifetime; a coin after each purchase (BG/NBD: Fader, Hardie & Lee 2005); a
/// coin at each renewal (shifted beta-geometric: Fader & Hardie 2007); a coin at each encounter
/// whose probability is convex in quality, q_0 exp(-b Q), so that inconsistency alone drives people
/// away (Sriram, Chintagunta & Manchanda 2015, Management Science 61(11)).
///
/// Hears: CustomerJoined, PurchaseMade, ServiceDelivered, RenewalDue, LeaveDue, NoticeWithdrawn,
/// LeavingDecided. Publishes: LeavingDecided, CustomerLeft, CostIncurred.
class Leaving {
 public:
  static constexpr std::string_view kSection = "leaving";
  static constexpr std::string_view kAbout =
      "the end of a relationship: hazards that the other mechanisms move, coins at purchases, "
      "encounters and renewals";
  static constexpr std::string_view kRemembers = "own hazard and coins, renewals so far";
  using Hears = engine::TypeList<CustomerJoined, PurchaseMade, ServiceDelivered, RenewalDue,
                                 LeaveDue, NoticeWithdrawn, LeavingDecided>;
  using OwnClocks = engine::TypeList<RenewalDue, LeaveDue>;

  struct Piece {
    std::optional<engine::Duration> until;  ///< tenure at which it ends; the last has none
    Rate hazard{};
    void describe(Describer& d);
  };
  struct CauseOfLeaving {
    std::string name;
    Rate hazard{};
    void describe(Describer& d);
  };
  struct Mixed {
    double shape = 0.606;
    engine::Duration scale = engine::from_days(11.669 * 7);
    void describe(Describer& d);
  };
  struct Weibull {
    engine::Duration scale = 40 * engine::kWeek;
    double shape = 1.0;
    void describe(Describer& d);
  };
  struct Coin {
    std::optional<Probability> probability;  ///< of leaving, the same for all
    std::optional<double> a;                 ///< or Beta(a, b) distributed over customers
    std::optional<double> b;
    void describe(Describer& d);
  };
  struct EncounterCoin {
    Probability probability{0.02};  ///< q_0, at quality 0
    double quality = 0.8;           ///< b
    void describe(Describer& d);
  };
  struct Effects {
    std::optional<double> satisfaction;  ///< beta_S, per unit of S - S_ref; linear form: [1/week]
    double reference = 0.0;              ///< S_ref
    std::optional<double> relationship;  ///< beta_R, per unit of R; linear form: [1/week]
    double relationship_cap = 1.2;       ///< R_max, the most that beta_R R takes off the log hazard
    std::optional<double> fatigue;       ///< beta_F, per contact above F*; linear form: [1/week]
    double fatigue_ideal = 3.0;          ///< F*
    void describe(Describer& d);
  };
  struct Parameters {
    HazardForm form = HazardForm::proportional;
    std::optional<Rate> hazard;         ///< constant
    std::optional<Probability> yearly;  ///< share that leaves within a year, at S = S_ref
    std::vector<Piece> pieces;          ///< constant by tenure
    std::optional<Mixed> mixed;         ///< mu ~ Gamma(s, beta) over customers
    std::optional<Weibull> weibull;
    std::vector<CauseOfLeaving> causes;        ///< competing constant hazards
    std::optional<engine::Duration> lifetime;  ///< everybody leaves at this tenure
    std::optional<Coin> after_purchase;
    std::optional<EncounterCoin> after_encounter;
    std::optional<Renewal> at_renewal;
    Effects effects;
    void describe(Describer& d);
    static void check(const Parameters&, Problems&);
    static void imply(const Parameters&, Implications&);
  };

  static constexpr bool kRemembersBeginning = true;
  struct State {
    float factor = 1.0F;         ///< mu over 1 / beta, or 1
    float coin = 0.0F;           ///< probability of leaving after a purchase
    std::uint16_t renewals = 0;  ///< ordinal of the current one; daily terms fill it in 179 years
    std::uint16_t hazards = 0;   ///< ordinal of the current unit of hazard
  };

  enum Tally : std::size_t { renewals_due, renewed, keeping_cost };
  static constexpr std::array kMeasures{
      Measure{"renewals_due", "1", "terms that ended"},
      Measure{"_renewed", "1", "terms that were renewed"},
      Measure{"keeping_cost", kMoneyUnit, "spent at renewals on keeping customers"},
  };
  static constexpr std::array kRatios{
      Ratio{"renewal_rate", "1", "renewed of due", renewed, renewals_due, 1.0},
  };

  static bool hears_quality(const Parameters& p) {
    return p.after_encounter && p.after_encounter->quality != 0.0;
  }
  static void add_causes(const Parameters&, std::vector<std::string>& causes);

  explicit Leaving(const Setting<Leaving>& setting);

  void on(const CustomerJoined&, Context&) const;
  void on(const PurchaseMade&, Context&) const;
  void on(const ServiceDelivered&, Context&) const;
  void on(const RenewalDue&, Context&) const;
  void on(const LeaveDue&, Context&) const;
  /// The customer has been kept: a hazard that has run out starts with a new unit, a term that has
  /// ended is renewed.
  void on(const NoticeWithdrawn&, Context&) const;
  void on(const LeavingDecided&, Context&) const;

  /// h0(tenure) times or plus what satisfaction, relationship and fatigue make of it, each as of
  /// `since`.
  engine::VaryingRate rate_of(std::type_identity<LeaveDue>, const Context&,
                              engine::Time since) const;
  Influences influences(std::type_identity<LeaveDue>, std::size_t row) const;
  Rise rise(std::type_identity<LeaveDue>, Stock, std::size_t row) const;
  /// Other parameters hold from now on: traits are read again, what no longer runs is stopped, what
  /// has not run so far begins. A term that runs goes on to its end.
  void adopt(Context&, std::size_t old_row) const;
  bool uses(std::type_identity<LeaveDue>, std::size_t row) const;
  bool uses(std::type_identity<RenewalDue>, std::size_t row) const;
  /// Whether customers of a row need a State.
  bool remembers(std::size_t row) const;

 private:
  struct Row {
    HazardForm form = HazardForm::proportional;
    double satisfaction_effect = 0.0;
    double reference = 0.0;
    double relationship_effect = 0.0;
    double relationship_cap = 0.0;
    double fatigue_effect = 0.0;
    double fatigue_ideal = 0.0;
    bool has_hazard = false;
    engine::Baseline baseline = engine::Baseline::constant(0.0);
    std::optional<engine::Quantile> frailty;
    std::vector<double> cause_marks;  ///< cumulative hazards of competing causes [1/day]
    std::vector<Cause> causes;        ///< of LeaveDue
    std::optional<engine::Duration> lifetime;
    bool has_purchase_coin = false;
    double purchase_probability = 0.0;
    std::optional<engine::Quantile> purchase_coin;
    Cause purchase_cause{};
    std::optional<EncounterCoin> encounter_coin;
    Cause encounter_cause{};
    std::optional<engine::Duration> term;
    double renewal_probability = 0.0;
    Money renewal_spending{0};
    std::optional<engine::Quantile> renewal_coin;
    Cause renewal_cause{};
  };
  static Row make_row(const Parameters&, const Study&, std::size_t row);
  void read_traits(const Row&, Context&) const;
  void start_hazard(Context&) const;
  static void renew(const Row&, Context&);

  std::vector<Row> rows_;
  bool policy_may_turn_;  ///< then the age is needed for a fixed lifetime as well
};

}  // namespace tenure::model
