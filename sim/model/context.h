// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <type_traits>

#include "engine/cell.h"
#include "engine/draws.h"
#include "engine/expect.h"
#include "engine/message.h"
#include "engine/record.h"
#include "engine/time.h"
#include "engine/wide.h"
#include "model/bond.h"
#include "model/composition.h"
#include "model/draws.h"
#include "model/layout.h"
#include "model/occurrences.h"
#include "model/worker.h"

namespace tenure::model {

class Model;

enum class Status : std::uint8_t { prospect, active, at_rival, left };

/// Everything a mechanism may see and do while something happens to one customer: the customer, the
/// time, the luck that belongs to the root of what happens, and the words to go on with.
///
/// `publish` is depth-first: what others do in answer has been done when it returns. So publish
/// last, or read again what you need.
class Context {
 public:
  Context(const Model& model, Worker& worker, engine::Cell& cell, engine::Cell::Slot slot,
          engine::Record record, engine::Time now)
      : model_(model),
        worker_(worker),
        cell_(cell),
        slot_(slot),
        record_(record),
        now_(now),
        on_(worker.layout->on[record.head().row]) {}
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  // --- Who and when ---
  engine::Time now() const { return now_; }
  engine::Identity identity() const { return record_.head().identity; }
  std::size_t row() const { return record_.head().row; }
  bool active() const { return record_.head().status == static_cast<std::uint8_t>(Status::active); }
  template <class Mechanism>
  auto& state() const {
    return record_.at<typename Mechanism::State>(layout().state[kIndexOf<Mechanism>]);
  }
  /// Whether a mechanism is on for this customer.
  template <class Mechanism>
  bool is_on() const {
    return (on_ >> kIndexOf<Mechanism>)&1U;
  }
  /// Whether customers carry this mechanism's state in this run.
  template <class Mechanism>
  bool remembers() const {
    return layout().state[kIndexOf<Mechanism>] != Layout::kAbsent;
  }

  // --- What is said ---
  template <class Occurrence>
  void publish(const Occurrence& occurrence);

  /// Sets the customer's clock for this word to now + wait.
  template <class Clock>
  void schedule(engine::Duration wait) {
    clock<Clock>() = engine::later(now_, wait);
  }
  /// Sets the clock to ring when its varying rate has used up `exponential`; planned when the
  /// present occurrence has been dealt with.
  template <class Clock>
  void start(double exponential) {
    constexpr std::size_t kClock = engine::index_of<Clock>(Clocks{});
    record_.at<Plan>(layout().plan[kClock]) = {exponential, now_};
    to_plan_ |= 1U << kClock;
  }
  /// Whether the clock's rate depends on anything that changes (then `start` it).
  template <class Clock>
  bool varies() const {
    return layout().plan[engine::index_of<Clock>(Clocks{})] != Layout::kAbsent;
  }

  /// A newborn in the same window, who joins now.
  void bear(Origin origin, engine::Identity identity);
  /// A message to the complaint desk, delivered now, with the ordinal of the present root.
  void send_to_desk(float severity);
  /// Ends the relationship: clocks and mail are forgotten, no clock can be set any more.
  void end(Cause cause);

  // --- Shared quantities (model/bond) ---
  /// S, 0 where satisfaction is off.
  double satisfaction() const { return satisfaction_at(now_); }
  double satisfaction_at(engine::Time time) const { return bond().satisfaction(time); }
  double satisfaction_decay() const { return layout().satisfaction_decay[row()]; }
  /// Written by its owner alone. Clocks whose rate depends on it are settled before and planned
  /// anew when the present occurrence has been dealt with.
  void set_satisfaction(double value);

  // --- Luck ---
  /// Says what the root of the present occurrence is; everything it causes draws from there.
  void begin_root(Root root, std::uint32_t ordinal) {
    root_ = root;
    ordinal_ = ordinal;
    cause_.reset();
  }
  Root root() const { return root_; }
  std::uint32_t ordinal() const { return ordinal_; }
  double uniform(LaneDraw draw) { return block(draw.block).uniform_of_lane(draw.lane); }
  double uniform(PairDraw draw) { return block(draw.block).uniform_of_pair(draw.pair); }
  double exponential(PairDraw draw) { return block(draw.block).exponential(draw.pair); }
  bool happens(LaneDraw draw, double probability) { return uniform(draw) < probability; }
  /// 53-bit uniform of a trait, from the numbers of the population.
  double trait(Trait trait) const;

  // --- Counting ---
  template <class Mechanism>
  void tally(std::size_t which, std::int64_t amount = 1) {
    worker_.tallies[(layout().first_tally[kIndexOf<Mechanism>] + which) * worker_.rows + row()] +=
        amount;
  }
  /// `amount` in millionths, rounded once. Throws engine::Defect if it does not fit.
  template <class Mechanism>
  void tally_real(std::size_t which, double amount) {
    tally<Mechanism>(which, engine::micro(amount));
  }

  // --- For the simulation ---
  const Layout& layout() const { return *worker_.layout; }
  const Model& model() const { return model_; }
  engine::Record record() const { return record_; }
  Worker& worker() { return worker_; }
  /// Plans anew the varying clocks that were started or whose rate has changed.
  void plan_clocks() {
    if (to_plan_ != 0) plan_changed_clocks();
  }

 private:
  Bond bond() const { return {record_, layout()}; }
  template <class Clock>
  engine::Time& clock() const {
    const std::size_t slot = layout().slot_of[engine::index_of<Clock>(Clocks{})];
    TENURE_EXPECT(slot != Layout::kAbsent);
    return record_.clock(slot);
  }
  const engine::Cause& block(std::uint16_t number) {
    if (!cause_ || cause_->address().block != number) {
      cause_.emplace(worker_.life, engine::Address{identity(), ordinal_,
                                                   static_cast<std::uint16_t>(root_), number});
    }
    return *cause_;
  }
  void settle_clocks();
  void plan_changed_clocks();

  const Model& model_;
  Worker& worker_;
  engine::Cell& cell_;
  engine::Cell::Slot slot_;
  engine::Record record_;
  engine::Time now_;
  std::uint64_t on_;  ///< mechanisms that are on, a bit each
  Root root_ = Root::life;
  std::uint32_t ordinal_ = 0;
  std::uint32_t to_plan_ = 0;  ///< varying clocks to plan anew, a bit each
  bool settled_ = false;       ///< varying clocks have used up what was due until now
  std::optional<engine::Cause> cause_;
};

}  // namespace tenure::model
