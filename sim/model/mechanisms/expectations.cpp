// SPDX-License-Identifier: Apache-2.0
#include "model/mechanisms/expectations.h"

#include "model/context.h"

namespace tenure::model {

void Expectations::Parameters::describe(Describer& d) {
  d({.name = "start", .meaning = "what a newcomer expects, in standard deviations of quality"},
    start);
  d({.name = "promise", .meaning = "what the firm promises beyond what customers expect anyway"},
    promise);
  d({.name = "adaptation",
     .meaning = "kappa, share of the difference that expectation takes over",
     .range = kShare},
    adaptation);
}

Expectations::Expectations(const Setting<Expectations>& setting) {
  for (const auto& row : setting.rows) rows_.push_back(row.value_or(Parameters{}));
}

void Expectations::on(const ServiceDelivered& service, Context& context) const {
  const Parameters& p = rows_[context.row()];
  State& state = context.state<Expectations>();
  const double expected = p.start + static_cast<double>(state.expectation);
  const double surprise = service.quality - expected;
  state.expectation = static_cast<float>(expected + p.adaptation * surprise - p.start);

  const double felt = surprise - p.promise;
  context.tally<Expectations>(comparisons);
  context.tally_real<Expectations>(difference_sum, felt);
  context.tally_real<Expectations>(difference_square_sum, felt * felt);
  context.publish(ExpectationDisconfirmed{felt});
}

}  // namespace tenure::model
