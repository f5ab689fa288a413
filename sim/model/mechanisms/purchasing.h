// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
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
#include "model/setting.h"

namespace tenure::model {

class Context;

/// How a customer's spending at one purchase is distributed around the customer's own mean.
enum class BasketForm { gamma_gamma, exponential, fixed };
inline constexpr std::array<std::string_view, 3> kBasketFormNames{"gamma_gamma", "exponential",
                                                                  "fixed"};
constexpr std::span<const std::string_view> choices(BasketForm) { return kBasketFormNames; }

/// When and how much a customer buys: Poisson purchases at the customer's own rate
/// lambda ~ Gamma(shape r, rate alpha) while active (Schmittlein, Morrison & Colombo 1987,
/// Management Science 33(1)), times the season and exp(gamma_S S + gamma_R R);
/// spending by the Gamma-Gamma
/// model (Fader & Hardie 2013, "The Gamma-Gamma Model of Monetary Value").
///
/// Hears: CustomerJoined, PurchaseDue, PurchaseReturned.   Publishes: PurchaseMade.
class Purchasing {
 public:
  static constexpr std::string_view kSection = "purchasing";
  static constexpr std::string_view kAbout = "when and how much a customer buys";
  static constexpr std::string_view kRemembers = "own rate of purchases, purchases so far";
  using Hears = engine::TypeList<CustomerJoined, PurchaseDue, PurchaseReturned>;
  using OwnClocks = engine::TypeList<PurchaseDue>;

  struct GammaRate {
    double shape = 0.553;
    engine::Duration scale = engine::from_days(10.578 * 7);
    void describe(Describer& d);
  };
  struct Basket {
    Money mean{3522};
    BasketForm distribution = BasketForm::gamma_gamma;
    double within_shape = 6.25;   ///< p: of one purchase around the customer's mean
    double between_shape = 3.74;  ///< q: of customers' means
    void describe(Describer& d);
  };
  struct Seasonality {
    double amplitude = 0.0;  ///< A in 1 + A sin(2 pi (t - start) / period)
    engine::Duration period = 52 * engine::kWeek;
    engine::Duration start{0};  ///< when the season crosses its mean upwards
    void describe(Describer& d);
  };
  struct Effects {
    std::optional<double> satisfaction;  ///< gamma_S: log rate per unit of satisfaction
    double relationship = 0.10;          ///< gamma_R: log rate per unit of relationship
    double relationship_cap = 0.5;       ///< the most that it adds to the log rate
    void describe(Describer& d);
  };
  struct Parameters {
    std::optional<engine::Duration> mean_interval;   ///< 1 / mean rate
    std::optional<double> per_year;                  ///< mean rate as purchases per year
    std::optional<GammaRate> rate;                   ///< or shape and scale as published
    std::optional<double> rate_shape = 0.553;        ///< r; no value: all customers alike
    std::optional<Probability> top_20_percent_hold;  ///< or the concentration that r implies
    Basket basket;
    std::optional<Seasonality> seasonality;
    Effects effects;
    void describe(Describer& d);
    static void check(const Parameters&, Problems&);
    static void imply(const Parameters&, Implications&);
    double mean_per_day() const;          ///< [1/day]
    std::optional<double> shape() const;  ///< r, if customers differ
  };

  struct State {
    float rate = 0.0F;         ///< lambda of this customer [1/day]
    std::uint32_t number = 0;  ///< purchases so far: the ordinal of the current one
  };

  enum Tally : std::size_t { purchases, revenue, abandoned };
  static constexpr std::array kMeasures{
      Measure{"purchases", "1", "purchases made"},
      Measure{"_purchase_revenue", kMoneyUnit, "spent on purchases"},
      Measure{"purchases_abandoned", "1", "purchases begun and not carried through"},
  };

  static bool brings_seasons(const Parameters& p) { return p.seasonality.has_value(); }

  explicit Purchasing(const Setting<Purchasing>& setting);

  void on(const CustomerJoined&, Context&) const;
  void on(const PurchaseDue&, Context&) const;
  void on(const PurchaseReturned&, Context&) const;

  /// lambda times season times exp(gamma_S S + gamma_R R), with S and R as of `since`.
  engine::VaryingRate rate_of(std::type_identity<PurchaseDue>, const Context&,
                              engine::Time since) const;
  Influences influences(std::type_identity<PurchaseDue>, std::size_t row) const;
  Rise rise(std::type_identity<PurchaseDue>, Stock, std::size_t row) const;
  /// Other parameters hold from now on: the same trait gives another rate.
  void adopt(Context&, std::size_t old_row) const;

 private:
  struct Row {
    double mean_rate = 0.0;                  ///< [1/day]
    std::optional<engine::Quantile> spread;  ///< of lambda, scale 1
    double spread_scale = 0.0;               ///< [1/day]
    Basket basket;
    std::optional<engine::Quantile> between;  ///< Gamma(q) of customers' means
    std::optional<engine::Quantile> within;   ///< Gamma(p) of single purchases
    double basket_scale = 0.0;                ///< cents
    std::optional<engine::SineFactor> season;
    double satisfaction_effect = 0.0;
    double relationship_effect = 0.0;
    double relationship_cap = 0.0;
  };
  float own_rate(const Context&) const;
  void plan_next(Context&) const;
  Money draw_basket(const Row&, Context&) const;
  std::vector<Row> rows_;
  engine::Baseline one_ = engine::Baseline::constant(1.0);
};

}  // namespace tenure::model
