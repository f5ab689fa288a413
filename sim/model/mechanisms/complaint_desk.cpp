// SPDX-License-Identifier: Apache-2.0
#include "model/mechanisms/complaint_desk.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/draws.h"
#include "engine/elementary.h"
#include "engine/expect.h"
#include "model/audit.h"
#include "model/causes.h"
#include "model/context.h"
#include "model/firm_context.h"
#include "model/hours_text.h"
#include "model/post.h"
#include "model/record.h"

namespace tenure::model {

void ComplaintDesk::HandlingTime::describe(Describer& d) {
  d({.name = "mean", .meaning = "mean time that one complaint takes one seat", .range = kPositive},
    mean);
  d({.name = "distribution", .meaning = "distribution of handling times"}, distribution);
  d({.name = "variation",
     .meaning = "coefficient of variation, for lognormal and gamma",
     .range = {.low = 0.04, .high = 4.0}},
    variation);
}

void ComplaintDesk::Resolution::describe(Describer& d) {
  d({.name = "probability",
     .meaning = "rho_0, probability that a complaint is resolved at once",
     .range = kShare},
    probability);
  d({.name = "invited",
     .meaning = "the same for a complaint that a courtesy call has found",
     .range = kShare},
    invited);
  d({.name = "decay_with_wait",
     .meaning = "kappa, rate at which resolving fades with waiting",
     .range = kNotNegative,
     .word = "none"},
    decay_with_wait);
}

void ComplaintDesk::Exit::describe(Describer& d) {
  d({.name = "silent",
     .meaning = "x_s, probability of leaving after a failure without a word",
     .range = kShare},
    silent);
  d({.name = "resolved",
     .meaning = "x_r, probability of leaving though the complaint was resolved",
     .range = kShare},
    resolved);
  d({.name = "unresolved",
     .meaning = "x_u, probability of leaving after a complaint that was not resolved or given up",
     .range = kShare},
    unresolved);
}

void ComplaintDesk::Compensation::describe(Describer& d) {
  d({.name = "amount", .meaning = "paid with every answer", .range = kNotNegative}, amount);
  d({.name = "gain",
     .meaning = "g_comp, satisfaction that an unlimited compensation would bring",
     .range = kNotNegative},
    gain);
  d({.name = "scale", .meaning = "c_0, amount that brings 63 % of it", .range = kPositive}, scale);
}

void ComplaintDesk::Parameters::describe(Describer& d) {
  d({.name = "seats",
     .meaning = "complaints that can be handled at the same time",
     .range = {.low = 1.0, .high = 1e9},
     .scope = Scope::firm},
    seats);
  d({.name = "hours",
     .meaning = "when the desk is open, as Mon-Fri 09:00-17:00, Sat 10:00-14:00; handling rests "
                "while it is closed; an undated study begins on a Monday",
     .scope = Scope::firm,
     .word = "always"},
    hours);
  d({.name = "order", .meaning = "who is served next", .scope = Scope::firm}, order);
  d({.name = "handling_time",
     .meaning = "time that one complaint takes one seat",
     .shorthand = "mean"},
    handling_time);
  d({.name = "reply_delay",
     .meaning = "time from the end of handling until the customer hears",
     .range = kPositive,
     .scope = Scope::firm},
    reply_delay);
  d({.name = "cost", .meaning = "cost of one seat", .range = kNotNegative, .scope = Scope::firm},
    seat_cost);
  d({.name = "patience",
     .meaning = "theta, mean of the exponential time until a waiting customer "
                "gives up",
     .range = kPositive,
     .word = "unlimited"},
    patience);
  d({.name = "complaint_probability",
     .meaning = "probability that a failure of severity 1 is complained about",
     .range = kShare},
    complaint_probability);
  d({.name = "voice_severity",
     .meaning = "a_2, log odds of complaining per unit of severity beyond 1"},
    voice_severity);
  d({.name = "voice_relationship",
     .meaning = "a_1, log odds of complaining per unit of relationship; nothing where that is off"},
    voice_relationship);
  d({.name = "priority",
     .meaning = "class in the queue, higher is served first",
     .range = {.low = -1000.0, .high = 1000.0}},
    priority);
  d({.name = "resolution",
     .meaning = "whether a complaint is resolved",
     .shorthand = "probability"},
    resolution);
  d({.name = "exit", .meaning = "probabilities of leaving after a failure"}, exit);
  d({.name = "apology", .meaning = "apologies in answers", .shorthand = "share"}, apology);
  d({.name = "compensation", .meaning = "money with answers", .shorthand = "amount"}, compensation);
  d({.name = "wait_loss",
     .meaning = "g_wait, satisfaction lost per day of waiting",
     .range = kNotNegative},
    wait_loss);
}

void ComplaintDesk::Parameters::check(const Parameters& p, Problems& problems) {
  if (p.reply_delay > 365 * engine::kDay) {
    problems.add("reply_delay", "is longer than a year", "answers reach customers within a year");
  }
  if (p.hours && !parse_hours(*p.hours)) {
    problems.add(
        "hours", "are no opening hours",
        "days and times are written Mon-Fri 09:00-17:00, several with commas, each day once "
        "or without overlap",
        "Mon-Fri 09:00-17:00");
  }
}

void ComplaintDesk::Parameters::imply(const Parameters& p, Implications& implied) {
  const double share = p.complaint_probability.value;
  if (share > 0.0 && share < 1.0) {
    implied.add("a_0", engine::log(share / (1.0 - share)), "log odds",
                "of complaining about a failure of severity 1");
  }
  double hours = 24.0 * engine::kDaysPerYear;
  if (p.hours) {
    if (const auto intervals = parse_hours(*p.hours)) {
      const engine::OpeningHours open(*intervals, engine::kStart);
      hours = 24.0 * engine::in_days(open.per_week()) * engine::kDaysPerYear / 7.0;
    }
  }
  implied.add("full-time equivalents", static_cast<double>(p.seats) * hours / 1600.0, "people",
              "seats x opening hours a year / 1,600 hours a person works (assumption)");
}

void ComplaintDesk::add_causes(const Parameters&, std::vector<std::string>& causes) {
  add_cause("failure_silent", causes);
  add_cause("complaint_resolved", causes);
  add_cause("complaint_unresolved", causes);
  add_cause("complaint_abandoned", causes);
}

ComplaintDesk::ComplaintDesk(const Setting<ComplaintDesk>& setting)
    : normal_(engine::Quantile::normal()) {
  for (const auto& given : setting.rows) {
    Row row{.given = given.value_or(Parameters{})};
    const auto& p = row.given;
    if (given) {
      Staff& staff = staff_[rows_.size() < setting.study.segments.size() ? 0 : 1];
      staff.seats = p.seats;
      if (p.hours) staff.hours = {parse_hours(*p.hours).value(), setting.study.monday()};
      staff.seat_cost_per_day = p.seat_cost.cents_per_day;
      shortest_delay_ = std::min(shortest_delay_, p.reply_delay);
      silent_ = cause_named("failure_silent", setting.study);
      resolved_ = cause_named("complaint_resolved", setting.study);
      unresolved_ = cause_named("complaint_unresolved", setting.study);
      abandoned_ = cause_named("complaint_abandoned", setting.study);
    }
    const double share = p.complaint_probability.value;
    if (share > 0.0 && share < 1.0) row.voice_log_odds = engine::log(share / (1.0 - share));
    if (p.resolution.decay_with_wait) row.decay_per_day = p.resolution.decay_with_wait->per_day;
    const double cv = p.handling_time.variation;
    if (p.handling_time.distribution == HandlingForm::gamma) {
      row.handling = engine::Quantile::gamma(1.0 / (cv * cv));
    }
    row.log_sigma = std::sqrt(engine::log1p(cv * cv));
    row.apology_gain = p.apology.worth();
    const auto amount = static_cast<double>(p.compensation.amount.cents);
    row.compensation_gain =
        -p.compensation.gain *
        engine::expm1(-amount / static_cast<double>(p.compensation.scale.cents));
    rows_.push_back(std::move(row));
  }
}

void ComplaintDesk::on(const ServiceDelivered& service, Context& context) const {
  if (!service.failed()) return;
  const Row& row = rows_[context.row()];
  if (speaks_up(service.severity, context)) {
    file(service.severity, Filing::unasked, context);
  } else if (leaves(draws::kSilentExit, row.given.exit.silent, context)) {
    context.publish(LeavingDecided{silent_});
  }
}

/// Only where nothing failed, so that one encounter gives rise to one complaint at most.
void ComplaintDesk::on(const PolicyMisunderstood& terms, Context& context) const {
  if (speaks_up(terms.severity, context)) file(terms.severity, Filing::unasked, context);
}

bool ComplaintDesk::speaks_up(double severity, Context& context) const {
  const Row& row = rows_[context.row()];
  double voice = row.given.complaint_probability.value;
  const double moved = row.given.voice_severity * (severity - 1.0) +
                       row.given.voice_relationship * context.stock(Stock::relationship);
  if (moved != 0.0 && voice > 0.0 && voice < 1.0) {
    voice = engine::logistic(row.voice_log_odds + moved);
  }
  return context.happens(draws::kVoice, voice);
}

void ComplaintDesk::on(const DissatisfactionFound& found, Context& context) const {
  file(found.severity, Filing::invited, context);
}

void ComplaintDesk::on(const CallWanted& call, Context& context) const {
  context.tally<ComplaintDesk>(calls_asked);
  engine::Message request = context.request();
  request.amount = static_cast<float>(engine::in_days(call.mean));
  pack_complaint(Filing::call, 0, request);
  context.send_to_firm<ComplaintDesk>(request);
}

void ComplaintDesk::file(double severity, Filing filing, Context& context) const {
  context.tally<ComplaintDesk>(filed);
  if (History* history = context.history()) ++history->open_complaints;
  engine::Message request = context.request();
  request.amount = static_cast<float>(severity);
  pack_complaint(filing, context.tier(), request);
  context.send_to_firm<ComplaintDesk>(request);
  context.publish(ComplaintFiled{severity, filing});
}

void ComplaintDesk::on(const ComplaintAnswered& answer, Context& context) const {
  if (History* history = context.history()) --history->open_complaints;
  const Parameters& p = rows_[context.row()].given;
  if (answer.apologised) apologise(context);
  if (p.compensation.amount.cents > 0) context.spend<ComplaintDesk>(p.compensation.amount);
  if (leaves(draws::kComplaintExit, answer.resolved ? p.exit.resolved : p.exit.unresolved,
             context)) {
    context.publish(LeavingDecided{answer.resolved ? resolved_ : unresolved_});
  }
}

void ComplaintDesk::on(const ComplaintAbandoned&, Context& context) const {
  if (History* history = context.history()) --history->open_complaints;
  const Parameters& p = rows_[context.row()].given;
  if (leaves(draws::kComplaintExit, p.exit.unresolved, context)) {
    context.publish(LeavingDecided{abandoned_});
  }
}

/// A gain of goodwill, unless it is a loss.
void ComplaintDesk::apologise(Context& context) const {
  const Row& row = rows_[context.row()];
  const Apology& apology = row.given.apology;
  context.tally<ComplaintDesk>(apologies);
  double gain = row.apology_gain;
  if (gain > 0.0) gain *= context.weight_of_goodwill();
  if (context.remembers<ComplaintDesk>()) {
    State& state = context.state<ComplaintDesk>();
    if (gain > 0.0) gain *= apology.freshness(state.apologies);
    if (state.apologies < UINT16_MAX) ++state.apologies;
    state.apologised_at = context.now();
    state.awaits_call = true;
  }
  if (gain != 0.0) context.publish(ExperienceFelt{gain});
}

void ComplaintDesk::on(const FailureFelt& failure, Context& context) const {
  if (!rows_[context.row()].given.apology.call) return;
  State& state = context.state<ComplaintDesk>();
  state.lost = static_cast<float>(failure.loss);
  state.felt_at = context.now();
}

/// What is given back is a share of what is still lost: time heals as well.
void ComplaintDesk::on(const CourtesyCallMade&, Context& context) const {
  const auto& call = rows_[context.row()].given.apology.call;
  if (!call || call->gives_back.value == 0.0) return;
  State& state = context.state<ComplaintDesk>();
  if (!state.awaits_call || context.now() - state.apologised_at > call->within) return;
  const double healing =
      context.decay_of(Stock::satisfaction) * engine::in_days(context.now() - state.felt_at);
  const double lost = static_cast<double>(state.lost) * engine::exp(-healing);
  state.lost = 0.0F;
  state.awaits_call = false;
  context.tally<ComplaintDesk>(apologies_followed_up);
  context.publish(ApologyFollowedUp{call->gives_back.value, call->gives_back.value * lost});
}

bool ComplaintDesk::leaves(LaneDraw draw, Probability probability, Context& context) const {
  return probability.value > 0.0 && context.happens(draw, probability.value);
}

std::array<double, 13> ComplaintDesk::wait_edges_in_days() {
  std::array<double, 13> edges{};
  for (std::size_t i = 0; i < edges.size(); ++i) {
    edges[i] = static_cast<double>(kWaitEdgesInMinutes[i]) / 1440.0;
  }
  return edges;
}

ComplaintDesk::Firm ComplaintDesk::begin(FirmContext& context) const {
  Firm firm;
  firm.staff = staff_[0];
  firm.reported = context.now();
  firm.station = engine::Station(firm.staff.seats, firm.staff.hours);
  firm.waits.assign(kWaitEdgesInMinutes.size(), 0);
  return firm;
}

/// Whoever waits for an answer goes first, whatever his class.
engine::Station::Job ComplaintDesk::call_of(const engine::Message& request, FirmContext& context) {
  const engine::Cause cause = context.cause(
      request.sender, request.ordinal, static_cast<Root>(request.root), draws::kCallTime.block);
  const double length =
      static_cast<double>(request.amount) * cause.exponential(draws::kCallTime.pair);
  return {.request = request,
          .priority = std::numeric_limits<int>::min(),
          .service = engine::from_days(length)};
}

engine::Station::Job ComplaintDesk::job_of(const engine::Message& request,
                                           FirmContext& context) const {
  if (filing_of(request) == Filing::call) return call_of(request, context);
  const Row& row = rows_[request.row];
  const Parameters& p = row.given;
  engine::Station::Job job{.request = request};
  if (p.order == DeskOrder::priority) {
    job.priority = static_cast<int>(p.priority) + tier_of(request);
  }
  const engine::Cause cause = context.cause(
      request.sender, request.ordinal, static_cast<Root>(request.root), draws::kHandlingTime.block);
  const double mean = engine::in_days(p.handling_time.mean);
  const double luck = cause.uniform_of_pair(draws::kHandlingTime.pair);
  switch (p.handling_time.distribution) {
    case HandlingForm::exponential:
      job.service = engine::from_days(mean * cause.exponential(draws::kHandlingTime.pair));
      break;
    case HandlingForm::fixed:
      job.service = p.handling_time.mean;
      break;
    case HandlingForm::lognormal:
      job.service = engine::from_days(
          mean * engine::exp(row.log_sigma * (normal_(luck) - 0.5 * row.log_sigma)));
      break;
    case HandlingForm::gamma: {
      const double cv = p.handling_time.variation;
      job.service = engine::from_days(mean * cv * cv * (*row.handling)(luck));
      break;
    }
  }
  if (p.patience) {
    const double wait = engine::in_days(*p.patience) * cause.exponential(draws::kPatience.pair);
    job.gives_up = engine::later(request.time, engine::from_days(wait));
  }
  return job;
}

/// Counts what happens at the desk and sends the answers.
class ComplaintDesk::Clerk final : public engine::Station::Observer {
 public:
  Clerk(const ComplaintDesk& desk, Firm& firm, FirmContext& context)
      : desk_(desk), firm_(firm), context_(context) {}

