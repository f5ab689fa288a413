// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/draws.h"
#include "engine/message.h"
#include "engine/time.h"
#include "model/composition.h"
#include "model/draws.h"
#include "model/layout.h"
#include "model/occurrences.h"
#include "model/worker.h"

namespace tenure::model {

class Population;

/// Everything the firm's side of a mechanism may see and do between two windows, while no customer
/// is at work: it has no customer, and a type says so.
class FirmContext {
 public:
  FirmContext(Worker& books, Population& population) : books_(books), population_(population) {}
  FirmContext(const FirmContext&) = delete;
  FirmContext& operator=(const FirmContext&) = delete;

  /// In `open`: the window's start. In `report`: the period's end.
  engine::Time now() const { return now_; }
  /// The window's end; what happens exactly then belongs to the next.
  engine::Time edge() const { return edge_; }
  void set_window(engine::Time now, engine::Time edge) {
    now_ = now;
    edge_ = edge;
    deliver_from_ = now;
  }
  /// Customers have lived through the window: what is sent from now on comes after it.
  void customers_have_worked() { deliver_from_ = edge_; }

  std::size_t segments() const { return books_.segments; }
  /// The row of a segment's parameters as the firm acts now: the policy's while it is in force.
  std::size_t row_of(std::size_t segment) const {
    return segment + (books_.policy_in_force ? books_.segments : 0);
  }
  template <class Mechanism>
  bool is_on(std::size_t row) const {
    return (books_.layout->on[row] >> kIndexOf<Mechanism>)&1U;
  }

  /// The random numbers of a root; traits and arrivals come from the population's.
  engine::Cause cause(engine::Identity identity, std::uint32_t ordinal, Root root,
                      std::uint16_t block = 0) const {
    const bool of_population = root == Root::trait || root == Root::arrival;
    return {of_population ? books_.population : books_.life,
            engine::Address{identity, ordinal, static_cast<std::uint16_t>(root), block}};
  }

  /// A customer who joins at `time`, in this window.
  void welcome(std::uint16_t row, engine::Identity identity, engine::Time time);

  /// The window's messages to the desk, in content order.
  std::span<const engine::Message> inbox() const { return inbox_; }
  void set_inbox(std::span<const engine::Message> inbox) { inbox_ = inbox; }
  /// The calls booked in the last window.
  std::span<const engine::Message> bookings() const { return bookings_; }
  void set_bookings(std::span<const engine::Message> bookings) { bookings_ = bookings; }

  /// An answer to a request, delivered to its sender at exactly `time`: in `open` not before the
  /// window's start, in `close` not before its end.
  template <class Occurrence>
  void send(const engine::Message& request, const Occurrence& answer, engine::Time time);

  template <class Mechanism>
  void tally(std::size_t which, std::int64_t amount = 1) {
    books_.tallies[(books_.layout->first_tally[kIndexOf<Mechanism>] + which) * books_.segments] +=
        amount;
  }
  void count_event() { ++books_.events; }

 private:
  Worker& books_;
  Population& population_;
  engine::Time now_{};
  engine::Time edge_{};
  engine::Time deliver_from_{};
  std::span<const engine::Message> inbox_;
  std::span<const engine::Message> bookings_;
};

}  // namespace tenure::model
