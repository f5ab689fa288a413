// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "engine/random.h"
#include "engine/time.h"
#include "model/steps.h"

namespace tenure::experiment {

/// Where a customer's lives under two policies part: the first thing that happens under one of them
/// and not, or not then, under the other.
struct FirstDifference {
  engine::Identity identity{};
  engine::Time time{};
  std::uint8_t word = 0;      ///< a position in model::Telling
  bool under_policy = false;  ///< it happens under the policy; else under the first
};

/// Of everybody whose lives differ, in the order of identities. Both lists are ordered by customer
/// and time, and of the same customers.
std::vector<FirstDifference> first_differences(const std::vector<model::Step>& first,
                                               const std::vector<model::Step>& here);

}  // namespace tenure::experiment
