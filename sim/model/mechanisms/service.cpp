// SPDX-License-Identifier: Apache-2.0
#include "model/mechanisms/service.h"

#include "model/context.h"

namespace tenure::model {

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
}

Service::Service(const Setting<Service>& setting) : normal_(engine::Quantile::normal()) {
  for (const auto& row : setting.rows) rows_.push_back(row.value_or(Parameters{}));
}

void Service::on(const PurchaseMade&, Context& context) const {
  const Parameters& p = rows_[context.row()];
  context.tally<Service>(encounters);
  ServiceDelivered delivered{.quality = p.quality};
  // Who hears of quality needs a draw; a model without expectations is spared it.
  if (p.inconsistency > 0.0 && context.is_on<Expectations>()) {
    delivered.quality += p.inconsistency * normal_(context.uniform(draws::kQuality));
  }
  if (context.happens(draws::kFailure, p.failure_probability.value)) {
    delivered.severity = p.severity;
    context.tally<Service>(failures);
  }
  context.publish(delivered);
}

}  // namespace tenure::model
