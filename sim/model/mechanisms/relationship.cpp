// SPDX-License-Identifier: Apache-2.0
#include "model/mechanisms/relationship.h"

#include <algorithm>
#include <cmath>

#include "engine/elementary.h"
#include "model/context.h"

namespace tenure::model {

void Relationship::SalesCycle::describe(Describer& d) {
  d({.name = "interactions",
     .meaning = "contacts before the first purchase; long cycles have several",
     .range = kNotNegative},
    interactions);
  d({.name = "gain", .meaning = "relationship gained by an ordinary one", .range = kNotNegative},
    gain);
  d({.name = "attitude",
     .meaning = "how customers are received, 1 is ordinary",
     .range = kNotNegative},
    attitude);
  d({.name = "speed",
     .meaning = "how quickly the firm answers, 1 is ordinary",
     .range = kNotNegative},
    speed);
}

void Relationship::Buffer::describe(Describer& d) {
  d({.name = "most",
     .meaning = "B, share of a failure's loss that the strongest relationship takes away",
     .range = kShare},
    most);
  d({.name = "half", .meaning = "R_0, relationship that takes away half of it", .range = kPositive},
    half);
}

void Relationship::Betrayal::describe(Describer& d) {
  d({.name = "severity",
     .meaning = "from which a failure is felt as a betrayal and not buffered",
     .range = kPositive},
    severity);
  d({.name = "hate",
     .meaning = "h, by how much a unit of relationship adds to its loss; 0: as if strangers",
     .range = kNotNegative},
    hate);
}

void Relationship::Sensitivity::describe(Describer& d) {
  d({.name = "spread",
     .meaning = "standard deviation, over customers, of the logarithm of how much a sign of care "
                "counts; its mean is 1",
     .range = {.low = 0.0, .high = 3.0}},
    spread);
  d({.name = "correlation",
     .meaning = "of its normal score with that of the customer's own hazard, where `leaving.mixed` "
                "states one",
     .range = {.low = -1.0, .high = 1.0}},
    correlation);
}

void Relationship::Parameters::describe(Describer& d) {
  d({.name = "gain",
     .meaning = "g, relationship gained by an encounter without failure",
     .range = kNotNegative},
    gain);
  d({.name = "attention",
     .meaning = "personal attention in encounters, multiplies the gain; 1 is ordinary",
     .range = kNotNegative},
    attention);
  d({.name = "decay",
     .meaning = "delta_R, rate at which a relationship fades",
     .range = kPositive,
     .word = "none"},
    decay);
  d({.name = "sales_cycle",
     .meaning = "what a newcomer brings along from before the first purchase",
     .word = "none"},
    sales_cycle);
  d({.name = "buffer", .meaning = "how relationships soften failures", .shorthand = "most"},
    buffer);
  d({.name = "betrayal", .meaning = "severe failures hurt good friends more", .word = "none"},
    betrayal);
  d({.name = "sensitivity",
     .meaning = "how customers differ in what signs of care do to them",
     .word = "alike",
     .shorthand = "spread"},
    sensitivity);
}

Relationship::Relationship(const Setting<Relationship>& setting)
    : normal_(engine::Quantile::normal()) {
  for (const auto& row : setting.rows) {
    const Parameters given = row.value_or(Parameters{});
    rows_.push_back({given, given.decay ? given.decay->per_day : 0.0});
  }
}

void Relationship::on(const CustomerJoined& joined, Context& context) const {
  if (context.remembers<Relationship>()) context.state<Relationship>() = {};
  if (joined.origin == Origin::already_here) return;
  if (const auto& cycle = rows_[context.row()].given.sales_cycle) {
    grow(static_cast<double>(cycle->interactions) * cycle->gain * cycle->attitude * cycle->speed,
         context);
  }
}

void Relationship::on(const ServiceDelivered& service, Context& context) const {
  const Parameters& p = rows_[context.row()].given;
  if (!service.failed()) grow(p.gain * p.attention, context);
}

void Relationship::on(const CourtesyShown& courtesy, Context& context) const {
  grow(courtesy.gain, context);
}

double Relationship::weight_of_loss(double severity, const Context& context) const {
  const Parameters& p = rows_[context.row()].given;
  const double strength = context.stock(kStock);
  if (p.betrayal && severity >= p.betrayal->severity) return 1.0 + p.betrayal->hate * strength;
  return 1.0 - p.buffer.most.value * strength / (strength + p.buffer.half);
}

double Relationship::weight_of_goodwill(const Context& context) const {
  const auto& sensitivity = rows_[context.row()].given.sensitivity;
  if (!sensitivity) return 1.0;
  // A trait: worked out when it is needed first.
  float& openness = context.state<Relationship>().openness;
  if (openness != 0.0F) return static_cast<double>(openness);
  const double shared = sensitivity->correlation;
  const double score =
      shared * normal_(context.trait(Trait::hazard)) +
      std::sqrt(1.0 - shared * shared) * normal_(context.trait(Trait::sensitivity));
  openness =
      static_cast<float>(engine::exp(sensitivity->spread * (score - sensitivity->spread / 2.0)));
  return static_cast<double>(openness);
}

void Relationship::adopt(Context& context, std::size_t) const {
  if (context.remembers<Relationship>()) context.state<Relationship>() = {};
}

void Relationship::observe(Context& context) const {
  context.tally<Relationship>(level_count);
  context.tally_real<Relationship>(level_sum, context.stock(kStock));
}

void Relationship::grow(double gain, Context& context) const {
  if (gain == 0.0) return;
  if (gain > 0.0) gain *= context.weight_of_goodwill();
  context.set_stock(kStock, std::max(context.stock(kStock) + gain, 0.0));
}

}  // namespace tenure::model
