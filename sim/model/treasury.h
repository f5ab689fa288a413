// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "engine/time.h"
#include "model/quantities.h"
#include "model/worker.h"

namespace tenure::model {

/// The budget of a policy in one replication: so much a year, from the policy's start.
///
/// What can be planned is asked for beforehand and granted in the order of asking, while anything
/// is left: it never overdraws. What follows at once from what a customer does (points for a
/// purchase, an offer to who gives notice) is done until the midnight at which nothing is left, and
/// booked in any case: so a budget can be overdrawn by what a day brings. Both look at midnights
/// only, so what is done does not depend on how a day is divided into windows. What was granted to
/// a customer who leaves before it is spent stays reserved until the budget's year ends.
class Treasury {
 public:
  Treasury(std::optional<MoneyRate> budget, engine::Time policy_starts)
      : budget_(budget), policy_starts_(policy_starts) {}

  /// At the start of a window: at midnight, counts what was spent, and tells the workers whether
  /// anything is left.
  void look(engine::Time now, std::span<Worker> workers);
  /// Whether `amount` is left of this year's budget, of which it is taken then.
  bool grant(Money amount);

 private:
  double left() const {
    return budget_->cents_per_day * engine::kDaysPerYear -
           static_cast<double>(spent_ - spent_before_ + granted_);
  }

  std::optional<MoneyRate> budget_;
  engine::Time policy_starts_;
  std::int64_t year_ = 0;
  std::int64_t spent_before_ = 0;  ///< when the budget's year began [cents]
  std::int64_t spent_ = 0;         ///< without asking, until the last midnight [cents]
  std::int64_t granted_ = 0;       ///< in this year [cents]
};

}  // namespace tenure::model
