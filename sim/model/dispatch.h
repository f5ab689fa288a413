// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "engine/cell.h"
#include "engine/message.h"
#include "engine/record.h"
#include "engine/type_list.h"
#include "model/context.h"
#include "model/model.h"
#include "model/occurrences.h"
#include "model/post.h"
#include "model/worker.h"

namespace tenure::model {

/// Opens the messages and rings the clocks of a cell's customers: the way from the engine into the
/// model.
class Dispatch {
 public:
  Dispatch(const Model& model, Worker& worker) : model_(model), worker_(worker) {}

  /// Forced inline, as what it calls is: it is in the middle of the engine's loop over customers,
  /// and g++ takes it for too large or not by what else there is.
  [[gnu::always_inline]] void clock(engine::Cell& cell, engine::Cell::Slot slot,
                                    engine::Record record, std::size_t number, engine::Time now) {
    Context context(model_, worker_, cell, slot, record, now);
    const Layout& layout = *worker_.layout;
    const std::size_t which =
        layout.clock_in_slot[number + layout.first_clock[record.head().status]];
    ring_one(Clocks{}, which, context);
  }

  void message(engine::Cell& cell, engine::Cell::Slot slot, engine::Record record,
               const engine::Message& message) {
    Context context(model_, worker_, cell, slot, record, message.time);
    engine::at_type(Messages{}, message.kind, [&]<class Word>(std::type_identity<Word>) {
      Word word;
      unpack(message, word);
      if constexpr (std::is_same_v<Word, CustomerJoined>) {
        record.head().cohort = worker_.cohort_now;
        join(context, word);
      } else if (context.active() && is_for<Word>(message, context)) {  // else too late
        context.begin_root(root_of(message), message.ordinal);
        context.publish(word);
        context.plan_clocks();
      }
    });
  }

  void join(Context& context, CustomerJoined joined) {
    context.record().head().status = static_cast<std::uint8_t>(Status::active);
    worker_.book_joining(context.record().head());
    if (Note* note = context.note()) *note = Note{.joined = context.now()};
    context.begin_tenure();
    context.begin_joining();
    if (worker_.policy_in_force) context.enter(model_.targeting().addresses(context));
    context.publish(joined);
    context.plan_clocks();
  }

 private:
  /// Answers are for the tenure that asked; what goes round reaches whoever is there.
  template <class Word>
  static bool is_for(const engine::Message& message, const Context& context) {
    constexpr bool kAnswers = std::is_same_v<Word, ComplaintAnswered> ||
                              std::is_same_v<Word, ComplaintAbandoned> ||
                              std::is_same_v<Word, RequestGranted>;
    return !kAnswers || tenure_of(message) == context.tenure();
  }

  template <class... Each>
  [[gnu::always_inline]] void ring_one(engine::TypeList<Each...>, std::size_t which,
                                       Context& context) {
    std::size_t i = 0;
    static_cast<void>(((which == i++ && (ring<Each>(context), true)) || ...));
  }

  template <class Clock>
  void ring(Context& context) {
    const std::size_t plan = worker_.layout->plan[engine::index_of<Clock>(Clocks{})];
    if (plan != Layout::kAbsent) {
      if constexpr (engine::contains<Clock>(VaryingClocks{})) {
        if (context.record().at<Plan>(plan).wants_second_look()) {
          --worker_.events;  // nothing has happened
          context.look_again<Clock>();
          return;
        }
      }
      context.record().at<Plan>(plan).left = 0.0;
    }
    context.publish(Clock{});
    context.plan_clocks();
  }

  const Model& model_;
  Worker& worker_;
};

}  // namespace tenure::model
