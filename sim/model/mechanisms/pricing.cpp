// SPDX-License-Identifier: Apache-2.0
#include "model/mechanisms/pricing.h"

#include <algorithm>
#include <string>

#include "engine/elementary.h"
#include "model/context.h"

namespace tenure::model {

void Pricing::Change::describe(Describer& d) {
  d({.name = "at",
     .meaning = "when the price changes, from time 0",
     .range = kNotNegative,
     .required = true},
    at);
  d({.name = "by",
     .meaning = "by which share of the price before; below 0: a cut",
     .range = {.low = -1.0, .high = 100.0, .low_excluded = true},
     .word = "none"},
    by);
  d({.name = "to",
     .meaning = "the new price, relative to the usual one, instead of by",
     .range = {.low = 0.0, .high = 100.0, .low_excluded = true},
     .word = "none"},
    to);
  d({.name = "severity",
     .meaning = "how unfair a rise is felt to be; 1 is as bad as an ordinary failure",
     .range = kNotNegative},
    severity);
}

void Pricing::Effects::describe(Describer& d) {
  d({.name = "hazard",
     .meaning = "beta_V, by how much a unit of the offer's value lowers the log hazard"},
    hazard);
  d({.name = "purchases",
     .meaning = "gamma_V, log rate of purchases per unit of the offer's value"},
    purchases);
}

void Pricing::Parameters::describe(Describer& d) {
  d({.name = "level",
     .meaning = "price, relative to the usual one that the initial customers are used to",
     .range = {.low = 0.0, .high = 100.0, .low_excluded = true}},
    level);
  d({.name = "changes", .meaning = "changes of the price, in order of time"}, changes);
  d({.name = "weight",
     .meaning = "v_P, value lost per unit of price over reference price less 1",
     .range = kNotNegative},
    weight);
  d({.name = "loss_aversion",
     .meaning = "lambda_L, how much more a price above the reference weighs than one below it",
     .range = {.low = 1.0},
     .source = "Tversky & Kahneman 1992, J. Risk and Uncertainty 5"},
    loss_aversion);
  d({.name = "adaptation",
     .meaning = "rho, rate at which the gap between price and reference price closes",
     .range = kPositive,
     .word = "none"},
    adaptation);
  d({.name = "effects", .meaning = "what the value of the offer moves"}, effects);
}

void Pricing::Parameters::check(const Parameters& p, Problems& problems) {
  for (std::size_t i = 0; i < p.changes.size(); ++i) {
    const std::string path = "changes." + std::to_string(i);
    const Change& change = p.changes[i];
    if (change.by.has_value() == change.to.has_value()) {
      problems.add(path, "needs either `by` or `to`", "one of them states the new price");
    }
    if (i > 0 && change.at <= p.changes[i - 1].at) {
      problems.add(path + ".at", "does not come after the change before", "changes are in order");
    }
  }
}

void Pricing::Parameters::imply(const Parameters& p, Implications& implied) {
  const auto hazard_at = [&](double gap, double aversion) {
    return engine::exp(p.effects.hazard * p.weight * aversion * gap);
  };
  implied.add("hazard factor of a price 10 % above the reference", hazard_at(0.1, p.loss_aversion),
              "1", "exp(beta_V v_P lambda_L 0.1)");
  implied.add("hazard factor of a price 10 % below the reference", hazard_at(-0.1, 1.0), "1",
              "exp(-beta_V v_P 0.1)");
  if (!p.changes.empty()) {
    implied.add("price after the last change", make_row(p).price.back(), "1", "level and changes");
  }
}

Pricing::Pricing(const Setting<Pricing>& setting) {
  for (const auto& given : setting.rows) rows_.push_back(make_row(given.value_or(Parameters{})));
}

Pricing::Row Pricing::make_row(const Parameters& p) {
  Row row;
  row.given = p;
  row.adaptation = p.adaptation ? p.adaptation->per_day : 0.0;
  row.price.push_back(p.level);
  for (const Change& change : p.changes) {
    row.from.push_back(engine::kStart + change.at);
    row.price.push_back(change.to.value_or(row.price.back() * (1.0 + change.by.value_or(0.0))));
  }
  return row;
}

std::size_t Pricing::Row::changes_until(engine::Time time) const {
  return static_cast<std::size_t>(std::upper_bound(from.begin(), from.end(), time) - from.begin());
}

double Pricing::Row::value(double gap) const {
  return -given.weight * (gap > 0.0 ? given.loss_aversion : 1.0) * gap;
}

bool Pricing::uses(std::type_identity<PriceChangeDue>, std::size_t row) const {
  return !rows_[row].from.empty();
}

bool Pricing::remembers(std::size_t row) const {
  const std::vector<double>& prices = rows_[row].price;
  return std::any_of(prices.begin(), prices.end(), [](double price) { return price != 1.0; });
}

Influences Pricing::influences(std::type_identity<PurchaseDue>, std::size_t row) const {
  const bool follows = remembers(row) && rows_[row].given.effects.purchases != 0.0;
  return follows && rows_[row].given.weight != 0.0 ? kOffer : kNothing;
}

Influences Pricing::influences(std::type_identity<LeaveDue>, std::size_t row) const {
  const bool follows = remembers(row) && rows_[row].given.effects.hazard != 0.0;
  return follows && rows_[row].given.weight != 0.0 ? kOffer : kNothing;
}

void Pricing::add_to_rate(std::type_identity<PurchaseDue>, engine::VaryingRate& rate,
                          const Context& context, engine::Time since) const {
  const Row& row = rows_[context.row()];
  rate.add_exponent(row.given.effects.purchases * value_at(context, since), row.adaptation);
}

void Pricing::add_to_rate(std::type_identity<LeaveDue>, engine::VaryingRate& rate,
                          const Context& context, engine::Time since) const {
  const Row& row = rows_[context.row()];
  rate.add_exponent(-row.given.effects.hazard * value_at(context, since), row.adaptation);
}

double Pricing::price(const Context& context) const {
  return rows_[context.row()].price_at(context.now());
}

double Pricing::offer_value(const Context& context) const {
  return value_at(context, context.now());
}

double Pricing::value_at(const Context& context, engine::Time time) const {
  const Row& row = rows_[context.row()];
  return row.value(gap_at(context, time, row.adaptation));
}

double Pricing::gap_at(const Context& context, engine::Time time, double adaptation) const {
  if (!context.remembers<Pricing>()) return 0.0;
  const State& state = context.state<Pricing>();
  const auto gap = static_cast<double>(state.gap);
  if (gap == 0.0 || adaptation == 0.0) return gap;
  return gap * engine::exp(-adaptation * engine::in_days(time - state.since));
}

double Pricing::meet_price(Context& context, double adaptation) const {
  State& state = context.state<Pricing>();
  const auto price = static_cast<float>(this->price(context));
  const double factor = static_cast<double>(price) / static_cast<double>(state.price);
  if (factor != 1.0) {
    const double gap = gap_at(context, context.now(), adaptation);
    state = {context.now(), static_cast<float>((1.0 + gap) * factor - 1.0), price};
  }
  return factor;
}

void Pricing::await_change(const Row& row, Context& context) const {
  const std::size_t next = row.changes_until(context.now());
  if (next < row.from.size()) {
    context.schedule<PriceChangeDue>(row.from[next] - context.now());
  }
}

void Pricing::on(const CustomerJoined& joined, Context& context) const {
  if (!context.remembers<Pricing>()) return;
  const bool knows_usual_price =
      joined.origin == Origin::initial || joined.origin == Origin::already_here;
  const double known = knows_usual_price ? 1.0 : price(context);
  context.state<Pricing>() = {context.now(), 0.0F, static_cast<float>(known)};
  meet_price(context, 0.0);
  await_change(rows_[context.row()], context);
}

void Pricing::adopt(Context& context, std::size_t old_row) const {
  if (!context.remembers<Pricing>()) return;
  const Row& old = rows_[old_row];
  const Row& row = rows_[context.row()];
  if (old.adaptation != row.adaptation) {
    const double gap = gap_at(context, context.now(), old.adaptation);
    State& state = context.state<Pricing>();
    state = {context.now(), static_cast<float>(gap), state.price};
  }
  meet_price(context, row.adaptation);
  if (!old.from.empty()) context.clear<PriceChangeDue>();
  await_change(row, context);
}

void Pricing::on(const PriceChangeDue&, Context& context) const {
  const Row& row = rows_[context.row()];
  const std::size_t number = row.changes_until(context.now());
  context.begin_root(Root::price, static_cast<std::uint32_t>(number));
  await_change(row, context);
  context.about_to_change(kOffer);
  const double factor = meet_price(context, row.adaptation);
  const double severity = row.given.changes[number - 1].severity;
  if (factor <= 1.0 || severity == 0.0) return;
  context.tally<Pricing>(rises_resented);
  context.publish(PriceRiseResented{severity});
}

void Pricing::observe(Context& context) const {
  context.tally<Pricing>(gap_count);
  context.tally_real<Pricing>(gap_sum,
                              gap_at(context, context.now(), rows_[context.row()].adaptation));
}

}  // namespace tenure::model
