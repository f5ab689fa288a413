// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "engine/time.h"

namespace tenure::engine {

/// Which entities of a cell are due in which slice of time: a ring of lists for the near future and
/// one list for what lies beyond. Slices are as long as the regular window; an irregular edge
/// (a reporting period's end) cuts a slice in two, and the entities due after it stay in its list.
///
/// An entry may be stale (its entity became due earlier or later); whoever takes it looks at the
/// entity. What must hold: an entity that is due has an entry in the slice in which it is due.
class Agenda {
 public:
  static constexpr std::int64_t kSlices = 64;  ///< a power of two
  using Slot = std::uint32_t;

  /// `begin`: when the run begins; nothing is due before.
  explicit Agenda(Duration slice, Time begin = kStart)
      : slice_(slice.count()), first_(slice_of(begin)), turn_(first_ + kSlices / 2) {}

  /// Files `slot` under the slice that contains `due`; later than `horizon` is never looked at.
  void file(Slot slot, Time due, Time horizon) {
    if (due > horizon) return;
    const std::int64_t number = slice_of(due);
    if (number < first_ + kSlices) {
      ring_[static_cast<std::size_t>(number & (kSlices - 1))].push_back(slot);
    } else {
      beyond_.push_back({number, slot});
    }
  }

  /// The list of the slice that contains `now`; moves the ring forward to it.
  std::vector<Slot>& at(Time now) {
    const std::int64_t number = slice_of(now);
    if (number >= turn_) turn_ring(number);
    first_ = number;
    return ring_[static_cast<std::size_t>(number & (kSlices - 1))];
  }

  bool in_current_slice(Time time) const { return slice_of(time) == first_; }

  std::size_t bytes() const {
    std::size_t sum = beyond_.capacity() * sizeof(Far);
    for (const auto& list : ring_) sum += list.capacity() * sizeof(Slot);
    return sum;
  }

 private:
  struct Far {
    std::int64_t number;
    Slot slot;
  };

  /// Rounded down, before the start of time as well.
  std::int64_t slice_of(Time time) const {
    const std::int64_t count = time.time_since_epoch().count();
    return count / slice_ - (count % slice_ < 0 ? 1 : 0);
  }

  /// Once in half a ring's length, brings near what has come near.
  void turn_ring(std::int64_t number) {
    first_ = number;
    turn_ = number + kSlices / 2;
    std::size_t kept = 0;
    for (const Far& far : beyond_) {
      if (far.number < number + kSlices) {
        ring_[static_cast<std::size_t>(far.number & (kSlices - 1))].push_back(far.slot);
      } else {
        beyond_[kept++] = far;
      }
    }
    beyond_.resize(kept);
  }

  std::int64_t slice_;
  std::int64_t first_;  ///< the slice that is worked now
  std::int64_t turn_;   ///< when to bring near what has come near
  std::array<std::vector<Slot>, kSlices> ring_;
  std::vector<Far> beyond_;
};

}  // namespace tenure::engine
