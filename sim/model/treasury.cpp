// SPDX-License-Identifier: Apache-2.0
#include "model/treasury.h"

namespace tenure::model {

void Treasury::look(engine::Time now, std::span<Worker> workers) {
  if (!budget_ || now < policy_starts_ ||
      (now - engine::kStart) % engine::kDay != engine::Duration{0}) {
    return;
  }
  spent_ = 0;
  for (const Worker& worker : workers) spent_ += worker.spent_unasked;
  const double years = engine::in_days(now - policy_starts_) / engine::kDaysPerYear;
  const auto year = static_cast<std::int64_t>(years);
  if (year > year_) {
    year_ = year;
    spent_before_ = spent_;
    granted_ = 0;
  }
  for (Worker& worker : workers) worker.budget_is_left = left() > 0.0;
}

bool Treasury::grant(Money amount) {
  if (static_cast<double>(amount.cents) > left()) return false;
  granted_ += amount.cents;
  return true;
}

}  // namespace tenure::model
