// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

#include "engine/time.h"
#include "engine/type_list.h"
#include "model/describe.h"
#include "model/kpi.h"
#include "model/occurrences.h"
#include "model/packed_time.h"
#include "model/setting.h"

namespace tenure::model {

class Context;
class FirmContext;
struct Audit;

enum class PlanKind {
  none,                 ///< the customer looks after it
  ship_back,            ///< sent in, repaired, sent back
  advance_replacement,  ///< another one comes before the old one goes
  on_site,              ///< somebody comes
};
inline constexpr std::array<std::string_view, 4> kPlanKindNames{"none", "ship_back",
                                                                "advance_replacement", "on_site"};
constexpr std::span<const std::string_view> choices(PlanKind) { return kPlanKindNames; }

/// What becomes of the product after the sale: it fails after an exponential time, is down for an
/// exponential time that depends on the plan, and works again: an alternating renewal process.
/// Being without it costs satisfaction, and so does a provider who does not keep what the plan
/// promises, because that reflects on the firm.
///
/// Hears: CustomerJoined, ProductDue, PlanYearDue, RequestGranted, CustomerLeft.
/// Publishes: ExperienceFelt, FeePaid, CostIncurred.   Asks the firm: for cover out of a budget.
class ServicePlan {
 public:
  static constexpr std::string_view kSection = "service_plan";
  static constexpr std::string_view kAbout =
      "products that fail, how long they are away, and who is blamed for it";
  static constexpr std::string_view kRemembers =
      "product working or not, end of cover, failures so far";
  using Hears =
      engine::TypeList<CustomerJoined, ProductDue, PlanYearDue, RequestGranted, CustomerLeft>;
  using OwnClocks = engine::TypeList<ProductDue, PlanYearDue>;

  struct Parameters {
    engine::Duration time_between_failures = 26 * engine::kWeek;  ///< MTBF
    PlanKind plan = PlanKind::ship_back;
    std::optional<engine::Duration> downtime;  ///< mean D; none: by the plan
    Probability share{1.0};                    ///< of customers, who have the plan
    Probability reliability{0.95};             ///< u
    double downtime_loss = 0.05;               ///< w, satisfaction per day
    double blame = 0.7;                        ///< omega, satisfaction per miss
    MoneyRate cost{};                          ///< of cover
    Money repair_cost{0};
    std::optional<MoneyRate> price;  ///< of cover, to the customer
    void describe(Describer& d);
    static void check(const Parameters&, Problems&);
    static void imply(const Parameters&, Implications&);
    engine::Duration mean_downtime(bool covered) const;
  };
  /// All zero for a newcomer.
  struct State {
    PackedTime down_since;
    PackedTime covered_until;
    std::uint32_t failures : 30 = 0;  ///< over and repaired
    std::uint32_t down : 1 = 0;       ///< the product does not work
    std::uint32_t repaired_under_plan : 1 = 0;
  };

  enum Tally : std::size_t {
    product_failures,
    repairs,
    given_up,
    sla_misses,
    downtime_sum,
    products_up,
    products,
    plan_fees,
    refused,
    plan_cost
  };
  static constexpr std::array kMeasures{
      Measure{"product_failures", "1", "products that failed"},
      Measure{"_products_restored", "1", "products that work again"},
      Measure{"_products_given_up", "1", "products that did not work when their owner left"},
      Measure{"sla_misses", "1", "repairs in which the plan's provider did not keep its promise"},
      Measure{"_downtime_sum", "us", "sum of times that customers were without the product"},
      Measure{"_products_up", "1", "products that work at period end", Kind::stock},
      Measure{"_products", "1", "products in use at period end", Kind::stock},
      Measure{"plan_fees", kMoneyUnit, "paid by customers for service plans"},
      Measure{"plans_refused", "1", "years of cover for which the budget had no money", Kind::flow,
              Level::firm},
      Measure{"plan_cost", kMoneyUnit, "cost of service plans: cover and repairs"},
  };
  static constexpr std::array kRatios{
      Ratio{"product_availability", "1", "share of the products in use that work at period end",
            products_up, products, 1.0},
      Ratio{"downtime_mean", "d", "time without the product per failure that has been dealt with",
            downtime_sum, repairs, 1.0 / engine::kMicrosecondsPerDay},
  };

  explicit ServicePlan(const Setting<ServicePlan>& setting);

  void on(const CustomerJoined&, Context&) const;
  void on(const ProductDue&, Context&) const;
  void on(const PlanYearDue&, Context&) const;
  void on(const RequestGranted&, Context&) const;
  void on(const CustomerLeft&, Context&) const;
  /// At a period's end, for each active customer.
  void observe(Context&) const;

  struct Firm {};
  static Firm begin(FirmContext&) { return {}; }
  /// Grants money to cover that was asked for.
  void close(Firm&, FirmContext&) const;

  bool uses(std::type_identity<PlanYearDue>, std::size_t row) const {
    return rows_[row].is_billed();
  }
  bool uses(std::type_identity<ProductDue>, std::size_t) const { return true; }
  /// Other parameters hold from now on: cover begins, ends or is another. What is under way, a
  /// product's life or its repair, goes on as it is.
  void adopt(Context&, std::size_t old_row) const;
  /// The firm no longer cares, nor does this mechanism.
  void release(Context& context) const { give_up(context); }

  /// Every product that failed works again, was given up, or does not work yet.
  void audit(const Audit&) const;
  static std::int64_t held(const State& state) { return state.down; }

 private:
  struct Row {
    Parameters given;
    Money yearly_cost;
    Money yearly_price;
    bool is_billed() const { return yearly_cost.cents > 0 || yearly_price.cents > 0; }
  };
  void give_up(Context&) const;
  bool is_wanted(Context&) const;
  void begin_cover(Context&) const;
  void begin_year(Context&) const;
  void start_life(Context&) const;
  void fail(Context&) const;
  void restore(Context&) const;

  std::vector<Row> rows_;
};

}  // namespace tenure::model
