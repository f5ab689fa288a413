// SPDX-License-Identifier: Apache-2.0
#include "model/mechanisms/win_back.h"

#include <algorithm>

#include "engine/elementary.h"
#include "model/causes.h"
#include "model/context.h"

namespace tenure::model {

void WinBack::Chance::describe(Describer& d) {
  d({.name = "constant", .meaning = "log odds of returning of who left without a grudge"},
    constant);
  d({.name = "relationship", .meaning = "added per unit of relationship as it was on leaving"},
    relationship);
  d({.name = "service_reason",
     .meaning = "taken off for who was dissatisfied on leaving, S below 0"},
    service_reason);
}

void WinBack::Offer::describe(Describer& d) {
  d({.name = "after", .meaning = "from leaving to the firm's first offer", .range = kPositive},
    after);
  d({.name = "times",
     .meaning = "offers made to the same customer",
     .range = {.low = 1.0, .high = 1000.0}},
    times);
  d({.name = "every", .meaning = "from one offer to the next", .range = kPositive}, every);
  d({.name = "value", .meaning = "added to the log odds of returning"}, value);
  d({.name = "cost", .meaning = "of making one, taken or not", .range = kNotNegative}, cost);
}

void WinBack::Move::describe(Describer& d) {
  d({.name = "from", .meaning = "where from: a cause of leaving", .required = true}, from);
  d({.name = "to", .meaning = "where to: a cause of leaving, or own: the firm", .required = true},
    to);
  d({.name = "rate", .meaning = "how often, of those who are there", .range = kNotNegative}, rate);
}

void WinBack::Parameters::describe(Describer& d) {
  d({.name = "chance", .meaning = "how likely somebody who looks around is to return"}, chance);
  d({.name = "looks_around",
     .meaning = "mean time until somebody who has left thinks again of his own accord",
     .range = kPositive,
     .word = "never"},
    looks_around);
  d({.name = "offer", .meaning = "the firm turns to who has left", .word = "none"}, offer);
  d({.name = "moves",
     .meaning = "rates at which those who have left move between places and back, besides"},
    moves);
}

void WinBack::Parameters::check(const Parameters& p, Problems& problems) {
  for (std::size_t i = 0; i < p.moves.size(); ++i) {
    const Move& move = p.moves[i];
    const std::string path = "moves." + std::to_string(i);
    if (move.from == kOwn) {
      problems.add(path + ".from", "is the firm",
                   "who leaves it is a matter of `leaving` and `rivals`");
    } else if (move.from == move.to) {
      problems.add(path + ".to", "is where the move begins", "a move leads somewhere else");
    }
  }
}

void WinBack::Parameters::imply(const Parameters& p, Implications& implied) {
  const double log_odds = p.chance.constant;
  implied.add("share that returns when it looks around", engine::logistic(log_odds), "1",
              "logistic(constant), without a relationship or a grudge");
  if (!p.offer) return;
  implied.add("share that takes the offer", engine::logistic(log_odds + p.offer->value), "1",
              "logistic(constant + value), without a relationship or a grudge");
}

std::vector<std::pair<std::string, std::string>> WinBack::Parameters::unknown_causes(
    const std::vector<std::string>& known) const {
  std::vector<std::pair<std::string, std::string>> unknown;
  for (std::size_t i = 0; i < moves.size(); ++i) {
    const std::string& from = moves[i].from;
    if (from == kOwn || std::find(known.begin(), known.end(), from) != known.end()) continue;
    unknown.emplace_back("moves." + std::to_string(i) + ".from", from);
  }
  return unknown;
}

void WinBack::add_causes(const Parameters& p, std::vector<std::string>& causes) {
  for (const Move& move : p.moves) {
    if (move.to != kOwn) add_cause(move.to, causes);
  }
}

WinBack::WinBack(const Setting<WinBack>& setting) {
  for (const auto& given : setting.rows) {
    Row row{.given = given.value_or(Parameters{}), .ways = {}, .looking = 0.0};
    row.ways.resize(setting.study.causes.size());
    for (const Move& move : row.given.moves) {
      auto& ways = row.ways[static_cast<std::size_t>(cause_named(move.from, setting.study))];
      const double before = ways.empty() ? 0.0 : ways.back().rate;
      Way way{.rate = before + move.rate.per_day, .to = {}};
      if (move.to != kOwn) way.to = cause_named(move.to, setting.study);
      ways.push_back(way);
    }
    if (row.given.looks_around) row.looking = 1.0 / engine::in_days(*row.given.looks_around);
    rows_.push_back(std::move(row));
  }
}

bool WinBack::uses(std::type_identity<MoveDue>, std::size_t row) const {
  return rows_[row].looking > 0.0 || !rows_[row].given.moves.empty();
}

bool WinBack::uses(std::type_identity<WinBackDue>, std::size_t row) const {
  return rows_[row].given.offer.has_value();
}

void WinBack::on(const CustomerLeft& left, Context& context) const {
  context.keep_in_sight();
  const Row& row = rows_[context.row()];
  const Chance& chance = row.given.chance;
  State& state = context.state<WinBack>();
  state = {};
  const bool dissatisfied = context.stock(Stock::satisfaction) < 0.0;
  if (context.is_of_initial_base() && context.now() >= engine::kStart) context.mark_as_former();
  state.log_odds = static_cast<float>(chance.constant +
                                      chance.relationship * context.stock(Stock::relationship) -
                                      (dissatisfied ? chance.service_reason : 0.0));
  state.place = static_cast<std::uint8_t>(left.cause);
  wait_for_move(row, context);
  if (row.given.offer) context.schedule<WinBackDue>(row.given.offer->after);
}

/// At each place the next move comes after an exponential time.
void WinBack::wait_for_move(const Row& row, Context& context) const {
  State& state = context.state<WinBack>();
  const auto& ways = row.ways[state.place];
  const double rate = row.looking + (ways.empty() ? 0.0 : ways.back().rate);
  if (rate == 0.0) return;
  context.begin_root(Root::moving, ++state.moves);
  context.schedule<MoveDue>(engine::from_days(context.exponential(draws::kMoveWait) / rate));
}

void WinBack::on(const MoveDue&, Context& context) const {
  const Row& row = rows_[context.row()];
  State& state = context.state<WinBack>();
  context.begin_root(Root::moving, state.moves);
  const auto& ways = row.ways[state.place];
  const double moving = ways.empty() ? 0.0 : ways.back().rate;
  const double mark = context.uniform(draws::kMoveChoice) * (row.looking + moving);
  if (mark < moving) {
    std::size_t which = 0;
    while (mark >= ways[which].rate) ++which;
    if (!ways[which].to) return come_back(context);
    context.tally<WinBack>(moved);
    state.place = static_cast<std::uint8_t>(*ways[which].to);
  } else if (context.happens(draws::kReturn,
                             engine::logistic(static_cast<double>(state.log_odds)))) {
    return come_back(context);
  }
  wait_for_move(row, context);
}

void WinBack::on(const WinBackDue&, Context& context) const {
  const auto& offer = rows_[context.row()].given.offer;
  if (!offer) return;  // the policy that would have made it has ended
  State& state = context.state<WinBack>();
  context.begin_root(Root::win_back, ++state.offers);
  if (state.offers < offer->times) context.schedule<WinBackDue>(offer->every);
  if (!context.may_spend<WinBack>()) {
    context.tally<WinBack>(refused);
    return;
  }
  context.tally<WinBack>(offers_made);
  context.tally<WinBack>(offers_cost, offer->cost.cents);
  context.spend<WinBack>(offer->cost);
  const double odds = static_cast<double>(state.log_odds) + offer->value;
  if (!context.happens(draws::kWonBack, engine::logistic(odds))) return;
  context.tally<WinBack>(offers_taken);
  come_back(context);
}

void WinBack::come_back(Context& context) const {
  context.tally<WinBack>(returned);
  context.come_back();
}

void WinBack::observe(Context& context) const {
  if (context.is_former()) context.tally<WinBack>(back);
}

}  // namespace tenure::model
