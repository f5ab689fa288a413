// SPDX-License-Identifier: Apache-2.0
#include "model/mechanisms/listening.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "engine/elementary.h"
#include "engine/philox.h"
#include "model/context.h"
#include "model/firm_context.h"

namespace tenure::model {

namespace {

constexpr std::string_view kStaff = "staff";
constexpr std::string_view kMarket = "market";

/// Whose luck a stream of reports on a defect carries. Roots of the firm's own kind: no customer
/// draws from them.
engine::Identity luck_of(std::string_view stream, std::string_view defect) {
  return engine::Identity{std::uint64_t{engine::hash_name(stream)} << 32U |
                          engine::hash_name(defect)};
}

/// The last step at or before `time`; 1 before the first.
double value_at(const std::vector<Listening::Step>& steps, engine::Time time) {
  const auto after =
      std::upper_bound(steps.begin(), steps.end(), time,
                       [](engine::Time t, const Listening::Step& step) { return t < step.from; });
  return after == steps.begin() ? 1.0 : std::prev(after)->value;
}

}  // namespace

void Listening::Surveys::describe(Describer& d) {
  d({.name = "share",
     .meaning = "pi_s, share of encounters after which the customer is asked",
     .range = kShare},
    share);
  d({.name = "questions", .meaning = "len, length of a survey", .range = kNotNegative}, questions);
  d({.name = "patience",
     .meaning = "l_0, questions at which answers, and the good that asking does, have fallen to "
                "37 %, and a survey is as tiring as a contact",
     .range = kPositive},
    patience);
  d({.name = "answered",
     .meaning = "r_0, share of surveys that would be answered if they had no length",
     .range = kShare},
    answered);
  d({.name = "care",
     .meaning = "g_mm, relationship gained by being asked, if answering took no time (sign: "
                "Dholakia & Morwitz 2002)",
     .range = kNotNegative},
    care);
  d({.name = "ignored",
     .meaning = "g_ign, relationship lost if nothing is done about what was reported",
     .range = kNotNegative},
    ignored);
  d({.name = "act_within",
     .meaning = "T_act, how long who has reported a defect waits to see it repaired",
     .range = kPositive},
    act_within);
  d({.name = "cost", .meaning = "cost of asking one customer", .range = kNotNegative}, cost);
  d({.name = "medium", .meaning = "how customers are asked, for contact fatigue"}, medium);
}

void Listening::Defect::describe(Describer& d) {
  d({.name = "name", .meaning = "the defect's name", .required = true}, name);
  d({.name = "share", .meaning = "share of failures that come of it", .range = kShare}, share);
  d({.name = "revealed",
     .meaning = "d, probability that an answer to a survey reveals it",
     .range = kShare},
    revealed);
  d({.name = "staff", .meaning = "rate at which staff report it", .range = kNotNegative}, staff);
  d({.name = "market",
     .meaning = "rate at which market intelligence reports it",
     .range = kNotNegative},
    market);
}

void Listening::Parameters::describe(Describer& d) {
  d({.name = "surveys",
     .meaning = "asking customers after encounters",
     .word = "none",
     .shorthand = "share"},
    surveys);
  d({.name = "defects",
     .meaning = "what may be wrong with the service, and repaired; none: nothing is known of",
     .scope = Scope::firm},
    defects);
  d({.name = "reports",
     .meaning = "n*, reports on a defect after which it is repaired",
     .range = {.low = 1.0, .high = 1e9},
     .scope = Scope::firm},
    reports);
  d({.name = "delay",
     .meaning = "tau, from the last of these reports to the repair",
     .range = kPositive,
     .scope = Scope::firm},
    delay);
  d({.name = "improvement",
     .meaning = "iota, share of what is left of a defect's failures that a repair ends",
     .range = kShare,
     .scope = Scope::firm},
    improvement);
  d({.name = "repair_cost",
     .meaning = "cost of one repair",
     .range = kNotNegative,
     .scope = Scope::firm},
    repair_cost);
  d({.name = "cost",
     .meaning = "cost of gathering what staff and market say",
     .range = kNotNegative,
     .scope = Scope::firm},
    cost);
}

void Listening::Parameters::check(const Parameters& p, Problems& problems) {
  if (!p.surveys && p.defects.empty()) {
    problems.add("", "does nothing", "neither `surveys` nor `defects` are given", "off");
  }
  double failures = 0.0;
  double revealed = 0.0;
  for (const Defect& defect : p.defects) {
    failures += defect.share.value;
    revealed += defect.revealed.value;
  }
  constexpr double kRounding = 1e-12;
  if (failures > 1.0 + kRounding) {
    problems.add("defects", "have shares of more than 100 %", "a failure comes of one defect");
  }
  if (revealed > 1.0 + kRounding) {
    problems.add("defects", "are revealed by more than 100 % of answers",
                 "an answer reveals one defect at most");
  }
}

void Listening::Parameters::imply(const Parameters& p, Implications& implied) {
  if (!p.surveys) return;
  const Surveys& s = *p.surveys;
  implied.add("surveys answered", s.answered.value * engine::exp(-s.questions / s.patience), "1",
              "r = r_0 e^(-len / l_0)");
}

Listening::Listening(const Setting<Listening>& setting) {
  const std::size_t segments = setting.study.segments.size();
  for (const auto& given : setting.rows) {
    const std::size_t row = rows_.size();
    rows_.push_back(make_row(given.value_or(Parameters{.surveys = std::nullopt, .defects = {}})));
    if (!given) continue;
    firm_[row < segments ? 0 : 1] = row;
    if (!given->defects.empty()) shortest_delay_ = std::min(shortest_delay_, given->delay);
  }
  if (setting.rows.size() == segments) firm_[1] = firm_[0];
}

Listening::Row Listening::make_row(const Parameters& p) {
  Row row{.given = p, .known_as = {}};
  for (const Defect& defect : p.defects) row.known_as.push_back(number_of(defect.name));
  if (!p.surveys) return row;
  row.burden = p.surveys->questions / p.surveys->patience;
  const double fading = engine::exp(-row.burden);
  row.answered = p.surveys->answered.value * fading;
  row.care = p.surveys->care * fading;
  return row;
}

/// A defect keeps its number, whichever rows know of it.
std::size_t Listening::number_of(const std::string& defect) {
  const auto found = std::find(names_.begin(), names_.end(), defect);
  if (found == names_.end()) {
    names_.push_back(defect);
    return names_.size() - 1;
  }
  return static_cast<std::size_t>(found - names_.begin());
}

// --- Customers ----------------------------------------------------------------------------------

void Listening::on(const ServiceDelivered&, Context& context) const {
  const Row& row = rows_[context.row()];
  const auto& surveys = row.given.surveys;
  if (!surveys || !context.active() || !context.accepts_contacts()) return;
  if (!context.happens(draws::kSurveyed, surveys->share.value)) return;
  if (surveys->cost.cents > 0) {
    if (!context.may_spend<Listening>()) return;
    context.tally<Listening>(survey_cost, surveys->cost.cents);
    context.spend<Listening>(surveys->cost);
  }
  context.tally<Listening>(surveys_sent);
  context.publish(ContactMade{surveys->medium, row.burden});
  if (!context.happens(draws::kSurveyAnswered, row.answered)) return;
  context.tally<Listening>(surveys_answered);
  report_defect(row, context);
  if (row.care != 0.0) context.publish(CourtesyShown{row.care});
}

/// What an answer reveals, if anything: the less is left of a defect, the less often it is told of.
void Listening::report_defect(const Row& row, Context& context) const {
  if (row.known_as.empty()) return;
  const double luck = context.uniform(draws::kDefectRevealed);
  double up_to = 0.0;
  for (std::size_t i = 0; i < row.known_as.size(); ++i) {
    const Known& known = context.firm<Listening>().defects[row.known_as[i]];
    up_to += row.given.defects[i].revealed.value * known.left_at(context.now());
    if (luck >= up_to) continue;
    const auto defect = static_cast<std::uint32_t>(row.known_as[i]);
    context.tally<Listening>(customer_reports);
    engine::Message request = context.request();
    request.detail = defect;
    context.send_to_firm<Listening>(request);
    // One who waits already goes on waiting for what he has reported first.
    if (expects_action(context.row()) && !context.runs<ActionExpectedDue>()) {
      context.state<Listening>() = {context.now(), defect};
      context.schedule<ActionExpectedDue>(row.given.surveys->act_within);
    }
    return;
  }
}

void Listening::on(const ActionExpectedDue&, Context& context) const {
  const State& state = context.state<Listening>();
  const Known& known = context.firm<Listening>().defects[state.defect];
  if (known.repaired_between(state.reported_at.time(), context.now())) return;
  context.tally<Listening>(reports_ignored);
  context.publish(CourtesyShown{-rows_[context.row()].given.surveys->ignored});
}

void Listening::adopt(Context& context, std::size_t old_row) const {
  if (expects_action(old_row) && !expects_action(context.row())) context.clear<ActionExpectedDue>();
}

bool Listening::expects_action(std::size_t row) const {
  const Parameters& p = rows_[row].given;
  return p.surveys && p.surveys->ignored > 0.0 && !p.defects.empty();
}

double Listening::failure_factor(const Context& context) const {
  return value_at(context.firm<Listening>().factor, context.now());
}

// --- The firm -----------------------------------------------------------------------------------

double Listening::Known::left_at(engine::Time time) const { return value_at(left, time); }

bool Listening::Known::repaired_between(engine::Time after, engine::Time until) const {
  return std::any_of(left.begin(), left.end(),
                     [&](const Step& step) { return step.from > after && step.from <= until; });
}

const Listening::Row* Listening::in_force(const FirmContext& context) const {
  const auto& row = firm_[context.row_of(0) == 0 ? 0 : 1];
  return row ? &rows_[*row] : nullptr;
}

Listening::Firm Listening::begin(FirmContext& context) const {
  Firm firm;
  firm.defects.resize(names_.size());
  for (Known& known : firm.defects) known.since = context.now();
  firm.accounted = context.now();
  turn(firm, context);
  return firm;
}

/// When a policy begins or ends to hold: others listen, from now on. What was reported is known.
void Listening::turn(Firm& firm, FirmContext& context) const {
  account(firm, context);
  const Row* row = in_force(context);
  firm.cost_per_day = row != nullptr ? row->given.cost.cents_per_day : 0.0;
  std::vector<Defect> defects(names_.size());
  for (std::size_t i = 0; row != nullptr && i < row->known_as.size(); ++i) {
    defects[row->known_as[i]] = row->given.defects[i];
    firm.defects[row->known_as[i]].share = row->given.defects[i].share.value;
  }
  for (std::size_t i = 0; i < names_.size(); ++i) {
    Known& known = firm.defects[i];
    set_rate(known.staff, luck_of(kStaff, names_[i]), defects[i].staff, context);
    set_rate(known.market, luck_of(kMarket, names_[i]), defects[i].market, context);
  }
}

/// From now on. A rate that stays the same leaves the stream alone.
void Listening::set_rate(Known::Stream& stream, engine::Identity identity, Rate rate,
                         FirmContext& context) {
  if (stream.per_day == rate.per_day) return;
  stream.per_day = rate.per_day;
  ++stream.reports;  // other luck than that of the report which does not come
  plan_report(stream, identity, context.now(), context);
}

void Listening::plan_report(Known::Stream& stream, engine::Identity identity, engine::Time from,
                            FirmContext& context) {
  stream.next = engine::kNever;
  if (stream.per_day == 0.0) return;
  const engine::Cause cause = context.cause(identity, stream.reports, Root::listening);
  const double wait = cause.exponential(draws::kReportWait.pair) / stream.per_day;
  stream.next = engine::later(from, engine::from_days(wait));
}

void Listening::open(Firm& firm, FirmContext& context) const {
  const auto factor_at = [&](engine::Time time) {
    double ended = 0.0;
    for (const Known& known : firm.defects) ended += known.share * (1.0 - known.left_at(time));
    return 1.0 - ended;
  };
  std::vector<engine::Time> changes{context.now()};
  for (Known& known : firm.defects) {
    if (known.repair >= context.edge()) continue;
    changes.push_back(known.repair);
    known.left.push_back({known.repair, known.left_at(known.repair) * (1.0 - known.improvement)});
    context.tally<Listening>(repairs);
    context.tally<Listening>(repair_time, (known.repair - known.since).count());
    context.tally<Listening>(listening_cost, known.cost.cents);
    known.since = std::exchange(known.repair, engine::kNever);
    known.reports = 0;
  }
  std::sort(changes.begin(), changes.end());
  firm.factor.clear();
  for (const engine::Time time : changes) firm.factor.push_back({time, factor_at(time)});
}

void Listening::close(Firm& firm, FirmContext& context) const {
  std::vector<std::vector<engine::Time>> heard(names_.size());
  for (const engine::Message& report : context.inbox<Listening>()) {
    heard[report.detail].push_back(report.time);
  }
  const Row* row = in_force(context);
  for (std::size_t i = 0; i < names_.size(); ++i) {
    Known& known = firm.defects[i];
    hear(known.staff, luck_of(kStaff, names_[i]), known, staff_reports, heard[i], context);
    hear(known.market, luck_of(kMarket, names_[i]), known, market_reports, heard[i], context);
    if (row == nullptr) continue;
    std::sort(heard[i].begin(), heard[i].end());
    for (const engine::Time time : heard[i]) {
      // What is said about a defect while its repair is under way is no news.
      if (known.repair != engine::kNever || time < known.since) continue;
      if (++known.reports < row->given.reports) continue;
      known.repair = engine::later(time, row->given.delay);
      known.improvement = row->given.improvement.value;
      known.cost = row->given.repair_cost;
    }
  }
}

/// The reports of a stream up to the window's end.
void Listening::hear(Known::Stream& stream, engine::Identity identity, const Known& known,
                     Tally counted_as, std::vector<engine::Time>& heard, FirmContext& context) {
  while (stream.next < context.edge()) {
    const engine::Cause cause = context.cause(identity, stream.reports, Root::listening);
    if (cause.uniform_of_lane(draws::kReportTrue.lane) < known.left_at(stream.next)) {
      context.tally<Listening>(counted_as);
      heard.push_back(stream.next);
    }
    ++stream.reports;
    plan_report(stream, identity, stream.next, context);
  }
}

void Listening::report(Firm& firm, FirmContext& context) const { account(firm, context); }

/// Cost since the last account, by what was in force.
void Listening::account(Firm& firm, FirmContext& context) const {
  const double days = engine::in_days(context.now() - firm.accounted);
  firm.accounted = context.now();
  context.tally<Listening>(listening_cost,
                           static_cast<std::int64_t>(firm.cost_per_day * days + 0.5));
}

}  // namespace tenure::model
