// SPDX-License-Identifier: Apache-2.0
#include "model/outbound_lines.h"

#include <utility>

#include "model/draws.h"
#include "model/firm_context.h"
#include "model/occurrences.h"

namespace tenure::model {

void OutboundLines::Parameters::describe(Describer& d) {
  d({.name = "count",
     .meaning = "calls that can be made at the same time",
     .range = {.low = 1.0, .high = 1e9},
     .scope = Scope::firm},
    count);
  d({.name = "call_time",
     .meaning = "mean of the exponential time that one call takes",
     .range = kPositive,
     .scope = Scope::firm},
    call_time);
}

OutboundLines::OutboundLines(std::vector<std::optional<Parameters>> rows, std::size_t segments,
                             Tallies tallies)
    : rows_(std::move(rows)), tallies_(tallies) {
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    if (rows_[row]) lines_[row < segments ? 0 : 1] = rows_[row]->count;
  }
}

/// Counts what becomes of calls and tells customers of those that get through.
class OutboundLines::Exchange final : public engine::Station::Observer {
 public:
  Exchange(const Tallies& tallies, FirmContext& context) : tallies_(tallies), context_(context) {}

  void started(const engine::Station::Job& job, engine::Time now) override {
    context_.tally<Courtesy>(tallies_.connected);
    context_.send(job.request, RequestGranted{}, now);
  }
  void finished(const engine::Station::Job&, engine::Time) override {}
  void gave_up(const engine::Station::Job&, engine::Time) override {
    context_.tally<Courtesy>(tallies_.lost);
  }

 private:
  const Tallies& tallies_;
  FirmContext& context_;
};

void OutboundLines::Firm::book(engine::Message call) {
  call.time = call.due;
  booked.push(call);
}

OutboundLines::Firm OutboundLines::begin() const {
  Firm firm;
  firm.station = engine::Station(lines_[0]);
  return firm;
}

void OutboundLines::open(Firm& firm, FirmContext& context) const {
  if (!any()) return;
  firm.jobs.clear();
  for (; !firm.booked.empty() && firm.booked.top().time < context.edge(); firm.booked.pop()) {
    const engine::Message& booking = firm.booked.top();
    context.count_event();
    const engine::Cause cause = context.cause(
        booking.sender, booking.ordinal, static_cast<Root>(booking.root), draws::kCallTime.block);
    const double mean = engine::in_days(rows_[booking.row]->call_time);
    // Who finds all lines busy does not wait: patience ends at once.
    firm.jobs.push_back(
        {.request = booking,
         .service = engine::from_days(mean * cause.exponential(draws::kCallTime.pair)),
         .gives_up = booking.time});
  }
  Exchange exchange(tallies_, context);
  firm.station.advance(context.edge(), firm.jobs, exchange);
}

void OutboundLines::turn(Firm& firm, FirmContext& context) const {
  Exchange exchange(tallies_, context);
  firm.station.set_servers(lines_[context.row_of(0) == 0 ? 0 : 1], firm.station.hours(),
                           context.now(), exchange);
}

}  // namespace tenure::model
