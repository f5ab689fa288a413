// SPDX-License-Identifier: Apache-2.0
#include "model/mechanisms/courtesy.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

#include "engine/elementary.h"
#include "engine/expect.h"
#include "model/audit.h"
#include "model/context.h"
#include "model/firm_context.h"
#include "model/post.h"

namespace tenure::model {

namespace {

/// When greetings for all go out: not at midnight, when policies begin and end.
constexpr engine::Duration kMorning = std::chrono::hours{9};

/// A customer's routine calls come at the times (phase + k) every, k whole: a calendar of his own,
/// which no policy shifts.
struct RoutineCalls {
  engine::Duration phase;
  engine::Duration every;
  std::int64_t number_at(engine::Time time) const {
    const engine::Duration since = time - engine::kStart - phase;
    return since / every - (since % every < engine::Duration{0} ? 1 : 0);
  }
  engine::Time next(engine::Time after) const {
    return engine::kStart + phase + (number_at(after) + 1) * every;
  }
};

RoutineCalls routine_calls(engine::Duration every, const Context& context) {
  const double share = context.trait(Trait::call_phase);
  const auto phase = static_cast<std::int64_t>(share * static_cast<double>(every.count()));
  return {engine::Duration{phase}, every};
}

}  // namespace

double Courtesy::Call::net_gain() const {
  return gain * (1.0 - sells.value) - sales_loss * sells.value - intrusion;
}

void Courtesy::Detection::describe(Describer& d) {
  d({.name = "probability",
     .meaning = "d_detect, probability that a call finds latent dissatisfaction",
     .range = kShare},
    probability);
  d({.name = "below", .meaning = "satisfaction under which there is something to find"}, below);
  d({.name = "severity",
     .meaning = "severity of the complaint that is opened then",
     .range = kPositive},
    severity);
}

void Courtesy::Call::describe(Describer& d) {
  d({.name = "lead",
     .meaning = "shortest time from the decision to call until the call",
     .range = kPositive},
    lead);
  d({.name = "cost", .meaning = "cost of one call", .range = kNotNegative}, cost);
  d({.name = "gain",
     .meaning = "g_call, relationship gained by a call that is pure service",
     .range = kNotNegative},
    gain);
  d({.name = "sells", .meaning = "how much of a call is selling", .range = kShare}, sells);
  d({.name = "sales_loss",
     .meaning = "relationship lost by a call that only sells",
     .range = kNotNegative},
    sales_loss);
  d({.name = "intrusion",
     .meaning = "relationship lost by being disturbed at all",
     .range = kNotNegative},
    intrusion);
  d({.name = "medium", .meaning = "how the firm calls, for contact fatigue"}, medium);
  d({.name = "line",
     .meaning =
         "own: the caller has nothing else to do, or `lines` are booked; desk: a seat of the "
         "complaint desk when no complaint waits, and the call comes when a reply would"},
    line);
  d({.name = "lasts",
     .meaning = "mean of the exponential time that a call takes at the desk",
     .range = kPositive},
    lasts);
  d({.name = "detection",
     .meaning = "finding dissatisfaction that was not voiced",
     .shorthand = "probability"},
    detection);
}

void Courtesy::FollowUp::describe(Describer& d) {
  d({.name = "after",
     .meaning = "mean time from the failure to the call; beyond the lead exponential",
     .range = kPositive},
    after);
  d({.name = "share", .meaning = "share of failures that are followed up", .range = kShare}, share);
}

void Courtesy::Inertia::describe(Describer& d) {
  d({.name = "log_hazard",
     .meaning = "added to the log hazard of who has been contacted; ln(10 / 6) = 0.51 is the size "
                "in Ascarza, Iyengar & Schleicher 2016",
     .range = kNotNegative},
    log_hazard);
  d({.name = "lasts", .meaning = "for how long", .range = kPositive}, lasts);
}

void Courtesy::Greeting::describe(Describer& d) {
  d({.name = "delivered", .meaning = "share of greetings that arrive", .range = kShare}, delivered);
  d({.name = "cost", .meaning = "cost of one gift", .range = kNotNegative}, cost);
  d({.name = "gain", .meaning = "relationship gained by one", .range = kNotNegative}, gain);
  d({.name = "fatigue_discount",
     .meaning = "share of the gain that is lost per unit of contact fatigue",
     .range = kNotNegative},
    fatigue_discount);
  d({.name = "lift",
     .meaning = "iota, share by which the rate of purchases is higher for a while",
     .range = kNotNegative},
    lift);
  d({.name = "lasts", .meaning = "for how long it is", .range = kPositive}, lasts);
  d({.name = "medium", .meaning = "how it is sent, for contact fatigue"}, medium);
}

void Courtesy::AppreciationDays::describe(Describer& d) {
  d({.name = "days",
     .meaning = "days of the year, 1 to 365, on which all customers are thanked",
     .range = {.low = 1.0, .high = 365.0}},
    days);
  greeting.describe(d);
}

void Courtesy::Parameters::describe(Describer& d) {
  d({.name = "call", .meaning = "what a courtesy call is"}, call);
  d({.name = "follow_up", .meaning = "calls after failures", .word = "none", .shorthand = "share"},
    follow_up);
  d({.name = "routine",
     .meaning = "T_call, time between calls to every customer; 26 weeks is a usual assumption",
     .range = kPositive,
     .word = "none"},
    routine);
  d({.name = "lines",
     .meaning = "lines for these calls, booked ahead; a call that finds all busy is lost",
     .scope = Scope::firm,
     .word = "unlimited",
     .shorthand = "count"},
    lines);
  d({.name = "inertia",
     .meaning = "how contacts wake sleeping customers",
     .shorthand = "log_hazard"},
    inertia);
  d({.name = "birthday", .meaning = "gifts to birthdays", .word = "none"}, birthday);
  d({.name = "appreciation", .meaning = "days of appreciation", .word = "none"}, appreciation);
}

std::vector<Need> Courtesy::Parameters::needs() const {
  if (!calls_by_desk()) return {};
  return {{.section = "complaint_desk",
           .path = "call.line",
           .problem = "is the desk, which is off",
           .why = "nobody would make these calls",
           .suggestion = "own"}};
}

void Courtesy::Parameters::check(const Parameters& p, Problems& problems) {
  if (p.follow_up && p.follow_up->after <= p.call.lead) {
    problems.add("follow_up.after", "is not longer than the lead of calls",
                 "no call is made before `call.lead`, so the mean is later");
  }
  if (p.lines && !p.follow_up && !p.routine) {
    problems.add("lines", "have no calls to make", "neither `follow_up` nor `routine` is given");
  }
  if (p.appreciation && p.appreciation->days.empty()) {
    problems.add("appreciation.days", "is empty", "it lists days of the year, 1 to 365");
  }
}

OutboundLines Courtesy::lines_of(const Setting<Courtesy>& setting) {
  std::vector<std::optional<OutboundLines::Parameters>> rows;
  for (const auto& given : setting.rows) rows.push_back(given ? given->lines : std::nullopt);
  return {std::move(rows), setting.study.segments.size(), {calls_connected, calls_lost}};
}

Courtesy::Courtesy(const Setting<Courtesy>& setting)
    : year_(setting.study.first_day), lines_(lines_of(setting)) {
  for (const auto& given : setting.rows) {
    Row row{.given = given.value_or(Parameters{})};
    const Parameters& p = row.given;
    row.gain = p.call.net_gain();
    row.wake_factor = engine::exp(p.inertia.log_hazard);
    row.lifts = (p.birthday && p.birthday->lift > 0.0) ||
                (p.appreciation && p.appreciation->greeting.lift > 0.0);
    if (p.appreciation) {
      for (const std::int64_t day : p.appreciation->days) {
        row.days.push_back({static_cast<int>(day) - 1, kMorning});
      }
    }
    if (p.follow_up || (p.routine && p.lines)) {
      shortest_delay_ = std::min(shortest_delay_, p.call.lead);
    }
    rows_.push_back(std::move(row));
  }
}

void Courtesy::on(const CustomerJoined&, Context& context) const {
  if (context.remembers<Courtesy>()) context.state<Courtesy>() = {};
  if (uses(std::type_identity<CourtesyDue>{}, context.row())) plan(context);
}

void Courtesy::adopt(Context& context, std::size_t old_row) const {
  constexpr std::type_identity<CourtesyDue> kClock;
  // A date that is planned again stays what it was, unless it is now asked for beforehand.
  if (uses(kClock, context.row()) || uses(kClock, old_row)) plan(context);
}

// --- When ---------------------------------------------------------------------------------------

/// One clock for all that falls due at times of a customer's own, of which `next` is the first
/// date.
void Courtesy::plan(engine::Time next, Context& context) const {
  if (context.remembers<Courtesy>()) {
    const State& state = context.state<Courtesy>();
    if (state.follows_up) next = std::min(next, state.follow_up_at.time());
  }
  if (next == engine::kNever) {
    context.clear<CourtesyDue>();
  } else {
    context.schedule<CourtesyDue>(next - context.now());
  }
}

void Courtesy::plan(Context& context) const {
  const engine::Time now = context.now();
  plan(std::min({next_routine(now, context), next_birthday(now, context),
                 next_appreciation(now, context)}),
       context);
}

/// Several things may fall due at one instant: each is an event of its own, while he stays.
void Courtesy::on(const CourtesyDue&, Context& context) const {
  const engine::Time now = context.now();
  bool calls = false;
  if (context.remembers<Courtesy>()) {
    State& state = context.state<Courtesy>();
    calls = state.follows_up && state.follow_up_at.time() == now;
    if (calls) state.follows_up = false;
  }
  engine::Time first = engine::kNever;
  const auto is_due = [&](engine::Time (Courtesy::*next)(engine::Time, const Context&) const) {
    engine::Time date = (this->*next)(now - engine::Duration{1}, context);
    const bool due = date == now;
    if (due) date = (this->*next)(now, context);
    first = std::min(first, date);
    return due;
  };
  const bool routine = is_due(&Courtesy::next_routine);
  const bool birthday = is_due(&Courtesy::next_birthday);
  const bool appreciation = is_due(&Courtesy::next_appreciation);
  plan(first, context);
  bool is_first = true;
  const auto deal_with = [&](bool due, void (Courtesy::*what)(Context&) const) {
    if (!due || !context.active()) return;
    if (!std::exchange(is_first, false)) context.begin_another_event();
    (this->*what)(context);
  };
  deal_with(calls, &Courtesy::follow_up);
  deal_with(routine, &Courtesy::keep_routine);
  deal_with(birthday, &Courtesy::keep_birthday);
  deal_with(appreciation, &Courtesy::keep_appreciation);
}

// --- Calls --------------------------------------------------------------------------------------

void Courtesy::on(const ServiceDelivered& service, Context& context) const {
  const Parameters& p = rows_[context.row()].given;
  if (!service.failed() || !p.follow_up) return;
  State& state = context.state<Courtesy>();
  if (state.follow_up_at.time() > context.now()) return;  // one call for both failures
  const double share = p.follow_up->share.value;
  if (share < 1.0 && !context.happens(draws::kFollowUp, share)) return;
  const double more = engine::in_days(p.follow_up->after - p.call.lead);
  const engine::Duration wait =
      p.call.lead + engine::from_days(more * context.exponential(draws::kFollowUpWait));
  const engine::Time when = engine::later(context.now(), wait);
  state.follow_up_at = when;
  state.failure = context.ordinal();
  state.follows_up = p.calls_by_desk() || (!p.lines && !context.needs_grant<Courtesy>());
  if (!state.follows_up) {
    ask_firm(Root::follow_up_call, state.failure, when, context);
  } else if (when < context.due<CourtesyDue>()) {
    context.schedule<CourtesyDue>(wait);
  }
}

void Courtesy::follow_up(Context& context) const {
  context.begin_root(Root::follow_up_call, context.state<Courtesy>().failure);
  want_call(context);
}

void Courtesy::keep_routine(Context& context) const {
  const Parameters& p = rows_[context.row()].given;
  const engine::Duration ahead = call_ahead(context);
  const engine::Time when = context.now() + ahead;
  const auto number =
      static_cast<std::uint32_t>(routine_calls(*p.routine, context).number_at(when));
  if (ahead > engine::Duration{0}) {
    ask_firm(Root::routine_call, number, when, context);
  } else {
    context.begin_root(Root::routine_call, number);
    want_call(context);
  }
}

/// When something has to be done for the first routine call for which that is after `after`.
engine::Time Courtesy::next_routine(engine::Time after, const Context& context) const {
  const auto& routine = rows_[context.row()].given.routine;
  if (!routine) return engine::kNever;
  const engine::Duration ahead = call_ahead(context);
  return routine_calls(*routine, context).next(after + ahead) - ahead;
}

/// How long before a routine call the firm is asked for a line, or for money. Else nothing needs to
/// be done before the call itself.
engine::Duration Courtesy::call_ahead(const Context& context) const {
  const Parameters& p = rows_[context.row()].given;
  if (p.calls_by_desk()) return engine::Duration{0};
  const engine::Duration money = money_ahead(context);
  return p.lines || money > engine::Duration{0} ? std::max(p.call.lead, money)
                                                : engine::Duration{0};
}

/// With a budget no window is longer than a day.
engine::Duration Courtesy::money_ahead(const Context& context) const {
  return context.needs_grant<Courtesy>() ? engine::kDay : engine::Duration{0};
}

// --- What is asked of the firm -------------------------------------------------------------------

/// Asks for what the root says, to be done at exactly `when`, at least one window ahead. If a line
/// and money are there, RequestGranted reaches this customer then.
void Courtesy::ask_firm(Root root, std::uint32_t ordinal, engine::Time when,
                        Context& context) const {
  engine::Message request = context.request();
  request.root = context.number_of(root);
  request.ordinal = ordinal;
  request.due = when;
  context.send_to_firm<Courtesy>(request);
}

/// When the window has been lived through: what is asked for on one day is judged by what was left
/// at its first midnight, and counted in the period of the asking, whatever the windows.
void Courtesy::close(Firm& firm, FirmContext& context) const {
  for (const engine::Message& request : context.inbox<Courtesy>()) {
    const Parameters& p = rows_[request.row].given;
    const Root root = root_of(request);
    const bool call = root == Root::follow_up_call || root == Root::routine_call;
    const Money cost = call                     ? p.call.cost
                       : root == Root::birthday ? p.birthday->cost
                                                : p.appreciation->greeting.cost;
    if (!context.grant<Courtesy>(request, cost)) {
      context.tally<Courtesy>(refused);
    } else if (call && p.lines) {
      context.tally<Courtesy>(calls_booked);
      firm.book(request);
    } else {
      context.send(request, RequestGranted{}, request.due);
    }
  }
}

void Courtesy::on(const RequestGranted&, Context& context) const {
  const Parameters& p = rows_[context.row()].given;
  switch (context.root()) {
    case Root::birthday:
      if (p.birthday) greet(*p.birthday, birthdays_greeted, context);
      break;
    case Root::appreciation_day:
      if (p.appreciation) greet(p.appreciation->greeting, appreciations, context);
      break;
    case Root::follow_up_call:
    case Root::routine_call:
      make_call(context);
      break;
    default:  // somebody else has asked
      break;
  }
}

/// At once, or as soon as the desk comes to it: then RequestGranted says so.
void Courtesy::want_call(Context& context) const {
  const Parameters& p = rows_[context.row()].given;
  if (!p.calls_by_desk()) {
    make_call(context);
  } else if (context.may_spend<Courtesy>()) {
    context.publish(CallWanted{p.call.lasts});
  } else {
    context.tally<Courtesy>(refused);
  }
}

void Courtesy::make_call(Context& context) const {
  const Row& row = rows_[context.row()];
  const auto& [probability, below, severity] = row.given.call.detection;
  context.tally<Courtesy>(calls_made);
  if (row.given.calls_by_desk()) {
    context.tally<Courtesy>(courtesy_cost, row.given.call.cost.cents);
    context.spend<Courtesy>(row.given.call.cost);
  } else {
    spend(row.given.call.cost, context);
  }
  // What the customer has kept to himself, he has felt before the call did him good.
  const bool finds = probability.value > 0.0 && context.stock(Stock::satisfaction) < below &&
                     context.happens(draws::kDetection, probability.value);
  context.publish(ContactMade{row.given.call.medium});
  context.publish(CourtesyShown{row.gain});
  context.publish(CourtesyCallMade{});
  if (finds) {
    context.tally<Courtesy>(found);
    context.publish(DissatisfactionFound{severity});
  }
}

void Courtesy::spend(Money amount, Context& context) const {
  if (amount.cents == 0) return;
  context.tally<Courtesy>(courtesy_cost, amount.cents);
  context.spend_granted<Courtesy>(amount);
}

// --- Greetings ----------------------------------------------------------------------------------

engine::Time Courtesy::next_birthday(engine::Time after, const Context& context) const {
  if (!rows_[context.row()].given.birthday) return engine::kNever;
  const engine::Duration ahead = money_ahead(context);
  const Anniversaries::Date born = Anniversaries::at_share(context.trait(Trait::birthday));
  return year_.next(born, after + ahead) - ahead;
}

void Courtesy::keep_birthday(Context& context) const {
  const engine::Time date = context.now() + money_ahead(context);
  if (date > context.now()) {
    ask_firm(Root::birthday, year_.year_of(date), date, context);
    return;
  }
  context.begin_root(Root::birthday, year_.year_of(date));
  greet(*rows_[context.row()].given.birthday, birthdays_greeted, context);
}

engine::Time Courtesy::next_appreciation(engine::Time after, const Context& context) const {
  if (!rows_[context.row()].given.appreciation) return engine::kNever;
  const engine::Duration ahead = money_ahead(context);
  engine::Time next = engine::kNever;
  for (const Anniversaries::Date& day : rows_[context.row()].days) {
    next = std::min(next, year_.next(day, after + ahead));
  }
  return next - ahead;
}

void Courtesy::keep_appreciation(Context& context) const {
  const engine::Time date = context.now() + money_ahead(context);
  const auto day = static_cast<std::uint32_t>((date - engine::kStart) / engine::kDay);
  if (date > context.now()) {
    ask_firm(Root::appreciation_day, day, date, context);
    return;
  }
  context.begin_root(Root::appreciation_day, day);
  greet(rows_[context.row()].given.appreciation->greeting, appreciations, context);
}

/// Counts the greeting if it arrives. Its lift takes the place of an earlier one's.
void Courtesy::greet(const Greeting& greeting, Tally counted_as, Context& context) const {
  spend(greeting.cost, context);
  if (greeting.delivered.value < 1.0 &&
      !context.happens(draws::kDelivery, greeting.delivered.value)) {
    return;
  }
  const double discount = greeting.fatigue_discount * context.stock(Stock::fatigue);
  if (greeting.lift > 0.0) {
    const double lift = greeting.lift * context.weight_of_goodwill();
    context.about_to_change(kIncentive, lift);
    State& state = context.state<Courtesy>();
    state.lift = static_cast<float>(lift);
    state.lifted_until = engine::later(context.now(), greeting.lasts);
  }
  context.tally<Courtesy>(counted_as);
  context.publish(ContactMade{greeting.medium});
  context.publish(CourtesyShown{greeting.gain * std::max(1.0 - discount, 0.0)});
}

// --- Rates --------------------------------------------------------------------------------------

void Courtesy::on(const ContactMade&, Context& context) const {
  const Row& row = rows_[context.row()];
  if (row.wake_factor == 1.0) return;
  context.about_to_change(kWakefulness, std::max(row.wake_factor - 1.0, 0.0));
  context.state<Courtesy>().awake_until = engine::later(context.now(), row.given.inertia.lasts);
}

void Courtesy::add_to_rate(std::type_identity<PurchaseDue>, engine::VaryingRate& rate,
                           const Context& context, engine::Time) const {
  if (!rows_[context.row()].lifts) return;
  const State& state = context.state<Courtesy>();
  rate.multiply_until(1.0 + static_cast<double>(state.lift), state.lifted_until.time());
}

void Courtesy::add_to_rate(std::type_identity<LeaveDue>, engine::VaryingRate& rate,
                           const Context& context, engine::Time) const {
  const Row& row = rows_[context.row()];
  if (row.wake_factor == 1.0) return;
  rate.multiply_until(row.wake_factor, context.state<Courtesy>().awake_until.time());
}

Influences Courtesy::influences(std::type_identity<PurchaseDue>, std::size_t row) const {
  return rows_[row].lifts ? kIncentive : kNothing;
}

Influences Courtesy::influences(std::type_identity<LeaveDue>, std::size_t row) const {
  return rows_[row].wake_factor != 1.0 ? kWakefulness : kNothing;
}

bool Courtesy::uses(std::type_identity<CourtesyDue>, std::size_t row) const {
  const Parameters& p = rows_[row].given;
  const bool follows_up = p.follow_up && (!p.lines || p.calls_by_desk());
  return follows_up || p.routine || p.birthday || p.appreciation;
}

bool Courtesy::remembers(std::size_t row) const {
  const Row& r = rows_[row];
  return r.given.follow_up || r.lifts || r.wake_factor != 1.0;
}

void Courtesy::audit(const Firm& firm, const Audit& audit) const {
  TENURE_ENSURE(audit.counted<Courtesy>(calls_booked) ==
                audit.counted<Courtesy>(calls_connected) + audit.counted<Courtesy>(calls_lost) +
                    static_cast<std::int64_t>(firm.booked.size()));
}

}  // namespace tenure::model
