// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <bit>
#include <cstdint>

#include "engine/time.h"

namespace tenure::model {

/// A time that is content with an alignment of four bytes: a state that keeps one beside an odd
/// number of smaller things does not end in a hole then. Nothing of it is lost.
class PackedTime {
 public:
  constexpr PackedTime() = default;
  constexpr PackedTime(engine::Time time)  // NOLINT(google-explicit-constructor): it is the time
      : halves_(std::bit_cast<Halves>(time.time_since_epoch().count())) {}
  constexpr engine::Time time() const {
    return engine::Time{engine::Duration{std::bit_cast<engine::Time::rep>(halves_)}};
  }

 private:
  using Halves = std::array<std::uint32_t, 2>;
  Halves halves_{};
};
static_assert(sizeof(PackedTime) == sizeof(engine::Time) && alignof(PackedTime) == 4);

}  // namespace tenure::model
