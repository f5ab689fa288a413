// SPDX-License-Identifier: Apache-2.0
#include "model/simulation.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include "engine/philox.h"
#include "model/post.h"

namespace tenure::model {

namespace {

/// The table of cohorts grows with the square of the number of periods; beyond this it is left out.
constexpr std::size_t kMostPeriodsWithCohorts = 400;

/// Opens the messages and rings the clocks of a cell's customers: the way from the engine into the
/// model.
class Dispatch {
 public:
  Dispatch(const Model& model, Worker& worker) : model_(model), worker_(worker) {}

  void clock(engine::Cell& cell, engine::Cell::Slot slot, engine::Record record, std::size_t number,
             engine::Time now) {
    Context context(model_, worker_, cell, slot, record, now);
    const std::size_t which = worker_.layout->clock_in_slot[number];
    engine::for_each_type(Clocks{}, [&]<class Clock>(std::type_identity<Clock>) {
      if (which == engine::index_of<Clock>(Clocks{})) ring<Clock>(context);
    });
  }

  void message(engine::Cell& cell, engine::Cell::Slot slot, engine::Record record,
               const engine::Message& message) {
    Context context(model_, worker_, cell, slot, record, message.time);
    engine::for_each_type(Messages{}, [&]<class Word>(std::type_identity<Word>) {
      if (message.kind != engine::index_of<Word>(Messages{})) return;
      Word word;
      unpack(message, word);
      if constexpr (std::is_same_v<Word, CustomerJoined>) {
        record.head().cohort = worker_.cohort_now;
        join(context, word);
      } else if (context.active()) {  // else too late: the customer has left
        context.begin_root(static_cast<Root>(message.root), message.ordinal);
        context.publish(word);
        context.plan_clocks();
      }
    });
  }

  void join(Context& context, CustomerJoined joined) {
    context.record().head().status = static_cast<std::uint8_t>(Status::active);
    worker_.book_joining(context.record().head());
    if (History* history = context.history()) *history = History{.joined = context.now()};
    context.begin_joining();
    if (worker_.policy_in_force) context.enter(model_.targeting().addresses(context));
    context.publish(joined);
    context.plan_clocks();
  }

 private:
  template <class Clock>
  void ring(Context& context) {
    const std::size_t plan = worker_.layout->plan[engine::index_of<Clock>(Clocks{})];
    if (plan != Layout::kAbsent) {
      if constexpr (engine::contains<Clock>(VaryingClocks{})) {
        if (context.record().at<Plan>(plan).wants_second_look()) {
          --worker_.events;  // nothing has happened
          context.look_again<Clock>();
          return;
        }
      }
      context.record().at<Plan>(plan).residual = 0.0;
    }
    context.publish(Clock{});
    context.plan_clocks();
  }

