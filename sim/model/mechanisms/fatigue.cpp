// SPDX-License-Identifier: Apache-2.0
#include "model/mechanisms/fatigue.h"

#include "model/context.h"

namespace tenure::model {

void Fatigue::Weights::describe(Describer& d) {
  d({.name = "phone", .meaning = "of a call", .range = kNotNegative}, phone);
  d({.name = "email", .meaning = "of an e-mail", .range = kNotNegative}, email);
  d({.name = "mail", .meaning = "of a letter or a parcel", .range = kNotNegative}, mail);
}

void Fatigue::Parameters::describe(Describer& d) {
  d({.name = "weights", .meaning = "what one contact adds to fatigue, by medium"}, weights);
  d({.name = "decay",
     .meaning = "delta, rate at which contacts are forgotten",
     .range = kPositive,
     .word = "none"},
    decay);
}

Fatigue::Fatigue(const Setting<Fatigue>& setting) {
  for (const auto& row : setting.rows) {
    const Parameters p = row.value_or(Parameters{});
    rows_.push_back(
        {{p.weights.phone, p.weights.email, p.weights.mail}, p.decay ? p.decay->per_day : 0.0});
  }
}

void Fatigue::on(const ContactMade& contact, Context& context) const {
  context.tally<Fatigue>(contacts);
  const double weight = rows_[context.row()].weights[static_cast<std::size_t>(contact.medium)];
  context.set_stock(kStock, context.stock(kStock) + weight * contact.weight);
}

void Fatigue::observe(Context& context) const {
  context.tally<Fatigue>(level_count);
  context.tally_real<Fatigue>(level_sum, context.stock(kStock));
}

}  // namespace tenure::model
