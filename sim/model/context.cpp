// SPDX-License-Identifier: Apache-2.0
#include "model/context.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <tuple>

#include "engine/philox.h"
#include "engine/varying_rate.h"
#include "model/model.h"

namespace tenure::model {

namespace {

template <class Clock, class Mechanism>
constexpr bool owns_clock() {
  if constexpr (requires { typename Mechanism::OwnClocks; }) {
    return engine::contains<Clock>(typename Mechanism::OwnClocks{});
  } else {
    return false;
  }
}

template <class Clock>
constexpr std::size_t index_of_owner() {
  std::size_t owner = Mechanisms::size;
  engine::for_each_type(Mechanisms{}, [&]<class M>(std::type_identity<M>) {
    if (owns_clock<Clock, M>()) owner = kIndexOf<M>;
  });
  return owner;
}

template <class Clock>
using OwnerOf =
    std::tuple_element_t<index_of_owner<Clock>(), engine::Rename<std::tuple, Mechanisms>::type>;

/// The whole rate of a clock: its owner's, and what other mechanisms make of it.
template <class Clock>
engine::VaryingRate whole_rate(const Context& context, engine::Time since) {
  constexpr std::type_identity<Clock> kClock;
  const Model& model = context.model();
  engine::VaryingRate rate = model.get<OwnerOf<Clock>>().rate_of(kClock, context, since);
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
  engine::for_each_type(VaryingClocks{}, [&]<class Clock>(std::type_identity<Clock> c) {
    constexpr std::size_t kNumber = engine::index_of<Clock>(Clocks{});
    if (layout.plan[kNumber] != Layout::kAbsent) call(c, kNumber);
  });
}

/// A clock further off than this gets a second look (layout.h): more than most things that change a
/// rate take to happen again.
constexpr engine::Duration kFarOff = 30 * engine::kDay;

/// A rate that may have risen by more than this (its logarithm) is looked at: the bound would be
/// too poor to be of use. An assumption, tuned by instruction counts.
constexpr double kTooFar = 0.7;

/// Whether the clock would have rung before it is looked at again, but for rounding: a mechanism
/// has told less of a rise than there is.
[[maybe_unused]] bool wants_second_look_too_late(const Plan& plan, engine::Time looked_at,
                                                 const engine::VaryingRate& rate,
                                                 engine::Time now) {
  if (!plan.wants_second_look() || looked_at <= now) return false;
  const double used = rate.integral(now, std::min(looked_at, now + 10 * 365 * engine::kDay));
  return used > plan.left * (1.0 + 1e-6) + 1e-9;
}

}  // namespace

/// Of the person, whichever tenure it is.
double Context::of_population(Root root, std::uint32_t ordinal) const {
  const engine::Address address{identity(), ordinal, static_cast<std::uint16_t>(root), 0};
  return engine::Cause(worker_.population, address).uniform_of_pair(0);
}

double Context::trait(Trait trait) const {
  return of_population(Root::trait, static_cast<std::uint32_t>(trait));
}

double Context::campaign_mark(std::uint32_t campaign) const {
  return of_population(Root::campaign, campaign);
}

double Context::taste(std::uint32_t brand) const { return of_population(Root::taste, brand); }

/// Mechanisms of which `Call` can ask something, a bit each.
template <class Call>
constexpr std::uint64_t kWhoCanAnswer = [] {
  std::uint64_t who = 0;
  engine::for_each_type(Mechanisms{}, [&]<class M>(std::type_identity<M>) {
    if (std::is_invocable_v<Call, const M&>) who |= std::uint64_t{1} << kIndexOf<M>;
  });
  return who;
}();

/// `call(mechanism)` for those that can answer and are on for this customer, in the order of the
/// composition. Most questions are put to nobody in most scenarios: one test then.
template <class Call>
void Context::ask(Call&& call) const {
  if ((on_ & kWhoCanAnswer<Call>) == 0) return;
  engine::for_each_type(Mechanisms{}, [&]<class M>(std::type_identity<M>) {
    if constexpr (std::is_invocable_v<Call, const M&>) {
      if (is_on<M>()) call(model_.get<M>());
    }
  });
}

double Context::price() const {
  double price = 1.0;
  ask(
      [&]<class M>(const M& m) requires requires(const Context& c) { m.price(c); } {
        price *= m.price(*this);
      });
  return price;
}

bool Context::accepts_contacts() const {
  bool accepts = true;
  ask(
      [&]<class M>(const M& m) requires requires(const Context& c) { m.accepts_contacts(c); } {
        accepts = accepts && m.accepts_contacts(*this);
      });
  return accepts;
}

double Context::basket_factor() const {
  double factor = 1.0;
  ask(
      [&]<class M>(const M& m) requires requires(const Context& c) { m.basket_factor(c); } {
        factor *= m.basket_factor(*this);
      });
  return factor;
}

double Context::offer_value() const {
  double value = 0.0;
  ask(
      [&]<class M>(const M& m) requires requires(const Context& c) { m.offer_value(c); } {
        value += m.offer_value(*this);
      });
  return value;
}

double Context::weight_of_loss(double severity) const {
  double weight = 1.0;
  ask(
      [&]<class M>(const M& m) requires requires(const Context& c) {
        m.weight_of_loss(severity, c);
      } { weight *= m.weight_of_loss(severity, *this); });
  return weight;
}

double Context::failure_factor() const {
  double factor = 1.0;
  ask(
      [&]<class M>(const M& m) requires requires(const Context& c) { m.failure_factor(c); } {
        factor *= m.failure_factor(*this);
      });
  return factor;
}

double Context::weight_of_goodwill() const {
  double weight = 1.0;
  ask(
      [&]<class M>(const M& m) requires requires(const Context& c) { m.weight_of_goodwill(c); } {
        weight *= m.weight_of_goodwill(*this);
      });
  return weight;
}

double Context::chance_of_completion() const {
  double chance = 1.0;
  ask(
      [&]<class M>(const M& m) requires requires(const Context& c) { m.chance_of_completion(c); } {
        chance *= m.chance_of_completion(*this);
      });
  return chance;
}

/// Lets a running clock use up what its rate, which is about to change, has made so far.
template <class Clock>
void Context::settle(Plan& plan) {
  const engine::Time since = plan.since();
  if (since < now_) plan.use_up(whole_rate<Clock>(*this, since).integral(since, now_), now_);
}

/// Settles every running clock whose rate depends on `what`, and marks it for planning: its rate is
/// about to change.
void Context::settle_clocks(Influences what) {
  if (turning_) return;  // `turn` compares all rates before and after by itself
  for_each_varying(layout(), [&]<class Clock>(std::type_identity<Clock>, std::size_t number) {
    if ((layout().depends[number][row_] & what) == 0) return;
    const std::uint32_t bit = 1U << number;
    if ((to_plan_ & bit) != 0) return;  // settled already, or started just now
    Plan& plan = record_.at<Plan>(layout().plan[number]);
    if (!plan.runs()) return;
    if ((to_shift_ & bit) == 0) settle<Clock>(plan);
    to_plan_ |= bit;
  });
}

/// The same for one clock and a change that raises the logarithm of its rate by at most `rise`: if
/// that is not too far, it is marked for a shift, which needs no look at its new rate.
template <class Clock>
void Context::settle_and_raise(Influences what, double rise) {
  constexpr std::size_t kNumber = engine::index_of<Clock>(Clocks{});
  constexpr std::size_t kVarying = engine::index_of<Clock>(VaryingClocks{});
  constexpr std::uint32_t kBit = 1U << kNumber;
  if ((layout().depends[kNumber][row_] & what) == 0) return;
  if ((to_plan_ & kBit) != 0) return;
  Plan& plan = record_.at<Plan>(layout().plan[kNumber]);
  if (!plan.runs()) return;
  if ((to_shift_ & kBit) == 0) {
    settle<Clock>(plan);
    rise_[kVarying] = 0.0;
    to_shift_ |= kBit;
  }
  rise_[kVarying] += rise;
  const bool can_shift = plan.kind() == Plan::Kind::highest_rate ? rise_[kVarying] < kTooFar
                                                                 : !(rise_[kVarying] > 0.0);
  if (!can_shift) to_plan_ |= kBit;
}

void Context::settle_for_rise(Influences what, double rise) {
  if (turning_) return;
  for_each_varying(layout(), [&]<class Clock>(std::type_identity<Clock>, std::size_t) {
    settle_and_raise<Clock>(what, rise);  // ln(1 + rise) <= rise
  });
}

void Context::settle_for_stock(Stock which, double value) {
  if (turning_) return;
  const auto place = static_cast<std::size_t>(which);
  const double change = static_cast<double>(static_cast<float>(value)) - stock(which);
  for_each_varying(layout(), [&]<class Clock>(std::type_identity<Clock>, std::size_t number) {
    settle_and_raise<Clock>(influence_of(which), layout().rises[number][row_][place].of(change));
  });
}

template <class Clock>
void Context::look_again() {
  constexpr std::size_t kNumber = engine::index_of<Clock>(Clocks{});
  Plan& plan = record_.at<Plan>(layout().plan[kNumber]);
  settle<Clock>(plan);
  to_plan_ |= 1U << kNumber;
  plan_changed_clocks();
}
template void Context::look_again<PurchaseDue>();
template void Context::look_again<OfferDue>();
template void Context::look_again<LeaveDue>();
template void Context::look_again<AdvanceDue>();
template void Context::look_again<RelapseDue>();

void Context::plan_changed_clocks() {
  for_each_varying(layout(), [&]<class Clock>(std::type_identity<Clock>, std::size_t number) {
    const std::uint32_t bit = 1U << number;
    if (((to_plan_ | to_shift_) & bit) == 0) return;
    Plan& plan = record_.at<Plan>(layout().plan[number]);
    if (!plan.runs()) return;
    engine::Time& rings = clock<Clock>();
    if ((to_plan_ & bit) != 0) {
      const auto outlook =
          whole_rate<Clock>(*this, now_).look(now_, plan.left, kFarOff, worker_.end);
      plan.set_kind(outlook.kind);
      rings = outlook.time;
    } else if (plan.kind() == Plan::Kind::highest_rate) {
      const double rise = rise_[engine::index_of<Clock>(VaryingClocks{})];
      rings = engine::VaryingRate::brought_forward(rings, rise, now_);
    } else {
      plan.set_kind(Plan::Kind::bound);  // the rate has not risen
    }
    TENURE_EXPECT(!wants_second_look_too_late(plan, rings, whole_rate<Clock>(*this, now_), now_));
  });
  forget_plans();
}

double Context::hazard_ahead(bool treated, engine::Duration ahead) {
  const bool really = this->treated();
  put_in_row(treated && layout().has_rows_of_policy);
  const double hazard =
      is_on<OwnerOf<LeaveDue>>()
          ? whole_rate<LeaveDue>(*this, now_).integral(now_, engine::later(now_, ahead))
          : 0.0;
  put_in_row(really);
  return hazard;
}

void Context::enter(bool treated) {
  put_in_row(treated);
  if (treated) meet_policy();
}

/// The policy applies to this customer, perhaps for the first time.
void Context::meet_policy() {
  if (Note* own = note()) own->is_addressed = true;
  if (!layout().renews_luck) return;
  record_.head().tenure |= kOtherLuck;
  forget_blocks();
}

/// What the other luck of a wait is numbered by: part of an address, so that it must stay what it
/// is whatever clocks come, go or change places. Another clock takes a number that is free.
constexpr std::uint32_t wait_number(std::type_identity<PurchaseDue>) { return 0; }
constexpr std::uint32_t wait_number(std::type_identity<OfferDue>) { return 1; }
constexpr std::uint32_t wait_number(std::type_identity<LeaveDue>) { return 9; }
constexpr std::uint32_t wait_number(std::type_identity<AdvanceDue>) { return 19; }
constexpr std::uint32_t wait_number(std::type_identity<RelapseDue>) { return 20; }

/// What a clock still waits for is a unit exponential, whenever one looks: another one from here.
void Context::renew_waits() {
  for_each_varying(layout(), [&]<class Clock>(std::type_identity<Clock> c, std::size_t number) {
    Plan& plan = record_.at<Plan>(layout().plan[number]);
    if (!plan.runs()) return;
    plan = Plan::begin(exponential(Root::other_luck, wait_number(c), draws::kRenewedWait), now_);
    to_plan_ |= 1U << number;
  });
}

void Context::put_in_row(bool treated) {
  engine::Head& head = record_.head();
  head.flags = static_cast<std::uint8_t>(treated ? head.flags | kTreated : head.flags & ~kTreated);
  find_row();
}

void Context::turn(bool treated) {
  struct Running {
    std::optional<engine::VaryingRate> rate;
    double used = 0.0;
  };
  std::array<Running, Clocks::size> before;
  for_each_varying(layout(), [&]<class Clock>(std::type_identity<Clock>, std::size_t number) {
    const Plan& plan = record_.at<Plan>(layout().plan[number]);
    if (!plan.runs()) return;
    before[number].rate = whole_rate<Clock>(*this, now_);
    before[number].used = whole_rate<Clock>(*this, plan.since()).integral(plan.since(), now_);
  });
  const std::size_t old_row = row_;
  const std::uint64_t was_on = on_;
  const bool meets_policy = treated && (record_.head().tenure & kOtherLuck) == 0;
  enter(treated);
  // Stocks whose decay changes go on from where they are.
  for (std::size_t i = 0; i < kStocks; ++i) {
    const auto& decay = layout().stocks[i].decay;
    if (decay.empty() || decay[old_row] == decay[row_]) continue;
    const auto which = static_cast<Stock>(i);
    const double value = Bond(record_, layout(), old_row).at(which, now_);
    write_stock(which, value);
  }
  turning_ = true;
  engine::for_each_type(Mechanisms{}, [&]<class M>(std::type_identity<M>) {
    const bool was = ((was_on >> kIndexOf<M>)&1U) != 0;
    if (was && !is_on<M>()) {
      if constexpr (requires { model_.get<M>().release(*this); }) model_.get<M>().release(*this);
      if constexpr (requires { typename M::OwnClocks; }) {
        engine::for_each_type(typename M::OwnClocks{}, [&]<class Clock>(std::type_identity<Clock>) {
          if (engine::contains<Clock>(AwayClocks{})) return;  // the customer is not away
          if (layout().slot_of[engine::index_of<Clock>(Clocks{})] != Layout::kAbsent) {
            clear<Clock>();
          }
        });
      }
    } else if (!was && is_on<M>()) {
      if constexpr (requires { model_.get<M>().on(CustomerJoined{}, *this); }) {
        model_.get<M>().on(CustomerJoined{Origin::already_here}, *this);
      }
    } else if (is_on<M>()) {
      if constexpr (requires { model_.get<M>().adopt(*this, old_row); }) {
        model_.get<M>().adopt(*this, old_row);
      }
    }
  });
  turning_ = false;
  for_each_varying(layout(), [&]<class Clock>(std::type_identity<Clock>, std::size_t number) {
    if (((to_plan_ >> number) & 1U) != 0) return;
    Plan& plan = record_.at<Plan>(layout().plan[number]);
    if (!plan.runs() || !before[number].rate) return;
    if (whole_rate<Clock>(*this, now_).same_as(*before[number].rate)) return;
    plan.use_up(before[number].used, now_);
    to_plan_ |= 1U << number;
  });
  if (meets_policy && layout().renews_luck) renew_waits();
  plan_clocks();
}

void Context::bear(Origin origin) {
  if (!worker_.newcomers_welcome) return;
  const engine::Identity identity{engine::mix(static_cast<std::uint64_t>(this->identity()),
                                              std::uint64_t{tenure()} << 32U | ordinal_)};
  const auto slot = cell_.create(identity);
  cell_.record(slot).head().row = record_.head().row;
  engine::Message joins;
  joins.time = now_;
  joins.sender = identity;
  joins.kind = static_cast<std::uint8_t>(engine::index_of<CustomerJoined>(Messages{}));
  joins.place = cell_.place(slot);
  joins.detail = static_cast<std::uint32_t>(origin);
  cell_.deliver(slot, joins);
}

engine::Message Context::request() const {
  engine::Message request;
  request.time = now_;
  request.sender = identity();
  request.ordinal = ordinal_;
  request.root = number_of(root_);
  request.row = static_cast<std::uint16_t>(row_);
  request.place = cell_.place(slot_);
  return request;
}

void Context::end(Cause cause) {
  engine::Head& head = record_.head();
  head.status = static_cast<std::uint8_t>(Status::left);
  head.cause = static_cast<std::uint8_t>(cause);
  for (std::size_t i = 0; i < layout().record.clocks; ++i) record_.clock(i) = engine::kNever;
  for_each_varying(layout(), [&](auto, std::size_t number) {
    record_.at<Plan>(layout().plan[number]).left = 0.0;
  });
  forget_plans();
  worker_.book_leaving(head);
  if (Note* own = note(); own != nullptr && own->left == engine::kNever) {
    own->left = now_;
    own->cause = head.cause;
  }
}

void Context::keep_in_sight() {
  record_.head().status = static_cast<std::uint8_t>(Status::at_rival);
}

void Context::begin_tenure() {
  if (History* past = history()) *past = {};
  if (layout().joined != Layout::kAbsent) record_.at<engine::Time>(layout().joined) = now_;
  if (engine::Time* last = last_purchase()) *last = engine::kNever;
}

/// States are a newcomer's again, but for accounts, which are kept for life (audit.h).
void Context::forget() {
  engine::for_each_type(Mechanisms{}, [&]<class M>(std::type_identity<M>) {
    if constexpr (
        requires { typename M::State; } && !requires { &M::held; }) {
      const std::size_t place = layout().state[kIndexOf<M>];
      if (place == Layout::kAbsent) return;
      std::memset(static_cast<void*>(&record_.at<typename M::State>(place)), 0,
                  sizeof(typename M::State));
    }
  });
  for_each_varying(layout(), [&](auto, std::size_t number) {
    record_.at<Plan>(layout().plan[number]) = Plan{};
  });
  for (std::size_t i = 0; i < kStocks; ++i) {
    if (layout().stocks[i].value != Layout::kAbsent) write_stock(static_cast<Stock>(i), 0.0);
  }
  begin_tenure();
}

void Context::come_back() {
  engine::Head& head = record_.head();
  TENURE_ENSURE(tenure() + 1 < kOtherLuck);
  ++head.tenure;
  head.status = static_cast<std::uint8_t>(Status::active);
  head.cohort = worker_.cohort_now;
  for (std::size_t i = 0; i < layout().record.clocks; ++i) record_.clock(i) = engine::kNever;
  forget();
  forget_plans();
  joins_now_ = true;
  worker_.book_return(head);
  if (Note* own = note()) own->has_returned = true;
  enter(worker_.policy_in_force && model_.targeting().addresses(*this));
  publish(CustomerJoined{Origin::returned});
}

}  // namespace tenure::model
