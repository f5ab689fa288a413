// SPDX-License-Identifier: Apache-2.0
#include "model/mechanisms/leaving.h"

#include <algorithm>
#include <limits>

#include "engine/elementary.h"
#include "model/causes.h"
#include "model/context.h"

namespace tenure::model {

namespace {

// Assumptions, for the proportional form.
constexpr double kDefaultEffectOnHazard = 0.35;
constexpr double kDefaultEffectOfRelationship = 0.40;
constexpr double kDefaultEffectOfFatigue = 0.15;
constexpr std::string_view kHazardCause = "hazard";
constexpr std::string_view kLifetimeCause = "lifetime";
constexpr std::string_view kPurchaseCause = "after_purchase";
constexpr std::string_view kEncounterCause = "after_encounter";
constexpr std::string_view kRenewalCause = "not_renewed";

double yearly_to_per_day(Probability share) {
  return -engine::log1p(-share.value) / engine::kDaysPerYear;
}

}  // namespace

void Leaving::Piece::describe(Describer& d) {
  d({.name = "until",
     .meaning = "tenure at which this hazard ends; the last has none",
     .range = kPositive,
     .word = "end"},
    until);
  d({.name = "hazard", .meaning = "hazard up to there", .range = kNotNegative, .required = true},
    hazard);
}

void Leaving::CauseOfLeaving::describe(Describer& d) {
  d({.name = "name", .meaning = "name of the cause", .required = true}, name);
  d({.name = "hazard", .meaning = "its constant hazard", .range = kNotNegative, .required = true},
    hazard);
}

void Leaving::Mixed::describe(Describer& d) {
  d({.name = "shape",
     .meaning = "s of the Gamma distribution of hazards",
     .range = {.low = 0.05, .high = 1000.0},
     .source = "Fader, Hardie & Lee 2005, Marketing Science 24(2) (CDNOW, Pareto/NBD)"},
    shape);
  d({.name = "scale",
     .meaning = "beta, so that the mean hazard is s / beta",
     .range = kPositive,
     .source = "Fader, Hardie & Lee 2005, Marketing Science 24(2) (CDNOW, Pareto/NBD)"},
    scale);
}

void Leaving::Weibull::describe(Describer& d) {
  d({.name = "scale", .meaning = "tenure by which 63 % have left", .range = kPositive}, scale);
  d({.name = "shape",
     .meaning = "below 1 the hazard falls with tenure, above 1 it rises",
     .range = {.low = 0.1, .high = 20.0}},
    shape);
}

void Leaving::Coin::describe(Describer& d) {
  d({.name = "probability",
     .meaning = "of leaving after a purchase, the same for all",
     .range = kShare,
     .word = "none"},
    probability);
  d({.name = "a",
     .meaning = "a of the Beta distribution over customers",
     .range = {.low = 0.05, .high = 1000.0},
     .word = "none"},
    a);
  d({.name = "b",
     .meaning = "b of the Beta distribution over customers",
     .range = {.low = 0.05, .high = 1000.0},
     .word = "none"},
    b);
}

void Leaving::EncounterCoin::describe(Describer& d) {
  d({.name = "probability",
     .meaning = "q_0, probability of leaving after an encounter of quality 0",
     .range = kShare},
    probability);
  d({.name = "quality",
     .meaning = "b; an encounter of quality Q has q_0 exp(-b Q), at most 1: convex, so that "
                "inconsistent service loses more than steady service of the same mean",
     .range = kNotNegative},
    quality);
}

void Leaving::Effects::describe(Describer& d) {
  d({.name = "satisfaction",
     .meaning = "beta_S, by how much a unit of satisfaction lowers the log hazard; in the linear "
                "form the hazard itself, per week; by default 0.35 in the proportional form if "
                "satisfaction is disconfirmed expectation, else 0",
     .word = "default",
     .implies = true},
    satisfaction);
  d({.name = "reference", .meaning = "S_ref, satisfaction at which the hazard is as stated"},
    reference);
  d({.name = "relationship",
     .meaning = "beta_R, by how much a unit of relationship lowers the log hazard; in the linear "
                "form the hazard itself, per week; by default 0.40 in the proportional form; "
                "nothing where relationship is off",
     .word = "default",
     .implies = true},
    relationship);
  d({.name = "relationship_cap",
     .meaning = "R_max, the most that relationship takes off the log hazard; not in the linear "
                "form",
     .range = kNotNegative},
    relationship_cap);
  d({.name = "fatigue",
     .meaning =
         "beta_F, by how much a contact beyond the ideal raises the log hazard; in the "
         "linear form the hazard itself, per week; by default 0.15 in the proportional form; "
         "nothing where fatigue is off",
     .range = kNotNegative,
     .word = "default",
     .implies = true},
    fatigue);
  d({.name = "fatigue_ideal",
     .meaning = "F*, contact fatigue up to which nobody minds",
     .range = kNotNegative},
    fatigue_ideal);
}

void Leaving::Parameters::describe(Describer& d) {
  d({.name = "form",
     .meaning = "how the customer's state enters the hazard",
     .source = "proportional: Bolton 1998, Marketing Science 17(1)"},
    form);
  d({.name = "hazard",
     .meaning = "constant hazard of leaving",
     .range = kNotNegative,
     .word = "none"},
    hazard);
  d({.name = "yearly",
     .meaning = "share of customers that leaves within a year, instead of hazard",
     .range = {.low = 0.0, .high = 1.0, .high_excluded = true},
     .word = "none"},
    yearly);
  d({.name = "pieces", .meaning = "hazard that is constant by tenure"}, pieces);
  d({.name = "mixed",
     .meaning = "constant hazards, Gamma distributed over customers",
     .word = "none"},
    mixed);
  d({.name = "weibull", .meaning = "Weibull distributed lifetime", .word = "none"}, weibull);
  d({.name = "causes", .meaning = "competing causes with a constant hazard each"}, causes);
  d({.name = "lifetime",
     .meaning = "tenure at which everybody leaves",
     .range = kPositive,
     .word = "none"},
    lifetime);
  d({.name = "after_purchase",
     .meaning = "coin after each purchase (BG/NBD)",
     .word = "none",
     .shorthand = "probability"},
    after_purchase);
  d({.name = "after_encounter",
     .meaning = "coin after each encounter, convex in its quality",
     .word = "none",
     .shorthand = "probability"},
    after_encounter);
  d({.name = "at_renewal",
     .meaning = "coin at the end of each term (shifted beta-geometric)",
     .word = "none"},
    at_renewal);
  d({.name = "effects", .meaning = "what moves the hazard"}, effects);
}

void Leaving::Parameters::check(const Parameters& p, Problems& problems) {
  const std::vector<std::pair<std::string_view, bool>> forms{
      {"hazard", p.hazard.has_value()},    {"yearly", p.yearly.has_value()},
      {"pieces", !p.pieces.empty()},       {"mixed", p.mixed.has_value()},
      {"weibull", p.weibull.has_value()},  {"causes", !p.causes.empty()},
      {"lifetime", p.lifetime.has_value()}};
  std::string_view first;
  for (const auto& [name, given] : forms) {
    if (!given) continue;
    if (!first.empty()) {
      problems.add(name, "states a second hazard",
                   "it excludes `" + std::string(first) + "`; several hazards are `causes`");
      break;
    }
    first = name;
  }
  for (std::size_t i = 0; i < p.pieces.size(); ++i) {
    const std::string path = "pieces." + std::to_string(i);
    const bool last = i + 1 == p.pieces.size();
    if (last && p.pieces[i].until) {
      problems.add(path + ".until", "ends the last piece", "the last hazard has no end");
    }
    if (!last && !p.pieces[i].until) {
      problems.add(path, "has no `until`", "only the last piece has no end");
    }
    if (i > 0 && p.pieces[i].until && p.pieces[i - 1].until &&
        *p.pieces[i].until <= *p.pieces[i - 1].until) {
      problems.add(path + ".until", "does not come after the piece before", "pieces are in order");
    }
  }
  const auto check_coin = [&](const std::string& path, bool fixed, bool a, bool b) {
    if (fixed ? (a || b) : !(a && b)) {
      problems.add(path, "needs either a probability or both parameters of the Beta distribution",
                   "one says what all share, the other how customers differ");
    }
  };
  if (const auto& coin = p.after_purchase) {
    check_coin("after_purchase", coin->probability.has_value(), coin->a.has_value(),
               coin->b.has_value());
  }
  if (p.at_renewal) Renewal::check(*p.at_renewal, problems);
  if (p.form == HazardForm::linear && p.weibull) {
    problems.add("form", "cannot be linear with a Weibull lifetime",
                 "the linear form adds to a hazard that is constant or constant by tenure",
                 "proportional");
  }
}

void Leaving::Parameters::imply(const Parameters& p, Implications& implied) {
  const double week = 7.0;
  if (p.yearly) {
    implied.add("hazard", yearly_to_per_day(*p.yearly) * week, "1/week",
                "-ln(1 - yearly) per year, at the reference satisfaction");
  }
  if (p.hazard && p.hazard->per_day > 0.0) {
    implied.add("mean lifetime", 1.0 / p.hazard->per_day, "d", "1 / hazard");
  }
  if (p.mixed) {
    implied.add("mean hazard", p.mixed->shape / engine::in_days(p.mixed->scale) * week, "1/week",
                "s / beta");
  }
  if (p.after_purchase && p.after_purchase->a && p.after_purchase->b) {
    implied.add("mean probability after a purchase",
                *p.after_purchase->a / (*p.after_purchase->a + *p.after_purchase->b), "1",
                "a / (a + b)");
  }
  if (p.at_renewal) Renewal::imply(*p.at_renewal, implied);
}

void Leaving::add_causes(const Parameters& p, std::vector<std::string>& causes) {
  if (p.hazard || p.yearly || !p.pieces.empty() || p.mixed || p.weibull) {
    add_cause(std::string(kHazardCause), causes);
  }
  for (const auto& cause : p.causes) add_cause(cause.name, causes);
  if (p.lifetime) add_cause(std::string(kLifetimeCause), causes);
  if (p.after_purchase) add_cause(std::string(kPurchaseCause), causes);
  if (p.after_encounter) add_cause(std::string(kEncounterCause), causes);
  if (p.at_renewal) add_cause(std::string(kRenewalCause), causes);
}

Leaving::Leaving(const Setting<Leaving>& setting)
    : policy_may_turn_(setting.rows.size() > setting.study.segments.size()) {
  for (const auto& given : setting.rows) {
    rows_.push_back(given ? make_row(*given, setting.study, rows_.size()) : Row{});
  }
}

Leaving::Row Leaving::make_row(const Parameters& p, const Study& study, std::size_t number) {
  Row row;
  row.form = p.form;
  const bool standard =
      study.satisfaction_is_standard[number] && p.form == HazardForm::proportional;
  row.satisfaction_effect =
      p.effects.satisfaction.value_or(standard ? kDefaultEffectOnHazard : 0.0);
  row.reference = p.effects.reference;
  const bool proportional = p.form == HazardForm::proportional;
  row.relationship_effect =
      p.effects.relationship.value_or(proportional ? kDefaultEffectOfRelationship : 0.0);
  row.relationship_cap = p.effects.relationship_cap;
  row.fatigue_effect = p.effects.fatigue.value_or(proportional ? kDefaultEffectOfFatigue : 0.0);
  row.fatigue_ideal = p.effects.fatigue_ideal;
  const auto single = [&](engine::Baseline baseline, std::string_view cause) {
    row.baseline = std::move(baseline);
    row.has_hazard = true;
    row.causes = {cause_named(cause, study)};
  };
  if (p.hazard) single(engine::Baseline::constant(p.hazard->per_day), kHazardCause);
  if (p.yearly) single(engine::Baseline::constant(yearly_to_per_day(*p.yearly)), kHazardCause);
  if (p.weibull) {
    single(engine::Baseline::weibull(engine::in_days(p.weibull->scale), p.weibull->shape),
           kHazardCause);
  }
  if (p.mixed) {
    single(engine::Baseline::constant(1.0 / engine::in_days(p.mixed->scale)), kHazardCause);
    row.frailty = engine::Quantile::gamma(p.mixed->shape);
  }
  if (!p.pieces.empty()) {
    std::vector<double> until;
    std::vector<double> rates;
    for (const Piece& piece : p.pieces) {
      if (piece.until) until.push_back(engine::in_days(*piece.until));
      rates.push_back(piece.hazard.per_day);
    }
    single(engine::Baseline::pieces(std::move(until), std::move(rates)), kHazardCause);
  }
  if (!p.causes.empty()) {
    double sum = 0.0;
    for (const auto& cause : p.causes) {
      sum += cause.hazard.per_day;
      row.cause_marks.push_back(sum);
      row.causes.push_back(cause_named(cause.name, study));
    }
    row.baseline = engine::Baseline::constant(sum);
    row.has_hazard = sum > 0.0;
  }
  if (p.lifetime) {
    row.lifetime = p.lifetime;
    row.causes = {cause_named(kLifetimeCause, study)};
  }
  if (const auto& coin = p.after_purchase) {
    row.has_purchase_coin = true;
    row.purchase_cause = cause_named(kPurchaseCause, study);
    if (coin->probability) row.purchase_probability = coin->probability->value;
    if (coin->a) row.purchase_coin = engine::Quantile::beta(*coin->a, *coin->b);
  }
  if (p.after_encounter) {
    row.encounter_coin = p.after_encounter;
    row.encounter_cause = cause_named(kEncounterCause, study);
  }
  if (const auto& coin = p.at_renewal) {
    row.term = coin->every;
    row.renewal_cause = cause_named(kRenewalCause, study);
    if (coin->probability) row.renewal_probability = coin->probability->value;
    if (coin->alpha) row.renewal_coin = engine::Quantile::beta(*coin->alpha, *coin->beta);
    if (coin->spending) {
      row.renewal_probability = 1.0 - coin->spending->share();
      row.renewal_spending = coin->spending->amount;
    }
  }
  return row;
}

bool Leaving::remembers(std::size_t row) const {
  const Row& r = rows_[row];
  return r.has_hazard || r.has_purchase_coin || r.term || (r.lifetime && policy_may_turn_);
}

bool Leaving::uses(std::type_identity<LeaveDue>, std::size_t row) const {
  return rows_[row].has_hazard || rows_[row].lifetime.has_value();
}

bool Leaving::uses(std::type_identity<RenewalDue>, std::size_t row) const {
  return rows_[row].term.has_value();
}

Influences Leaving::influences(std::type_identity<LeaveDue>, std::size_t row) const {
  const Row& r = rows_[row];
  Influences all = kNothing;
  if (!r.has_hazard) return all;
  if (r.satisfaction_effect != 0.0) all |= influence_of(Stock::satisfaction);
  if (r.relationship_effect != 0.0) all |= influence_of(Stock::relationship);
  if (r.fatigue_effect != 0.0) all |= influence_of(Stock::fatigue);
  return all;
}

Rise Leaving::rise(std::type_identity<LeaveDue>, Stock stock, std::size_t row) const {
  const Row& r = rows_[row];
  if (r.form == HazardForm::linear) return Rise::unknown();  // what is added may be all there is
  if (stock == Stock::satisfaction) return Rise::of_slope(-r.satisfaction_effect);
  if (stock == Stock::relationship) return Rise::of_slope(-r.relationship_effect);
  return Rise::of_slope(r.fatigue_effect);
}

void Leaving::on(const CustomerJoined&, Context& context) const {
  const Row& row = rows_[context.row()];
  if (context.remembers<Leaving>()) {
    context.state<Leaving>() = {};
    context.begun<Leaving>() = context.now();
    read_traits(row, context);
  }
  if (row.term) context.schedule<RenewalDue>(*row.term);
  if (row.lifetime) context.schedule<LeaveDue>(*row.lifetime);
  if (row.has_hazard) start_hazard(context);
}

void Leaving::read_traits(const Row& row, Context& context) const {
  State& state = context.state<Leaving>();
  const auto drawn = [&](const std::optional<engine::Quantile>& law, Trait trait, float otherwise) {
    return law ? static_cast<float>((*law)(context.trait(trait))) : otherwise;
  };
  state.factor = drawn(row.frailty, Trait::hazard, 1.0F);
  state.coin = drawn(row.purchase_coin, Trait::purchase_coin, 0.0F);
}

void Leaving::adopt(Context& context, std::size_t old_row) const {
  const Row& row = rows_[context.row()];
  const Row& old = rows_[old_row];
  if (context.remembers<Leaving>()) read_traits(row, context);
  if (row.term && !old.term) context.schedule<RenewalDue>(*row.term);
  if (!row.term && old.term) context.clear<RenewalDue>();
  const bool ran = old.has_hazard || old.lifetime;
  if (row.lifetime && (row.lifetime != old.lifetime || old.has_hazard)) {
    if (ran) context.clear<LeaveDue>();
    const engine::Duration age = context.now() - context.begun<Leaving>();
    context.schedule<LeaveDue>(std::max(*row.lifetime - age, engine::Duration{1}));
  } else if (!row.lifetime && !row.has_hazard && ran) {
    context.clear<LeaveDue>();
  } else if (row.has_hazard && !old.has_hazard) {
    if (ran) context.clear<LeaveDue>();
    start_hazard(context);
  }
}

void Leaving::start_hazard(Context& context) const {
  const double measure =
      context.exponential(Root::life, context.state<Leaving>().hazards, draws::kLifetime);
  if (context.varies<LeaveDue>()) {
    context.start<LeaveDue>(measure);
    return;
  }
  const engine::Time when = rate_of(std::type_identity<LeaveDue>{}, context, context.now())
                                .reach(context.now(), measure, engine::kNever);
  if (when != engine::kNever) context.schedule<LeaveDue>(when - context.now());
}

engine::VaryingRate Leaving::rate_of(std::type_identity<LeaveDue>, const Context& context,
                                     engine::Time since) const {
  const Row& row = rows_[context.row()];
  const State& state = context.state<Leaving>();
  engine::VaryingRate rate(row.baseline, static_cast<double>(state.factor),
                           context.begun<Leaving>(), since);
  if (!context.varies<LeaveDue>()) return rate;
  const auto stock = [&](double effect, Stock which) {
    return effect == 0.0 ? 0.0 : effect * context.stock_at(which, since);
  };
  const double weight = row.satisfaction_effect;
  const double decay = context.decay_of(Stock::satisfaction);
  const double liking = stock(weight, Stock::satisfaction);
  const double closeness = stock(row.relationship_effect, Stock::relationship);
  const double fading = context.decay_of(Stock::relationship);
  const double fatigue = stock(row.fatigue_effect, Stock::fatigue);
  const double ideal = row.fatigue_effect * row.fatigue_ideal;
  const double forgetting = context.decay_of(Stock::fatigue);
  constexpr double kUnbounded = std::numeric_limits<double>::infinity();
  if (row.form == HazardForm::proportional) {
    rate.add_exponent(-liking, decay);
    rate.add_exponent(weight * row.reference, 0.0);
    rate.add_bounded_exponent(-closeness, fading, 0.0, -row.relationship_cap, kUnbounded);
    rate.add_bounded_exponent(fatigue, forgetting, ideal, 0.0, kUnbounded);
  } else {
    rate.add_linear(-liking / 7.0, decay);
    rate.add_linear(weight / 7.0 * row.reference, 0.0);
    rate.add_linear(-closeness / 7.0, fading);
    rate.add_bounded_linear(fatigue / 7.0, forgetting, ideal / 7.0, 0.0, kUnbounded);
  }
  return rate;
}

void Leaving::on(const PurchaseMade&, Context& context) const {
  const Row& row = rows_[context.row()];
  if (!row.has_purchase_coin) return;
  const double probability = row.purchase_coin ? static_cast<double>(context.state<Leaving>().coin)
                                               : row.purchase_probability;
  if (context.happens(draws::kPurchaseCoin, probability)) {
    context.publish(LeavingDecided{row.purchase_cause});
  }
}

void Leaving::on(const ServiceDelivered& service, Context& context) const {
  const Row& row = rows_[context.row()];
  if (!row.encounter_coin || !context.active()) return;
  const auto& [probability, weight] = *row.encounter_coin;
  const double chance = weight == 0.0 ? probability.value
                                      : probability.value * engine::exp(-weight * service.quality);
  if (context.happens(draws::kEncounterCoin, chance)) {
    context.publish(LeavingDecided{row.encounter_cause});
  }
}

void Leaving::on(const RenewalDue&, Context& context) const {
  const Row& row = rows_[context.row()];
  State& state = context.state<Leaving>();
  context.begin_root(Root::renewal, ++state.renewals);
  context.tally<Leaving>(renewals_due);
  double probability = row.renewal_probability;
  if (row.renewal_coin) {  // rarely asked for: worked out each time
    probability = static_cast<double>(
        static_cast<float>((*row.renewal_coin)(context.trait(Trait::renewal_coin))));
  }
  if (row.renewal_spending.cents > 0) {
    if (context.may_spend<Leaving>()) {
      context.tally<Leaving>(keeping_cost, row.renewal_spending.cents);
      context.spend<Leaving>(row.renewal_spending);
    } else {
      probability = 1.0;  // nothing is spent, which keeps nobody
    }
  }
  if (context.uniform(draws::kRenewalCoin) < probability) {
    context.publish(LeavingDecided{row.renewal_cause});
    return;
  }
  renew(row, context);
}

void Leaving::renew(const Row& row, Context& context) {
  context.tally<Leaving>(renewed);
  context.schedule<RenewalDue>(*row.term);
}

void Leaving::on(const LeaveDue&, Context& context) const {
  const Row& row = rows_[context.row()];
  if (row.lifetime) {
    context.publish(LeavingDecided{row.causes.front(), Firmness::settled});
    return;
  }
  std::size_t which = 0;
  if (row.causes.size() > 1) {
    context.begin_root(Root::life, context.state<Leaving>().hazards);
    const double mark = context.uniform(draws::kCauseOfLeaving) * row.cause_marks.back();
    while (which + 1 < row.causes.size() && mark >= row.cause_marks[which]) ++which;
  }
  context.publish(LeavingDecided{row.causes[which]});
}

void Leaving::on(const NoticeWithdrawn&, Context& context) const {
  const Row& row = rows_[context.row()];
  if (row.term && !context.runs<RenewalDue>()) renew(row, context);
  if (row.has_hazard && !context.runs<LeaveDue>()) {
    ++context.state<Leaving>().hazards;
    start_hazard(context);
  }
}

void Leaving::on(const LeavingDecided& decided, Context& context) const {
  if (context.take_held_back()) return;
  if (!context.active()) return;  // somebody else's reason came first, at the same instant
  context.end(decided.cause);
  context.publish(CustomerLeft{decided.cause});
}

}  // namespace tenure::model
