// SPDX-License-Identifier: Apache-2.0
#include "model/mechanisms/operations.h"

#include <algorithm>
#include <tuple>

#include "engine/philox.h"
#include "model/context.h"
#include "model/firm_context.h"

namespace tenure::model {

namespace {

/// Candidates for a day's sample, as multiples of its size: enough that the smallest marks of the
/// day are among them, though only yesterday's number of encounters is known.
constexpr double kCandidates = 4.0;

constexpr engine::Identity kFirmsLuck{engine::hash_name("operations")};
constexpr engine::Identity kLuckBefore{engine::hash_name("before the sale")};
constexpr engine::Identity kLuckAfter{engine::hash_name("after the sale")};

engine::Duration exponential_time(double luck, Rate rate) {
  return engine::from_days(luck / rate.per_day);
}

}  // namespace

void Operations::Spells::describe(Describer& d) {
  d({.name = "onset",
     .meaning = "rate at which a bad spell begins while all is well",
     .range = kPositive,
     .scope = Scope::firm},
    onset);
  d({.name = "recovery",
     .meaning = "b, rate at which a bad spell ends by itself",
     .range = kPositive,
     .scope = Scope::firm},
    recovery);
  d({.name = "factor",
     .meaning = "by which failures are more probable in a bad spell; never beyond certainty",
     .range = kNotNegative,
     .scope = Scope::firm},
    factor);
  d({.name = "scope",
     .meaning =
         "common: one state of the firm for all customers; private: each customer's own luck",
     .source = "Sriram, Chintagunta & Manchanda 2015, Management Science 61(11)",
     .scope = Scope::firm},
    scope);
}

void Operations::Monitoring::describe(Describer& d) {
  d({.name = "sample",
     .meaning = "n, encounters in the daily sample, all if there are fewer",
     .range = {.low = 1.0, .high = 1e6},
     .scope = Scope::firm},
    sample);
  d({.name = "chart", .meaning = "when a sample signals", .shorthand = "kind"}, chart);
  d({.name = "delay",
     .meaning = "from the signal, at the end of a day, to the repair",
     .range = kPositive,
     .scope = Scope::firm},
    delay);
  d({.name = "improvement",
     .meaning = "iota, share of failures that each investigation ends for good",
     .range = kShare,
     .scope = Scope::firm},
    improvement);
  d({.name = "encounter_cost",
     .meaning = "cost of looking at one encounter",
     .range = kNotNegative,
     .scope = Scope::firm},
    encounter_cost);
  d({.name = "investigation_cost",
     .meaning = "cost of an investigation, which every signal brings",
     .range = kNotNegative,
     .scope = Scope::firm},
    investigation_cost);
}

namespace {

void describe_rates(Rate& onset, Rate& recovery, Describer& d) {
  d({.name = "onset",
     .meaning = "rate at which bad times begin",
     .range = kPositive,
     .scope = Scope::firm},
    onset);
  d({.name = "recovery",
     .meaning = "rate at which they end",
     .range = kPositive,
     .scope = Scope::firm},
    recovery);
}

}  // namespace

void Operations::BeforeSale::describe(Describer& d) {
  describe_rates(onset, recovery, d);
  d({.name = "completion",
     .meaning = "what is left, in bad times, of the chance that a purchase is carried through",
     .range = kShare,
     .scope = Scope::firm},
    completion);
}

void Operations::AfterSale::describe(Describer& d) {
  describe_rates(onset, recovery, d);
  d({.name = "loss",
     .meaning = "satisfaction lost, in bad times, by each answer to a complaint and each return",
     .range = kNotNegative,
     .scope = Scope::firm},
    loss);
}

void Operations::Parameters::describe(Describer& d) {
  d({.name = "spells",
     .meaning = "times in which encounters fail more often",
     .word = "none",
     .shorthand = "factor"},
    spells);
  d({.name = "monitoring",
     .meaning = "a daily look at a sample of encounters",
     .word = "none",
     .shorthand = "sample"},
    monitoring);
  d({.name = "before",
     .meaning = "bad times before the sale: of finding and ordering, common to all customers",
     .word = "none",
     .shorthand = "completion"},
    before);
  d({.name = "after",
     .meaning = "bad times after the sale: of answers and returns, common to all customers",
     .word = "none",
     .shorthand = "loss"},
    after);
}

void Operations::Parameters::check(const Parameters& p, Problems& problems) {
  if (!p.spells && !p.monitoring && !p.before && !p.after) {
    problems.add("", "does nothing", "none of `spells`, `monitoring`, `before` and `after` is on",
                 "off");
  }
}

void Operations::Parameters::imply(const Parameters& p, Implications& implied) {
  if (p.spells) {
    const double onset = p.spells->onset.per_day;
    implied.add("time in a bad spell without repairs",
                100.0 * onset / (onset + p.spells->recovery.per_day), "%",
                "onset / (onset + recovery)");
  }
  if (p.monitoring && p.monitoring->chart.kind == ChartKind::p_chart) {
    implied.add(
        "share of failures that signals",
        100.0 * ControlChart::upper_limit(p.monitoring->chart.expected, p.monitoring->sample), "%",
        "p0 + 3 sqrt(p0 (1 - p0) / n)");
  }
}

Operations::Operations(const Setting<Operations>& setting) {
  for (const auto& given : setting.rows) {
    const std::size_t variant = rows_.size() < setting.study.segments.size() ? 0 : 1;
    rows_.push_back(given.value_or(
        Parameters{.spells = std::nullopt, .monitoring = {}, .before = {}, .after = {}}));
    if (!given) continue;
    firm_[variant] = *given;
    if (given->monitoring) shortest_delay_ = std::min(shortest_delay_, given->monitoring->delay);
  }
  if (setting.rows.size() == setting.study.segments.size()) firm_[1] = firm_[0];
}

// --- Customers ----------------------------------------------------------------------------------

void Operations::on(const CustomerJoined&, Context& context) const {
  if (!has_own_spells(context.row())) return;
  context.state<Operations>() = {};
  plan_own_change(context);
}

void Operations::adopt(Context& context, std::size_t old_row) const {
  const bool had = has_own_spells(old_row);
  const bool has = has_own_spells(context.row());
  if (had && !has) context.clear<SpellDue>();
  if (!had && has) on(CustomerJoined{Origin::already_here}, context);
}

bool Operations::has_own_spells(std::size_t row) const {
  return rows_[row].spells && rows_[row].spells->scope == SpellScope::individual;
}

void Operations::plan_own_change(Context& context) const {
  const Spells& spells = *rows_[context.row()].spells;
  const std::uint32_t changes = context.state<Operations>().changes;
  const double luck = context.exponential(Root::spell, changes, draws::kSpellWait);
  context.schedule<SpellDue>(
      exponential_time(luck, changes % 2 == 0 ? spells.onset : spells.recovery));
}

void Operations::on(const SpellDue&, Context& context) const {
  ++context.state<Operations>().changes;
  plan_own_change(context);
}

double Operations::failure_factor(const Context& context) const {
  const Parameters& p = rows_[context.row()];
  const auto& steps = context.firm<Operations>().steps;
  const auto after =
      std::upper_bound(steps.begin(), steps.end(), context.now(),
                       [](engine::Time now, const Firm::Step& step) { return now < step.from; });
  const double common = after == steps.begin() ? 1.0 : std::prev(after)->factor;
  const bool own_bad =
      has_own_spells(context.row()) && context.state<Operations>().changes % 2 == 1;
  return own_bad ? common * p.spells->factor : common;
}

double Operations::chance_of_completion(const Context& context) const {
  const auto& before = rows_[context.row()].before;
  return before && context.firm<Operations>().before.is_bad(context.now()) ? before->completion
                                                                           : 1.0;
}

void Operations::on(const ComplaintAnswered&, Context& context) const { care_badly(context); }
void Operations::on(const PurchaseReturned&, Context& context) const { care_badly(context); }

void Operations::care_badly(Context& context) const {
  const auto& after = rows_[context.row()].after;
  if (!after || after->loss == 0.0) return;
  if (context.firm<Operations>().after.is_bad(context.now())) {
    context.publish(ExperienceFelt{-after->loss});
  }
}

/// Any encounter may be in the day's sample: those with the smallest marks are.
void Operations::on(const ServiceDelivered& delivered, Context& context) const {
  if (!rows_[context.row()].monitoring) return;
  const double mark = context.uniform(draws::kSampleMark);
  if (mark >= context.firm<Operations>().mark_below) return;
  engine::Message encounter = context.request();
  encounter.amount = static_cast<float>(mark);
  encounter.detail = delivered.failed() ? 1 : 0;
  context.send_to_firm<Operations>(encounter);
}

// --- The firm -----------------------------------------------------------------------------------

const Operations::Parameters* Operations::in_force(const FirmContext& context) const {
  const auto& p = firm_[context.row_of(0) == 0 ? 0 : 1];
  return p ? &*p : nullptr;
}

Operations::Firm Operations::begin(FirmContext& context) const {
  Firm firm;
  firm.accounted = context.now();
  firm.before = Regime(kLuckBefore);
  firm.after = Regime(kLuckAfter);
  turn(firm, context);
  return firm;
}

/// When a policy begins or ends to hold: other spells, another chart, from now on. The state of the
/// firm stays what it is.
void Operations::turn(Firm& firm, FirmContext& context) const {
  account(firm, context.now(), context);
  const Parameters* p = in_force(context);
  const bool monitored = p != nullptr && p->monitoring;
  firm.chart = monitored ? std::optional(ControlChart(p->monitoring->chart)) : std::nullopt;
  const auto turn_stage = [&](Regime& regime, const auto* stage) {
    const Regime::Rates rates =
        stage ? Regime::Rates{stage->onset, stage->recovery} : Regime::Rates{};
    regime.turn(stage ? &rates : nullptr, context);
  };
  turn_stage(firm.before, p != nullptr && p->before ? &*p->before : nullptr);
  turn_stage(firm.after, p != nullptr && p->after ? &*p->after : nullptr);
  const bool common = p != nullptr && p->spells && p->spells->scope == SpellScope::common;
  if (common) {
    if (firm.next_change == engine::kNever) {
      plan_common_change(firm, *p->spells, context.now(), context);
    }
  } else {
    firm.next_change = engine::kNever;
    firm.bad = false;
  }
}

void Operations::plan_common_change(Firm& firm, const Spells& spells, engine::Time now,
                                    FirmContext& context) const {
  const engine::Cause cause = context.cause(kFirmsLuck, firm.changes, Root::spell);
  const double luck = cause.exponential(draws::kSpellWait.pair);
  firm.next_change =
      engine::later(now, exponential_time(luck, firm.bad ? spells.recovery : spells.onset));
}

void Operations::open(Firm& firm, FirmContext& context) const {
  firm.before.open(context);
  firm.after.open(context);
  const Parameters* p = in_force(context);
  const auto factor = [&] {
    const bool bad = firm.bad && p != nullptr && p->spells;
    return (bad ? p->spells->factor : 1.0) * firm.improved;
  };
  firm.steps.assign(1, {context.now(), factor()});
  for (;;) {
    const engine::Time repair = firm.repairs.empty() ? engine::kNever : firm.repairs.front();
    const engine::Time when = std::min(repair, firm.next_change);
    if (when >= context.edge()) return;
    account(firm, when, context);
    bool changes = when == firm.next_change;
    if (when == repair) {
      firm.repairs.erase(firm.repairs.begin());
      if (p != nullptr && p->monitoring) firm.improved *= 1.0 - p->monitoring->improvement.value;
      if (firm.bad) context.tally<Operations>(repairs);
      changes = changes || firm.bad;
    }
    if (changes) {
      firm.bad = !firm.bad;
      if (firm.bad) context.tally<Operations>(bad_spells);
      ++firm.changes;
      plan_common_change(firm, *p->spells, when, context);
    }
    firm.steps.push_back({when, factor()});
  }
}

void Operations::close(Firm& firm, FirmContext& context) const {
  const auto inbox = context.inbox<Operations>();
  firm.day.insert(firm.day.end(), inbox.begin(), inbox.end());
  if ((context.edge() - engine::kStart) % engine::kDay != engine::Duration{0}) return;
  const Parameters* p = in_force(context);
  if (p == nullptr || !p->monitoring) {
    firm.day.clear();
    return;
  }
  const Monitoring& m = *p->monitoring;
  const auto size = std::min(firm.day.size(), static_cast<std::size_t>(m.sample));
  std::partial_sort(firm.day.begin(), firm.day.begin() + static_cast<std::ptrdiff_t>(size),
                    firm.day.end(), [](const engine::Message& a, const engine::Message& b) {
                      return std::tie(a.amount, a.sender, a.ordinal) <
                             std::tie(b.amount, b.sender, b.ordinal);
                    });
  const auto looked_at = static_cast<std::int64_t>(size);
  const auto failures = static_cast<std::int64_t>(
      std::count_if(firm.day.begin(), firm.day.begin() + static_cast<std::ptrdiff_t>(size),
                    [](const engine::Message& encounter) { return encounter.detail != 0; }));
  context.tally<Operations>(sampled, looked_at);
  context.tally<Operations>(sampled_failures, failures);
  std::int64_t cost = looked_at * m.encounter_cost.cents;
  if (firm.chart->signals(failures, looked_at)) {
    context.tally<Operations>(signals);
    cost += m.investigation_cost.cents;
    firm.repairs.push_back(engine::later(context.edge(), m.delay));
    std::sort(firm.repairs.begin(), firm.repairs.end());
  }
  context.tally<Operations>(monitoring_cost, cost);
  const double encounters = static_cast<double>(firm.day.size()) / firm.mark_below;
  firm.mark_below = encounters > 0.0
                        ? std::min(1.0, kCandidates * static_cast<double>(m.sample) / encounters)
                        : 1.0;
  firm.day.clear();
}

void Operations::report(Firm& firm, FirmContext& context) const {
  account(firm, context.now(), context);
}

/// Time since the last account, in the state that it was in.
void Operations::account(Firm& firm, engine::Time until, FirmContext& context) const {
  const engine::Duration passed = until - firm.accounted;
  firm.accounted = until;
  context.tally<Operations>(watched_time, passed.count());
  if (firm.bad) context.tally<Operations>(bad_time, passed.count());
}

}  // namespace tenure::model
