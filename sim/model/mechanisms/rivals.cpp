// SPDX-License-Identifier: Apache-2.0
#include "model/mechanisms/rivals.h"

#include <algorithm>

#include "engine/elementary.h"
#include "model/causes.h"
#include "model/context.h"

namespace tenure::model {

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

void Rivals::Brand::describe(Describer& d) {
  d({.name = "name", .meaning = "the rival's name", .required = true}, name);
  d({.name = "utility", .meaning = "U of the rival's offer in the logit choice"}, utility);
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
}

void Rivals::Parameters::check(const Parameters& p, Problems& problems) {
  for (const Brand& brand : p.brands) {
    if (brand.utility > 700.0 || brand.utility < -700.0) {
      problems.add("brands." + brand.name + ".utility", "is beyond 700",
                   "choice probabilities are exp(utility)");
    }
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
            .weights = {},
            .causes = {}};
    if (given && p.brands.empty()) row.causes.push_back(cause_named("rival", setting.study));
    for (const Brand& brand : p.brands) {
      row.weights.push_back(engine::exp(brand.utility));
      row.causes.push_back(cause_named("rival:" + brand.name, setting.study));
    }
    rows_.push_back(std::move(row));
  }
}

void Rivals::on(const CustomerJoined&, Context& context) const {
  context.begin_root(Root::offer, context.state<Rivals>().offers);
  plan_next(rows_[context.row()], context);
}

void Rivals::on(const OfferDue&, Context& context) const {
  const Row& row = rows_[context.row()];
  context.begin_root(Root::offer, ++context.state<Rivals>().offers);
  plan_next(row, context);
  context.tally<Rivals>(offers_made);

  const double shortfall =
      row.logit.dissatisfaction * (row.logit.reference - context.stock(Stock::satisfaction));
  const double value = context.offer_value();
  const double luck = context.uniform(draws::kOfferChoice);
  if (row.weights.empty()) {
    if (luck < engine::logistic(row.logit.constant + shortfall - value)) {
      context.tally<Rivals>(offers_accepted);
      context.publish(LeavingDecided{row.causes.front()});
    }
    return;
  }
  const double own = engine::exp(row.own_utility - shortfall + value);
  double sum = own;
  for (const double weight : row.weights) sum += weight;
  double mark = luck * sum - own;
  for (std::size_t k = 0; k < row.weights.size() && mark >= 0.0; ++k) {
    mark -= row.weights[k];
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
  return {rows_[context.row()].offers, 1.0, since, since};
}

}  // namespace tenure::model
