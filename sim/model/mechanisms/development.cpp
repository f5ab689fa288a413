// SPDX-License-Identifier: Apache-2.0
#include "model/mechanisms/development.h"

#include <algorithm>
#include <limits>
#include <string>

#include "engine/elementary.h"
#include "model/context.h"

namespace tenure::model {

namespace {

/// Where satisfaction is in standard deviations of experience.
constexpr double kDefaultEffectOnPhases = 0.3;

}  // namespace

void Development::Ordinary::describe(Describer& d) {
  d({.name = "up",
     .meaning = "rate at which an ordinary customer becomes engaged",
     .range = kNotNegative},
    up);
}

void Development::Engaged::describe(Describer& d) {
  d({.name = "purchases",
     .meaning = "multiplies the rate of purchases of engaged customers; 1: like ordinary ones",
     .range = kNotNegative},
    purchases);
  d({.name = "basket",
     .meaning = "multiplies what engaged customers buy at once; 1: like ordinary ones",
     .range = kNotNegative},
    basket);
  d({.name = "up",
     .meaning = "rate at which an engaged customer becomes extraordinary",
     .range = kNotNegative},
    up);
  d({.name = "down",
     .meaning = "rate at which an engaged customer becomes ordinary again",
     .range = kNotNegative},
    down);
  d({.name = "at_joining",
     .meaning = "share of customers who are engaged from the beginning",
     .range = kShare},
    at_joining);
}

void Development::Extraordinary::describe(Describer& d) {
  d({.name = "purchases",
     .meaning =
         "multiplies the rate of purchases of extraordinary customers; 1: like ordinary ones",
     .range = kNotNegative},
    purchases);
  d({.name = "basket",
     .meaning = "multiplies what extraordinary customers buy at once; 1: like ordinary ones",
     .range = kNotNegative},
    basket);
  d({.name = "down",
     .meaning = "rate at which an extraordinary customer falls back to engaged",
     .range = kNotNegative},
    down);
  d({.name = "at_joining",
     .meaning = "share of customers who are extraordinary from the beginning",
     .range = kShare},
    at_joining);
}

void Development::Effects::describe(Describer& d) {
  d({.name = "satisfaction",
     .meaning = "a_S, log rate up, and less log rate down, per unit of satisfaction; by default "
                "0.3, and 0 where satisfaction goes in steps",
     .word = "default",
     .implies = true},
    satisfaction);
  d({.name = "relationship",
     .meaning = "a_R, the same per unit of relationship",
     .range = kNotNegative},
    relationship);
  d({.name = "relationship_cap",
     .meaning = "the most that relationship adds to the log rate up",
     .range = kNotNegative},
    relationship_cap);
  d({.name = "tier", .meaning = "a_T, the same per rank in the loyalty programme"}, tier);
}

void Development::Parameters::describe(Describer& d) {
  d({.name = "ordinary", .meaning = "where customers begin", .shorthand = "up"}, ordinary);
  d({.name = "engaged", .meaning = "customers who buy more", .shorthand = "purchases"}, engaged);
  d({.name = "extraordinary", .meaning = "the best customers", .shorthand = "purchases"},
    extraordinary);
  d({.name = "effects", .meaning = "what moves customers between phases"}, effects);
}

void Development::Parameters::check(const Parameters& p, Problems& problems) {
  if (p.engaged.at_joining.value + p.extraordinary.at_joining.value > 1.0) {
    problems.add(
        "extraordinary.at_joining", "leaves less than none to be ordinary",
        "the shares of engaged and extraordinary newcomers add up to more than 100 %",
        std::to_string(static_cast<int>(100.0 * (1.0 - p.engaged.at_joining.value))) + " %");
  }
}

void Development::Parameters::imply(const Parameters& p, Implications& implied) {
  const double back = p.engaged.down.per_day;
  const double back_again = p.extraordinary.down.per_day;
  if (back == 0.0 || back_again == 0.0) return;
  const double engaged = p.ordinary.up.per_day / back;
  const double extraordinary = engaged * p.engaged.up.per_day / back_again;
  const double all = 1.0 + engaged + extraordinary;
  implied.add("engaged in the long run", 100.0 * engaged / all, "%",
              "stationary share of the chain at effects of 0");
  implied.add("extraordinary in the long run", 100.0 * extraordinary / all, "%",
              "stationary share of the chain at effects of 0");
}

Development::Development(const Setting<Development>& setting) {
  for (const auto& given : setting.rows) {
    Row row;
    row.given = given.value_or(Parameters{});
    const Parameters& p = row.given;
    row.purchases = {1.0, p.engaged.purchases, p.extraordinary.purchases};
    row.basket = {1.0, p.engaged.basket, p.extraordinary.basket};
    row.up = {p.ordinary.up.per_day, p.engaged.up.per_day, 0.0};
    row.down = {0.0, p.engaged.down.per_day, p.extraordinary.down.per_day};
    row.satisfaction_effect = p.effects.satisfaction.value_or(
        setting.study.satisfaction_is_standard[rows_.size()] ? kDefaultEffectOnPhases : 0.0);
    row.moves_purchases = row.purchases != std::array{1.0, 1.0, 1.0};
    rows_.push_back(row);
  }
}

bool Development::uses(std::type_identity<AdvanceDue>, std::size_t row) const {
  return rows_[row].up != std::array<double, kPhases>{};
}

bool Development::uses(std::type_identity<RelapseDue>, std::size_t row) const {
  return rows_[row].down != std::array<double, kPhases>{};
}

/// A phase once reached stays while the mechanism is off; its clocks begin anew.
void Development::on(const CustomerJoined& joined, Context& context) const {
  State& state = context.state<Development>();
  const bool known = joined.origin == Origin::already_here && state.changes > 0;
  if (!known) {
    const Parameters& p = rows_[context.row()].given;
    const double mark = context.trait(Trait::phase);
    const double best = p.extraordinary.at_joining.value;
    state.phase = mark < best ? 2U : mark < best + p.engaged.at_joining.value ? 1U : 0U;
  }
  ++state.changes;
  plan_next(context);
}

void Development::adopt(Context& context, std::size_t) const {
  const Row& row = rows_[context.row()];
  const State& state = context.state<Development>();
  const auto begin = [&]<class Clock>(std::type_identity<Clock>, double per_day, PairDraw draw) {
    if (per_day == 0.0 || context.runs<Clock>()) return;
    plan<Clock>(per_day, context.exponential(Root::development, state.changes, draw), context);
  };
  begin(std::type_identity<AdvanceDue>{}, row.up[state.phase], draws::kAdvanceWait);
  begin(std::type_identity<RelapseDue>{}, row.down[state.phase], draws::kRelapseWait);
}

void Development::on(const AdvanceDue&, Context& context) const {
  context.tally<Development>(advances);
  change_phase(Direction::up, context);
}

void Development::on(const RelapseDue&, Context& context) const {
  context.tally<Development>(relapses);
  change_phase(Direction::down, context);
}

void Development::change_phase(Direction direction, Context& context) const {
  if (rows_[context.row()].moves_purchases) context.about_to_change(kPhase);
  State& state = context.state<Development>();
  if (direction == Direction::up) {
    ++state.phase;
  } else {
    --state.phase;
  }
  ++state.changes;
  plan_next(context);
}

/// Both clocks of the phase from new luck: what is left of an exponential time is as good as new.
void Development::plan_next(Context& context) const {
  const Row& row = rows_[context.row()];
  const State& state = context.state<Development>();
  context.begin_root(Root::development, state.changes);
  const double up = row.up[state.phase];
  const double down = row.down[state.phase];
  if (up > 0.0) plan<AdvanceDue>(up, context.exponential(draws::kAdvanceWait), context);
  if (down > 0.0) plan<RelapseDue>(down, context.exponential(draws::kRelapseWait), context);
}

template <class Clock>
void Development::plan(double per_day, double exponential, Context& context) {
  if (context.varies<Clock>()) {
    context.start<Clock>(exponential);
  } else {
    context.schedule<Clock>(engine::from_days(exponential / per_day));
  }
}

engine::VaryingRate Development::rate_of(std::type_identity<AdvanceDue>, const Context& context,
                                         engine::Time since) const {
  return rate_of_step(Direction::up, context, since);
}

engine::VaryingRate Development::rate_of(std::type_identity<RelapseDue>, const Context& context,
                                         engine::Time since) const {
  return rate_of_step(Direction::down, context, since);
}

engine::VaryingRate Development::rate_of_step(Direction direction, const Context& context,
                                              engine::Time since) const {
  const Row& row = rows_[context.row()];
  const std::uint32_t phase = context.state<Development>().phase;
  const bool up = direction == Direction::up;
  const double sign = up ? 1.0 : -1.0;
  engine::VaryingRate rate(one_, up ? row.up[phase] : row.down[phase], engine::kStart, since);
  if (row.satisfaction_effect != 0.0) {
    rate.add_exponent(sign * row.satisfaction_effect * context.stock_at(Stock::satisfaction, since),
                      context.decay_of(Stock::satisfaction));
  }
  const Effects& effects = row.given.effects;
  if (effects.relationship != 0.0) {
    constexpr double kUnbounded = std::numeric_limits<double>::infinity();
    const double cap = effects.relationship_cap;
    rate.add_bounded_exponent(
        sign * effects.relationship * context.stock_at(Stock::relationship, since),
        context.decay_of(Stock::relationship), 0.0, up ? -kUnbounded : -cap, up ? cap : kUnbounded);
  }
  rate.add_exponent(sign * effects.tier * context.tier(), 0.0);
  return rate;
}

Influences Development::influences(std::type_identity<AdvanceDue>, std::size_t row) const {
  return influences_on_steps(row);
}

Influences Development::influences(std::type_identity<RelapseDue>, std::size_t row) const {
  return influences_on_steps(row);
}

double Development::effect_on_advance(Stock stock, std::size_t row) const {
  const Row& r = rows_[row];
  if (stock == Stock::satisfaction) return r.satisfaction_effect;
  return stock == Stock::relationship ? r.given.effects.relationship : r.given.effects.tier;
}

Rise Development::rise(std::type_identity<AdvanceDue>, Stock stock, std::size_t row) const {
  return Rise::of_slope(effect_on_advance(stock, row));
}

Rise Development::rise(std::type_identity<RelapseDue>, Stock stock, std::size_t row) const {
  return Rise::of_slope(-effect_on_advance(stock, row));
}

Influences Development::influences_on_steps(std::size_t row) const {
  const Row& r = rows_[row];
  Influences all = kNothing;
  if (r.satisfaction_effect != 0.0) all |= influence_of(Stock::satisfaction);
  if (r.given.effects.relationship != 0.0) all |= influence_of(Stock::relationship);
  if (r.given.effects.tier != 0.0) all |= influence_of(Stock::tier);
  return all;
}

void Development::add_to_rate(std::type_identity<PurchaseDue>, engine::VaryingRate& rate,
                              const Context& context, engine::Time) const {
  rate.multiply(rows_[context.row()].purchases[context.state<Development>().phase]);
}

Influences Development::influences(std::type_identity<PurchaseDue>, std::size_t row) const {
  return rows_[row].moves_purchases ? kPhase : kNothing;
}

double Development::basket_factor(const Context& context) const {
  return rows_[context.row()].basket[context.state<Development>().phase];
}

void Development::on(const PurchaseMade& purchase, Context& context) const {
  context.tally<Development>(all_spent, purchase.amount.cents);
  if (context.state<Development>().phase + 1 == kPhases) {
    context.tally<Development>(extraordinary_spent, purchase.amount.cents);
  }
}

void Development::observe(Context& context) const {
  context.tally<Development>(all_count);
  context.tally<Development>(ordinary_count + context.state<Development>().phase);
}

}  // namespace tenure::model
