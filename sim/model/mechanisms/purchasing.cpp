// SPDX-License-Identifier: Apache-2.0
#include "model/mechanisms/purchasing.h"

#include <cmath>
#include <limits>

#include "engine/special_functions.h"
#include "model/context.h"

namespace tenure::model {

namespace {

constexpr double kDefaultEffectOnRate = 0.15;  // assumption

/// The share of the total rate that the top `share` of customers hold if rates are Gamma(shape):
/// 1 - P(shape + 1, q), q the upper quantile of Gamma(shape) (Lorenz curve of the Gamma law).
double share_held_by_top(double shape, double share) {
  // Bisection: a table of quantiles would be built for every shape that is tried.
  double low = -700.0;
  double high = 40.0;
  for (int i = 0; i < 64; ++i) {
    const double middle = 0.5 * (low + high);
    (engine::gamma_tails_at_log(shape, middle).upper > share ? low : high) = middle;
  }
  return engine::gamma_tails_at_log(shape + 1.0, high).upper;
}

/// The shape at which the top 20 % hold `held`; bisection on the log of the shape. More than
/// 99.9 % or less than 25 % is refused by `check`.
double shape_from_concentration(double held) {
  double low = 0.05;
  double high = 100.0;
  for (int i = 0; i < 60; ++i) {
    const double middle = std::sqrt(low * high);
    (share_held_by_top(middle, 0.2) > held ? low : high) = middle;
  }
  return std::sqrt(low * high);
}

Money to_money(double cents) { return Money{static_cast<std::int64_t>(cents + 0.5)}; }

}  // namespace

void Purchasing::GammaRate::describe(Describer& d) {
  d({.name = "shape",
     .meaning = "r of the Gamma distribution of purchase rates",
     .range = {.low = 0.05, .high = 1000.0},
     .source = "Fader, Hardie & Lee 2005, Marketing Science 24(2) (CDNOW, Pareto/NBD)"},
    shape);
  d({.name = "scale",
     .meaning = "alpha, so that the mean rate is r / alpha",
     .range = kPositive,
     .source = "Fader, Hardie & Lee 2005, Marketing Science 24(2) (CDNOW, Pareto/NBD)"},
    scale);
}

void Purchasing::Basket::describe(Describer& d) {
  d({.name = "mean",
     .meaning = "mean value of one purchase",
     .range = kNotNegative,
     .source = "Fader & Hardie 2013, Gamma-Gamma model (CDNOW, in its currency)"},
    mean);
  d({.name = "distribution", .meaning = "how values spread around a customer's mean"},
    distribution);
  d({.name = "within_shape",
     .meaning = "p, shape of single purchases around a customer's mean",
     .range = {.low = 0.05, .high = 1000.0},
     .source = "Fader & Hardie 2013, Gamma-Gamma model (CDNOW)"},
    within_shape);
  d({.name = "between_shape",
     .meaning = "q, shape of the spread of customers' means",
     .range = {.low = 1.0, .high = 1000.0, .low_excluded = true},
     .source = "Fader & Hardie 2013, Gamma-Gamma model (CDNOW)"},
    between_shape);
}

void Purchasing::Seasonality::describe(Describer& d) {
  d({.name = "amplitude", .meaning = "A in 1 + A sin(2 pi (t - start) / period)", .range = kShare},
    amplitude);
  d({.name = "period", .meaning = "length of one season's round", .range = kPositive}, period);
  d({.name = "start", .meaning = "when the season crosses its mean upwards"}, start);
}

void Purchasing::Effects::describe(Describer& d) {
  d({.name = "satisfaction",
     .meaning = "gamma_S, log rate per unit of satisfaction; by default 0.15, and 0 where "
                "satisfaction goes in steps",
     .word = "default",
     .implies = true},
    satisfaction);
  d({.name = "relationship",
     .meaning = "gamma_R, log rate per unit of relationship; nothing where that is off"},
    relationship);
  d({.name = "relationship_cap",
     .meaning = "the most that relationship adds to the log rate: without a bound, purchases that "
                "build a relationship that brings purchases would have no end",
     .range = kNotNegative},
    relationship_cap);
}

void Purchasing::Parameters::describe(Describer& d) {
  d({.name = "mean_interval",
     .meaning = "1 / mean rate of purchases",
     .range = kPositive,
     .word = "default"},
    mean_interval);
  d({.name = "per_year",
     .meaning = "mean number of purchases a year, instead of mean_interval",
     .range = kPositive,
     .word = "none"},
    per_year);
  d({.name = "rate",
     .meaning = "Gamma distribution of rates as published, instead of both",
     .word = "none"},
    rate);
  d({.name = "rate_shape",
     .meaning = "r, shape of the Gamma distribution of rates",
     .range = {.low = 0.05, .high = 1000.0},
     .source = "Fader, Hardie & Lee 2005, Marketing Science 24(2) (CDNOW, Pareto/NBD)",
     .word = "none"},
    rate_shape);
  d({.name = "top_20_percent_hold",
     .meaning = "share of all purchases that the busiest fifth of customers makes, instead of "
                "rate_shape",
     .range = {.low = 0.25, .high = 0.999},
     .word = "none"},
    top_20_percent_hold);
  d({.name = "basket", .meaning = "what one purchase is worth", .shorthand = "mean"}, basket);
  d({.name = "seasonality",
     .meaning = "season of the rate of purchases",
     .word = "none",
     .shorthand = "amplitude"},
    seasonality);
  d({.name = "effects", .meaning = "what moves the rate of purchases"}, effects);
}

void Purchasing::Parameters::check(const Parameters& p, Problems& problems) {
  const int rates = (p.mean_interval ? 1 : 0) + (p.per_year ? 1 : 0) + (p.rate ? 1 : 0);
  if (rates > 1) {
    problems.add(p.rate ? "rate" : "per_year", "states the rate a second time",
                 "mean_interval, per_year and rate exclude each other");
  }
}

double Purchasing::Parameters::mean_per_day() const {
  if (rate) return rate->shape / engine::in_days(rate->scale);
  if (per_year) return *per_year / engine::kDaysPerYear;
  if (mean_interval) return 1.0 / engine::in_days(*mean_interval);
  const GammaRate published;
  return published.shape / engine::in_days(published.scale);
}

std::optional<double> Purchasing::Parameters::shape() const {
  if (rate) return rate->shape;
  if (top_20_percent_hold) return shape_from_concentration(top_20_percent_hold->value);
  return rate_shape;
}

void Purchasing::Parameters::imply(const Parameters& p, Implications& implied) {
  implied.add("mean interval", 1.0 / p.mean_per_day(), "d", "1 / mean rate");
  implied.add("purchases a year", p.mean_per_day() * engine::kDaysPerYear, "1",
              "mean rate x 365.25 d");
  if (const auto r = p.shape()) {
    implied.add("rate shape", *r, "1", "r of the Gamma distribution of rates");
    implied.add("held by the busiest fifth", 100.0 * share_held_by_top(*r, 0.2), "%",
                "Lorenz curve of the Gamma distribution");
  }
}

Purchasing::Purchasing(const Setting<Purchasing>& setting) {
  for (const auto& given : setting.rows) {
    Row row;
    if (given) {
      row.mean_rate = given->mean_per_day();
      if (const auto shape = given->shape()) {
        row.spread = engine::Quantile::gamma(*shape);
        row.spread_scale = row.mean_rate / *shape;
      }
      row.basket = given->basket;
      if (row.basket.distribution == BasketForm::gamma_gamma) {
        const auto [mean, form, p, q] = row.basket;
        row.within = engine::Quantile::gamma(p);
        row.between = engine::Quantile::gamma(q);
        row.basket_scale = static_cast<double>(mean.cents) * (q - 1.0) / p;
      }
      if (given->seasonality && given->seasonality->amplitude > 0.0) {
        const auto& [amplitude, period, start] = *given->seasonality;
        row.season = engine::SineFactor{amplitude, period, engine::kStart + start};
      }
      row.satisfaction_effect = given->effects.satisfaction.value_or(
          setting.study.satisfaction_is_standard[rows_.size()] ? kDefaultEffectOnRate : 0.0);
      row.relationship_effect = given->effects.relationship;
      row.relationship_cap = given->effects.relationship_cap;
    }
    rows_.push_back(std::move(row));
  }
}

void Purchasing::on(const CustomerJoined&, Context& context) const {
  context.state<Purchasing>() = {.rate = own_rate(context), .number = 0};
  plan_next(context);
}

/// The customer's own rate [1/day], by trait.
float Purchasing::own_rate(const Context& context) const {
  const Row& row = rows_[context.row()];
  if (!row.spread) return static_cast<float>(row.mean_rate);
  const double u = context.trait(Trait::purchase_rate);
  return static_cast<float>(row.spread_scale * (*row.spread)(u));
}

void Purchasing::on(const PurchaseDue&, Context& context) const {
  ++context.state<Purchasing>().number;
  plan_next(context);
  const double completion = context.chance_of_completion();
  if (completion < 1.0 && !context.happens(draws::kCompletion, completion)) {
    context.tally<Purchasing>(abandoned);
    return;
  }
  const Money basket = draw_basket(rows_[context.row()], context);
  const Money amount = priced(priced(basket, context.basket_factor()), context.price());
  context.tally<Purchasing>(purchases);
  context.tally<Purchasing>(revenue, amount.cents);
  context.book_purchase(amount);
  if (History* history = context.history()) {
    if (engine::Time* last = context.last_purchase()) *last = context.now();
    history->spend += amount.cents;
    ++history->purchases;
  }
  context.publish(PurchaseMade{amount});
}

void Purchasing::on(const PurchaseReturned& purchase, Context& context) const {
  if (History* history = context.history()) {
    history->spend -= purchase.amount.cents - purchase.fee.cents;
  }
}

void Purchasing::plan_next(Context& context) const {
  const State& state = context.state<Purchasing>();
  context.begin_root(Root::purchase, state.number);
  const double wait = context.exponential(draws::kPurchaseWait);
  if (context.varies<PurchaseDue>()) {
    context.start<PurchaseDue>(wait);
  } else {
    // The division by which a varying rate without strength plans it: the same microsecond.
    context.schedule<PurchaseDue>(engine::from_days(wait / static_cast<double>(state.rate)));
  }
}

engine::VaryingRate Purchasing::rate_of(std::type_identity<PurchaseDue>, const Context& context,
                                        engine::Time since) const {
  const Row& row = rows_[context.row()];
  const auto own = static_cast<double>(context.state<Purchasing>().rate);
  engine::VaryingRate rate(one_, own, engine::kStart, since);
  if (row.season) rate.follow(*row.season);
  if (row.satisfaction_effect != 0.0) {
    rate.add_exponent(row.satisfaction_effect * context.stock_at(Stock::satisfaction, since),
                      context.decay_of(Stock::satisfaction));
  }
  if (row.relationship_effect != 0.0) {
    const double closeness = row.relationship_effect * context.stock_at(Stock::relationship, since);
    constexpr double kUnbounded = std::numeric_limits<double>::infinity();
    rate.add_bounded_exponent(closeness, context.decay_of(Stock::relationship), 0.0, -kUnbounded,
                              row.relationship_cap);
  }
  return rate;
}

Influences Purchasing::influences(std::type_identity<PurchaseDue>, std::size_t row) const {
  Influences all = kNothing;
  if (rows_[row].season) all |= kSeason;
  if (rows_[row].satisfaction_effect != 0.0) all |= influence_of(Stock::satisfaction);
  if (rows_[row].relationship_effect != 0.0) all |= influence_of(Stock::relationship);
  return all;
}

Rise Purchasing::rise(std::type_identity<PurchaseDue>, Stock stock, std::size_t row) const {
  const Row& r = rows_[row];
  return Rise::of_slope(stock == Stock::satisfaction ? r.satisfaction_effect
                                                     : r.relationship_effect);
}

void Purchasing::adopt(Context& context, std::size_t) const {
  context.state<Purchasing>().rate = own_rate(context);
}

Money Purchasing::draw_basket(const Row& row, Context& context) const {
  const auto mean = static_cast<double>(row.basket.mean.cents);
  switch (row.basket.distribution) {
    case BasketForm::fixed:
      return row.basket.mean;
    case BasketForm::exponential:
      return to_money(mean * context.exponential(draws::kBasket));
    case BasketForm::gamma_gamma:
      break;
  }
  const double own = (*row.between)(context.trait(Trait::basket_mean));
  return to_money(row.basket_scale * (*row.within)(context.uniform(draws::kBasket)) / own);
}

}  // namespace tenure::model
