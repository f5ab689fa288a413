// SPDX-License-Identifier: Apache-2.0
#include "model/mechanisms/finance.h"

#include <algorithm>

#include "model/context.h"
#include "model/firm_context.h"

namespace tenure::model {

void Finance::Parameters::describe(Describer& d) {
  d({.name = "margin", .meaning = "gross margin as a share of revenue", .range = kShare}, margin);
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
  // Rounded half up, once per purchase.
  const double exact =
      static_cast<double>(purchase.amount.cents) * rows_[context.row()].margin.value;
  const auto margin = static_cast<std::int64_t>(exact + 0.5);
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