  void started(const engine::Station::Job& job, engine::Time now) override {
    if (filing_of(job.request) == Filing::call) {
      context_.send(job.request, RequestGranted{}, engine::later(now, reply_delay(job)));
      return;
    }
    context_.tally<ComplaintDesk>(ComplaintDesk::started);
    const engine::Duration wait = now - job.request.time;
    context_.tally<ComplaintDesk>(wait_sum, wait.count());
    context_.tally<ComplaintDesk>(open_wait_sum,
                                  firm_.station.hours().between(job.request.time, now).count());
    const auto above =
        std::upper_bound(kWaitEdgesInMinutes.begin(), kWaitEdgesInMinutes.end(),
                         std::chrono::duration_cast<std::chrono::minutes>(wait).count());
    ++firm_.waits[static_cast<std::size_t>(above - kWaitEdgesInMinutes.begin()) - 1];
  }

  void finished(const engine::Station::Job& job, engine::Time now) override {
    context_.count_event();
    if (filing_of(job.request) == Filing::call) {
      context_.tally<ComplaintDesk>(calls_made);
      return;
    }
    context_.tally<ComplaintDesk>(answered);
    const Row& row = desk_.rows_[job.request.row];
    const Parameters& p = row.given;
    const engine::Cause cause =
        context_.cause(job.request.sender, job.request.ordinal, static_cast<Root>(job.request.root),
                       draws::kResolution.block);
    const double wait = engine::in_days(job.begins - job.request.time);
    const bool invited = filing_of(job.request) == Filing::invited;
    double resolving = (invited ? p.resolution.invited : p.resolution.probability).value;
    if (row.decay_per_day > 0.0) resolving *= engine::exp(-row.decay_per_day * wait);
    const bool resolved = cause.uniform_of_lane(draws::kResolution.lane) < resolving;
    const bool sorry = cause.uniform_of_lane(draws::kApology.lane) < p.apology.share.value;
    const double relief = row.compensation_gain - p.wait_loss * wait;
    context_.send(job.request, ComplaintAnswered{resolved, sorry, static_cast<float>(relief)},
                  engine::later(now, reply_delay(job)));
  }

