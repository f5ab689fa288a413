// SPDX-License-Identifier: Apache-2.0
#include "model/mechanisms/finance.h"

#include <algorithm>
#include <cmath>

#include "engine/elementary.h"
#include "engine/expect.h"
#include "model/audit.h"
#include "model/context.h"
#include "model/firm_context.h"
#include "model/note.h"

namespace tenure::model {

void Finance::Parameters::describe(Describer& d) {
  d({.name = "margin",
     .meaning = "gross margin as a share of revenue, at the usual price",
     .range = kShare},
    margin);
  d({.name = "fee_margin",
     .meaning = "gross margin as a share of fees under a contract; by default as of purchases",
     .range = kShare,
     .word = "default"},
    fee_margin);
  d({.name = "fixed_cost",
     .meaning = "cost of the firm that no customer causes",
     .range = kNotNegative,
     .scope = Scope::firm},
    fixed_cost);
  d({.name = "discount_rate",
     .meaning = "d; a value t years from now is worth (1 + d)^-t today",
     .range = kShare,
     .yearly = true},
    discount_rate);
  d({.name = "value_age", .meaning = "age up to which value_at_age looks", .range = kPositive},
    value_age);
  d({.name = "run_off",
     .meaning = "longest time beyond the horizon for which customers are followed, without "
                "newcomers, until customer_lifetime_value is known but for 0.5 %",
     .range = kPositive,
     .scope = Scope::firm,
     .word = "none"},
    run_off);
}

Finance::Finance(const Setting<Finance>& setting) : horizon_(setting.study.horizon) {
  for (const auto& row : setting.rows) {
    const std::size_t variant = rows_.size() < setting.study.segments.size() ? 0 : 1;
    const Parameters given = row.value_or(Parameters{});
    rows_.push_back({given, engine::log1p(given.discount_rate.value) / engine::kDaysPerYear});
    if (row) fixed_cost_per_day_[variant] = row->fixed_cost.cents_per_day;
  }
}

void Finance::on(const CustomerJoined& joined, Context& context) const {
  if (joined.origin != Origin::already_here) context.begun<Finance>() = context.now();
  if (is_valued_at_age(rows_[context.row()], context)) {
    context.tally<Finance>(newcomers_valued);
  }
}

/// Newcomers who joined after time 0 and reach the age before the horizon.
bool Finance::is_valued_at_age(const Row& row, const Context& context) const {
  return !context.is_of_initial_base() &&
         horizon_ - context.begun<Finance>() >= row.given.value_age;
}

/// Money in or out, to the customer's account and to what the customer is worth.
void Finance::book(std::int64_t cents, Context& context) const {
  const Row& row = rows_[context.row()];
  // What the customer's joining cost may be booked before Finance hears of the joining.
  if (context.joins_now()) context.begun<Finance>() = context.now();
  context.state<Finance>().balance += cents;
  const bool initial = context.is_of_initial_base();
  const engine::Duration age = context.now() - context.begun<Finance>();
  const auto discounted = [&](engine::Duration since) {
    const double value = 0.01 * static_cast<double>(cents);
    if (row.log_discount_per_day == 0.0) return value;
    return value * engine::exp(-row.log_discount_per_day * engine::in_days(since));
  };
  if (Note* note = context.note()) {
    note->value += engine::micro(discounted(context.now() - engine::kStart));
  }
  if (!initial && (age > row.given.value_age || !is_valued_at_age(row, context))) return;
  context.tally_real<Finance>(initial ? value_of_initial : value_of_newcomers,
                              discounted(initial ? context.now() - engine::kStart : age));
}

void Finance::on(const PurchaseMade& purchase, Context& context) const {
  earn(margin_of(purchase.amount, rows_[context.row()].given.margin.value, context), context);
}

void Finance::on(const PurchaseReturned& purchase, Context& context) const {
  const double share = rows_[context.row()].given.margin.value;
  earn(purchase.fee.cents - margin_of(purchase.amount, share, context), context);
}

void Finance::on(const FeePaid& fee, Context& context) const {
  const Parameters& p = rows_[context.row()].given;
  const double share =
      fee.kind == FeeKind::termination ? 1.0 : p.fee_margin.value_or(p.margin).value;
  earn(margin_of(fee.amount, share, context), context);
}

/// Rounded half up, once per payment. What is sold costs the firm the same at any price.
std::int64_t Finance::margin_of(Money amount, double share, const Context& context) {
  const auto cents = static_cast<double>(amount.cents);
  const double price = context.price();
  const double exact = price == 1.0 ? cents * share : cents * (1.0 - (1.0 - share) / price);
  return static_cast<std::int64_t>(std::floor(exact + 0.5));
}

void Finance::earn(std::int64_t margin, Context& context) const {
  context.tally<Finance>(margin_earned, margin);
  book(margin, context);
}

Finance::Firm Finance::begin(FirmContext& context) const {
  return {fixed_cost_per_day_[0], context.now()};
}

void Finance::turn(Firm& firm, FirmContext& context) const {
  report(firm, context);
  firm.fixed_cost_per_day = fixed_cost_per_day_[context.row_of(0) == 0 ? 0 : 1];
}

void Finance::report(Firm& firm, FirmContext& context) const {
  const double days = engine::in_days(context.now() - firm.reported);
  firm.reported = context.now();
  context.tally<Finance>(fixed_cost,
                         static_cast<std::int64_t>(firm.fixed_cost_per_day * days + 0.5));
}

void Finance::audit(const Firm&, const Audit& audit) const {
  TENURE_ENSURE(audit.held<Finance>() ==
                audit.counted<Finance>(margin_earned) - audit.counted<Finance>(cost_to_serve));
}

void Finance::on(const CostIncurred& cost, Context& context) const {
  context.tally<Finance>(cost_to_serve, cost.amount.cents);
  book(-cost.amount.cents, context);
}

}  // namespace tenure::model
