// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <utility>
#include <vector>

#include "engine/time.h"

namespace tenure::engine {

/// Numbers of entities. Not a vector: growing is out of the way of `add`, and memory that is not
/// filled is not touched.
class SlotList {
 public:
  using Slot = std::uint32_t;

  void add(Slot slot) {
    if (size_ == capacity_) [[unlikely]]
      grow();
    slots_[size_++] = slot;
  }
  Slot operator[](std::size_t i) const { return slots_[i]; }
  const Slot* begin() const { return slots_.get(); }
  const Slot* end() const { return slots_.get() + size_; }
  std::size_t size() const { return size_; }
  void clear() { size_ = 0; }
  void swap(SlotList& other) noexcept {
    slots_.swap(other.slots_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
  }
  std::size_t bytes() const { return capacity_ * sizeof(Slot); }

 private:
  [[gnu::noinline]] void grow() {
    capacity_ = std::max(2 * capacity_, std::size_t{16});
    auto larger = std::make_unique_for_overwrite<Slot[]>(capacity_);
    std::copy(begin(), end(), larger.get());
    slots_ = std::move(larger);
  }

  std::unique_ptr<Slot[]> slots_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

/// When each entity of a cell is due, to about a second: a small number each, side by side. Filing
/// is one store beside the neighbours' numbers, which are worked before and after; who is due
/// before an edge is found by looking at all of them, four in one instruction, and 64 that are all
/// due later are passed over by one comparison.
class Agenda {
 public:
  using Slot = SlotList::Slot;

  /// For a run from `begin` to `end`: nothing is due before, and what is due after is never looked
  /// at. `expected`: entities to make room for; more may come.
  Agenda(Time begin, Time end, std::size_t expected);

  /// One more entity, due never. Its slot is the number of those before it.
  void add() {
    if (size_ % kBlock == 0) {
      ticks_.resize(size_ + kBlock, kNoTick);
      soonest_.push_back(kNoTick);
    }
    ++size_;
  }

  /// `due` is not before the run's begin.
  void file(Slot slot, Time due) {
    const std::int32_t tick = due > end_ ? kNoTick : tick_of(due);
    ticks_[slot] = tick;
    std::int32_t& soonest = soonest_[slot / kBlock];
    soonest = tick < soonest ? tick : soonest;
  }

  /// Appends to `list`, in rising order, all entities that are due before `edge`, and possibly some
  /// that are due in the same second: whoever takes them looks at the entity. They stay where they
  /// are until they are filed again.
  void collect(Time edge, SlotList& list);

  std::size_t bytes() const {
    return (ticks_.capacity() + soonest_.capacity()) * sizeof(std::int32_t);
  }

 private:
  static constexpr std::size_t kBlock = 64;  ///< entities that one mask has room for
  static constexpr std::int32_t kNoTick = std::numeric_limits<std::int32_t>::max();

  std::int32_t tick_of(Time due) const {
    const auto span = static_cast<std::uint64_t>(due.time_since_epoch().count()) - begin_;
    return static_cast<std::int32_t>(span >> shift_);
  }
  std::uint64_t due_by(std::int32_t last, std::size_t block) const;

  Time end_;
  std::uint64_t begin_;  ///< [us], as 64 bits without sign: differences are right for any times
  std::uint32_t shift_;  ///< a tick is 2^shift us
  std::size_t size_ = 0;
  std::vector<std::int32_t> ticks_;    ///< by slot, up to a whole block
  std::vector<std::int32_t> soonest_;  ///< by block: not later than the soonest tick in it
};

}  // namespace tenure::engine
