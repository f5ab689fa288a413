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

/// What the firm asks, against what the customer is used to. The price p(t) is relative to the
/// usual one and changes at dates known beforehand; baskets and fees scale with it. The customer
/// compares it with a reference price r: the gap x = p / r - 1 closes at a constant rate,
/// x(t) = x e^{-rho t}, and a change of the price by the factor f makes it (1 + x) f - 1. Around
/// the reference a loss weighs more than a gain (Tversky & Kahneman 1992):
///
///   V = -v_P lambda_L x for x > 0, -v_P x for x < 0;
///
/// it is added to the log rate of purchases (gamma_V V), taken from the log hazard (beta_V V), and
/// counts against rivals' offers. The initial base is used to price 1; who joins later, to the
/// price he meets.
///
/// Hears: CustomerJoined, PriceChangeDue.   Publishes: PriceRiseResented.
/// Adds to: the rate of purchases, the hazard of leaving, the value of the firm's offer.
class Pricing {
 public:
  static constexpr std::string_view kSection = "pricing";
  static constexpr std::string_view kAbout =
      "price level and changes, and the reference price that adapts to them";
  static constexpr std::string_view kRemembers = "gap between price and reference price";
  using Hears = engine::TypeList<CustomerJoined, PriceChangeDue>;
  using OwnClocks = engine::TypeList<PriceChangeDue>;

  struct Change {
    engine::Duration at{};     ///< from time 0
    std::optional<double> by;  ///< share of the price before; below 0: a cut
    std::optional<double> to;  ///< or the new price
    double severity = 0.0;     ///< of the unfairness that is felt
    void describe(Describer& d);
  };
  struct Effects {
    double hazard = 0.5;      ///< beta_V
    double purchases = 0.25;  ///< gamma_V
    void describe(Describer& d);
  };
  struct Parameters {
    double level = 1.0;
    std::vector<Change> changes;
    double weight = 2.0;                                ///< v_P
    double loss_aversion = 2.25;                        ///< lambda_L
    std::optional<Rate> adaptation = Rate{0.05 / 7.0};  ///< rho
    Effects effects;
    void describe(Describer& d);
    static void check(const Parameters&, Problems&);
    static void imply(const Parameters&, Implications&);
  };

  struct State {
    engine::Time since{};  ///< when the gap was
    float gap = 0.0F;      ///< x
    float price = 0.0F;    ///< that the customer has met last
  };

  enum Tally : std::size_t { rises_resented, gap_sum, gap_count };
  static constexpr std::array kMeasures{
      Measure{"price_rises_resented", "1", "customers who found a rise of the price unfair"},
      Measure{"_price_gap_sum", "1e-6", "sum over active customers at period end", Kind::stock},
      Measure{"_price_gap_count", "1", "active customers asked at period end", Kind::stock},
  };
  static constexpr std::array kRatios{
      Ratio{"price_gap_mean", "1",
            "price over reference price less 1, at period end over active customers", gap_sum,
            gap_count, 1e-6},
  };

  explicit Pricing(const Setting<Pricing>& setting);

  void on(const CustomerJoined&, Context&) const;
  void on(const PriceChangeDue&, Context&) const;
  /// At a period's end, for each active customer.
  void observe(Context&) const;

  /// What is asked now, relative to the usual price.
  double price(const Context&) const;
  /// V, now.
  double offer_value(const Context&) const;

  void add_to_rate(std::type_identity<PurchaseDue>, engine::VaryingRate& rate, const Context&,
                   engine::Time since) const;
  void add_to_rate(std::type_identity<LeaveDue>, engine::VaryingRate& rate, const Context&,
                   engine::Time since) const;
  Influences influences(std::type_identity<PurchaseDue>, std::size_t row) const;
  Influences influences(std::type_identity<LeaveDue>, std::size_t row) const;
  /// Another price holds from now on: a change like any other.
  void adopt(Context&, std::size_t old_row) const;
  bool uses(std::type_identity<PriceChangeDue>, std::size_t row) const;
  /// Whether the price of a row is ever another than the usual one.
  bool remembers(std::size_t row) const;

 private:
  struct Row {
    Parameters given;
    double adaptation = 0.0;         ///< [1/day]
    std::vector<engine::Time> from;  ///< of the changes
    std::vector<double> price;       ///< one more than changes: the first holds from the beginning
    std::size_t changes_until(engine::Time time) const;  ///< `time` included
    double price_at(engine::Time time) const { return price[changes_until(time)]; }
    double value(double gap) const;
  };
  static Row make_row(const Parameters&);
  double gap_at(const Context&, engine::Time time, double adaptation) const;
  double value_at(const Context&, engine::Time time) const;
  /// The customer meets the price of now. Returns the factor by which it has changed.
  double meet_price(Context&, double adaptation) const;
  void await_change(const Row&, Context&) const;
  std::vector<Row> rows_;
};

}  // namespace tenure::model
