// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "engine/random.h"
#include "engine/team.h"
#include "engine/time.h"

namespace tenure::model {

class Model;
class Population;

/// What became of one customer by the horizon: of everybody who was one at some time from time 0
/// on.
struct Fate {
  engine::Identity identity{};
  engine::Time joined{};               ///< for the first time; initial customers: the run's begin
  engine::Time left = engine::kNever;  ///< for the first time from time 0 on; kNever: never
  std::int64_t value = 0;      ///< margin less cost to serve, discounted to time 0 [millionths]
  std::int64_t paid = 0;       ///< purchases and bills from time 0 on [cents]
  std::int32_t purchases = 0;  ///< from time 0 on
  std::uint16_t segment = 0;
  std::uint8_t cause = 0;     ///< of leaving: a position in Study::causes; 0 if not left
  bool is_initial = false;    ///< active at time 0
  bool is_addressed = false;  ///< the policy applied to this customer at some time
  bool is_active = false;     ///< at the horizon, be it again
  bool stayed() const { return left == engine::kNever; }
};

/// One replication's customers in the order of their identities: each is there once.
using Fates = std::vector<Fate>;

/// Out of the notes in all customers' records.
Fates fates_of(const Model& model, const Population& population, engine::Team& team);

}  // namespace tenure::model
