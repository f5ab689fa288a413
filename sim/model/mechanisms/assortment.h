// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>
#include <vector>

#include "engine/time.h"
#include "engine/type_list.h"
#include "engine/varying_rate.h"
#include "model/describe.h"
#include "model/influence.h"
#include "model/kpi.h"
#include "model/occurrences.h"
#include "model/packed_time.h"
#include "model/setting.h"

namespace tenure::model {

class Context;
class FirmContext;
struct Audit;

/// What the firm has to sell. The range fits a customer by A = 1 - e^{-breadth / b_0}; against the
/// usual range, for which purchase rates are stated,
///
///   rate of purchases x (A / A_usual)^a,   value of the offer V + v_A (A - A_usual),
///   log hazard - beta_V v_A (A - A_usual).
///
/// Add-ons are sold beside purchases: one fits with probability k, the share of the customer's
/// needs that the firm knows, and then adds a category to those he buys, C; each takes beta_C off
/// the log hazard and makes baskets larger. One that does not fit comes back at the firm's cost and
/// is resented. Upgrades come out at intervals; who takes one has something fresh, f = e^{-rho
/// age}, which adds psi f to the log rate of purchases and takes chi f off the log hazard.
/// (Cross-buying and leaving: direction by Verhoef, Franses & Hoekstra 2001, J. Retailing 77(3).)
///
/// Hears: CustomerJoined, PurchaseMade, UpgradeDue, RequestGranted.   Publishes: AddOnMisfitted,
/// CostIncurred. Adds to: the rate of purchases, baskets, the hazard of leaving, the value of the
/// firm's offer.
class Assortment {
 public:
  static constexpr std::string_view kSection = "assortment";
  static constexpr std::string_view kAbout =
      "the range: how well it fits, add-ons that fit or do not, upgrades that are fresh for a time";
  static constexpr std::string_view kRemembers = "categories bought beside the first, last upgrade";
  using Hears = engine::TypeList<CustomerJoined, PurchaseMade, UpgradeDue, RequestGranted>;
  using OwnClocks = engine::TypeList<UpgradeDue>;

  struct AddOns {
    Probability offered{0.1};      ///< probability that one is bought beside a purchase
    Probability needs_known{0.7};  ///< k
    double misfit = 0.5;           ///< severity of one that does not fit
    Money return_cost{500};        ///< of taking it back
    double hazard = 0.15;          ///< beta_C
    double basket = 0.1;           ///< share by which one category more enlarges baskets
    void describe(Describer& d);
  };
  struct Upgrades {
    engine::Duration every = engine::from_days(365.25);
    Probability taken{0.3};  ///< share of customers who take one
    Money cost{0};           ///< of one, to the firm
    Rate aging{0.02 / 7.0};  ///< rho
    double purchases = 0.2;  ///< psi
    double hazard = 0.3;     ///< chi
    void describe(Describer& d);
  };
  struct Effects {
    double purchases = 1.0;  ///< a
    double value = 0.3;      ///< v_A
    double hazard = 0.5;     ///< beta_V
    void describe(Describer& d);
  };
  struct Parameters {
    double breadth = 5.0;  ///< categories
    double usual = 5.0;    ///< for which purchase rates are stated
    double scale = 5.0;    ///< b_0
    MoneyRate cost{};      ///< of each category beyond the usual ones
    std::optional<AddOns> add_ons;
    std::optional<Upgrades> upgrades;
    Effects effects;
    void describe(Describer& d);
    static void check(const Parameters&, Problems&);
    static void imply(const Parameters&, Implications&);
    double fit(double categories) const;  ///< A
  };
  struct State {
    PackedTime renewed;            ///< when the last upgrade was taken
    std::uint16_t categories = 0;  ///< C, beside the first
    bool has_upgraded = false;
  };

  enum Tally : std::size_t {
    add_ons_bought,
    add_ons_misfitted,
    upgrades_taken,
    upgrades_refused,
    assortment_cost,
    range_cost,
    categories_sum,
    categories_count
  };
  static constexpr std::array kMeasures{
      Measure{"add_ons_bought", "1", "add-ons bought beside purchases"},
      Measure{"add_ons_misfitted", "1", "add-ons that did not fit and came back"},
      Measure{"upgrades_taken", "1", "upgrades that customers took"},
      Measure{"upgrades_refused", "1", "upgrades for which the budget had no money", Kind::flow,
              Level::firm},
      Measure{"assortment_cost", kMoneyUnit, "cost of upgrades and of add-ons that came back"},
      Measure{"range_cost", kMoneyUnit, "cost of categories beyond the usual ones", Kind::flow,
              Level::firm},
      Measure{"_categories_sum", "1", "sum over active customers at period end", Kind::stock},
      Measure{"_categories_count", "1", "active customers asked at period end", Kind::stock},
  };
  static constexpr std::size_t kFirmCost = range_cost;
  static constexpr std::array kRatios{
      Ratio{"categories_mean", "1",
            "categories that customers buy beside the first, at period end over active customers",
            categories_sum, categories_count},
  };

  explicit Assortment(const Setting<Assortment>& setting);

  void on(const CustomerJoined&, Context&) const;
  void on(const PurchaseMade&, Context&) const;
  void on(const UpgradeDue&, Context&) const;
  void on(const RequestGranted&, Context&) const;
  /// At a period's end, for each active customer.
  void observe(Context&) const;

  void add_to_rate(std::type_identity<PurchaseDue>, engine::VaryingRate& rate, const Context&,
                   engine::Time since) const;
  void add_to_rate(std::type_identity<LeaveDue>, engine::VaryingRate& rate, const Context&,
                   engine::Time since) const;
  double offer_value(const Context&) const;
  double basket_factor(const Context&) const;
  Influences influences(std::type_identity<PurchaseDue>, std::size_t row) const;
  Influences influences(std::type_identity<LeaveDue>, std::size_t row) const;
  bool uses(std::type_identity<UpgradeDue>, std::size_t row) const;
  /// Whether customers of a row need a State.
  bool remembers(std::size_t row) const;
  /// Another range holds from now on; what customers have they keep.
  void adopt(Context&, std::size_t old_row) const;

  /// What the firm's side remembers during one replication.
  struct Firm {
    double cost_per_day = 0.0;  ///< of the range [cents]
    engine::Time reported{};
  };
  Firm begin(FirmContext&) const;
  /// Grants money to upgrades that were asked for.
  void close(Firm&, FirmContext&) const;
  /// When a policy begins or ends to hold: another range, from now on.
  void turn(Firm&, FirmContext&) const;
  /// At a period's end: the cost of the range in the period, rounded once.
  void report(Firm&, FirmContext&) const;
  /// Every add-on bought fits or comes back.
  static std::int64_t held(const State& state) { return state.categories; }
  void audit(const Audit&) const;

 private:
  struct Row {
    Parameters given;
    double purchase_factor = 1.0;
    double value = 0.0;       ///< v_A (A - A_usual)
    double log_hazard = 0.0;  ///< of the range
    std::int64_t most = 0;    ///< C
  };
  double freshness(const Row&, const Context&, engine::Time time) const;  ///< f
  void sell_add_on(const Row&, Context&) const;
  static engine::Duration money_ahead(const Context&);
  void await_upgrade(const Row&, engine::Time from, Context&) const;
  void upgrade(const Row&, Context&) const;

  std::vector<Row> rows_;
  std::array<double, 2> cost_per_day_{};  ///< of the range, without the policy and under it [cents]
};

}  // namespace tenure::model
