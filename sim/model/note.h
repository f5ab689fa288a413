// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "engine/time.h"

namespace tenure::model {

/// What is noted in a customer's record where fates are asked for (Detail in model/model.h), and
/// has no place there otherwise. Nothing that happens depends on it.
struct Note {
  engine::Time joined{};               ///< for the first time; initial customers: the run's begin
  engine::Time left = engine::kNever;  ///< for the first time from time 0 on
  std::int64_t value = 0;      ///< margin less cost to serve, discounted to time 0 [millionths]
  std::int64_t paid = 0;       ///< purchases and bills from time 0 on [cents]
  std::int32_t purchases = 0;  ///< from time 0 on
  std::uint8_t cause = 0;      ///< of leaving: a position among the scenario's causes
  bool is_initial = false;     ///< active at time 0
  bool has_returned = false;   ///< from time 0 on, after having left
  bool is_addressed = false;   ///< the policy has applied to this customer
};
static_assert(sizeof(Note) == 40);

/// In Head::tenure: from now on the customer has other luck (Detail::fates_with_other_luck).
inline constexpr std::uint8_t kOtherLuck = 0x80;

}  // namespace tenure::model
