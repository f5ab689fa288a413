// SPDX-License-Identifier: Apache-2.0
#include "model/mechanisms/contract.h"

#include <algorithm>
#include <utility>

#include "engine/elementary.h"
#include "engine/expect.h"
#include "model/audit.h"
#include "model/causes.h"
#include "model/context.h"

namespace tenure::model {

namespace {

constexpr std::string_view kPaymentFailedCause = "payment_failed";

/// What a save offer takes off one bill.
Money discount_on(Money fee, const Contract::SaveDesk& desk) {
  return priced(fee, desk.discount.value);
}

/// What a save offer is worth to the customer, at a fee.
Money worth_of(const Contract::SaveDesk& desk, Money fee) {
  return {desk.lump_sum.cents + desk.bills * discount_on(fee, desk).cents};
}

double log_odds(const Contract::SaveDesk& desk, Money worth, double satisfaction) {
  const Contract::Acceptance& a = desk.acceptance;
  return a.constant + a.satisfaction * satisfaction +
         a.per_money * static_cast<double>(worth.cents) / 100.0;
}

}  // namespace

void Contract::EarlyExit::describe(Describer& d) {
  d({.name = "fee", .meaning = "what leaving within the minimum term costs", .range = kNotNegative},
    fee);
  d({.name = "hazard",
     .meaning = "factor on the hazard of leaving within the minimum term",
     .range = kNotNegative},
    hazard);
}

void Contract::Acceptance::describe(Describer& d) {
  d({.name = "constant",
     .meaning = "log odds of accepting an offer that is worth nothing, at satisfaction 0"},
    constant);
  d({.name = "satisfaction", .meaning = "added per unit of satisfaction"}, satisfaction);
  d({.name = "per_money",
     .meaning = "added per unit of the currency that the offer is worth",
     .range = kNotNegative},
    per_money);
}

void Contract::SaveDesk::describe(Describer& d) {
  d({.name = "offered",
     .meaning = "q, share of those who want to leave to whom an offer is made",
     .range = kShare},
    offered);
  d({.name = "discount", .meaning = "share of the fee that the offer takes off", .range = kShare},
    discount);
  d({.name = "bills",
     .meaning = "number of bills with the discount",
     .range = {.low = 0.0, .high = 10'000.0}},
    bills);
  d({.name = "lump_sum", .meaning = "paid at once who accepts", .range = kNotNegative}, lump_sum);
  d({.name = "acceptance", .meaning = "log odds of accepting", .source = "form: McFadden 1974"},
    acceptance);
  d({.name = "teaching",
     .meaning = "by how much each offer accepted raises the log hazard: it taught the customer to "
                "give notice"},
    teaching);
}

void Contract::Parameters::describe(Describer& d) {
  d({.name = "fee",
     .meaning = "paid for each billing interval, at the usual price",
     .range = kNotNegative},
    fee);
  d({.name = "billing_interval", .meaning = "time between two bills", .range = kPositive},
    billing_interval);
  d({.name = "first_bill",
     .meaning = "time from joining to the first bill: a trial that is free",
     .range = kNotNegative},
    first_bill);
  d({.name = "payment_failure",
     .meaning = "probability that a bill cannot be paid, which ends the relationship",
     .range = kShare},
    payment_failure);
  d({.name = "minimum_term",
     .meaning = "time from joining in which nobody leaves of his own will; rolling afterwards",
     .range = kPositive,
     .word = "none"},
    minimum_term);
  d({.name = "notice",
     .meaning = "time from the decision to leave to the end, at least",
     .range = kNotNegative},
    notice);
  d({.name = "early_exit",
     .meaning = "leaving within the minimum term is possible, at a fee",
     .word = "none",
     .shorthand = "fee"},
    early_exit);
  d({.name = "save_desk", .meaning = "the offer made to who wants to leave", .word = "none"},
    save_desk);
}

void Contract::Parameters::check(const Parameters& p, Problems& problems) {
  if (p.early_exit && !p.minimum_term) {
    problems.add("early_exit", "has no minimum term to be early for",
                 "without `minimum_term` everybody may leave when the notice is over");
  }
}

void Contract::Parameters::imply(const Parameters& p, Implications& implied) {
  const double bills = engine::kDaysPerYear / engine::in_days(p.billing_interval);
  implied.add("fees a year", static_cast<double>(p.fee.cents) / 100.0 * bills, "money",
              "fee x 365.25 d / billing_interval");
  if (!p.save_desk) return;
  const Money worth = worth_of(*p.save_desk, p.fee);
  implied.add("worth of a save offer", static_cast<double>(worth.cents) / 100.0, "money",
              "lump_sum + bills x discount x fee");
  implied.add("save rate at satisfaction 0", engine::logistic(log_odds(*p.save_desk, worth, 0.0)),
              "1", "logistic of the log odds of acceptance");
}

void Contract::add_causes(const Parameters& p, std::vector<std::string>& causes) {
  if (p.payment_failure.value > 0.0) add_cause(std::string(kPaymentFailedCause), causes);
}

Contract::Contract(const Setting<Contract>& setting) {
  for (const auto& given : setting.rows) {
    Row row{given.value_or(Parameters{}), {}};
    if (row.given.payment_failure.value > 0.0) {
      row.payment_failed = cause_named(kPaymentFailedCause, setting.study);
    }
    rows_.push_back(row);
  }
}

bool Contract::uses(std::type_identity<BillDue>, std::size_t row) const {
  return rows_[row].bills();
}

Influences Contract::influences(std::type_identity<LeaveDue>, std::size_t row) const {
  const Parameters& p = rows_[row].given;
  const bool binds = p.minimum_term && rows_[row].hazard_in_term() != 1.0;
  const bool teaches = p.save_desk && p.save_desk->teaching != 0.0;
  return binds || teaches ? kTerms : kNothing;
}

void Contract::add_to_rate(std::type_identity<LeaveDue>, engine::VaryingRate& rate,
                           const Context& context, engine::Time since) const {
  const Row& row = rows_[context.row()];
  const State& state = context.state<Contract>();
  const double factor = row.hazard_in_term();
  if (since < state.bound_until && factor != 1.0) rate.multiply_until(factor, state.bound_until);
  if (const auto& desk = row.given.save_desk) {
    rate.add_exponent(desk->teaching * static_cast<double>(state.saves), 0.0);
  }
}

void Contract::on(const CustomerJoined&, Context& context) const {
  const Row& row = rows_[context.row()];
  const auto term = row.given.minimum_term.value_or(engine::Duration{0});
  State& state = context.state<Contract>();  // ordinals go on: luck is not dealt twice
  state.bound_until = engine::later(context.now(), term);
  state.discounted = 0;
  if (row.bills()) context.schedule<BillDue>(row.given.first_bill);
}

void Contract::adopt(Context& context, std::size_t old_row) const {
  const Row& row = rows_[context.row()];
  const bool billed = rows_[old_row].bills();
  if (row.bills() && !billed) context.schedule<BillDue>(row.given.first_bill);
  if (!row.bills() && billed) context.clear<BillDue>();
}

void Contract::release(Context& context) const {
  if (std::exchange(context.state<Contract>().under_notice, std::uint8_t{0}) == 0) return;
  context.tally<Contract>(notices_lapsed);
  context.publish(NoticeWithdrawn{});
}

void Contract::on(const BillDue&, Context& context) const {
  const Row& row = rows_[context.row()];
  const Parameters& p = row.given;
  State& state = context.state<Contract>();
  context.begin_root(Root::bill, ++state.bills);
  if (context.happens(draws::kPaymentFails, p.payment_failure.value)) {
    context.publish(LeavingDecided{row.payment_failed, Firmness::settled});
    return;
  }
  context.schedule<BillDue>(p.billing_interval);
  const Money fee = priced(p.fee, context.price());
  context.tally<Contract>(fees, fee.cents);
  context.book_payment(fee);
  if (History* history = context.history()) history->spend += fee.cents;
  if (state.discounted > 0) {
    --state.discounted;
    if (p.save_desk) context.spend<Contract>(discount_on(fee, *p.save_desk));
  }
  context.publish(FeePaid{fee});
}

void Contract::on(const LeavingDecided& decided, Context& context) const {
  if (!context.active() || decided.firmness == Firmness::settled) return;
  const Row& row = rows_[context.row()];
  State& state = context.state<Contract>();
  if (state.under_notice != 0) {  // cannot give notice again
    context.hold_back_leaving();
    return;
  }
  ++state.notices;
  context.tally<Contract>(notices_given);
  if (is_kept(row, context)) {
    context.hold_back_leaving();
    return;
  }
  engine::Time end = engine::later(context.now(), row.given.notice);
  if (!row.given.early_exit) end = std::max(end, state.bound_until);
  if (end > context.now()) {
    state.under_notice = 1;
    state.cause = static_cast<std::uint8_t>(decided.cause);
    context.schedule<NoticeEndDue>(end - context.now());
    context.hold_back_leaving();
    return;
  }
  carry_out(row, context);
}

/// The save desk: whether an offer is made and accepted.
bool Contract::is_kept(const Row& row, Context& context) const {
  const auto& desk = row.given.save_desk;
  if (!desk || !context.may_spend<Contract>()) return false;
  State& state = context.state<Contract>();
  const auto luck = [&](LaneDraw draw) {
    return context.uniform(Root::notice, state.notices, draw);
  };
  if (luck(draws::kSaveOffered) >= desk->offered.value) return false;
  context.tally<Contract>(saves_offered);
  const Money worth = worth_of(*desk, priced(row.given.fee, context.price()));
  const double odds = log_odds(*desk, worth, context.stock(Stock::satisfaction));
  if (luck(draws::kSaveAccepted) >= engine::logistic(odds)) return false;
  context.tally<Contract>(saves_accepted);
  if (desk->teaching != 0.0) context.about_to_change(kTerms);
  ++state.saves;
  state.discounted = static_cast<std::uint16_t>(desk->bills);
  if (desk->lump_sum.cents > 0) context.spend<Contract>(desk->lump_sum);
  context.publish(NoticeWithdrawn{});
  return true;
}

void Contract::on(const NoticeEndDue&, Context& context) const {
  State& state = context.state<Contract>();
  state.under_notice = 0;
  carry_out(rows_[context.row()], context);
  context.publish(LeavingDecided{static_cast<Cause>(state.cause), Firmness::settled});
}

/// The customer leaves now of his own will.
void Contract::carry_out(const Row& row, Context& context) const {
  context.tally<Contract>(notices_carried_out);
  const auto& early = row.given.early_exit;
  if (!early || early->fee.cents == 0) return;
  if (context.now() >= context.state<Contract>().bound_until) return;
  context.tally<Contract>(termination_fees, early->fee.cents);
  context.book_payment(early->fee);
  context.publish(FeePaid{early->fee, FeeKind::termination});
}

void Contract::on(const CustomerLeft&, Context& context) const {
  if (std::exchange(context.state<Contract>().under_notice, std::uint8_t{0}) == 0) return;
  context.tally<Contract>(notices_lapsed);
}

void Contract::observe(Context& context) const {
  const State& state = context.state<Contract>();
  if (context.now() < state.bound_until) context.tally<Contract>(in_term);
  if (state.under_notice != 0) context.tally<Contract>(under_notice);
}

void Contract::audit(const Audit& audit) const {
  TENURE_ENSURE(audit.counted<Contract>(notices_given) ==
                audit.counted<Contract>(saves_accepted) +
                    audit.counted<Contract>(notices_carried_out) +
                    audit.counted<Contract>(notices_lapsed) + audit.held<Contract>());
}

}  // namespace tenure::model
