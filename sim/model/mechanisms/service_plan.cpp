// SPDX-License-Identifier: Apache-2.0
#include "model/mechanisms/service_plan.h"

#include "engine/expect.h"
#include "model/audit.h"
#include "model/context.h"
#include "model/firm_context.h"

namespace tenure::model {

namespace {

constexpr engine::Duration kPlanYear = engine::from_days(engine::kDaysPerYear);

/// By PlanKind. Card M12 has the last three; that nobody's help takes twice as long as sending it
/// in is an assumption of its own.
constexpr std::array<engine::Duration, 4> kUsualDowntime{
    4 * engine::kWeek, 2 * engine::kWeek, engine::from_days(2.1), engine::from_days(0.7)};

Money per_year(MoneyRate rate) {
  return {static_cast<std::int64_t>(rate.cents_per_day * engine::kDaysPerYear + 0.5)};
}

}  // namespace

void ServicePlan::Parameters::describe(Describer& d) {
  d({.name = "time_between_failures",
     .meaning = "MTBF, mean of the exponential time that a product works",
     .range = kPositive},
    time_between_failures);
  d({.name = "plan", .meaning = "what happens to a product that fails"}, plan);
  d({.name = "downtime",
     .meaning =
         "D, mean of the exponential time without the product; by default 2 weeks when it is "
         "shipped back, 0.3 with advance replacement, 0.1 on site, 4 without a plan",
     .range = kPositive,
     .word = "by_plan"},
    downtime);
  d({.name = "share",
     .meaning = "share of customers who have the plan; others are without one",
     .range = kShare},
    share);
  d({.name = "reliability",
     .meaning = "u, share of repairs in which the provider keeps what the plan promises",
     .range = kShare},
    reliability);
  d({.name = "downtime_loss",
     .meaning = "w, satisfaction lost per day without the product",
     .range = kNotNegative},
    downtime_loss);
  d({.name = "blame",
     .meaning = "omega, satisfaction lost when the provider fails: it reflects on the firm",
     .range = kNotNegative},
    blame);
  d({.name = "cost",
     .meaning = "cost of cover to the firm per customer, paid at the beginning of each year of it",
     .range = kNotNegative},
    cost);
  d({.name = "repair_cost",
     .meaning = "cost of one repair or replacement to the firm, under the plan",
     .range = kNotNegative},
    repair_cost);
  d({.name = "price",
     .meaning = "what customers pay for cover, at the beginning of each year of it",
     .range = kNotNegative,
     .word = "free"},
    price);
}

void ServicePlan::Parameters::check(const Parameters& p, Problems& problems) {
  if (p.plan != PlanKind::none) return;
  const auto has_no_plan = [&](std::string_view path) {
    problems.add(path, "is stated without a plan", "`service_plan.plan` is none", "ship_back");
  };
  if (p.cost.cents_per_day > 0.0) has_no_plan("cost");
  if (p.repair_cost.cents > 0) has_no_plan("repair_cost");
  if (p.price && p.price->cents_per_day > 0.0) has_no_plan("price");
}

engine::Duration ServicePlan::Parameters::mean_downtime(bool covered) const {
  if (!covered && plan != PlanKind::none) return kUsualDowntime[0];
  return downtime.value_or(kUsualDowntime[static_cast<std::size_t>(plan)]);
}

void ServicePlan::Parameters::imply(const Parameters& p, Implications& implied) {
  const double up = engine::in_days(p.time_between_failures);
  const double down = engine::in_days(p.mean_downtime(true));
  implied.add("availability", up / (up + down), "1", "MTBF / (MTBF + D), with the plan");
  implied.add("down", engine::kDaysPerYear * down / (up + down), "d/year",
              "(1 - availability) x 365.25 d");
}

ServicePlan::ServicePlan(const Setting<ServicePlan>& setting) {
  for (const auto& given : setting.rows) {
    const Parameters p = given.value_or(Parameters{});
    rows_.push_back({p, per_year(p.cost), per_year(p.price.value_or(MoneyRate{}))});
  }
}

void ServicePlan::on(const CustomerJoined&, Context& context) const {
  State& state = context.state<ServicePlan>();
  state = {.failures = state.failures};  // a plan that comes back goes on with the next product
  begin_cover(context);
  start_life(context);
}

void ServicePlan::adopt(Context& context, std::size_t old_row) const {
  const Parameters& now = rows_[context.row()].given;
  const Parameters& old = rows_[old_row].given;
  const bool same = now.plan == old.plan && now.share == old.share && now.cost == old.cost &&
                    now.price == old.price;
  if (same) return;
  if (rows_[old_row].is_billed()) context.clear<PlanYearDue>();
  context.state<ServicePlan>().covered_until = context.now();
  begin_cover(context);
}

/// Money for a year is asked for when the last one ends, and is there a day later; with a budget no
/// window is longer. Cover goes on meanwhile.
void ServicePlan::on(const PlanYearDue&, Context& context) const { begin_cover(context); }

bool ServicePlan::is_wanted(Context& context) const {
  const Parameters& p = rows_[context.row()].given;
  return p.plan != PlanKind::none &&
         (p.share.value == 1.0 || context.trait(Trait::service_plan) < p.share.value);
}

/// At once, unless a budget has to be asked.
void ServicePlan::begin_cover(Context& context) const {
  const Row& row = rows_[context.row()];
  if (!is_wanted(context)) return;
  if (!row.is_billed()) {
    context.state<ServicePlan>().covered_until = engine::kNever;
    return;
  }
  if (row.yearly_cost.cents == 0 || !context.needs_grant<ServicePlan>()) {
    begin_year(context);
    return;
  }
  engine::Message request = context.request();
  request.root = context.number_of(Root::plan_year);
  request.due = context.now() + engine::kDay;
  context.send_to_firm<ServicePlan>(request);
  context.schedule<PlanYearDue>(kPlanYear);  // to ask again, if it is refused
}

/// When the window has been lived through: what is asked for on one day is judged by what was left
/// at its first midnight, and counted in the period of the asking, whatever the windows.
void ServicePlan::close(Firm&, FirmContext& context) const {
  const auto cost = [&](const engine::Message& request) { return rows_[request.row].yearly_cost; };
  context.grant_each<ServicePlan>(cost, refused);
}

void ServicePlan::on(const RequestGranted&, Context& context) const {
  // The policy may have ended meanwhile.
  if (context.root() == Root::plan_year && rows_[context.row()].is_billed()) begin_year(context);
}

void ServicePlan::begin_year(Context& context) const {
  const Row& row = rows_[context.row()];
  const bool asks = context.needs_grant<ServicePlan>() && row.yearly_cost.cents > 0;
  const engine::Duration grace = asks ? engine::kDay : engine::Duration{0};
  context.state<ServicePlan>().covered_until = engine::later(context.now(), kPlanYear + grace);
  context.schedule<PlanYearDue>(kPlanYear);
  if (row.yearly_cost.cents > 0) {
    context.tally<ServicePlan>(plan_cost, row.yearly_cost.cents);
    context.spend_granted<ServicePlan>(row.yearly_cost);
  }
  if (row.yearly_price.cents > 0) {
    context.tally<ServicePlan>(plan_fees, row.yearly_price.cents);
    context.book_payment(row.yearly_price);
    context.publish(FeePaid{row.yearly_price});
  }
}

void ServicePlan::start_life(Context& context) const {
  const double life = context.exponential(Root::product, context.state<ServicePlan>().failures,
                                          draws::kProductLife);
  const double mean = engine::in_days(rows_[context.row()].given.time_between_failures);
  context.schedule<ProductDue>(engine::from_days(mean * life));
}

/// It fails, or works again.
void ServicePlan::on(const ProductDue&, Context& context) const {
  if (context.state<ServicePlan>().down) {
    restore(context);
  } else {
    fail(context);
  }
}

void ServicePlan::fail(Context& context) const {
  const Parameters& p = rows_[context.row()].given;
  State& state = context.state<ServicePlan>();
  context.begin_root(Root::product, state.failures);
  context.tally<ServicePlan>(product_failures);
  const bool covered = context.now() < state.covered_until.time();
  state.down = 1;
  state.repaired_under_plan = covered ? 1 : 0;
  state.down_since = context.now();
  const double mean = engine::in_days(p.mean_downtime(covered));
  context.schedule<ProductDue>(engine::from_days(mean * context.exponential(draws::kDowntime)));
  if (!covered || p.repair_cost.cents == 0) return;
  context.tally<ServicePlan>(plan_cost, p.repair_cost.cents);
  context.spend<ServicePlan>(p.repair_cost);
}

/// How bad it was is known when it is over. A product that fails is a failure of the firm's: those
/// who think well of it take it better.
void ServicePlan::restore(Context& context) const {
  const Parameters& p = rows_[context.row()].given;
  State& state = context.state<ServicePlan>();
  context.begin_root(Root::product, state.failures);
  context.tally<ServicePlan>(repairs);
  const engine::Duration down = context.now() - state.down_since.time();
  context.tally<ServicePlan>(downtime_sum, down.count());
  double loss = p.downtime_loss * engine::in_days(down);
  if (state.repaired_under_plan && context.uniform(draws::kProviderMiss) >= p.reliability.value) {
    context.tally<ServicePlan>(sla_misses);
    loss += p.blame;
  }
  state.down = 0;
  ++state.failures;
  start_life(context);
  if (loss > 0.0) {
    constexpr double kOrdinary = 1.0;
    context.publish(ExperienceFelt{-loss * context.weight_of_loss(kOrdinary)});
  }
}

void ServicePlan::on(const CustomerLeft&, Context& context) const { give_up(context); }

void ServicePlan::give_up(Context& context) const {
  State& state = context.state<ServicePlan>();
  if (state.down) context.tally<ServicePlan>(given_up);
  state.down = 0;
}

void ServicePlan::observe(Context& context) const {
  context.tally<ServicePlan>(products);
  if (!context.state<ServicePlan>().down) context.tally<ServicePlan>(products_up);
}

void ServicePlan::audit(const Audit& audit) const {
  TENURE_ENSURE(audit.counted<ServicePlan>(product_failures) ==
                audit.counted<ServicePlan>(repairs) + audit.counted<ServicePlan>(given_up) +
                    audit.held<ServicePlan>());
}

}  // namespace tenure::model
