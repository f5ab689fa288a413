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
  d({.name = "referral",
     .meaning = "probability that a purchase brings a newcomer",
     .range = kShare},
    referral);
  d({.name = "cost", .meaning = "paid per newcomer who arrives", .range = kNotNegative}, cost);
}

Acquisition::Acquisition(const Setting<Acquisition>& setting) {
  for (std::size_t row = 0; row < setting.rows.size(); ++row) {
    const std::string& name = setting.study.segments[row];
    rows_.push_back({setting.rows[row].value_or(Parameters{}),
                     engine::hash_name("arrivals:" + name), engine::hash_name("daily:" + name)});
  }
}

void Acquisition::on(const CustomerJoined& joined, Context& context) const {
  if (joined.origin == Origin::referral) context.tally<Acquisition>(referred);
  const Money cost = rows_[context.row()].given.cost;
  if (joined.origin == Origin::initial || cost.cents == 0) return;
  context.tally<Acquisition>(cost_of_acquisition, cost.cents);
  context.publish(CostIncurred{cost});
}

void Acquisition::on(const PurchaseMade&, Context& context) const {
  const double probability = rows_[context.row()].given.referral.value;
  if (probability == 0.0 || !context.happens(draws::kReferral, probability)) return;
  const auto parent = static_cast<std::uint64_t>(context.identity());
  context.bear(Origin::referral, engine::Identity{engine::mix(parent, context.ordinal())});
}

Acquisition::Firm Acquisition::begin(FirmContext& context) const {
  Firm firm;
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    firm.next_day.push_back(0);
    firm.joined_daily.push_back(0);
    if (!context.is_on<Acquisition>(row) || !rows_[row].given.arrivals) continue;
    const double rate = rows_[row].given.arrivals->per_day;
    std::uint32_t number = 0;
    for (double low = 0.0, high = kLowestLayer; low < rate; low = high, high *= 2.0) {
      Layer layer{.row = static_cast<std::uint16_t>(row),
                  .source = rows_[row].arrivals_source + number++,
                  .low = low,
                  .high = high,
                  .accept_below = rate};
      layer.next = context.now();
      plan_candidate(layer, context);
      firm.layers.push_back(layer);
    }
  }
  return firm;
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
      const std::uint32_t number = layer.candidate - 1;
      const engine::Cause cause =
          context.cause(engine::Identity{layer.source}, number, Root::arrival);
      const double mark =
          layer.low + (layer.high - layer.low) * cause.uniform_of_pair(draws::kArrivalMark.pair);
      if (mark < layer.accept_below) {
        context.welcome(layer.row, engine::Identity{engine::mix(layer.source, number)}, layer.next);
      }
      plan_candidate(layer, context);
    }
  }
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    const auto& daily = rows_[row].given.daily;
    while (firm.next_day[row] < daily.size()) {
      const engine::Time start =
          engine::kStart + static_cast<std::int64_t>(firm.next_day[row]) * engine::kDay;
      if (start >= context.edge()) break;
      for (std::int64_t i = 0; i < daily[firm.next_day[row]]; ++i) {
        context.welcome(
            static_cast<std::uint16_t>(row),
            engine::Identity{engine::mix(rows_[row].daily_source, firm.joined_daily[row]++)},
            start);
      }
      ++firm.next_day[row];
    }
  }
}

}  // namespace tenure::model
