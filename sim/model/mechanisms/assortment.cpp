// SPDX-License-Identifier: Apache-2.0
#include "model/mechanisms/assortment.h"

#include <algorithm>
#include <cmath>

#include "engine/elementary.h"
#include "engine/expect.h"
#include "model/audit.h"
#include "model/context.h"
#include "model/firm_context.h"

namespace tenure::model {

void Assortment::AddOns::describe(Describer& d) {
  d({.name = "offered",
     .meaning = "probability that an add-on is bought beside a purchase; 0: none is sold",
     .range = kShare},
    offered);
  d({.name = "needs_known",
     .meaning = "k, probability that an add-on fits: the share of customers' needs that are known",
     .range = kShare},
    needs_known);
  d({.name = "misfit",
     .meaning = "severity of an add-on that does not fit; 1 is as bad as an ordinary failure",
     .range = kNotNegative},
    misfit);
  d({.name = "return_cost",
     .meaning = "what it costs the firm to take one back",
     .range = kNotNegative},
    return_cost);
  d({.name = "hazard",
     .meaning = "beta_C, taken off the log hazard for each category bought beside the first",
     .range = kNotNegative},
    hazard);
  d({.name = "basket",
     .meaning = "share by which each such category enlarges baskets",
     .range = kNotNegative},
    basket);
}

void Assortment::Upgrades::describe(Describer& d) {
  d({.name = "every", .meaning = "time between releases, from time 0", .range = kPositive}, every);
  d({.name = "taken", .meaning = "share of customers who take a release", .range = kShare}, taken);
  d({.name = "cost", .meaning = "cost of an upgrade to the firm", .range = kNotNegative}, cost);
  d({.name = "aging",
     .meaning = "rho, rate at which what an upgrade has brought loses its freshness",
     .range = kPositive},
    aging);
  d({.name = "purchases",
     .meaning = "psi, log rate of purchases that a new upgrade adds; 0: none",
     .range = kNotNegative},
    purchases);
  d({.name = "hazard",
     .meaning = "chi, log hazard that a new upgrade takes away; 0: none",
     .range = kNotNegative},
    hazard);
}

void Assortment::Effects::describe(Describer& d) {
  d({.name = "purchases",
     .meaning = "a, power of A / A_usual that multiplies the rate of purchases; 0: the range moves "
                "no purchases",
     .range = kNotNegative},
    purchases);
  d({.name = "value",
     .meaning = "v_A, value of the firm's offer per unit of A",
     .range = kNotNegative},
    value);
  d({.name = "hazard",
     .meaning = "beta_V, by how much a unit of the offer's value lowers the log hazard"},
    hazard);
}

void Assortment::Parameters::describe(Describer& d) {
  d({.name = "breadth",
     .meaning = "categories in the range",
     .range = kPositive,
     .scope = Scope::firm},
    breadth);
  d({.name = "usual",
     .meaning = "categories in the usual range, for which rates of purchases are stated",
     .range = kPositive,
     .scope = Scope::firm},
    usual);
  d({.name = "scale",
     .meaning = "b_0, categories at which A = 1 - exp(-breadth / b_0) is 63 %",
     .range = kPositive},
    scale);
  d({.name = "cost",
     .meaning = "cost of each category beyond the usual ones",
     .range = kNotNegative,
     .scope = Scope::firm},
    cost);
  d({.name = "add_ons",
     .meaning = "what is sold beside purchases",
     .word = "none",
     .shorthand = "offered"},
    add_ons);
  d({.name = "upgrades",
     .meaning = "better versions of what customers have",
     .word = "none",
     .shorthand = "every"},
    upgrades);
  d({.name = "effects", .meaning = "what the range moves"}, effects);
}

double Assortment::Parameters::fit(double categories) const {
  return -engine::expm1(-categories / scale);
}

void Assortment::Parameters::check(const Parameters& p, Problems& problems) {
  if (p.cost.cents_per_day > 0.0 && p.breadth < p.usual) {
    problems.add("cost", "is of categories that are not there",
                 "the range is narrower than the usual one", "fixed_cost in finance");
  }
  if (p.add_ons && p.add_ons->offered.value > 0.0 && p.breadth < 2.0) {
    problems.add("add_ons", "has nothing to add", "the range has fewer than two categories",
                 "breadth: 2");
  }
}

void Assortment::Parameters::imply(const Parameters& p, Implications& implied) {
  implied.add("A", p.fit(p.breadth), "1", "1 - exp(-breadth / b_0)");
  implied.add("rate of purchases against the usual range",
              engine::pow(p.fit(p.breadth) / p.fit(p.usual), p.effects.purchases), "1",
              "(A / A_usual)^a");
}

Assortment::Assortment(const Setting<Assortment>& setting) {
  for (const auto& given : setting.rows) {
    const std::size_t variant = rows_.size() < setting.study.segments.size() ? 0 : 1;
    const Parameters p = given.value_or(Parameters{});
    Row row{.given = p};
    if (p.breadth != p.usual) {
      row.purchase_factor = engine::pow(p.fit(p.breadth) / p.fit(p.usual), p.effects.purchases);
      row.value = p.effects.value * (p.fit(p.breadth) - p.fit(p.usual));
      row.log_hazard = -p.effects.hazard * row.value;
    }
    row.most = std::max<std::int64_t>(
        static_cast<std::int64_t>(std::min(std::floor(p.breadth), 60'000.0)) - 1, 0);
    if (given) {
      cost_per_day_[variant] = p.cost.cents_per_day * std::max(p.breadth - p.usual, 0.0);
    }
    rows_.push_back(row);
  }
}

bool Assortment::uses(std::type_identity<UpgradeDue>, std::size_t row) const {
  return rows_[row].given.upgrades.has_value();
}

bool Assortment::remembers(std::size_t row) const {
  return rows_[row].given.add_ons || rows_[row].given.upgrades;
}

// --- Add-ons and upgrades -----------------------------------------------------------------------

void Assortment::on(const CustomerJoined& joined, Context& context) const {
  const bool first = joined.origin != Origin::already_here && joined.origin != Origin::returned;
  if (context.remembers<Assortment>() && first) {
    context.state<Assortment>() = {};
  }
  await_upgrade(rows_[context.row()], context.now() + money_ahead(context), context);
}

void Assortment::adopt(Context& context, std::size_t old_row) const {
  const Row& row = rows_[context.row()];
  const Row& old = rows_[old_row];
  if (old.given.upgrades && !row.given.upgrades) context.clear<UpgradeDue>();
  // A release that is planned again comes when it would have, unless it is now asked for
  // beforehand.
  await_upgrade(row, context.now() + money_ahead(context), context);
}

void Assortment::on(const PurchaseMade&, Context& context) const {
  const Row& row = rows_[context.row()];
  const auto& add_ons = row.given.add_ons;
  if (!add_ons || context.state<Assortment>().categories >= row.most) return;
  if (context.happens(draws::kAddOn, add_ons->offered.value)) sell_add_on(row, context);
}

void Assortment::sell_add_on(const Row& row, Context& context) const {
  const AddOns& add_ons = *row.given.add_ons;
  context.tally<Assortment>(add_ons_bought);
  if (context.happens(draws::kAddOnFits, add_ons.needs_known.value)) {
    if (add_ons.hazard != 0.0) context.about_to_change(kRange);
    ++context.state<Assortment>().categories;
    return;
  }
  context.tally<Assortment>(add_ons_misfitted);
  if (add_ons.return_cost.cents > 0) {
    context.tally<Assortment>(assortment_cost, add_ons.return_cost.cents);
    context.spend<Assortment>(add_ons.return_cost);
  }
  if (add_ons.misfit > 0.0) context.publish(AddOnMisfitted{add_ons.misfit});
}

/// How long before a release the firm is asked for money. With a budget no window is longer.
engine::Duration Assortment::money_ahead(const Context& context) {
  return context.needs_grant<Assortment>() ? engine::kDay : engine::Duration{0};
}

/// Plans for the first release at `from` or later, but for time 0. Releases are the firm's: at the
/// same times for all.
void Assortment::await_upgrade(const Row& row, engine::Time from, Context& context) const {
  if (!row.given.upgrades) return;
  const engine::Duration every = row.given.upgrades->every;
  const engine::Duration since = from - engine::kStart;
  std::int64_t number = since / every + (since % every > engine::Duration{0} ? 1 : 0);
  if (number == 0) number = 1;
  const engine::Time release = engine::kStart + number * every;
  context.schedule<UpgradeDue>(release - money_ahead(context) - context.now());
}

void Assortment::on(const UpgradeDue&, Context& context) const {
  const Row& row = rows_[context.row()];
  const Upgrades& upgrades = *row.given.upgrades;
  const engine::Time release = context.now() + money_ahead(context);
  await_upgrade(row, release + engine::Duration{1}, context);
  context.begin_root(Root::upgrade,
                     static_cast<std::uint32_t>((release - engine::kStart) / upgrades.every));
  if (!context.happens(draws::kUpgradeTaken, upgrades.taken.value)) return;
  if (release == context.now()) {
    upgrade(row, context);
    return;
  }
  engine::Message request = context.request();
  request.due = release;
  context.send_to_firm<Assortment>(request);
}

void Assortment::close(Firm&, FirmContext& context) const {
  const auto cost = [&](const engine::Message& request) {
    return rows_[request.row].given.upgrades->cost;
  };
  context.grant_each<Assortment>(cost, upgrades_refused);
}

void Assortment::on(const RequestGranted&, Context& context) const {
  const Row& row = rows_[context.row()];
  if (context.root() == Root::upgrade && row.given.upgrades) upgrade(row, context);
}

void Assortment::upgrade(const Row& row, Context& context) const {
  const Upgrades& upgrades = *row.given.upgrades;
  if (upgrades.purchases != 0.0 || upgrades.hazard != 0.0) context.about_to_change(kRange);
  State& state = context.state<Assortment>();
  state.renewed = context.now();
  state.has_upgraded = true;
  context.tally<Assortment>(upgrades_taken);
  if (upgrades.cost.cents == 0) return;
  context.tally<Assortment>(assortment_cost, upgrades.cost.cents);
  context.spend_granted<Assortment>(upgrades.cost);
}

// --- What it moves ------------------------------------------------------------------------------

double Assortment::freshness(const Row& row, const Context& context, engine::Time time) const {
  if (!row.given.upgrades) return 0.0;
  const State& state = context.state<Assortment>();
  if (!state.has_upgraded) return 0.0;
  return engine::exp(-row.given.upgrades->aging.per_day *
                     engine::in_days(time - state.renewed.time()));
}

void Assortment::add_to_rate(std::type_identity<PurchaseDue>, engine::VaryingRate& rate,
                             const Context& context, engine::Time since) const {
  const Row& row = rows_[context.row()];
  rate.multiply(row.purchase_factor);
  if (const auto& upgrades = row.given.upgrades) {
    rate.add_exponent(upgrades->purchases * freshness(row, context, since),
                      upgrades->aging.per_day);
  }
}

void Assortment::add_to_rate(std::type_identity<LeaveDue>, engine::VaryingRate& rate,
                             const Context& context, engine::Time since) const {
  const Row& row = rows_[context.row()];
  rate.add_exponent(row.log_hazard, 0.0);
  if (const auto& add_ons = row.given.add_ons) {
    rate.add_exponent(-add_ons->hazard * context.state<Assortment>().categories, 0.0);
  }
  if (const auto& upgrades = row.given.upgrades) {
    rate.add_exponent(-upgrades->hazard * freshness(row, context, since), upgrades->aging.per_day);
  }
}

Influences Assortment::influences(std::type_identity<PurchaseDue>, std::size_t row) const {
  const Row& r = rows_[row];
  const bool refreshes = r.given.upgrades && r.given.upgrades->purchases != 0.0;
  return r.purchase_factor != 1.0 || refreshes ? kRange : kNothing;
}

Influences Assortment::influences(std::type_identity<LeaveDue>, std::size_t row) const {
  const Row& r = rows_[row];
  const bool refreshes = r.given.upgrades && r.given.upgrades->hazard != 0.0;
  const bool ties = r.given.add_ons && r.given.add_ons->hazard != 0.0;
  return r.log_hazard != 0.0 || refreshes || ties ? kRange : kNothing;
}

double Assortment::offer_value(const Context& context) const { return rows_[context.row()].value; }

double Assortment::basket_factor(const Context& context) const {
  const auto& add_ons = rows_[context.row()].given.add_ons;
  if (!add_ons) return 1.0;
  return 1.0 + add_ons->basket * context.state<Assortment>().categories;
}

void Assortment::observe(Context& context) const {
  context.tally<Assortment>(categories_count);
  if (!context.remembers<Assortment>()) return;
  context.tally<Assortment>(categories_sum, context.state<Assortment>().categories);
}

// --- The firm's side ----------------------------------------------------------------------------

Assortment::Firm Assortment::begin(FirmContext& context) const {
  return {cost_per_day_[0], context.now()};
}

void Assortment::turn(Firm& firm, FirmContext& context) const {
  report(firm, context);
  firm.cost_per_day = cost_per_day_[context.row_of(0) == 0 ? 0 : 1];
}

void Assortment::report(Firm& firm, FirmContext& context) const {
  const double days = engine::in_days(context.now() - firm.reported);
  firm.reported = context.now();
  context.tally<Assortment>(range_cost, static_cast<std::int64_t>(firm.cost_per_day * days + 0.5));
}

void Assortment::audit(const Audit& audit) const {
  TENURE_ENSURE(audit.counted<Assortment>(add_ons_bought) ==
                audit.counted<Assortment>(add_ons_misfitted) + audit.held<Assortment>());
}

}  // namespace tenure::model
