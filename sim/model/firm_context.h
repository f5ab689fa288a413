// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
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
#include "model/treasury.h"
#include "model/worker.h"

namespace tenure::model {

class Population;

/// Everything the firm's side of a mechanism may see and do between two windows, while no customer
/// is at work: it has no customer, and a type says so.
class FirmContext {
 public:
  FirmContext(Worker& books, Population& population, Treasury& treasury)
      : books_(books), population_(population), treasury_(treasury) {}
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

  std::size_t segments() const { return books_.segments; }
  /// The row of a segment's parameters as the firm acts now: the policy's while it is in force.
  std::size_t row_of(std::size_t segment) const {
    return segment + (books_.policy_in_force ? books_.segments : 0);
  }
  template <class Mechanism>
  bool is_on(std::size_t row) const {
    return (books_.layout->on[row] >> kIndexOf<Mechanism>)&1U;
  }

  /// The random numbers of a root; traits, arrivals and networks come from the
  /// population's.
  engine::Cause cause(engine::Identity identity, std::uint32_t ordinal, Root root,
                      std::uint16_t block = 0) const {
    const bool of_population =
        root == Root::trait || root == Root::arrival || root == Root::network;
    return {of_population ? books_.population : books_.life,
            engine::Address{identity, ordinal, static_cast<std::uint16_t>(root), block}};
  }

  /// In a run-off nobody joins any more.
  void stop_newcomers() { newcomers_welcome_ = false; }
  /// A customer who joins at `time`, in this window.
  void welcome(std::uint16_t row, engine::Identity identity, engine::Time time);

  /// What customers asked of a mechanism in the window that was last worked through, in content
  /// order.
  template <class Mechanism>
  std::span<const engine::Message> inbox() const {
    return inboxes_[kIndexOf<Mechanism>];
  }
  /// Customers have lived through the window: their requests are gathered, and what is sent from
  /// now on comes after it.
  void customers_have_worked(std::span<Worker> workers);

  /// Whether money is there for what a customer asked of a mechanism: always, if it is not charged
  /// to a budget. Then it is reserved, and to be spent with Context::spend_granted.
  template <class Mechanism>
  bool grant(const engine::Message& request, Money amount) {
    return !is_charged<Mechanism>(*books_.layout, request.row) || treasury_.grant(amount);
  }
  /// An answer to a request, delivered to its sender at exactly `time`: in `open` not before the
  /// window's start, in `close` not before its end.
  template <class Occurrence>
  void send(const engine::Message& request, const Occurrence& answer, engine::Time time);

  template <class Mechanism>
  void tally(std::size_t which, std::int64_t amount = 1) {
    books_.tally(books_.layout->first_tally[kIndexOf<Mechanism>] + which, 0) += amount;
  }
  /// What customers asked of a mechanism in the last window, each at `cost_of(request)`: goes ahead
  /// at exactly `request.due` while money is there, else is counted in the tally `refused`.
  template <class Mechanism, class CostOf>
  void grant_each(CostOf&& cost_of, std::size_t refused) {
    for (const engine::Message& request : inbox<Mechanism>()) {
      if (grant<Mechanism>(request, cost_of(request))) {
        send(request, RequestGranted{}, request.due);
      } else {
        tally<Mechanism>(refused);
      }
    }
  }
  void count_event() { ++books_.events; }

  // --- For the simulation ---
  /// Brings what was sent to its customers, before these are worked: all at once, so that records,
  /// which lie anywhere, are fetched ahead of their turn.
  void deliver();

 private:
  Worker& books_;
  Population& population_;
  Treasury& treasury_;
  bool newcomers_welcome_ = true;
  engine::Time now_{};
  engine::Time edge_{};
  engine::Time deliver_from_{};
  std::array<std::vector<engine::Message>, Mechanisms::size> inboxes_;
  std::vector<engine::Message> outgoing_;  ///< sent and not delivered yet
};

}  // namespace tenure::model
