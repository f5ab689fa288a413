// SPDX-License-Identifier: Apache-2.0
#include "model/simulation.h"

#include <algorithm>
#include <type_traits>
#include <utility>

#include "engine/philox.h"
#include "model/audit.h"
#include "model/context.h"
#include "model/dispatch.h"
#include "model/note.h"
#include "model/run_off.h"

namespace tenure::model {

namespace {

/// Whether a mechanism looks at each active customer at a period's end.
template <class M>
constexpr bool kObserves = requires(const M& m, Context& c) {
  m.observe(c);
};

std::size_t initial_customers(const Specification& specification) {
  std::size_t sum = 0;
  for (const Segment& segment : specification.segments) {
    sum += static_cast<std::size_t>(segment.customers);
  }
  return sum;
}

}  // namespace

Simulation::Simulation(const Model& model, std::uint64_t replication, engine::Team& team,
                       Execution execution)
    : model_(model),
      team_(team),
      execution_(std::move(execution)),
      books_(model),
      population_(model.layout(), initial_customers(model.specification()), execution_.cell_size,
                  model.begin(), model.study().end),
      treasury_(model.specification().terms.budget, model.policy_starts()),
      workers_(team.size(), books_.make_worker(replication)),
      firm_(workers_.front(), population_, treasury_) {
  engine::for_each_type(Mechanisms{}, [&]<class M>(std::type_identity<M>) {
    for (Worker& worker : workers_) worker.firms[kIndexOf<M>] = &std::get<kIndexOf<M>>(firms_);
  });
  for (Worker& worker : workers_) {
    worker.keeps_sales = execution_.sales != nullptr;
    worker.steps_below = execution_.steps != nullptr ? execution_.steps_below : 0;
  }
}

Record Simulation::run() {
  const engine::Time horizon = model_.study().horizon;
  begin();
  for (engine::Time now = model_.begin(); now < horizon;) {
    if (now == engine::kStart) begin_counting();
    const engine::Time end = live(now);
    // What happens exactly at the horizon still belongs to the last period.
    if (end == horizon) live_until(horizon, horizon + engine::Duration{1});
    if (end > engine::kStart && end == model_.period_end(books_.period())) report(end);
    if (execution_.verify_every_window || end == horizon) verify();
    if (execution_.progress) {
      execution_.progress(engine::in_days(end - model_.begin()) /
                          engine::in_days(horizon - model_.begin()));
    }
    now = end;
  }
  Record& record = books_.record();
  for (const Worker& worker : workers_) record.events += worker.events;
  for_each_firm(model_, firms_, [&](const auto& mechanism, auto& firm) {
    if constexpr (requires { mechanism.hand_in(firm, record); }) mechanism.hand_in(firm, record);
  });
  record.customer_bytes = population_.bytes();
  if (model_.tells_fates()) hand_over_lives();
  if (model_.study().end > horizon) run_off();
  return std::move(record);
}

/// Beyond the horizon: customers live on, without newcomers, until it is known what those active at
/// time 0 are worth, or the end of time.
void Simulation::run_off() {
  firm_.stop_newcomers();
  for (Worker& worker : workers_) worker.newcomers_welcome = false;
  RunOff account(model_, books_);
  engine::Time now = model_.study().horizon + engine::Duration{1};
  for (bool known = false; !known && now < model_.study().end;) {
    const engine::Time year_end = engine::later(now, engine::from_days(engine::kDaysPerYear));
    while (now < year_end && now < model_.study().end) now = live(now);
    known = account.close_year(workers_);
  }
}

// --- Customers ----------------------------------------------------------------------------------

void Simulation::begin() {
  firm_.set_window(model_.begin(), model_.begin());
  for_each_firm(model_, firms_,
                [&](const auto& mechanism, auto& firm) { firm = mechanism.begin(firm_); });
  team_.for_each(population_.cells(), [&](std::size_t cell, unsigned worker) {
    if (execution_.stop.stop_requested()) return;
    populate_cell(cell, workers_[worker]);
  });
  if (execution_.stop.stop_requested()) throw Interrupted();
}

/// A cell's share of the initial base, which is counted through all segments.
void Simulation::populate_cell(std::size_t number, Worker& worker) {
  engine::Cell& cell = population_.cell(number);
  const auto& segments = model_.specification().segments;
  const std::size_t total = initial_customers(model_.specification());
  std::size_t first = total * number / population_.cells();
  const std::size_t last = total * (number + 1) / population_.cells();
  std::size_t before = 0;  // customers of earlier segments
  Dispatch dispatch(model_, worker);
  for (std::size_t row = 0; row < segments.size() && first < last; ++row) {
    const auto size = static_cast<std::size_t>(segments[row].customers);
    const std::uint64_t source = std::uint64_t{engine::hash_name(segments[row].name)} << 32U;
    for (; first < last && first < before + size; ++first) {
      const auto slot = cell.create(engine::Identity{source | (first - before)});
      engine::Record record = cell.record(slot);
      record.head().row = static_cast<std::uint16_t>(row);
      Context context(model_, worker, cell, slot, record, model_.begin());
      dispatch.join(context, {Origin::initial});
      cell.settle(slot);
    }
    before += size;
  }
}

/// `visit(context, cell, slot)` for every customer of a status, by all threads. Throws Interrupted.
template <class Visit>
void Simulation::for_each(Status status, engine::Time now, Visit&& visit) {
  team_.for_each(population_.cells(), [&](std::size_t number, unsigned which) {
    if (execution_.stop.stop_requested()) return;
    engine::Cell& cell = population_.cell(number);
    cell.for_each([&](engine::Cell::Slot slot, engine::Record record) {
      if (record.head().status != static_cast<std::uint8_t>(status)) return;
      Context context(model_, workers_[which], cell, slot, record, now);
      visit(context, cell, slot);
    });
  });
  if (execution_.stop.stop_requested()) throw Interrupted();
}

// --- Windows ------------------------------------------------------------------------------------

/// One window from `begin` on; returns its end.
engine::Time Simulation::live(engine::Time begin) {
  turn_policy(begin);
  treasury_.look(begin, workers_);
  const engine::Time end = model_.next_edge(begin);
  live_until(begin, end);
  return end;
}

void Simulation::live_until(engine::Time begin, engine::Time end) {
  open(begin, end);
  work(end);
  close();
}

void Simulation::open(engine::Time begin, engine::Time end) {
  firm_.set_window(begin, end);
  for_each_firm(model_, firms_, [&](const auto& mechanism, auto& firm) {
    if constexpr (requires { mechanism.open(firm, firm_); }) mechanism.open(firm, firm_);
  });
  firm_.deliver();
}

void Simulation::work(engine::Time end) {
  team_.for_each(population_.cells(), [&](std::size_t cell, unsigned number) {
    if (execution_.stop.stop_requested()) return;
    Worker& worker = workers_[number];
    Dispatch dispatch(model_, worker);
    worker.events += population_.cell(cell).work(end, dispatch);
  });
  if (execution_.stop.stop_requested()) throw Interrupted();
  // Of several failures the one that every division into cells and threads would find.
  const engine::Cell* first = nullptr;
  for (std::size_t i = 0; i < population_.cells(); ++i) {
    const engine::Cell& cell = population_.cell(i);
    if (cell.failure() && (first == nullptr || cell.failed_at() < first->failed_at()))
      first = &cell;
  }
  if (first != nullptr) std::rethrow_exception(first->failure());
}

void Simulation::close() {
  firm_.customers_have_worked(workers_);
  for_each_firm(model_, firms_, [&](const auto& mechanism, auto& firm) {
    if constexpr (requires { mechanism.close(firm, firm_); }) mechanism.close(firm, firm_);
  });
  firm_.deliver();
}

// --- Dates --------------------------------------------------------------------------------------

/// At the policy's dates, and at each reporting edge if it chooses customers by what they have
/// done: draws up the list of those to whom it applies.
void Simulation::turn_policy(engine::Time now) {
  if (!model_.has_rows_of_policy()) return;
  const bool in_force = now >= model_.policy_starts() && now < model_.policy_ends();
  const bool date = now == model_.policy_starts() || now == model_.policy_ends();
  const std::size_t period = books_.period();
  const bool new_list = in_force && model_.targeting().changes() && period > 0 &&
                        now == model_.period_end(period - 1);
  if (!date && !new_list) return;
  for (Worker& worker : workers_) worker.policy_in_force = in_force;
  firm_.set_window(now, now);
  for_each_firm(model_, firms_, [&](const auto& mechanism, auto& firm) {
    if constexpr (requires { mechanism.turn(firm, firm_); }) mechanism.turn(firm, firm_);
  });
  if (in_force && model_.targeting().ranks()) rank_customers(now);
  for_each(Status::active, now, [&](Context& context, engine::Cell& cell, engine::Cell::Slot slot) {
    const bool treated = in_force && model_.targeting().addresses(context);
    if (treated == context.treated()) return;
    context.turn(treated);
    cell.settle(slot);
  });
  // Nothing runs for who is away but what leads him back, and that asks again when it is due.
  for_each(Status::at_rival, now, [&](Context& context, engine::Cell&, engine::Cell::Slot) {
    context.enter(in_force && model_.targeting().addresses(context));
  });
}

/// Puts all customers who may be addressed in an order, and tells everybody where the list ends.
void Simulation::rank_customers(engine::Time now) {
  std::vector<std::vector<Standing>> of_cell(population_.cells());
  for_each(Status::active, now, [&](Context& context, engine::Cell& cell, engine::Cell::Slot slot) {
    if (const auto place = model_.targeting().standing(context)) {
      of_cell[cell.place(slot).cell].push_back(*place);
    }
  });
  std::vector<Standing> all;
  for (const auto& some : of_cell) all.insert(all.end(), some.begin(), some.end());
  const Standing last = model_.targeting().last_of(all);
  for (Worker& worker : workers_) worker.last_of_list = last;
}

void Simulation::begin_counting() {
  if (model_.begin() < engine::kStart) report_firms(engine::kStart);
  books_.begin_counting(workers_);
  if (model_.tells_fates()) begin_notes();
  for_each_firm(model_, firms_, [&](const auto& mechanism, auto& firm) {
    if constexpr (requires { mechanism.begin_counting(firm); }) mechanism.begin_counting(firm);
  });
}

/// What was noted during the warm-up is forgotten, but for when customers joined.
void Simulation::begin_notes() {
  team_.for_each(population_.cells(), [&](std::size_t number, unsigned) {
    population_.cell(number).for_each([&](engine::Cell::Slot, engine::Record record) {
      Note& note = record.at<Note>(model_.layout().note);
      const bool active = record.head().status == static_cast<std::uint8_t>(Status::active);
      if (model_.begin() < engine::kStart) note = Note{.joined = note.joined};
      note.is_initial = active;
    });
  });
  for (Worker& worker : workers_) worker.sales.clear();
}

void Simulation::hand_over_lives() {
  if (execution_.fates != nullptr) *execution_.fates = fates_of(model_, population_, team_);
  const auto gather = [&](auto* all, auto Worker::*of_worker) {
    if (all == nullptr) return;
    all->clear();
    for (Worker& worker : workers_) {
      all->insert(all->end(), (worker.*of_worker).begin(), (worker.*of_worker).end());
    }
    // Who worked for whom must not be seen. At one instant one worker works for a customer.
    std::stable_sort(all->begin(), all->end(), [](const auto& a, const auto& b) {
      return a.identity != b.identity ? a.identity < b.identity : a.time < b.time;
    });
  };
  gather(execution_.sales, &Worker::sales);
  gather(execution_.steps, &Worker::steps);
}

void Simulation::report(engine::Time end) {
  bool somebody_observes = false;
  engine::for_each_type(Mechanisms{}, [&]<class M>(std::type_identity<M>) {
    if constexpr (kObserves<M>) somebody_observes = somebody_observes || model_.uses<M>();
  });
  if (somebody_observes) {
    for_each(Status::active, end, [&](Context& context, engine::Cell&, engine::Cell::Slot) {
      engine::for_each_type(Mechanisms{}, [&]<class M>(std::type_identity<M>) {
        if constexpr (kObserves<M>) {
          if (context.is_on<M>()) model_.get<M>().observe(context);
        }
      });
    });
  }
  report_firms(end);
  books_.close_period(workers_);
}

void Simulation::report_firms(engine::Time end) {
  firm_.set_window(end, end);
  for_each_firm(model_, firms_, [&](const auto& mechanism, auto& firm) {
    if constexpr (requires { mechanism.report(firm, firm_); }) mechanism.report(firm, firm_);
  });
}

// --- Conservation -------------------------------------------------------------------------------

/// Counted over all customers: created = active + left; and what mechanisms promise (audit.h).
void Simulation::verify() const {
  Audit audit;
  Books::People found;
  for (std::size_t i = 0; i < population_.cells(); ++i) {
    population_.cell(i).for_each([&](engine::Cell::Slot, engine::Record record) {
      const auto status = static_cast<Status>(record.head().status);
      found.joined += status == Status::prospect ? 0 : 1;
      found.left += status == Status::left || status == Status::at_rival ? 1 : 0;
      engine::for_each_type(Mechanisms{}, [&]<class M>(std::type_identity<M>) {
        if constexpr (requires { &M::held; }) {
          const std::size_t place = model_.layout().state[kIndexOf<M>];
          if (place == Layout::kAbsent) return;
          audit.held_by[kIndexOf<M>] += M::held(record.at<typename M::State>(place));
        }
      });
    });
  }
  const Books::People booked = books_.people(workers_);
  TENURE_ENSURE(booked.joined == found.joined + booked.returned);
  TENURE_ENSURE(booked.left == found.left + booked.returned);

  audit.tally = [&](std::size_t mechanism, std::size_t which) {
    return books_.counted(model_.layout().first_tally[mechanism] + which, workers_);
  };
  engine::for_each_type(Mechanisms{}, [&]<class M>(std::type_identity<M>) {
    if (!model_.uses<M>()) return;
    audit.waiting[kIndexOf<M>] = static_cast<std::int64_t>(firm_.inbox<M>().size());
    const M& mechanism = model_.get<M>();
    if constexpr (requires { mechanism.audit(audit); }) {
      mechanism.audit(audit);
    } else if constexpr (requires { mechanism.audit(std::get<kIndexOf<M>>(firms_), audit); }) {
      mechanism.audit(std::get<kIndexOf<M>>(firms_), audit);
    }
  });
}

}  // namespace tenure::model
