// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <exception>
#include <vector>

#include "engine/agenda.h"
#include "engine/expect.h"
#include "engine/mailbox.h"
#include "engine/message.h"
#include "engine/pages.h"
#include "engine/record.h"
#include "engine/time.h"

namespace tenure::engine {

/// A few thousand entities that one thread works through in a window: their records, their mail and
/// the agenda of who is due when. Entities are independent of each other inside a window, so
/// neither the division into cells nor the order inside one can be seen in any result.
class Cell {
 public:
  using Slot = Agenda::Slot;

  /// For a run from `begin` to `end`. `expected`: entities to make room for; more may come.
  Cell(std::uint32_t number, const RecordLayout& layout, std::size_t expected, Time end,
       Time begin = kStart);

  /// A new entity with empty clocks; the caller sets them and then files it with `settle`, unless
  /// it is born while the cell is at work: then it is worked in the same window.
  Slot create(Identity identity);

  Record record(Slot slot) const { return Record(bytes_of(slot)); }
  Place place(Slot slot) const { return {number_, slot}; }
  std::size_t size() const { return size_; }
  std::size_t bytes() const;
  std::size_t mail_waiting() const { return mailbox_.waiting(); }

  /// Asks the memory for the beginning of an entity's record, which is going to be needed. Forced
  /// inline: g++ 12 takes a function that only prefetches for one without effect, and drops the
  /// calls.
  [[gnu::always_inline]] void prefetch(Slot slot) const {
    const std::byte* bytes = bytes_of(slot);
    __builtin_prefetch(bytes, 1);
    if (layout_.bytes > kLine) __builtin_prefetch(bytes + kLine, 1);
  }

  /// After clocks were set from outside `work`: finds the earliest and files the entity.
  void settle(Slot slot) {
    const Record entity = record(slot);
    find_earliest(entity);
    agenda_.file(slot, entity.head().earliest);
  }

  /// A message to one of the cell's entities, from outside `work` or from the entity's own birth.
  void deliver(Slot slot, const Message& message) {
    Head& head = record(slot).head();
    mailbox_.insert(head.mail, message);
    if (message.time < head.earliest) {
      head.earliest = message.time;
      agenda_.file(slot, message.time);
    }
  }

  /// All events of all entities before `edge`, in order for each entity. The handler is told
  /// `clock(cell, slot, record, number of the clock slot, time)` or
  /// `message(cell, slot, record, message)`. Returns how many events were executed.
  template <class Handler>
  std::uint64_t work(Time edge, Handler& handler) {
    std::uint64_t events = 0;
    agenda_.collect(edge, now_working_);
    working_ = true;
    constexpr std::size_t kAhead = 8;  // records to fetch before they are needed
    for (std::size_t i = 0; i < now_working_.size(); ++i) {
      if (i + kAhead < now_working_.size()) prefetch_all(now_working_[i + kAhead]);
      events += work_safely(now_working_[i], edge, handler);
    }
    if (!born_.empty()) events += work_newborn(edge, handler);
    working_ = false;
    now_working_.clear();
    born_.clear();
    return events;
  }

  /// What a handler threw in the last window for the entity of lowest identity; null if nothing.
  const std::exception_ptr& failure() const { return failure_; }
  Identity failed_at() const { return failed_at_; }

  /// Calls `visit(slot, record)` for every entity ever created.
  template <class Visit>
  void for_each(Visit&& visit) const {
    for (std::size_t i = 0; i < size_; ++i) {
      const auto slot = static_cast<Slot>(i);
      visit(slot, record(slot));
    }
  }

 private:
  static constexpr std::size_t kLine = 64;  ///< bytes that memory hands over at a time
  void make_room();
  std::byte* bytes_of(Slot slot) const {
    return chunks_[slot >> chunk_shift_] + (slot & chunk_mask_) * layout_.bytes;
  }
  /// The whole record: a long one costs as much to wait for as to work on.
  [[gnu::always_inline]] void prefetch_all(Slot slot) const {
    prefetch(slot);
    if (layout_.bytes > 2 * kLine) [[unlikely]] {
      const std::byte* bytes = bytes_of(slot);
      for (std::size_t i = 2 * kLine; i < layout_.bytes; i += kLine) {
        __builtin_prefetch(bytes + i, 1);
      }
    }
  }

  // Compares values, not references: else g++ goes through memory, and the wait for that is part of
  // every event.
  void find_earliest(Record entity) const {
    Head& head = entity.head();
    Time earliest = head.mail == Mailbox::kEmpty ? kNever : mailbox_.at(head.mail).time;
    for (std::size_t i = 0; i < layout_.clocks; ++i) {
      const Time clock = entity.clock(i);
      earliest = clock < earliest ? clock : earliest;
    }
    head.earliest = earliest;
  }

  template <class Handler>
  [[gnu::noinline]] std::uint64_t work_newborn(Time edge, Handler& handler) {
    std::uint64_t events = 0;
    for (std::size_t i = 0; i < born_.size(); ++i) events += work_safely(born_[i], edge, handler);
    return events;
  }

  /// Keeps an exception until the window is over, so that it does not depend on the order of work
  /// which of several is reported.
  template <class Handler>
  [[gnu::always_inline]] std::uint64_t work_safely(Slot slot, Time edge, Handler& handler) {
    try {
      return work_entity(slot, edge, handler);
    } catch (...) {
      const Identity identity = record(slot).head().identity;
      if (!failure_ || identity < failed_at_) {
        failure_ = std::current_exception();
        failed_at_ = identity;
      }
      return 0;
    }
  }

  template <class Handler>
  [[gnu::always_inline]] std::uint64_t work_entity(Slot slot, Time edge, Handler& handler) {
    const Record entity = record(slot);
    Head& head = entity.head();
    if (head.earliest >= edge) return 0;  // due just after it
    std::uint64_t events = 0;
    do {
      ++events;
      const Time now = head.earliest;
      // Ties: messages before clocks, clocks in the order of their slots.
      if (head.mail != Mailbox::kEmpty && mailbox_.at(head.mail).time == now) {
        const Message message = mailbox_.take(head.mail);
        handler.message(*this, slot, entity, message);
      } else {
        std::size_t i = 0;
        while (entity.clock(i) != now) ++i;
        entity.clock(i) = kNever;
        handler.clock(*this, slot, entity, i, now);
      }
      find_earliest(entity);
    } while (head.earliest < edge);
    agenda_.file(slot, head.earliest);
    return events;
  }

  std::uint32_t number_;
  RecordLayout layout_;
  std::size_t size_ = 0;
  std::uint32_t chunk_shift_;
  std::uint32_t chunk_mask_;
  std::size_t expected_;
  std::vector<Pages> pages_;        ///< the first for whoever is expected, then one per chunk
  std::vector<std::byte*> chunks_;  ///< of 2^chunk_shift_ records
  Mailbox mailbox_;
  Agenda agenda_;
  bool working_ = false;
  std::exception_ptr failure_;
  Identity failed_at_{};
  SlotList now_working_;
  std::vector<Slot> born_;
};

}  // namespace tenure::engine