  const Model& model_;
  Worker& worker_;
};

/// Whether a mechanism looks at each active customer at a period's end.
template <class M>
constexpr bool kObserves = requires(const M& m, Context& c) {
  m.observe(c);
};

void add_to(std::vector<std::int64_t>& sum, std::size_t at, std::vector<std::int64_t>& part) {
  for (std::size_t i = 0; i < part.size(); ++i) {
    if (__builtin_add_overflow(sum[at + i], part[i], &sum[at + i])) {
      throw std::overflow_error("a sum of the results exceeds 64 bits");
    }
    part[i] = 0;
  }
}

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
      replication_(replication),
      population_(model.layout(), initial_customers(model.specification()), execution_.cell_size,
                  model.window(), model.begin(), model.study().horizon),
      workers_(team.size(), make_worker()),
      firm_(workers_.front(), population_) {
  record_.periods = model.periods();
  record_.rows = model.segments();
  record_.causes = model.study().causes.size();
  record_.tallies = model.layout().tallies;
  const std::size_t cells = record_.periods * record_.rows;
  record_.tally.assign(record_.tallies * cells, 0);
  record_.joined.assign(cells, 0);
  record_.active_at_start.assign(cells, 0);
  record_.active_at_end.assign(cells, 0);
  record_.left.assign(cells * record_.causes, 0);
  record_.left_from_start.assign(cells, 0);
  record_.left_initial.assign(cells, 0);
  record_.charged.assign(cells, 0);
  record_.initial.assign(record_.rows, 0);
  if (record_.periods <= kMostPeriodsWithCohorts) {
    record_.cohorts = record_.periods + 1;
    record_.cohort_size.assign(record_.cohorts, 0);
    record_.cohort_active.assign(record_.cohorts * record_.periods, 0);
  }
}

Worker Simulation::make_worker() const {
  const Layout& layout = model_.layout();
  Worker worker;
  worker.layout = &layout;
  worker.population =
      engine::make_key(model_.specification().seed, replication_, engine::Role::population);
  worker.life = engine::make_key(model_.specification().seed, replication_, engine::Role::life);
  worker.horizon = model_.study().horizon;
  worker.segments = model_.segments();
  worker.causes = model_.study().causes.size();
  worker.tallies.assign(layout.tallies * worker.segments, 0);
  worker.joined.assign(worker.segments, 0);
  worker.left.assign(worker.segments * worker.causes, 0);
  worker.left_from_start.assign(worker.segments, 0);
  worker.left_initial.assign(worker.segments, 0);
  worker.charged.assign(worker.segments, 0);
  if (model_.periods() <= kMostPeriodsWithCohorts) {
    worker.left_of_cohort.assign(model_.periods() + 1, 0);
  }
  return worker;
}

Record Simulation::run() {
  const engine::Time horizon = model_.study().horizon;
  populate();
  for (engine::Time begin = model_.begin(), end{}; begin < horizon; begin = end) {
    if (begin == engine::kStart) begin_counting();
    turn_policy(begin);
    look_at_budget(begin);
    end = model_.next_edge(begin);
    open(begin, end);
    work(begin, end);
    close();
    // What happens exactly at the horizon still belongs to the last period.
    if (end == horizon) {
      const engine::Time beyond = horizon + engine::Duration{1};
      open(horizon, beyond);
      work(horizon, beyond);
      close();
    }
    if (end > engine::kStart && end == model_.period_end(period_)) report(end);
    if (execution_.verify_every_window || end == horizon) verify();
    if (execution_.progress) {
      execution_.progress(engine::in_days(end - model_.begin()) /
                          engine::in_days(horizon - model_.begin()));
    }
  }
  for (const Worker& worker : workers_) record_.events += worker.events;
  record_.waits = std::move(desk_.waits);
  record_.customer_bytes = population_.bytes();
  return std::move(record_);
}

void Simulation::populate() {
  team_.for_each(population_.cells(), [&](std::size_t cell, unsigned worker) {
    if (execution_.stop.stop_requested()) return;
    populate_cell(cell, workers_[worker]);
  });
  if (execution_.stop.stop_requested()) throw Interrupted();
  firm_.set_window(model_.begin(), model_.begin());
  if (model_.uses<Acquisition>()) acquisition_ = model_.get<Acquisition>().begin(firm_);
  if (model_.uses<ComplaintDesk>()) desk_ = model_.get<ComplaintDesk>().begin(firm_);
  if (model_.uses<Courtesy>()) lines_ = model_.get<Courtesy>().lines().begin();
  if (model_.uses<Finance>()) finance_ = model_.get<Finance>().begin(firm_);
}

/// Time 0: what the warm-up has counted is put aside, and whoever is active now is the initial
/// base.
void Simulation::begin_counting() {
  if (model_.begin() < engine::kStart) {
    firm_.set_window(engine::kStart, engine::kStart);
    report_firm();
  }
  before_.tallies.assign(record_.tallies * record_.rows, 0);
  for (Worker& worker : workers_) {
    if (model_.begin() < engine::kStart) add_to(before_.tallies, 0, worker.tallies);
    for (std::size_t row = 0; row < record_.rows; ++row) {
      record_.initial[row] += std::exchange(worker.joined[row], 0);
    }
    for (std::size_t i = 0; i < worker.left.size(); ++i) {
      const std::int64_t left = std::exchange(worker.left[i], 0);
      record_.initial[i / record_.causes] -= left;
      before_.left += left;
    }
    std::fill(worker.left_from_start.begin(), worker.left_from_start.end(), 0);
    std::fill(worker.left_initial.begin(), worker.left_initial.end(), 0);
    std::fill(worker.left_of_cohort.begin(), worker.left_of_cohort.end(), 0);
    worker.cohort_now = 1;
  }
  std::fill(desk_.waits.begin(), desk_.waits.end(), 0);
  for (std::size_t row = 0; row < record_.rows; ++row) {
    record_.active_at_start[row] = record_.initial[row];
  }
}

/// At midnight: whether anything is left of this year's budget. So what a day's customers spend
/// does not depend on how the day is divided into windows.
void Simulation::look_at_budget(engine::Time now) {
  const auto& budget = model_.specification().terms.budget;
  if (!budget || now < model_.policy_starts() ||
      (now - engine::kStart) % engine::kDay != engine::Duration{0}) {
    return;
  }
  std::int64_t charged = 0;
  for (const Worker& worker : workers_) charged += worker.charged_ever;
  const double years = engine::in_days(now - model_.policy_starts()) / engine::kDaysPerYear;
  const auto year = static_cast<std::int64_t>(years);
  if (year > budget_year_) {
    budget_year_ = year;
    charged_before_year_ = charged;
  }
  const double granted = budget->cents_per_day * engine::kDaysPerYear;
  const bool left = static_cast<double>(charged - charged_before_year_) < granted;
  for (Worker& worker : workers_) worker.budget_is_left = left;
}

/// At the policy's dates, and at each reporting edge if it chooses customers by what they have
/// done: draws up the list of those to whom it applies.
void Simulation::turn_policy(engine::Time now) {
  if (!model_.has_rows_of_policy()) return;
  const bool in_force = now >= model_.policy_starts() && now < model_.policy_ends();
  const bool date = now == model_.policy_starts() || now == model_.policy_ends();
  const bool new_list = in_force && model_.targeting().changes() && period_ > 0 &&
                        now == model_.period_end(period_ - 1);
  if (!date && !new_list) return;
  for (Worker& worker : workers_) worker.policy_in_force = in_force;
  firm_.set_window(now, now);
  if (model_.uses<ComplaintDesk>()) model_.get<ComplaintDesk>().turn(desk_, firm_);
  if (model_.uses<Courtesy>()) model_.get<Courtesy>().lines().turn(lines_, firm_);
  if (model_.uses<Finance>()) model_.get<Finance>().turn(finance_, firm_);
  team_.for_each(population_.cells(), [&](std::size_t number, unsigned which) {
    engine::Cell& cell = population_.cell(number);
    cell.for_each([&](engine::Cell::Slot slot, engine::Record record) {
      if (record.head().status != static_cast<std::uint8_t>(Status::active)) return;
      Context context(model_, workers_[which], cell, slot, record, now);
      const bool treated = in_force && model_.targeting().addresses(context);
      if (treated == context.treated()) return;
      context.turn(treated);
      cell.settle(slot);
    });
  });
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

void Simulation::open(engine::Time begin, engine::Time end) {
  firm_.set_window(begin, end);
  if (model_.uses<Acquisition>()) model_.get<Acquisition>().open(acquisition_, firm_);
  if (model_.uses<Courtesy>()) model_.get<Courtesy>().lines().open(lines_, firm_);
}

void Simulation::work(engine::Time begin, engine::Time end) {
  team_.for_each(population_.cells(), [&](std::size_t cell, unsigned number) {
    if (execution_.stop.stop_requested()) return;
    Worker& worker = workers_[number];
    Dispatch dispatch(model_, worker);
    worker.events += population_.cell(cell).work(begin, end, dispatch);
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
  firm_.customers_have_worked();
  gather_inboxes();
  if (model_.uses<ComplaintDesk>()) model_.get<ComplaintDesk>().close(desk_, firm_);
}

void Simulation::gather_inboxes() {
  const auto gather = [&](std::vector<engine::Message> Worker::*outbox,
                          std::vector<engine::Message>& inbox) {
    inbox.clear();
    for (Worker& worker : workers_) {
      inbox.insert(inbox.end(), (worker.*outbox).begin(), (worker.*outbox).end());
      (worker.*outbox).clear();
    }
    std::sort(inbox.begin(), inbox.end(), engine::ByContent{});
  };
  gather(&Worker::to_desk, inbox_);
  gather(&Worker::to_lines, bookings_);
  firm_.set_inbox(inbox_);
  firm_.set_bookings(bookings_);
}

void Simulation::report(engine::Time end) {
  take_census(end);
  firm_.set_window(end, end);
  report_firm();

  const std::size_t rows = record_.rows;
  const std::size_t first = period_ * rows;
  for (Worker& worker : workers_) {
    for (std::size_t tally = 0; tally < record_.tallies; ++tally) {
      for (std::size_t row = 0; row < rows; ++row) {
        std::int64_t& part = worker.tallies[tally * rows + row];
        std::int64_t& sum = record_.tally[(tally * record_.periods + period_) * rows + row];
        if (__builtin_add_overflow(sum, part, &sum)) {
          throw std::overflow_error("a sum of the results exceeds 64 bits");
        }
        part = 0;
      }
    }
    add_to(record_.joined, first, worker.joined);
    add_to(record_.left, first * record_.causes, worker.left);
    add_to(record_.left_from_start, first, worker.left_from_start);
    add_to(record_.left_initial, first, worker.left_initial);
    add_to(record_.charged, first, worker.charged);
    worker.cohort_now = static_cast<std::uint16_t>(
        std::min<std::size_t>(period_ + 2, std::numeric_limits<std::uint16_t>::max()));
  }
  for (std::size_t row = 0; row < rows; ++row) {
    std::int64_t active = record_.active_at_start[first + row] + record_.joined[first + row];
    for (std::size_t cause = 0; cause < record_.causes; ++cause) {
      active -= record_.left[(first + row) * record_.causes + cause];
    }
    record_.active_at_end[first + row] = active;
    if (period_ + 1 < record_.periods) record_.active_at_start[first + rows + row] = active;
  }
  close_cohorts();
  ++period_;
}

void Simulation::report_firm() {
  if (model_.uses<ComplaintDesk>()) model_.get<ComplaintDesk>().report(desk_, firm_);
  if (model_.uses<Finance>()) model_.get<Finance>().report(finance_, firm_);
}

/// How many of each cohort are active at this period's end.
void Simulation::close_cohorts() {
  if (record_.cohorts == 0) return;
  std::int64_t initial = 0;
  std::int64_t joined = 0;
  for (std::size_t row = 0; row < record_.rows; ++row) {
    initial += record_.initial[row];
    joined += record_.joined[period_ * record_.rows + row];
  }
  record_.cohort_size[0] = initial;
  record_.cohort_size[period_ + 1] = joined;
  for (std::size_t cohort = 0; cohort <= period_ + 1; ++cohort) {
    const std::size_t age = cohort == 0 ? period_ : period_ + 1 - cohort;
    std::int64_t* row = &record_.cohort_active[cohort * record_.periods];
    row[age] = age == 0 ? record_.cohort_size[cohort] : row[age - 1];
    for (Worker& worker : workers_) {
      row[age] -= std::exchange(worker.left_of_cohort[cohort], 0);
    }
  }
}

/// Asks every active customer, where somebody wants to know.
void Simulation::take_census(engine::Time end) {
  bool somebody_asks = false;
  engine::for_each_type(Mechanisms{}, [&]<class M>(std::type_identity<M>) {
    if constexpr (kObserves<M>) somebody_asks = somebody_asks || model_.uses<M>();
  });
  if (!somebody_asks) return;
  team_.for_each(population_.cells(), [&](std::size_t number, unsigned which) {
    engine::Cell& cell = population_.cell(number);
    cell.for_each([&](engine::Cell::Slot slot, engine::Record record) {
      if (record.head().status != static_cast<std::uint8_t>(Status::active)) return;
      Context context(model_, workers_[which], cell, slot, record, end);
      engine::for_each_type(Mechanisms{}, [&]<class M>(std::type_identity<M>) {
        if constexpr (kObserves<M>) {
          if (context.is_on<M>()) model_.get<M>().observe(context);
        }
      });
    });
  });
}

/// One tally of one mechanism since the start, over all periods and rows.
template <class Mechanism>
std::int64_t Simulation::counted(std::size_t which) const {
  const std::size_t tally = model_.layout().first_tally[kIndexOf<Mechanism>] + which;
  const std::size_t cells = record_.periods * record_.rows;
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < cells; ++i) sum += record_.tally[tally * cells + i];
  for (std::size_t row = 0; row < record_.rows && !before_.tallies.empty(); ++row) {
    sum += before_.tallies[tally * record_.rows + row];
  }
  for (const Worker& worker : workers_) {
    for (std::size_t row = 0; row < record_.rows; ++row) {
      sum += worker.tallies[tally * record_.rows + row];
    }
  }
  return sum;
}

/// Conservation, counted over all customers: created = active + left; every complaint filed is
/// answered, given up, waiting or being handled; every call booked has got through, was lost, or is
/// still to come; every point issued is redeemed, expired or held; every notice given is withdrawn,
/// carried out, void or runs; customers' accounts add up to the ledger.
void Simulation::verify() const {
  std::int64_t active = 0;
  std::int64_t left = 0;
  std::int64_t balances = 0;
  std::int64_t held = 0;
  std::int64_t notices = 0;
  for (std::size_t i = 0; i < population_.cells(); ++i) {
    population_.cell(i).for_each([&](engine::Cell::Slot, engine::Record record) {
      const auto status = static_cast<Status>(record.head().status);
      active += status == Status::active ? 1 : 0;
      left += status == Status::left ? 1 : 0;
      const std::size_t account = model_.layout().state[kIndexOf<Finance>];
      const std::size_t contract = model_.layout().state[kIndexOf<Contract>];
      if (contract != Layout::kAbsent) notices += record.at<Contract::State>(contract).under_notice;
      if (account != Layout::kAbsent) balances += record.at<Finance::State>(account).balance;
      const std::size_t points = model_.layout().state[kIndexOf<LoyaltyProgramme>];
      if (points != Layout::kAbsent) held += record.at<LoyaltyProgramme::State>(points).points;
    });
  }
  const auto total = [](const std::vector<std::int64_t>& parts) {
    return std::accumulate(parts.begin(), parts.end(), std::int64_t{0});
  };
  std::int64_t booked_joined = total(record_.initial) + before_.left + total(record_.joined);
  std::int64_t booked_left = before_.left + total(record_.left);
  for (const Worker& worker : workers_) {
    booked_joined += total(worker.joined);
    booked_left += total(worker.left);
  }
  TENURE_ENSURE(booked_joined == active + left);
  TENURE_ENSURE(booked_left == left);
  if (model_.uses<ComplaintDesk>()) {
    TENURE_ENSURE(counted<ComplaintDesk>(ComplaintDesk::filed) ==
                  counted<ComplaintDesk>(ComplaintDesk::answered) +
                      counted<ComplaintDesk>(ComplaintDesk::abandoned) + desk_.station.waiting() +
                      desk_.station.busy());
  }
  if (model_.uses<Courtesy>()) {
    TENURE_ENSURE(counted<Courtesy>(Courtesy::calls_booked) ==
                  counted<Courtesy>(Courtesy::calls_connected) +
                      counted<Courtesy>(Courtesy::calls_lost) +
                      static_cast<std::int64_t>(lines_.booked.size() + bookings_.size()));
  }
  if (model_.uses<LoyaltyProgramme>()) {
    TENURE_ENSURE(counted<LoyaltyProgramme>(LoyaltyProgramme::points_issued) ==
                  counted<LoyaltyProgramme>(LoyaltyProgramme::points_redeemed) +
                      counted<LoyaltyProgramme>(LoyaltyProgramme::points_expired) + held);
  }
  if (model_.uses<Contract>()) {
    TENURE_ENSURE(counted<Contract>(Contract::notices_given) ==
                  counted<Contract>(Contract::saves_accepted) +
                      counted<Contract>(Contract::notices_carried_out) +
                      counted<Contract>(Contract::notices_lapsed) + notices);
  }
  if (model_.uses<Finance>()) {
    TENURE_ENSURE(balances == counted<Finance>(Finance::margin_earned) -
                                  counted<Finance>(Finance::cost_to_serve));
  }
}

}  // namespace tenure::model
