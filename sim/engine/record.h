// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/mailbox.h"
#include "engine/random.h"
#include "engine/time.h"

namespace tenure::engine {

/// What the engine knows of an entity: the head of its record. Behind it stand the clocks, then
/// whatever the model keeps, at offsets that are fixed when a run starts.
struct Head {
  Time earliest = kNever;  ///< of clocks and first message
  Identity identity{};
  std::uint32_t mail = Mailbox::kEmpty;  ///< first message waiting
  std::uint16_t row = 0;                 ///< the model's: group of common parameters
  std::uint16_t cohort = 0;              ///< the model's: period of joining
  std::uint8_t status = 0;               ///< the model's
  std::uint8_t flags = 0;                ///< the model's
  std::uint8_t cause = 0;                ///< the model's
  std::uint8_t tenure = 0;               ///< the model's: how often it has begun anew
  std::uint16_t bought_in = 0;           ///< the model's: 1 + the period of the last purchase
  std::uint16_t seen_until = 0;  ///< the model's: periods whose ends the last purchase is seen from
};
static_assert(sizeof(Head) == 32);

/// One entity's record in a cell, opened for work.
class Record {
 public:
  explicit Record(std::byte* bytes) : bytes_(bytes) {}
  Head& head() const { return *reinterpret_cast<Head*>(bytes_); }
  Time& clock(std::size_t i) const { return reinterpret_cast<Time*>(bytes_ + sizeof(Head))[i]; }
  template <class T>
  T& at(std::size_t offset) const {
    return *reinterpret_cast<T*>(bytes_ + offset);
  }

 private:
  std::byte* bytes_;
};

/// How records of a run are laid out.
struct RecordLayout {
  std::size_t clocks = 0;  ///< clock slots in use
  std::size_t bytes = sizeof(Head);
};

}  // namespace tenure::engine
