// SPDX-License-Identifier: Apache-2.0
#include "model/mechanisms/promotions.h"

#include <algorithm>
#include <utility>

#include "engine/elementary.h"
#include "model/context.h"
#include "model/firm_context.h"

namespace tenure::model {

void Promotions::Eligibility::describe(Describer& d) {
  d({.name = "purchases",
     .meaning = "purchases since joining; below 1: first-time buyers, from some number on: repeat "
                "buyers",
     .word = "any"},
    purchases);
  d({.name = "spend", .meaning = "spent since joining: big spenders", .word = "any"}, spend);
}

void Promotions::Offer::describe(Describer& d) {
  d({.name = "name", .meaning = "the offer's name", .required = true}, name);
  d({.name = "kind", .meaning = "what is offered"}, kind);
  d({.name = "who", .meaning = "who qualifies when a wave goes out; by default everybody"}, who);
  d({.name = "first", .meaning = "when a wave goes out, from time 0", .range = kNotNegative},
    first);
  d({.name = "every",
     .meaning = "time between waves, before and after the first",
     .range = kPositive,
     .word = "once"},
    every);
  d({.name = "days",
     .meaning = "days of the year, 1 to 365, on which waves go out, instead of first and every",
     .range = {.low = 1.0, .high = 365.0}},
    days);
  d({.name = "ahead",
     .meaning = "how long before it holds customers hear of the offer",
     .range = kNotNegative},
    ahead);
  d({.name = "lasts", .meaning = "for how long the offer holds then", .range = kPositive}, lasts);
  d({.name = "lift",
     .meaning = "share by which the rate of purchases is higher while the offer holds; 0: no more",
     .range = kNotNegative},
    lift);
  d({.name = "waiting",
     .meaning = "share of purchases that is put off by who knows of the offer before it holds",
     .range = kShare},
    waiting);
  d({.name = "discount",
     .meaning = "share of the price that a coupon or an early sale takes off",
     .range = kShare},
    discount);
  d({.name = "unit_cost",
     .meaning = "buy_one_get_one: what the second unit costs the firm, as a share of its usual "
                "price; 1 less finance.margin",
     .range = kShare},
    unit_cost);
  d({.name = "redemption",
     .meaning = "share of purchases that use the offer; by default 20 % for coupons, 100 % for "
                "other kinds",
     .range = kShare,
     .word = "default",
     .implies = true},
    redemption);
  d({.name = "uses",
     .meaning = "how often a customer may use one wave's offer",
     .range = {.low = 1.0, .high = 65'535.0},
     .word = "unlimited"},
    uses);
  d({.name = "cost", .meaning = "cost of telling one customer", .range = kNotNegative}, cost);
  d({.name = "medium", .meaning = "how customers are told, for contact fatigue"}, medium);
  d({.name = "gain", .meaning = "relationship gained by being chosen", .range = kNotNegative},
    gain);
}

void Promotions::ForwardBuying::describe(Describer& d) {
  d({.name = "share",
     .meaning = "phi_fb, share of the rate of purchases that is missing after a purchase at an "
                "offer's terms; 0: no forward buying",
     .range = kShare},
    share);
  d({.name = "lasts", .meaning = "tau, for how long", .range = kPositive}, lasts);
}

void Promotions::DealSensitivity::describe(Describer& d) {
  d({.name = "step",
     .meaning = "what a purchase at an offer's terms adds to deal sensitivity D, which multiplies "
                "the lift of later offers by 1 + D; 0: customers do not get used to deals",
     .range = kNotNegative},
    step);
  d({.name = "most", .meaning = "the highest deal sensitivity", .range = kNotNegative}, most);
  d({.name = "regular",
     .meaning = "gamma_D, what a unit of deal sensitivity takes off the log rate of purchases "
                "without an offer",
     .range = kNotNegative},
    regular);
}

void Promotions::Learning::describe(Describer& d) {
  d({.name = "first_time",
     .meaning = "log rate of later purchases that a first-time buyer gains per unit of the "
                "discount's depth (sign: Anderson & Simester 2004)",
     .range = kNotNegative},
    first_time);
  d({.name = "established",
     .meaning = "log rate of later purchases that an established customer loses per unit of depth "
                "(sign: Anderson & Simester 2004)",
     .range = kNotNegative},
    established);
  d({.name = "most",
     .meaning = "the most that learning adds to or takes off the log rate",
     .range = kNotNegative},
    most);
}

void Promotions::Selection::describe(Describer& d) {
  d({.name = "worth",
     .meaning = "rate of purchases of newcomers who come for a discount of the size `at`, relative "
                "to others; other sizes by its power; 1: no selection",
     .range = {.low = 0.0, .high = 1.0, .low_excluded = true},
     .source = "Lewis 2006, J. Marketing Research 43(2)"},
    worth);
  d({.name = "at",
     .meaning = "the discount at which newcomers are worth that",
     .range = {.low = 0.0, .high = 1.0, .low_excluded = true},
     .source = "Lewis 2006, J. Marketing Research 43(2)"},
    at);
}

void Promotions::AcquisitionDiscount::describe(Describer& d) {
  d({.name = "discount", .meaning = "share off a newcomer's first purchase", .range = kShare},
    discount);
  d({.name = "share", .meaning = "share of arriving newcomers who come for it", .range = kShare},
    share);
  d({.name = "selection",
     .meaning = "that who comes for a discount is another kind of customer",
     .word = "none",
     .shorthand = "worth"},
    selection);
}

void Promotions::Parameters::describe(Describer& d) {
  d({.name = "offers", .meaning = "offers to customers; none: nothing is offered"}, offers);
  d({.name = "forward_buying",
     .meaning = "buying earlier what would have been bought anyway",
     .shorthand = "share"},
    forward_buying);
  d({.name = "deal_sensitivity", .meaning = "getting used to deals", .shorthand = "step"},
    deal_sensitivity);
  d({.name = "learning", .meaning = "what discounts teach for later", .word = "none"}, learning);
  d({.name = "acquisition_discount",
     .meaning = "a discount for newcomers, off the first purchase",
     .word = "none",
     .shorthand = "discount"},
    acquisition_discount);
}

void Promotions::Parameters::check(const Parameters& p, Problems& problems) {
  for (const Offer& offer : p.offers) {
    const std::string path = "offers." + offer.name;
    if (!offer.days.empty() && (offer.every || offer.first != engine::Duration{})) {
      problems.add(path + ".days", "states the waves a second time",
                   "waves go out on days of the year, or at `first` and `every`");
    }
    if (offer.waiting.value > 0.0 && offer.ahead == engine::Duration{}) {
      problems.add(path + ".waiting", "has nothing to wait for",
                   "without `ahead` the offer holds as soon as customers hear of it",
                   "ahead: 1 week");
    }
    if (offer.who.purchases && offer.who.purchases->at_least && offer.who.purchases->below &&
        *offer.who.purchases->at_least >= *offer.who.purchases->below) {
      problems.add(path + ".who.purchases", "excludes everybody",
                   "`at_least` is not less than `below`");
    }
    if (offer.who.spend && offer.who.spend->at_least && offer.who.spend->below &&
        *offer.who.spend->at_least >= *offer.who.spend->below) {
      problems.add(path + ".who.spend", "excludes everybody",
                   "`at_least` is not less than `below`");
    }
  }
  if (p.offers.size() > 255) {
    problems.add("offers", "has more than 255 items", "customers remember which they hold");
  }
}

void Promotions::Parameters::imply(const Parameters& p, Implications& implied) {
  if (!p.acquisition_discount) return;
  const double factor = engine::exp(make_row(p).selected);
  implied.add("rate of purchases of newcomers who come for the discount", factor, "1",
              "worth^(discount / at), relative to others");
}

Promotions::Promotions(const Setting<Promotions>& setting) : year_(setting.study.first_day) {
  for (const auto& given : setting.rows) rows_.push_back(make_row(given.value_or(Parameters{})));
  // What customers have learned under a policy they know without it, too.
  const std::size_t segments = setting.study.segments.size();
  for (std::size_t with = segments; with < rows_.size(); ++with) {
    const std::size_t without = with - segments;
    const bool moves = rows_[with].moves_rate || rows_[without].moves_rate;
    for (const std::size_t row : {with, without}) {
      rows_[row].moves_rate = moves && setting.rows[row].has_value();
    }
  }
}

Promotions::Row Promotions::make_row(const Parameters& p) {
  Row row{.given = p, .plans = {}};
  bool lifts = false;
  bool deep = false;
  for (const Offer& offer : p.offers) {
    const double usual = offer.kind == OfferKind::coupon ? 0.2 : 1.0;
    const Planned plan{.waves = {offer.name, offer.first, offer.every, offer.days},
                       .redemption = offer.redemption ? offer.redemption->value : usual};
    lifts = lifts || offer.lift > 0.0 || offer.waiting.value > 0.0;
    deep = deep || (offer.depth() > 0.0 && plan.redemption > 0.0);
    row.plans.push_back(plan);
  }
  if (const auto& discount = p.acquisition_discount) {
    deep = deep || discount->discount.value > 0.0;
    if (discount->selection) {
      row.selected = engine::log(discount->selection->worth) * discount->discount.value /
                     discount->selection->at.value;
    }
  }
  const bool teaches = p.learning && p.learning->most > 0.0 &&
                       (p.learning->first_time > 0.0 || p.learning->established > 0.0);
  const bool gets_used = p.deal_sensitivity.step > 0.0 && p.deal_sensitivity.most > 0.0 &&
                         p.deal_sensitivity.regular > 0.0;
  const bool promotes = !p.offers.empty() || p.acquisition_discount.has_value();
  row.moves_rate = lifts || row.selected != 0.0 || (deep && teaches) ||
                   (promotes && (gets_used || p.forward_buying.share.value > 0.0));
  return row;
}

bool Promotions::uses(std::type_identity<PromotionDue>, std::size_t row) const {
  return !rows_[row].given.offers.empty();
}

bool Promotions::needs_history(std::size_t row) const {
  const Parameters& p = rows_[row].given;
  const bool chooses = std::any_of(p.offers.begin(), p.offers.end(),
                                   [](const Offer& o) { return o.who.purchases || o.who.spend; });
  return chooses || (p.learning && !p.offers.empty());
}

// --- Waves --------------------------------------------------------------------------------------

/// Plans for the first wave of any offer at `from` or later.
void Promotions::await_wave(const Row& row, engine::Time from, Context& context) const {
  engine::Time next = engine::kNever;
  for (const Planned& plan : row.plans) next = std::min(next, plan.waves.next(year_, from));
  if (next == engine::kNever) return;
  context.schedule<PromotionDue>(next - money_ahead(context) - context.now());
}

/// How long before a wave the firm is asked for money. With a budget no window is longer.
engine::Duration Promotions::money_ahead(const Context& context) {
  return context.needs_grant<Promotions>() ? engine::kDay : engine::Duration{0};
}

/// What a customer has learned, he knows when offers come back.
void Promotions::on(const CustomerJoined& joined, Context& context) const {
  const Row& row = rows_[context.row()];
  State& state = context.state<Promotions>();
  const State before = state;
  state = {};
  if (joined.origin == Origin::already_here) {
    state.sensitivity = before.sensitivity;
    state.learned = before.learned;
    state.selected = before.selected;
  }
  if (!row.given.offers.empty()) await_wave(row, context.now() + money_ahead(context), context);
  if (joined.origin != Origin::arrival || !row.given.acquisition_discount) return;
  if (context.trait(Trait::bargain) >= row.given.acquisition_discount->share.value) return;
  if (!context.may_spend<Promotions>()) return;
  state.newcomer = true;
  state.selected = static_cast<float>(row.selected);
  context.tally<Promotions>(newcomers_discounted);
}

void Promotions::adopt(Context& context, std::size_t old_row) const {
  const Row& row = rows_[context.row()];
  const Row& old = rows_[old_row];
  if (row.given.offers != old.given.offers) context.state<Promotions>().ends = kLongAgo;
  // A wave that is planned again comes when it would have, unless it is now asked for beforehand.
  if (!old.given.offers.empty()) context.clear<PromotionDue>();
  if (!row.given.offers.empty()) await_wave(row, context.now() + money_ahead(context), context);
}

void Promotions::on(const PromotionDue&, Context& context) const {
  const Row& row = rows_[context.row()];
  const engine::Time wave = context.now() + money_ahead(context);
  await_wave(row, wave + engine::Duration{1}, context);
  for (std::size_t i = 0; i < row.plans.size(); ++i) {
    const Offer& offer = row.given.offers[i];
    if (row.plans[i].waves.next(year_, wave) != wave) continue;
    if (!context.active() || !qualifies(offer.who, context)) continue;
    if (!context.accepts_contacts()) continue;
    if (wave == context.now()) {
      context.begin_root(Root::promotion, row.plans[i].waves.ordinal(wave));
      send(row, i, context);
      continue;
    }
    engine::Message request = context.request();
    request.root = context.number_of(Root::promotion);
    request.ordinal = row.plans[i].waves.ordinal(wave);
    request.due = wave;
    context.send_to_firm<Promotions>(request);
  }
}

/// Which offer's wave at this time has this ordinal; none if the policy offers it no more.
std::optional<std::size_t> Promotions::offer_of(const Row& row, engine::Time wave,
                                                std::uint32_t ordinal) {
  for (std::size_t i = 0; i < row.plans.size(); ++i) {
    if (row.plans[i].waves.ordinal(wave) == ordinal) return i;
  }
  return std::nullopt;
}

void Promotions::close(Firm&, FirmContext& context) const {
  const auto cost = [&](const engine::Message& request) {
    const Row& row = rows_[request.row];
    return row.given.offers[offer_of(row, request.due, request.ordinal).value()].cost;
  };
  context.grant_each<Promotions>(cost, refused);
}

void Promotions::on(const RequestGranted&, Context& context) const {
  if (context.root() != Root::promotion) return;
  const Row& row = rows_[context.row()];
  const auto which = offer_of(row, context.now(), context.ordinal());
  if (which) send(row, *which, context);
}

bool Promotions::qualifies(const Eligibility& who, const Context& context) {
  if (!who.purchases && !who.spend) return true;
  const History& history = *context.history();
  if (who.purchases && !who.purchases->contains(history.purchases)) return false;
  return !who.spend || who.spend->contains(Money{history.spend});
}

/// The offer takes the place of the one that was held.
void Promotions::send(const Row& row, std::size_t which, Context& context) const {
  const Offer& offer = row.given.offers[which];
  if (row.moves_rate) context.about_to_change(kIncentive);
  State& state = context.state<Promotions>();
  state.offer = static_cast<std::uint8_t>(which);
  state.ends = engine::later(engine::later(context.now(), offer.ahead), offer.lasts);
  state.uses = 0;
  context.tally<Promotions>(offers_sent);
  if (offer.cost.cents > 0) {
    context.tally<Promotions>(promotion_cost, offer.cost.cents);
    context.spend_granted<Promotions>(offer.cost);
  }
  context.publish(ContactMade{offer.medium});
  if (offer.gain != 0.0) context.publish(CourtesyShown{offer.gain});
}

// --- Purchases ----------------------------------------------------------------------------------

void Promotions::on(const PurchaseMade& purchase, Context& context) const {
  const Row& row = rows_[context.row()];
  State& state = context.state<Promotions>();
  const auto& welcome = row.given.acquisition_discount;
  if (std::exchange(state.newcomer, false) && welcome) {
    redeem(row, purchase.amount, welcome->discount.value, welcome->discount.value, context);
    return;
  }
  if (context.now() >= state.ends) return;
  const Offer& offer = row.given.offers[state.offer];
  if (context.now() < offer.starts(state.ends)) return;
  const double redemption = row.plans[state.offer].redemption;
  if (redemption < 1.0 && !context.happens(draws::kOfferUsed, redemption)) return;
  if (row.moves_rate) context.about_to_change(kIncentive);
  if (offer.uses && ++state.uses >= *offer.uses) state.ends = context.now();
  if (offer.kind == OfferKind::buy_one_get_one) context.tally<Promotions>(free_units);
  redeem(row, purchase.amount, offer.depth(), offer.given_away(), context);
}

/// A purchase at the terms of an offer that shows `depth` of the price and costs `share` of it.
void Promotions::redeem(const Row& row, Money amount, double depth, double share,
                        Context& context) const {
  const Parameters& p = row.given;
  if (row.moves_rate) context.about_to_change(kIncentive);
  State& state = context.state<Promotions>();
  if (p.learning) {
    const History* history = context.history();
    const bool first = history == nullptr || history->purchases <= 1;
    const double lesson = depth * (first ? p.learning->first_time : -p.learning->established);
    const double learned = static_cast<double>(state.learned) + lesson;
    state.learned = static_cast<float>(std::clamp(learned, -p.learning->most, p.learning->most));
  }
  const double sensitivity = static_cast<double>(state.sensitivity) + p.deal_sensitivity.step;
  state.sensitivity = static_cast<float>(std::min(sensitivity, p.deal_sensitivity.most));
  state.stocked_until = engine::later(context.now(), p.forward_buying.lasts);
  context.tally<Promotions>(offer_purchases);
  const auto given = static_cast<std::int64_t>(static_cast<double>(amount.cents) * share + 0.5);
  if (given == 0) return;
  context.tally<Promotions>(given_away, given);
  context.tally<Promotions>(promotion_cost, given);
  context.spend<Promotions>({given});
}

// --- Rates --------------------------------------------------------------------------------------

void Promotions::add_to_rate(std::type_identity<PurchaseDue>, engine::VaryingRate& rate,
                             const Context& context, engine::Time since) const {
  const Row& row = rows_[context.row()];
  if (!row.moves_rate) return;
  const State& state = context.state<Promotions>();
  const auto sensitivity = static_cast<double>(state.sensitivity);
  const double regular = row.given.deal_sensitivity.regular * sensitivity;
  rate.add_exponent(static_cast<double>(state.selected), 0.0);
  rate.add_exponent(static_cast<double>(state.learned), 0.0);
  rate.add_exponent(-regular, 0.0);
  if (since < state.ends) {
    const Offer& offer = row.given.offers[state.offer];
    double boost = 1.0 + offer.lift * (1.0 + sensitivity);
    if (regular != 0.0) boost *= engine::exp(regular);
    rate.multiply_until(boost, state.ends);
    // Before the offer holds the customer only knows of it.
    rate.multiply_until((1.0 - offer.waiting.value) / boost, offer.starts(state.ends));
  }
  rate.multiply_until(1.0 - row.given.forward_buying.share.value, state.stocked_until);
}

Influences Promotions::influences(std::type_identity<PurchaseDue>, std::size_t row) const {
  return rows_[row].moves_rate ? kIncentive : kNothing;
}

void Promotions::observe(Context& context) const {
  context.tally<Promotions>(sensitivity_count);
  context.tally_real<Promotions>(sensitivity_sum,
                                 static_cast<double>(context.state<Promotions>().sensitivity));
}

}  // namespace tenure::model
