// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <tuple>

#include "engine/random.h"
#include "engine/time.h"

namespace tenure::engine {

/// Where an entity is stored. Never part of any order and of no random number.
struct Place {
  std::uint32_t cell = 0;
  std::uint32_t slot = 0;
};

/// Something on its way: from an entity to a resource, or from anywhere to an entity. Order is by
/// content (time, kind, sender, root, ordinal), so it does not depend on which thread sent first.
struct Message {
  Time time{};                ///< when it arrives
  Identity sender{};          ///< whose luck it carries
  std::uint32_t ordinal = 0;  ///< of the root occurrence behind it
  std::uint8_t kind = 0;      ///< position in the model's list of messages
  std::uint16_t root = 0;     ///< kind of the root occurrence behind it, as in its Address
  std::uint16_t row = 0;      ///< of the sender's parameters
  Place place;                ///< of the addressee; for a resource, where the answer goes
  float amount = 0.0F;        ///< content
  std::uint32_t detail = 0;   ///< content
  Time due{};                 ///< content of a request: when what it asks for is to happen

  auto rank() const { return std::tie(time, kind, sender, root, ordinal, detail); }
};

/// Content order of messages.
struct ByContent {
  bool operator()(const Message& a, const Message& b) const { return a.rank() < b.rank(); }
};

}  // namespace tenure::engine
