// SPDX-License-Identifier: Apache-2.0
#include "model/mechanisms/service.h"

#include <algorithm>

#include "engine/elementary.h"
#include "model/context.h"

namespace tenure::model {

void Service::QualityGate::describe(Describer& d) {
  d({.name = "steepness",
     .meaning = "k, how sharply goodwill counts less where quality is remembered as bad",
     .range = kNotNegative},
    steepness);
  d({.name = "least", .meaning = "Q_min, remembered quality at which half of a gain counts"},
    least);
  d({.name = "memory",
     .meaning = "weight of the last encounter in the quality that is remembered",
     .range = {.low = 0.0, .high = 1.0, .low_excluded = true}},
    memory);
  d({.name = "failure",
     .meaning = "by how much a failure of severity 1 is remembered as worse than its encounter was "
                "otherwise",
     .range = kNotNegative},
    failure);
}

void Service::Staff::describe(Describer& d) {
  d({.name = "asked",
     .meaning = "share of encounters in which customers ask staff something",
     .range = kShare},
    asked);
  d({.name = "knowledge",
     .meaning = "k, probability that the answer is right; a wrong one is a failure",
     .range = kShare},
    knowledge);
  d({.name = "training",
     .meaning = "cost of what staff know, for each question",
     .range = kNotNegative},
    training);
}

void Service::Parameters::describe(Describer& d) {
  d({.name = "failure_probability",
     .meaning = "probability that an encounter fails",
     .range = kShare},
    failure_probability);
  d({.name = "severity",
     .meaning = "severity of a failure, 1 is an ordinary one",
     .range = kPositive},
    severity);
  d({.name = "quality", .meaning = "mean perceived quality, in standard deviations of encounters"},
    quality);
  d({.name = "inconsistency",
     .meaning = "standard deviation of perceived quality",
     .range = kNotNegative},
    inconsistency);
  d({.name = "quality_gate",
     .meaning = "no strategy compensates for a bad product: gains of goodwill count by the quality "
                "that a customer remembers",
     .word = "none"},
    quality_gate);
  d({.name = "ease",
     .meaning = "effort that purchases ask of customers, by stage",
     .word = "effortless"},
    ease);
  d({.name = "returns",
     .meaning = "purchases that go back",
     .word = "none",
     .shorthand = "probability"},
    returns);
  d({.name = "staff",
     .meaning = "what customers ask and staff know",
     .word = "none",
     .shorthand = "knowledge"},
    staff);
}

void Service::Parameters::check(const Parameters& p, Problems& problems) {
  if (p.returns) Returns::check(*p.returns, problems);
}

void Service::Parameters::imply(const Parameters& p, Implications& implied) {
  if (p.quality_gate) {
    const auto& gate = *p.quality_gate;
    const double usual = p.quality - gate.failure * p.severity * p.failure_probability.value;
    implied.add("remembered quality", usual, "1", "quality - failure x severity x probability");
    implied.add("goodwill that counts there",
                engine::logistic(gate.steepness * (usual - gate.least)), "1",
                "logit^-1(k (Qbar - Q_min))");
  }
  if (p.staff) {
    const double wrong = p.staff->asked.value * (1.0 - p.staff->knowledge.value);
    implied.add("encounters that fail", 1.0 - (1.0 - p.failure_probability.value) * (1.0 - wrong),
                "1", "1 - (1 - failure_probability) (1 - asked (1 - knowledge))");
  }
  if (p.ease) {
    implied.add("purchases carried through", p.ease->chance_of_completion(), "1",
                "logit^-1(a - b (find + check_out))");
  }
  if (p.returns) {
    implied.add("purchases to be given back", p.returns->chance(p.ease ? p.ease->late() : 0.0), "1",
                "logit^-1(logit(probability) + effort (unpack + assemble))");
  }
}

Service::Service(const Setting<Service>& setting) : normal_(engine::Quantile::normal()) {
  for (const auto& given : setting.rows) {
    Row row{.given = given.value_or(Parameters{})};
    row.quality_is_heard = setting.study.quality_is_heard[rows_.size()];
    if (const auto& ease = row.given.ease) {
      row.completion = ease->chance_of_completion();
      row.late_effort = ease->late();
      row.late_loss = ease->annoyance * ease->late();
      row.return_loss = ease->annoyance * ease->give_back;
      row.return_carried = ease->chance_of_returning();
    }
    if (const auto& back = row.given.returns) row.return_wish = back->chance(row.late_effort);
    rows_.push_back(row);
  }
}

bool Service::remembers(std::size_t row) const {
  const Parameters& p = rows_[row].given;
  return p.quality_gate || (p.returns && p.returns->spend_factor() != 1.0);
}

void Service::on(const PurchaseMade& purchase, Context& context) const {
  const Row& row = rows_[context.row()];
  const ServiceDelivered delivered = deliver(context);
  if (row.given.quality_gate) remember(delivered, context);
  context.publish(delivered);
  if (row.late_loss > 0.0 && context.active()) context.publish(ExperienceFelt{-row.late_loss});
  if (row.return_wish > 0.0 && context.active()) consider_return(purchase.amount, context);
}

// Forced inline into its only caller: a call's saving of registers is felt at every encounter.
[[gnu::always_inline]] inline ServiceDelivered Service::deliver(Context& context) const {
  const Row& row = rows_[context.row()];
  const Parameters& p = row.given;
  context.tally<Service>(encounters);
  ServiceDelivered delivered{.quality = p.quality};
  // Who hears of quality needs a draw; a model in which nobody does is spared it.
  if (p.inconsistency > 0.0 && row.quality_is_heard) {
    delivered.quality += p.inconsistency * normal_(context.uniform(draws::kQuality));
  }
  const bool wrong = p.staff && is_answered_wrongly(context);
  if (context.happens(draws::kFailure, failure_probability(context)) || wrong) {
    delivered.severity = p.severity;
    context.tally<Service>(failures);
    context.tell<ServiceDelivered>();
  }
  return delivered;
}

/// One mark decides whether something is asked, and how hard it is to answer.
bool Service::is_answered_wrongly(Context& context) const {
  const Staff& staff = *rows_[context.row()].given.staff;
  const double mark = context.uniform(draws::kQuestion);
  if (mark >= staff.asked.value) return false;
  context.tally<Service>(questions);
  if (staff.training.cents > 0) {
    context.tally<Service>(training_cost, staff.training.cents);
    context.spend<Service>(staff.training);
  }
  const bool wrong = mark < staff.asked.value * (1.0 - staff.knowledge.value);
  if (wrong) context.tally<Service>(wrong_answers);
  return wrong;
}

/// The one place that says how likely an encounter of this customer is to fail now.
double Service::failure_probability(const Context& context) const {
  const double probability = rows_[context.row()].given.failure_probability.value;
  return std::min(1.0, probability * context.failure_factor());
}

// --- The gate ----------------------------------------------------------------------------------

void Service::remember(const ServiceDelivered& delivered, Context& context) const {
  const QualityGate& gate = *rows_[context.row()].given.quality_gate;
  const double experienced = delivered.quality - gate.failure * delivered.severity;
  float& memory = context.state<Service>().quality_memory;
  const auto before = static_cast<double>(memory);
  memory = static_cast<float>(before + gate.memory * (experienced - before));
}

double Service::weight_of_goodwill(const Context& context) const {
  const auto& gate = rows_[context.row()].given.quality_gate;
  if (!gate) return 1.0;
  const auto memory = static_cast<double>(context.state<Service>().quality_memory);
  return engine::logistic(gate->steepness * (memory - gate->least));
}

// --- Ease and returns --------------------------------------------------------------------------

double Service::chance_of_completion(const Context& context) const {
  return rows_[context.row()].completion;
}

double Service::basket_factor(const Context& context) const {
  if (!context.remembers<Service>()) return 1.0;
  const State& state = context.state<Service>();
  return context.now() < state.spend_until ? 1.0 + static_cast<double>(state.spend_change) : 1.0;
}

/// At once: the time between a purchase and its return is not told apart.
void Service::consider_return(Money purchase, Context& context) const {
  const Row& row = rows_[context.row()];
  const Returns& terms = *row.given.returns;
  if (!context.happens(draws::kReturnWish, row.return_wish)) return;
  if (row.return_loss > 0.0) context.publish(ExperienceFelt{-row.return_loss});
  if (row.return_carried < 1.0 && !context.happens(draws::kReturnCarried, row.return_carried)) {
    context.tally<Service>(returns_given_up);
    return;
  }
  const Money fee = terms.fee_for(purchase);
  context.tally<Service>(returns);
  context.tally<Service>(returned_money, purchase.cents - fee.cents);
  context.book_payment({fee.cents - purchase.cents});
  if (terms.spend_factor() != 1.0) {
    State& state = context.state<Service>();
    state.spend_change = static_cast<float>(terms.spend_factor() - 1.0);
    state.spend_until = terms.lasts ? engine::later(context.now(), *terms.lasts) : engine::kNever;
  }
  if (terms.cost.cents > 0) {
    context.tally<Service>(returns_cost, terms.cost.cents);
    context.spend<Service>(terms.cost);
  }
  context.publish(PurchaseReturned{purchase, fee});
}

}  // namespace tenure::model
