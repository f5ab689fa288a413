// SPDX-License-Identifier: Apache-2.0
#include "model/mechanisms/rivals.h"

#include <algorithm>

#include "engine/elementary.h"
#include "engine/philox.h"
#include "model/causes.h"
#include "model/context.h"
#include "model/firm_context.h"

namespace tenure::model {

namespace {

/// Of the choice at the reference: the firm's share, then the brands'.
std::vector<double> shares(const Rivals::Parameters& p) {
  std::vector<double> weights{engine::exp(p.own_utility)};
  for (const Rivals::Brand& brand : p.brands) weights.push_back(engine::exp(brand.utility));
  double sum = 0.0;
  for (const double weight : weights) sum += weight;
  for (double& weight : weights) weight /= sum;
  return weights;
}

/// Gamma laws are tabulated from here on (engine/quantile.h).
constexpr double kLeastShape = 0.05;

}  // namespace

void Rivals::Logit::describe(Describer& d) {
  d({.name = "constant", .meaning = "log odds of taking an offer at the reference satisfaction"},
    constant);
  d({.name = "dissatisfaction", .meaning = "added per unit by which satisfaction falls short"},
    dissatisfaction);
  d({.name = "reference", .meaning = "satisfaction at which nothing is added"}, reference);
}

void Rivals::Acceptance::describe(Describer& d) {
  d({.name = "logit",
     .meaning = "log odds of taking a rival's offer",
     .source = "form: McFadden 1974"},
    logit);
}

void Rivals::Advertising::describe(Describer& d) {
  d({.name = "lift", .meaning = "added to U while it runs", .scope = Scope::market}, lift);
  d({.name = "first",
     .meaning = "from time 0 to its first day",
     .range = kNotNegative,
     .scope = Scope::market},
    first);
  d({.name = "every",
     .meaning = "from one beginning to the next",
     .range = kPositive,
     .scope = Scope::market,
     .word = "once"},
    every);
  d({.name = "lasts", .meaning = "how long it runs", .range = kPositive, .scope = Scope::market},
    lasts);
}

bool Rivals::Advertising::runs(engine::Time now) const {
  engine::Duration since = now - (engine::kStart + first);
  if (since < engine::Duration{0}) return false;
  if (every) since %= *every;
  return since < lasts;
}

void Rivals::Search::describe(Describer& d) {
  d({.name = "strength",
     .meaning = "k, offers more, as a share of the usual, per unit of quality below expectation",
     .range = kNotNegative},
    strength);
  d({.name = "lasting",
     .meaning = "tau, in which a disappointment's effect falls to 37 %",
     .range = kPositive},
    lasting);
}

void Rivals::Tastes::describe(Describer& d) {
  d({.name = "concentration",
     .meaning =
         "S, sum of the parameters of the Dirichlet distribution: the smaller, the more each "
         "customer has a favourite",
     .range = {.low = 0.05, .high = 1e6, .low_excluded = true}},
    concentration);
}

void Rivals::Answer::describe(Describer& d) {
  d({.name = "noticed",
     .meaning = "mean time until staff have heard that a rival advertises",
     .range = kPositive,
     .scope = Scope::firm},
    noticed);
  d({.name = "delay",
     .meaning = "from then until the firm answers",
     .range = kNotNegative,
     .scope = Scope::firm},
    delay);
  d({.name = "lift",
     .meaning = "added to the firm's U until the rival stops",
     .scope = Scope::firm},
    lift);
  d({.name = "cost", .meaning = "of one answer", .range = kNotNegative, .scope = Scope::firm},
    cost);
}

void Rivals::Brand::describe(Describer& d) {
  d({.name = "name", .meaning = "the rival's name", .required = true}, name);
  d({.name = "utility", .meaning = "U of the rival's offer in the logit choice"}, utility);
  d({.name = "advertising",
     .meaning = "when and by how much the rival's U is raised",
     .scope = Scope::market,
     .word = "none",
     .shorthand = "lift"},
    advertising);
}

void Rivals::Parameters::describe(Describer& d) {
  d({.name = "offer_interval",
     .meaning = "mean time between rivals' offers to one customer",
     .range = kPositive},
    offer_interval);
  d({.name = "acceptance", .meaning = "how a customer decides on one unnamed rival's offer"},
    acceptance);
  d({.name = "own_utility",
     .meaning = "U of the firm's offer at the reference satisfaction, when brands are named"},
    own_utility);
  d({.name = "brands",
     .meaning = "rivals by name, among whom and the firm customers choose",
     .scope = Scope::market},
    brands);
  d({.name = "tastes",
     .meaning = "how customers differ in what they think of the firm and the brands",
     .word = "alike",
     .shorthand = "concentration"},
    tastes);
  d({.name = "search",
     .meaning = "who is disappointed looks around; nothing where expectations are off",
     .word = "none",
     .shorthand = "strength"},
    search);
  d({.name = "answer",
     .meaning = "the firm listens to what staff hear of rivals' advertising, and answers",
     .scope = Scope::firm,
     .word = "none",
     .shorthand = "lift"},
    answer);
  d({.name = "shield",
     .meaning = "added to the firm's U, or taken off the log odds of leaving it, per unit of "
                "relationship"},
    shield);
}

void Rivals::Parameters::check(const Parameters& p, Problems& problems) {
  for (const Brand& brand : p.brands) {
    if (brand.utility > 700.0 || brand.utility < -700.0) {
      problems.add("brands." + brand.name + ".utility", "is beyond 700",
                   "choice probabilities are exp(utility)");
    } else if (brand.advertising && brand.utility + brand.advertising->lift > 700.0) {
      problems.add("brands." + brand.name + ".advertising.lift", "raises U beyond 700",
                   "choice probabilities are exp(utility)");
    }
  }
  if (p.tastes && p.brands.empty()) {
    problems.add("tastes", "has nothing to choose from", "no `brands` are named", "alike");
  } else if (p.tastes) {
    const std::vector<double> all = shares(p);
    const double least = *std::min_element(all.begin(), all.end());
    if (!(p.tastes->concentration * least >= kLeastShape)) {
      problems.add("tastes.concentration", "is too small for the smallest share",
                   "concentration x share is at least 0.05 for each brand and the firm");
    }
  }
  const bool advertised = std::any_of(p.brands.begin(), p.brands.end(), [](const Brand& brand) {
    return brand.advertising.has_value();
  });
  if (p.answer && !advertised) {
    problems.add("answer", "has nothing to answer", "no brand of `brands` advertises", "none");
  }
}

void Rivals::add_causes(const Parameters& p, std::vector<std::string>& causes) {
  if (p.brands.empty()) add_cause("rival", causes);
  for (const Brand& brand : p.brands) add_cause("rival:" + brand.name, causes);
}

Rivals::Rivals(const Setting<Rivals>& setting) {
  for (const auto& given : setting.rows) {
    const Parameters p = given.value_or(Parameters{});
    Row row{.mean_days = engine::in_days(p.offer_interval),
            .offers = engine::Baseline::constant(1.0 / engine::in_days(p.offer_interval)),
            .logit = p.acceptance.logit,
            .own_utility = p.own_utility,
            .brands = p.brands,
            .answer = p.answer,
            .weights = {},
            .tastes = {},
            .advertising = {},
            .search = p.search,
            .shield = p.shield,
            .causes = {}};
    if (given && p.brands.empty()) row.causes.push_back(cause_named("rival", setting.study));
    for (const Brand& brand : p.brands) {
      row.weights.push_back(engine::exp(brand.utility));
      row.advertising.push_back(brand.advertising);
      row.causes.push_back(cause_named("rival:" + brand.name, setting.study));
    }
    if (p.tastes) {
      const std::vector<double> all = shares(p);
      for (std::size_t i = 0; i < all.size(); ++i) {
        const std::string name = i == 0 ? "own" : "brand:" + p.brands[i - 1].name;
        const double shape = p.tastes->concentration * all[i];
        row.tastes.push_back({engine::hash_name(name), shape, engine::Quantile::gamma(shape)});
      }
    }
    rows_.push_back(std::move(row));
  }
}

Rivals::Firm Rivals::begin(FirmContext&) const { return {}; }

void Rivals::open(Firm& firm, FirmContext& context) const {
  std::erase_if(firm.answers, [&](const auto& answer) { return answer.until <= context.now(); });
  std::size_t segment = 0;
  while (segment < context.segments() && !context.is_on<Rivals>(context.row_of(segment))) ++segment;
  if (segment == context.segments()) return;
  const Row& row = rows_[context.row_of(segment)];
  firm.campaigns.resize(std::max(firm.campaigns.size(), row.brands.size()));
  for (std::size_t k = 0; k < row.brands.size(); ++k) {
    const auto& advertising = row.advertising[k];
    if (!advertising) continue;
    for (;;) {
      std::uint32_t& number = firm.campaigns[k];
      if (number > 0 && !advertising->every) break;
      const engine::Duration after =
          number == 0 ? engine::Duration{0} : *advertising->every * number;
      const engine::Time begins = engine::kStart + advertising->first + after;
      if (begins >= context.edge()) break;
      ++number;
      if (!row.answer) continue;
      const engine::Cause cause =
          context.cause(engine::Identity{engine::hash_name("rival:" + row.brands[k].name)}, number,
                        Root::rival_move);
      const double noticed =
          engine::in_days(row.answer->noticed) * cause.exponential(draws::kNoticed.pair);
      const engine::Time from =
          engine::later(engine::later(begins, engine::from_days(noticed)), row.answer->delay);
      const engine::Time until = begins + advertising->lasts;
      if (from >= until) continue;  // too late
      firm.answers.push_back({from, until, row.answer->lift, row.answer->cost});
    }
  }
  for (Firm::Counter& answer : firm.answers) {
    if (answer.is_booked || answer.from >= context.edge()) continue;
    answer.is_booked = true;
    context.tally<Rivals>(answers);
    context.tally<Rivals>(answer_cost, answer.cost.cents);
  }
}

/// What the firm's answers add to its U at present.
double Rivals::answer_to_rivals(const Context& context) {
  double lift = 0.0;
  for (const auto& answer : context.firm<Rivals>().answers) {
    if (answer.from <= context.now() && context.now() < answer.until) lift += answer.lift;
  }
  return lift;
}

double Rivals::taste_of(const Row& row, std::size_t which, const Context& context) {
  if (row.tastes.empty()) return 1.0;
  const Taste& taste = row.tastes[which];
  return taste.law(context.taste(taste.brand)) / taste.shape;
}

void Rivals::on(const CustomerJoined&, Context& context) const {
  context.begin_root(Root::offer, context.state<Rivals>().offers);
  plan_next(rows_[context.row()], context);
}

void Rivals::on(const ExpectationDisconfirmed& d, Context& context) const {
  if (!rows_[context.row()].search || d.difference >= 0.0) return;
  context.set_stock(kStock, context.stock(kStock) - d.difference);
}

double Rivals::decay_per_day(std::size_t row) const {
  const auto& search = rows_[row].search;
  return search ? 1.0 / engine::in_days(search->lasting) : 0.0;
}

Influences Rivals::influences(std::type_identity<OfferDue>, std::size_t row) const {
  const auto& search = rows_[row].search;
  return search && search->strength > 0.0 ? influence_of(kStock) : kNothing;
}

/// The rate is proportional to 1 + strength * stock, whose logarithm is nowhere steeper.
Rise Rivals::rise(std::type_identity<OfferDue>, Stock, std::size_t row) const {
  return Rise::of_slope(rows_[row].search->strength);
}

/// exp(U_k), as the customer and the rival's advertising make it at present.
double Rivals::weight_of(const Row& row, std::size_t brand, const Context& context) {
  const double weight = row.weights[brand] * taste_of(row, brand + 1, context);
  const auto& advertising = row.advertising[brand];
  if (!advertising || !advertising->runs(context.now())) return weight;
  return weight * engine::exp(advertising->lift);
}

void Rivals::on(const OfferDue&, Context& context) const {
  const Row& row = rows_[context.row()];
  context.begin_root(Root::offer, ++context.state<Rivals>().offers);
  plan_next(row, context);
  context.tally<Rivals>(offers_made);

  const double shortfall =
      row.logit.dissatisfaction * (row.logit.reference - context.stock(Stock::satisfaction));
  const double value = context.offer_value() + row.shield * context.stock(Stock::relationship);
  const double luck = context.uniform(draws::kOfferChoice);
  if (row.weights.empty()) {
    if (engine::is_below_logistic(luck, row.logit.constant + shortfall - value)) {
      context.tally<Rivals>(offers_accepted);
      context.publish(LeavingDecided{row.causes.front()});
    }
    return;
  }
  const double own = engine::exp(row.own_utility - shortfall + value + answer_to_rivals(context)) *
                     taste_of(row, 0, context);
  double sum = own;
  for (std::size_t k = 0; k < row.weights.size(); ++k) sum += weight_of(row, k, context);
  double mark = luck * sum - own;
  for (std::size_t k = 0; k < row.weights.size() && mark >= 0.0; ++k) {
    mark -= weight_of(row, k, context);
    if (mark < 0.0 || k + 1 == row.weights.size()) {
      context.tally<Rivals>(offers_accepted);
      context.publish(LeavingDecided{row.causes[k]});
      return;
    }
  }
}

void Rivals::plan_next(const Row& row, Context& context) const {
  const double wait = context.exponential(draws::kOfferWait);
  if (context.varies<OfferDue>()) {
    context.start<OfferDue>(wait);
  } else {
    context.schedule<OfferDue>(engine::from_days(row.mean_days * wait));
  }
}

engine::VaryingRate Rivals::rate_of(std::type_identity<OfferDue>, const Context& context,
                                    engine::Time since) const {
  const Row& row = rows_[context.row()];
  engine::VaryingRate rate(row.offers, 1.0, since, since);
  if (row.search) {
    rate.add_linear(row.search->strength / row.mean_days * context.stock_at(kStock, since),
                    decay_per_day(context.row()));
  }
  return rate;
}

}  // namespace tenure::model
