// SPDX-License-Identifier: Apache-2.0
#include "model/context.h"

#include <algorithm>

#include "engine/philox.h"
#include "engine/varying_rate.h"
#include "model/model.h"

namespace tenure::model {

namespace {

/// The whole rate of a clock: its owner's, and what other mechanisms make of it.
template <class Clock>
engine::VaryingRate whole_rate(const Context& context, engine::Time since) {
  constexpr std::type_identity<Clock> kClock;
  const Model& model = context.model();
  engine::VaryingRate rate = [&] {
    if constexpr (requires { model.get<Purchasing>().rate_of(kClock, context, since); }) {
      return model.get<Purchasing>().rate_of(kClock, context, since);
    } else {
      return model.get<Leaving>().rate_of(kClock, context, since);
    }
  }();
  engine::for_each_type(Mechanisms{}, [&]<class M>(std::type_identity<M>) {
    if constexpr (requires { model.get<M>().add_to_rate(kClock, rate, context, since); }) {
      if (context.is_on<M>()) model.get<M>().add_to_rate(kClock, rate, context, since);
    }
  });
  return rate;
}

/// `call(std::type_identity<Clock>{}, its number)` for the clocks that can vary.
template <class Call>
void for_each_varying(const Layout& layout, Call&& call) {
  engine::for_each_type(engine::TypeList<PurchaseDue, LeaveDue>{},
                        [&]<class Clock>(std::type_identity<Clock> c) {
                          constexpr std::size_t kNumber = engine::index_of<Clock>(Clocks{});
                          if (layout.plan[kNumber] != Layout::kAbsent) call(c, kNumber);
                        });
}

}  // namespace

double Context::trait(Trait trait) const {
  const engine::Address address{identity(), static_cast<std::uint32_t>(trait),
                                static_cast<std::uint16_t>(Root::trait), 0};
  return engine::Cause(worker_.population, address).uniform_of_pair(0);
}

void Context::set_satisfaction(double value) {
  if (static_cast<float>(value) == static_cast<float>(satisfaction())) return;
  if (!settled_) settle_clocks();
  bond().set_satisfaction(value, now_);
}

/// Lets every running clock use up what its rate has made since it was last planned, and marks it
/// for planning: its rate is about to change.
void Context::settle_clocks() {
  settled_ = true;
  for_each_varying(layout(), [&]<class Clock>(std::type_identity<Clock>, std::size_t number) {
    Plan& plan = record_.at<Plan>(layout().plan[number]);
    if (plan.residual <= 0.0) return;
    if (plan.since < now_) {
      const double used = whole_rate<Clock>(*this, plan.since).integral(plan.since, now_);
      // Due by now up to rounding: ring at the next microsecond.
      plan.residual = std::max(plan.residual - used, 1e-300);
      plan.since = now_;
    }
    to_plan_ |= 1U << number;
  });
}

void Context::plan_changed_clocks() {
  for_each_varying(layout(), [&]<class Clock>(std::type_identity<Clock>, std::size_t number) {
    if (((to_plan_ >> number) & 1U) == 0) return;
    const Plan& plan = record_.at<Plan>(layout().plan[number]);
    if (plan.residual <= 0.0) return;
    clock<Clock>() = whole_rate<Clock>(*this, now_).reach(now_, plan.residual, worker_.horizon);
  });
  to_plan_ = 0;
}

void Context::bear(Origin origin, engine::Identity identity) {
  const auto slot = cell_.create(identity);
  cell_.record(slot).head().row = record_.head().row;
  engine::Message joins;
  joins.time = now_;
  joins.sender = identity;
  joins.kind = engine::index_of<CustomerJoined>(Messages{});
  joins.row = record_.head().row;
  joins.place = cell_.place(slot);
  joins.detail = static_cast<std::uint32_t>(origin);
  cell_.deliver(slot, joins);
}

void Context::send_to_desk(float severity) {
  engine::Message request;
  request.time = now_;
  request.sender = identity();
  request.ordinal = ordinal_;
  request.row = record_.head().row;
  request.place = cell_.place(slot_);
  request.amount = severity;
  worker_.to_desk.push_back(request);
}

void Context::end(Cause cause) {
  engine::Head& head = record_.head();
  head.status = static_cast<std::uint8_t>(Status::left);
  head.cause = static_cast<std::uint8_t>(cause);
  for (std::size_t i = 0; i < layout().record.clocks; ++i) record_.clock(i) = engine::kNever;
  for_each_varying(layout(), [&](auto, std::size_t number) {
    record_.at<Plan>(layout().plan[number]).residual = 0.0;
  });
  to_plan_ = 0;
  worker_.book_leaving(head);
}

}  // namespace tenure::model
