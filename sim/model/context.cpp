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

/// Lets a running clock use up what its rate has made since it was last planned.
void use_up(Plan& plan, double used, engine::Time now) {
  // Due by now up to rounding: rings at the next microsecond.
  plan.residual = std::max(plan.left() - used, 1e-300);
  plan.since = now;
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

/// Settles every running clock whose rate depends on `what`, and marks it for planning: its rate is
/// about to change.
void Context::settle_clocks(Influences what) {
  if (turning_) return;  // `turn` compares all rates before and after by itself
  for_each_varying(layout(), [&]<class Clock>(std::type_identity<Clock>, std::size_t number) {
    if ((layout().depends[number][row_] & what) == 0) return;
    if (((to_plan_ >> number) & 1U) != 0) return;  // settled already, or started just now
    Plan& plan = record_.at<Plan>(layout().plan[number]);
    if (!plan.runs()) return;
    if (plan.since < now_) {
      use_up(plan, whole_rate<Clock>(*this, plan.since).integral(plan.since, now_), now_);
    }
    to_plan_ |= 1U << number;
  });
}

template <class Clock>
void Context::look_again() {
  constexpr std::size_t kNumber = engine::index_of<Clock>(Clocks{});
  Plan& plan = record_.at<Plan>(layout().plan[kNumber]);
  use_up(plan, whole_rate<Clock>(*this, plan.since).integral(plan.since, now_), now_);
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
    if (((to_plan_ >> number) & 1U) == 0) return;
    Plan& plan = record_.at<Plan>(layout().plan[number]);
    if (!plan.runs()) return;
    const engine::VaryingRate rate = whole_rate<Clock>(*this, now_);
    const double left = plan.left();
    const auto outlook = rate.look(now_, left, kFarOff, worker_.end);
    plan.residual = outlook.is_bound ? -left : left;
    clock<Clock>() = outlook.time;
  });
  to_plan_ = 0;
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

/// What a clock still waits for is a unit exponential, whenever one looks: another one from here.
void Context::renew_waits() {
  for_each_varying(layout(), [&]<class Clock>(std::type_identity<Clock>, std::size_t number) {
    Plan& plan = record_.at<Plan>(layout().plan[number]);
    if (!plan.runs()) return;
    plan = {exponential(Root::other_luck, static_cast<std::uint32_t>(number), draws::kRenewedWait),
            now_};
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
    before[number].used = whole_rate<Clock>(*this, plan.since).integral(plan.since, now_);
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
    use_up(plan, before[number].used, now_);
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
    record_.at<Plan>(layout().plan[number]).residual = 0.0;
  });
  to_plan_ = 0;
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
  to_plan_ = 0;
  joins_now_ = true;
  worker_.book_return(head);
  if (Note* own = note()) own->has_returned = true;
  enter(worker_.policy_in_force && model_.targeting().addresses(*this));
  publish(CustomerJoined{Origin::returned});
}

}  // namespace tenure::model
