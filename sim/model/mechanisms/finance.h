// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/type_list.h"
#include "model/describe.h"
#include "model/kpi.h"
#include "model/occurrences.h"
#include "model/setting.h"

namespace tenure::model {

struct Audit;
class Context;
class FirmContext;

/// Money: margin on what customers spend, less what was done for them and what the firm's
/// institutions cost by the day. What a customer is worth is discounted by (1 + d)^-t, t in years.
///
/// Hears: CustomerJoined, PurchaseMade, PurchaseReturned, FeePaid, CostIncurred.
class Finance {
 public:
  static constexpr std::string_view kSection = "finance";
  static constexpr std::string_view kAbout =
      "margins, costs and what customers are worth, discounted";
  static constexpr std::string_view kRemembers = "balance, time of joining";
  using Hears =
      engine::TypeList<CustomerJoined, PurchaseMade, PurchaseReturned, FeePaid, CostIncurred>;

  struct Parameters {
    Probability margin{0.35};               ///< gross margin as a share of revenue at price 1
    std::optional<Probability> fee_margin;  ///< of fees under a contract; none: as of purchases
    MoneyRate fixed_cost{};                 ///< of the firm as a whole
    Probability discount_rate{0.0};         ///< d, a year
    engine::Duration value_age = engine::from_days(365.25);  ///< of value_at_age
    std::optional<engine::Duration> run_off;                 ///< longest, beyond the horizon
    void describe(Describer& d);
    static void check(const Parameters&, Problems&) {}
  };
  /// Each customer's own account, so that the sum over customers can be held against the ledger.
  static constexpr bool kRemembersBeginning = true;
  struct State {
    std::int64_t balance = 0;  ///< margin less costs so far [cents]
  };

  enum Tally : std::size_t {
    margin_earned,
    cost_to_serve,
    fixed_cost,
    value_of_initial,
    value_of_newcomers,
    newcomers_valued
  };
  static constexpr std::array kMeasures{
      Measure{"margin", kMoneyUnit, "gross margin on what customers spent"},
      Measure{"cost_to_serve", kMoneyUnit, "spent on things done for single customers"},
      Measure{"fixed_cost", kMoneyUnit, "cost of the firm that no customer causes", Kind::flow,
              Level::firm},
      Measure{"_value_of_initial_sum", "1e-6",
              "discounted margin less cost to serve of customers active at time 0"},
      Measure{"_value_at_age_sum", "1e-6",
              "margin less cost to serve of newcomers up to an age, discounted to their joining"},
      Measure{"_value_at_age_count", "1", "newcomers who reach that age before the horizon"},
  };
  static constexpr std::array kRatios{
      Ratio{"value_at_age", kMoneyUnit,
            "margin less cost to serve per newcomer up to the age that finance.value_age states, "
            "discounted to joining; newcomers whom the horizon cuts off do not count",
            value_of_newcomers, newcomers_valued, 1e-6},
  };

  explicit Finance(const Setting<Finance>& setting);

  void on(const CustomerJoined&, Context&) const;
  void on(const PurchaseMade&, Context&) const;
  /// What was sold is back, unharmed: the margin is gone again, the fee is earned whole.
  void on(const PurchaseReturned&, Context&) const;
  void on(const FeePaid&, Context&) const;
  void on(const CostIncurred&, Context&) const;

  /// What the firm's side remembers during one replication.
  struct Firm {
    double fixed_cost_per_day = 0.0;  ///< cents
    engine::Time reported{};
  };
  Firm begin(FirmContext&) const;
  /// When a policy begins or ends to hold: another fixed cost, from now on.
  void turn(Firm&, FirmContext&) const;
  /// At a period's end: the fixed cost of the period, rounded once.
  void report(Firm&, FirmContext&) const;
  /// Customers' accounts add up to the ledger.
  static std::int64_t held(const State& state) { return state.balance; }
  void audit(const Firm&, const Audit&) const;

 private:
  struct Row {
    Parameters given;
    double log_discount_per_day = 0.0;  ///< ln(1 + d), per day
  };
  static std::int64_t margin_of(Money amount, double share, const Context&);
  void earn(std::int64_t margin, Context&) const;
  void book(std::int64_t cents, Context&) const;
  bool is_valued_at_age(const Row&, const Context&) const;

  std::vector<Row> rows_;
  engine::Time horizon_{};
  std::array<double, 2> fixed_cost_per_day_{};  ///< without the policy, and under it [cents]
};

}  // namespace tenure::model
