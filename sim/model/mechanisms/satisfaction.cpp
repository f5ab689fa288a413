// SPDX-License-Identifier: Apache-2.0
#include "model/mechanisms/satisfaction.h"

#include <algorithm>

#include "engine/elementary.h"
#include "model/context.h"

namespace tenure::model {

void Satisfaction::Steps::describe(Describer& d) {
  d({.name = "success", .meaning = "step after an encounter without failure"}, success);
  d({.name = "failure", .meaning = "step after a failure"}, failure);
  d({.name = "complaint_resolved", .meaning = "step when a complaint is resolved"},
    complaint_resolved);
  d({.name = "complaint_unresolved", .meaning = "step when a complaint is not resolved"},
    complaint_unresolved);
}

void Satisfaction::Parameters::describe(Describer& d) {
  d({.name = "model",
     .meaning = "what moves satisfaction: disconfirmed expectations, or fixed steps"},
    model);
  d({.name = "range", .meaning = "lowest and highest satisfaction"}, range);
  d({.name = "start", .meaning = "satisfaction of a newcomer"}, start);
  d({.name = "decay",
     .meaning = "delta_S, rate at which satisfaction goes back to 0",
     .range = kPositive,
     .word = "none"},
    decay);
  d({.name = "gain",
     .meaning = "b, change per unit by which expectations are exceeded",
     .range = kNotNegative},
    gain);
  d({.name = "loss_aversion",
     .meaning = "lambda_L, how much more a shortfall weighs",
     .range = {.low = 1.0},
     .source = "Tversky & Kahneman 1992, J. Risk and Uncertainty 5"},
    loss_aversion);
  d({.name = "curvature",
     .meaning = "exponent of the difference; 0.88 is Tversky & Kahneman's",
     .range = {.low = 0.0, .high = 1.0, .low_excluded = true}},
    curvature);
  d({.name = "failure_loss",
     .meaning = "satisfaction lost by a failure of severity 1",
     .range = kNotNegative},
    failure_loss);
  d({.name = "steps", .meaning = "sizes of the steps, for model steps"}, steps);
}

void Satisfaction::Parameters::check(const Parameters& p, Problems& problems) {
  if (p.start < p.range.low || p.start > p.range.high) {
    problems.add("start", "lies outside the range", "satisfaction is kept within `range`");
  }
  if (p.decay && (p.range.low > 0.0 || p.range.high < 0.0)) {
    problems.add("decay", "leads out of the range", "satisfaction decays to 0", "none");
  }
}

Satisfaction::Satisfaction(const Setting<Satisfaction>& setting) {
  for (const auto& row : setting.rows) {
    const Parameters given = row.value_or(Parameters{});
    rows_.push_back({given, given.decay ? given.decay->per_day : 0.0});
  }
}

void Satisfaction::on(const CustomerJoined&, Context& context) const {
  const double start = rows_[context.row()].given.start;
  if (start != 0.0) context.set_stock(kStock, start);
}

void Satisfaction::on(const ServiceDelivered& service, Context& context) const {
  const Parameters& p = rows_[context.row()].given;
  if (p.model == SatisfactionModel::steps) {
    move(service.failed() ? context.weight_of_loss(service.severity) * p.steps.failure
                          : p.steps.success,
         context);
  } else if (service.failed()) {
    const double loss =
        p.failure_loss * service.severity * context.weight_of_loss(service.severity);
    move(-loss, context);
    context.publish(FailureFelt{loss});
  }
}

void Satisfaction::on(const ExpectationDisconfirmed& felt, Context& context) const {
  const Parameters& p = rows_[context.row()].given;
  if (p.model == SatisfactionModel::steps) return;
  const double size = felt.difference < 0.0 ? -felt.difference : felt.difference;
  const double value = p.curvature == 1.0 || size == 0.0 ? size : engine::pow(size, p.curvature);
  const double change = felt.difference < 0.0 ? -p.loss_aversion * p.gain * value : p.gain * value;
  context.tally<Satisfaction>(changes);
  context.tally_real<Satisfaction>(change_sum, change);
  move(change, context);
}

void Satisfaction::on(const ComplaintAnswered& answer, Context& context) const {
  const Parameters& p = rows_[context.row()].given;
  if (p.model == SatisfactionModel::steps) {
    move(answer.resolved ? p.steps.complaint_resolved : p.steps.complaint_unresolved, context);
  } else {
    move(static_cast<double>(answer.relief), context);
  }
}

void Satisfaction::on(const TierChanged& tier, Context& context) const {
  if (rows_[context.row()].given.model == SatisfactionModel::steps) return;
  move(tier.relief, context);
}

void Satisfaction::on(const PriceRiseResented& rise, Context& context) const {
  resent(rise.severity, context);
}

void Satisfaction::on(const AddOnMisfitted& misfit, Context& context) const {
  resent(misfit.severity, context);
}

/// Something as bad as a failure of this severity, though none of the service.
void Satisfaction::resent(double severity, Context& context) const {
  const Parameters& p = rows_[context.row()].given;
  const double step = p.model == SatisfactionModel::steps ? p.steps.failure : -p.failure_loss;
  move(step * severity, context);
}

void Satisfaction::on(const ExperienceFelt& experience, Context& context) const {
  if (rows_[context.row()].given.model == SatisfactionModel::steps) return;
  move(experience.change, context);
}

void Satisfaction::on(const ApologyFollowedUp& call, Context& context) const {
  if (rows_[context.row()].given.model == SatisfactionModel::steps) return;
  move(call.relief, context);
}

void Satisfaction::observe(Context& context) const {
  context.tally<Satisfaction>(level_count);
  context.tally_real<Satisfaction>(level_sum, context.stock(kStock));
}

void Satisfaction::move(double change, Context& context) const {
  if (change == 0.0) return;
  const Interval& range = rows_[context.row()].given.range;
  context.set_stock(kStock, std::clamp(context.stock(kStock) + change, range.low, range.high));
}

}  // namespace tenure::model
