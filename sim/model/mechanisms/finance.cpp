// SPDX-License-Identifier: Apache-2.0
#include "model/mechanisms/finance.h"

#include <algorithm>
#include <cmath>

#include "model/context.h"
#include "model/firm_context.h"

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
}

Finance::Finance(const Setting<Finance>& setting) {
  for (const auto& row : setting.rows) {
    const std::size_t variant = rows_.size() < setting.study.segments.size() ? 0 : 1;
    rows_.push_back(row.value_or(Parameters{}));
    if (row) fixed_cost_per_day_[variant] = row->fixed_cost.cents_per_day;
  }
}

void Finance::on(const PurchaseMade& purchase, Context& context) const {
  earn(purchase.amount, rows_[context.row()].margin.value, context);
}

void Finance::on(const FeePaid& fee, Context& context) const {
  const Parameters& p = rows_[context.row()];
  const double share =
      fee.kind == FeeKind::termination ? 1.0 : p.fee_margin.value_or(p.margin).value;
  earn(fee.amount, share, context);
}

/// Books the margin, rounded half up, once per payment. What is sold costs the firm the same at
/// any price.
void Finance::earn(Money amount, double share, Context& context) {
  const auto cents = static_cast<double>(amount.cents);
  const double price = context.price();
  const double exact = price == 1.0 ? cents * share : cents * (1.0 - (1.0 - share) / price);
  const auto margin = static_cast<std::int64_t>(std::floor(exact + 0.5));
  context.state<Finance>().balance += margin;
  context.tally<Finance>(margin_earned, margin);
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

void Finance::on(const CostIncurred& cost, Context& context) const {
  context.state<Finance>().balance -= cost.amount.cents;
  context.tally<Finance>(cost_to_serve, cost.amount.cents);
}

}  // namespace tenure::model
