// SPDX-License-Identifier: Apache-2.0
#include "model/mechanisms/partial_defection.h"

#include "engine/elementary.h"
#include "model/context.h"

namespace tenure::model {

void PartialDefection::Parameters::describe(Describer& d) {
  d({.name = "loss",
     .meaning = "kappa_p, share of the rate of purchases that a bad experience takes away; 0: none",
     .range = {.low = 0.0, .high = 1.0, .high_excluded = true}},
    loss);
  d({.name = "recovery",
     .meaning = "tau_p, time in which the loss falls to 1/e, on the scale of logarithms",
     .range = kPositive,
     .word = "never"},
    recovery);
  d({.name = "forgiven",
     .meaning = "share of all bad experiences that a complaint, once resolved, takes away",
     .range = kShare},
    forgiven);
}

void PartialDefection::Parameters::imply(const Parameters& p, Implications& implied) {
  implied.add("rate of purchases just after a failure", 1.0 - p.loss.value, "1", "1 - kappa_p");
  if (!p.recovery) return;
  const double after = engine::in_days(4 * engine::kWeek) / engine::in_days(*p.recovery);
  implied.add("rate of purchases four weeks after it",
              engine::pow(1.0 - p.loss.value, engine::exp(-after)), "1",
              "(1 - kappa_p)^exp(-4 weeks / tau_p)");
}

PartialDefection::PartialDefection(const Setting<PartialDefection>& setting) {
  for (const auto& row : setting.rows) {
    const Parameters p = row.value_or(Parameters{});
    rows_.push_back({.log_factor = engine::log1p(-p.loss.value),
                     .decay_per_day = p.recovery ? 1.0 / engine::in_days(*p.recovery) : 0.0,
                     .forgiven = p.forgiven.value});
  }
}

void PartialDefection::on(const ServiceDelivered& service, Context& context) const {
  if (!service.failed()) return;
  const double felt = service.severity * context.weight_of_loss(service.severity);
  context.set_stock(kStock, context.stock(kStock) + felt);
}

void PartialDefection::on(const ComplaintAnswered& answer, Context& context) const {
  if (answer.resolved) forgive(rows_[context.row()].forgiven, context);
}

/// A call that shows an apology to be meant gives back the same share of everything.
void PartialDefection::on(const ApologyFollowedUp& call, Context& context) const {
  forgive(call.share, context);
}

void PartialDefection::forgive(double share, Context& context) {
  if (share != 0.0) context.set_stock(kStock, context.stock(kStock) * (1.0 - share));
}

void PartialDefection::add_to_rate(std::type_identity<PurchaseDue>, engine::VaryingRate& rate,
                                   const Context& context, engine::Time since) const {
  const Row& row = rows_[context.row()];
  rate.add_exponent(row.log_factor * context.stock_at(kStock, since), row.decay_per_day);
}

Influences PartialDefection::influences(std::type_identity<PurchaseDue>, std::size_t row) const {
  return rows_[row].log_factor != 0.0 ? influence_of(kStock) : kNothing;
}

Rise PartialDefection::rise(std::type_identity<PurchaseDue>, Stock, std::size_t row) const {
  return Rise::of_slope(rows_[row].log_factor);
}

void PartialDefection::observe(Context& context) const {
  const double factor = engine::exp(rows_[context.row()].log_factor * context.stock(kStock));
  context.tally<PartialDefection>(withheld_count);
  context.tally_real<PartialDefection>(withheld_sum, 1.0 - factor);
}

}  // namespace tenure::model
