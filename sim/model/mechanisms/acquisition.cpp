// SPDX-License-Identifier: Apache-2.0
#include "model/mechanisms/acquisition.h"

#include <algorithm>
#include <string>

#include "engine/philox.h"
#include "model/context.h"
#include "model/firm_context.h"

namespace tenure::model {

namespace {
// Layers reach from this rate [1/day] upwards, each twice as high as the one below.
constexpr double kLowestLayer = 1.0 / 1024;
}  // namespace

void Acquisition::Diffusion::describe(Describer& d) {
  d({.name = "size",
     .meaning = "M, prospects at the start; the initial base is not among them",
     .range = {.low = 1.0, .high = 1e9}},
    size);
  d({.name = "innovation",
     .meaning = "p, rate at which a prospect adopts of himself",
     .range = kNotNegative,
     .source = "Sultan, Farley & Lehmann 1990, Journal of Marketing Research 27(1): mean of 213"},
    innovation);
  d({.name = "imitation",
     .meaning = "q, added to it when all others have adopted, in proportion before",
     .range = kNotNegative,
     .source = "Sultan, Farley & Lehmann 1990, Journal of Marketing Research 27(1): mean of 213"},
    imitation);
}

void Acquisition::Prospects::describe(Describer& d) {
  d({.name = "reached",
     .meaning = "people per time on whom money is spent, a Poisson process",
     .range = kNotNegative},
    reached);
  d({.name = "spending",
     .meaning = "what is spent on each, and the share that it wins",
     .shorthand = "amount"},
    spending);
}

void Acquisition::Parameters::describe(Describer& d) {
  d({.name = "arrivals",
     .meaning = "newcomers per time, a Poisson process",
     .range = kNotNegative,
     .word = "none"},
    arrivals);
  d({.name = "daily",
     .meaning = "newcomers at the start of day 0, 1, 2 and so on",
     .range = kNotNegative},
    daily);
  d({.name = "market",
     .meaning = "prospects who adopt one by one, of themselves and because others have",
     .source = "form: Bass 1969, Management Science 15(5)",
     .word = "none",
     .shorthand = "size"},
    market);
  d({.name = "prospects",
     .meaning = "people whom money wins as customers, with diminishing returns",
     .word = "none",
     .shorthand = "reached"},
    prospects);
  d({.name = "referral",
     .meaning = "probability that a purchase brings a newcomer",
     .range = kShare},
    referral);
  d({.name = "cost", .meaning = "paid per newcomer who arrives", .range = kNotNegative}, cost);
}

Acquisition::Acquisition(const Setting<Acquisition>& setting) {
  for (std::size_t row = 0; row < setting.rows.size(); ++row) {
    const std::string& name = setting.study.segment_of(row);
    rows_.push_back({setting.rows[row].value_or(Parameters{}),
                     engine::hash_name("arrivals:" + name), engine::hash_name("daily:" + name),
                     engine::hash_name("market:" + name), engine::hash_name("prospects:" + name)});
  }
}

void Acquisition::on(const CustomerJoined& joined, Context& context) const {
  if (joined.origin == Origin::referral) context.tally<Acquisition>(referred);
  const Money cost = rows_[context.row()].given.cost;
  const bool won = joined.origin == Origin::arrival || joined.origin == Origin::referral;
  if (!won || cost.cents == 0) return;
  context.tally<Acquisition>(cost_of_acquisition, cost.cents);
  context.spend<Acquisition>(cost);
}

void Acquisition::on(const PurchaseMade&, Context& context) const {
  const double probability = rows_[context.row()].given.referral.value;
  if (probability == 0.0 || !context.happens(draws::kReferral, probability)) return;
  context.bear(Origin::referral);
}

Acquisition::Firm Acquisition::begin(FirmContext& context) const {
  Firm firm;
  for (std::size_t segment = 0; segment < context.segments(); ++segment) {
    firm.next_day.push_back(0);
    firm.joined_daily.push_back(0);
    add_layers(firm, segment, Coming::of_themselves, context);
    add_layers(firm, segment, Coming::when_won, context);
    Market market{.segment = static_cast<std::uint16_t>(segment),
                  .source = rows_[segment].market_source};
    draw_next(market, context.now(), context);
    firm.markets.push_back(market);
  }
  return firm;
}

/// Layers up to the highest rate that this segment may have, with a policy or without.
void Acquisition::add_layers(Firm& firm, std::size_t segment, Coming coming,
                             FirmContext& context) const {
  const Row& own = rows_[segment];
  Layer layer{.segment = static_cast<std::uint16_t>(segment),
              .coming = coming,
              .source = coming == Coming::when_won ? own.prospects_source : own.arrivals_source};
  double highest = 0.0;
  for (std::size_t row = segment; row < rows_.size(); row += context.segments()) {
    if (context.is_on<Acquisition>(row)) highest = std::max(highest, candidates_in(layer, row));
  }
  for (double low = 0.0, high = kLowestLayer; low < highest; low = high, high *= 2.0) {
    layer.low = low;
    layer.high = high;
    layer.next = context.now();
    layer.candidate = 0;
    plan_candidate(layer, context);
    firm.layers.push_back(layer);
    ++layer.source;
  }
}

/// Rate of arrivals, or of prospects whom the firm reaches [1/day].
double Acquisition::candidates_in(const Layer& layer, std::size_t row) const {
  const Parameters& p = rows_[row].given;
  if (layer.coming == Coming::when_won) return p.prospects ? p.prospects->reached.per_day : 0.0;
  return p.arrivals ? p.arrivals->per_day : 0.0;
}

/// The next candidate of a layer, accepted or not.
void Acquisition::plan_candidate(Layer& layer, FirmContext& context) const {
  const engine::Cause cause =
      context.cause(engine::Identity{layer.source}, layer.candidate, Root::arrival);
  const double wait = cause.exponential(draws::kArrivalWait.pair) / (layer.high - layer.low);
  layer.next = engine::later(layer.next, engine::from_days(wait));
  ++layer.candidate;
}

void Acquisition::open(Firm& firm, FirmContext& context) const {
  for (Layer& layer : firm.layers) {
    while (layer.next < context.edge()) {
      consider(layer, context);
      plan_candidate(layer, context);
    }
  }
  for (Market& market : firm.markets) open_market(market, context);
  for (std::size_t segment = 0; segment < context.segments(); ++segment) {
    open_daily(firm, segment, context);
  }
}

/// A candidate joins if his mark lies below the rate; of prospects, who are paid for, if it lies
/// below the share that the money wins. So more money wins the same people and others besides.
void Acquisition::consider(const Layer& layer, FirmContext& context) const {
  const std::size_t row = context.row_of(layer.segment);
  if (!context.is_on<Acquisition>(row)) return;
  double rate = candidates_in(layer, row);
  const std::uint32_t number = layer.candidate - 1;
  const engine::Cause cause = context.cause(engine::Identity{layer.source}, number, Root::arrival);
  const double mark =
      layer.low + (layer.high - layer.low) * cause.uniform_of_pair(draws::kArrivalMark.pair);
  if (mark >= rate) return;
  if (layer.coming == Coming::when_won) {
    const SpendResponse& spending = rows_[row].given.prospects->spending;
    context.tally<Acquisition>(reached);
    context.tally<Acquisition>(prospecting_cost, spending.amount.cents);
    rate *= spending.share();
    if (mark >= rate) return;
  }
  context.welcome(layer.segment, engine::Identity{engine::mix(layer.source, number)}, layer.next);
}

/// Rate at which the next prospect adopts [1/day].
double Acquisition::adoption_in(const Market& market, const FirmContext& context) const {
  const std::size_t row = context.row_of(market.segment);
  const auto& diffusion = rows_[row].given.market;
  if (!context.is_on<Acquisition>(row) || !diffusion) return 0.0;
  const auto size = static_cast<double>(diffusion->size);
  const auto adopters = static_cast<double>(market.adopters);
  if (adopters >= size) return 0.0;
  return (size - adopters) *
         (diffusion->innovation.per_day + diffusion->imitation.per_day * adopters / size);
}

void Acquisition::draw_next(Market& market, engine::Time since, FirmContext& context) const {
  const engine::Cause cause =
      context.cause(engine::Identity{market.source}, market.adopters, Root::arrival);
  market.residual = cause.exponential(draws::kArrivalWait.pair);
  market.since = since;
  market.rate = 0.0;
  market.next = engine::kNever;
}

/// Exact, whatever the window: the rate is constant between two adoptions, unless a policy begins
/// or ends.
void Acquisition::open_market(Market& market, FirmContext& context) const {
  for (engine::Time now = context.now();;) {
    const double rate = adoption_in(market, context);
    if (rate != market.rate) {
      const double used = market.rate * engine::in_days(now - market.since);
      market.residual = std::max(market.residual - used, 1e-300);
      market.since = now;
      market.rate = rate;
      market.next = rate > 0.0 ? engine::later(now, engine::from_days(market.residual / rate))
                               : engine::kNever;
    }
    if (market.next >= context.edge()) return;
    now = market.next;
    context.welcome(market.segment, engine::Identity{engine::mix(market.source, market.adopters)},
                    now);
    ++market.adopters;
    draw_next(market, now, context);
  }
}

/// Newcomers at the start of days, counted from time 0.
void Acquisition::open_daily(Firm& firm, std::size_t segment, FirmContext& context) const {
  const Row& row = rows_[context.row_of(segment)];
  std::size_t& day = firm.next_day[segment];
  for (; day < row.given.daily.size(); ++day) {
    const engine::Time start = engine::kStart + static_cast<std::int64_t>(day) * engine::kDay;
    if (start >= context.edge()) return;
    for (std::int64_t i = 0; i < row.given.daily[day]; ++i) {
      context.welcome(static_cast<std::uint16_t>(segment),
                      engine::Identity{engine::mix(row.daily_source, firm.joined_daily[segment]++)},
                      start);
    }
  }
}

}  // namespace tenure::model