  void gave_up(const engine::Station::Job& job, engine::Time now) override {
    context_.count_event();
    context_.tally<ComplaintDesk>(abandoned);
    context_.send(job.request, ComplaintAbandoned{}, engine::later(now, reply_delay(job)));
  }

 private:
  engine::Duration reply_delay(const engine::Station::Job& job) const {
    return desk_.rows_[job.request.row].given.reply_delay;
  }
  const ComplaintDesk& desk_;
  Firm& firm_;
  FirmContext& context_;
};

void ComplaintDesk::close(Firm& firm, FirmContext& context) const {
  firm.jobs.clear();
  for (const engine::Message& request : context.inbox<ComplaintDesk>()) {
    context.count_event();
    firm.jobs.push_back(job_of(request, context));
  }
  Clerk clerk(*this, firm, context);
  firm.station.advance(context.edge(), firm.jobs, clerk);
}

void ComplaintDesk::begin_counting(Firm& firm) const {
  std::fill(firm.waits.begin(), firm.waits.end(), 0);
}

void ComplaintDesk::hand_in(Firm& firm, Record& record) const {
  record.waits = std::move(firm.waits);
}

void ComplaintDesk::audit(const Firm& firm, const Audit& audit) const {
  TENURE_ENSURE(audit.counted<ComplaintDesk>(filed) + audit.counted<ComplaintDesk>(calls_asked) ==
                audit.counted<ComplaintDesk>(answered) + audit.counted<ComplaintDesk>(abandoned) +
                    audit.counted<ComplaintDesk>(calls_made) + firm.station.waiting() +
                    firm.station.busy());
}

void ComplaintDesk::turn(Firm& firm, FirmContext& context) const {
  account(firm, context);
  firm.staff = staff_[context.row_of(0) == 0 ? 0 : 1];
  Clerk clerk(*this, firm, context);
  firm.station.set_servers(firm.staff.seats, firm.staff.hours, context.now(), clerk);
}

void ComplaintDesk::report(Firm& firm, FirmContext& context) const {
  account(firm, context);
  context.tally<ComplaintDesk>(waiting_now, firm.station.waiting());
  context.tally<ComplaintDesk>(handled_now, firm.station.busy());
}

/// Seat time and its cost since the last account.
void ComplaintDesk::account(Firm& firm, FirmContext& context) const {
  const engine::Duration busy = firm.station.busy_time();
  context.tally<ComplaintDesk>(busy_sum, (busy - firm.busy_reported).count());
  firm.busy_reported = busy;
  const engine::Duration length = context.now() - firm.reported;
  const engine::Duration open = firm.staff.hours.between(firm.reported, context.now());
  firm.reported = context.now();
  context.tally<ComplaintDesk>(seat_time, firm.staff.seats * open.count());
  const double cost = firm.staff.seat_cost_per_day * static_cast<double>(firm.staff.seats) *
                      engine::in_days(length);
  context.tally<ComplaintDesk>(desk_cost, static_cast<std::int64_t>(cost + 0.5));
}

}  // namespace tenure::model
