// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "engine/expect.h"
#include "engine/time.h"

namespace tenure::engine {

/// Numbers of entities. Not a vector, because every event ends with an `add`: growing is out of its
/// way, and memory that is not filled is not touched.
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

/// Which entities of a cell are due in which slice of time: a ring of lists for the near future and
/// one list for what lies beyond. Slices are as long as the regular window; an irregular edge
/// (a reporting period's end) cuts a slice in two, and the entities due after it stay in its list.
///
/// An entry may be stale (its entity became due earlier or later); whoever takes it looks at the
/// entity. What must hold: an entity that is due has an entry in the slice in which it is due.
class Agenda {
 public:
  static constexpr std::int64_t kSlices = 64;  ///< a power of two
  using Slot = SlotList::Slot;

  /// `begin`: when the run begins; nothing is due before.
  explicit Agenda(Duration slice, Time begin = kStart)
      : slice_(slice.count()), per_slice_(1.0 / static_cast<double>(slice_)) {
    move_to(slice_of(begin));
    turn_ = first_ + kSlices / 2;
  }

  /// Files `slot` under the slice that contains `due`, which is not before the current one; later
  /// than `horizon` is never looked at.
  void file(Slot slot, Time due, Time horizon) {
    if (due > horizon) return;
    const std::int64_t ahead = slices_ahead(due);
    if (ahead < kSlices) [[likely]] {
      ring_[index_of(first_ + ahead)].add(slot);
    } else {
      put_off(first_ + ahead, slot);
    }
  }

  /// Moves the ring forward to the slice that contains `now`, and the slice's list into `list`.
  void take(Time now, SlotList& list) {
    const std::int64_t number = slice_of(now);
    if (number >= turn_) turn_ring(number);
    move_to(number);
    SlotList& due = ring_[index_of(number)];
    due.swap(list);
    due.clear();
  }

  bool in_current_slice(Time time) const {
    const auto count = static_cast<std::uint64_t>(time.time_since_epoch().count());
    return count - static_cast<std::uint64_t>(first_begin_) < static_cast<std::uint64_t>(slice_);
  }

  std::size_t bytes() const {
    std::size_t sum = beyond_.capacity() * sizeof(Far);
    for (const SlotList& list : ring_) sum += list.bytes();
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

  /// The slice of `due`, counted from the current one: exact, and without a division, which would
  /// cost more than all the rest of filing. The product is wrong by 1 at most.
  std::int64_t slices_ahead(Time due) const {
    const std::int64_t span = due.time_since_epoch().count() - first_begin_;
    TENURE_EXPECT(span >= 0);
    const auto near = static_cast<std::int64_t>(static_cast<double>(span) * per_slice_);
    const std::int64_t rest = span - near * slice_;
    return near + (rest >= slice_ ? 1 : 0) - (rest < 0 ? 1 : 0);
  }

  void move_to(std::int64_t number) {
    first_ = number;
    first_begin_ = number * slice_;
  }

  static constexpr std::size_t index_of(std::int64_t number) {
    return static_cast<std::size_t>(number & (kSlices - 1));
  }

  [[gnu::noinline]] void put_off(std::int64_t number, Slot slot) {
    beyond_.push_back({number, slot});
  }

  /// Once in half a ring's length, brings near what has come near.
  void turn_ring(std::int64_t number) {
    turn_ = number + kSlices / 2;
    std::size_t kept = 0;
    for (const Far& far : beyond_) {
      if (far.number < number + kSlices) {
        ring_[index_of(far.number)].add(far.slot);
      } else {
        beyond_[kept++] = far;
      }
    }
    beyond_.resize(kept);
  }

  std::int64_t slice_;            ///< [us]
  double per_slice_;              ///< 1 / slice_
  std::int64_t first_ = 0;        ///< the slice that is worked now
  std::int64_t first_begin_ = 0;  ///< [us]
  std::int64_t turn_ = 0;         ///< when to bring near what has come near
  std::array<SlotList, kSlices> ring_;
  std::vector<Far> beyond_;
};

}  // namespace tenure::engine
