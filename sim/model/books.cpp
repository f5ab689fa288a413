// SPDX-License-Identifier: Apache-2.0
#include "model/books.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <utility>

#include "engine/philox.h"

namespace tenure::model {

namespace {

/// The table of cohorts grows with the square of the number of periods; beyond this it is left out.
constexpr std::size_t kMostPeriodsWithCohorts = 400;

void move_into(std::int64_t& sum, std::int64_t& part) {
  if (__builtin_add_overflow(sum, part, &sum)) {
    throw std::overflow_error("a sum of the results exceeds 64 bits");
  }
  part = 0;
}

void move_into(std::vector<std::int64_t>& sum, std::size_t at, Counts& part) {
  for (std::size_t i = 0; i < part.size(); ++i) move_into(sum[at + i], part[i]);
}

template <class Numbers>
std::int64_t total(const Numbers& parts) {
  return std::accumulate(parts.begin(), parts.end(), std::int64_t{0});
}

}  // namespace

Books::Books(const Model& model) : model_(model) {
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
  record_.buyers.assign(cells, 0);
  record_.repeaters.assign(cells, 0);
  record_.paid_again.assign(cells, 0);
  if (record_.periods <= kMostPeriodsWithBehaviour) record_.seen.assign(cells, 0);
  if (record_.periods <= kMostPeriodsWithCohorts) {
    record_.cohorts = record_.periods + 1;
    record_.cohort_size.assign(record_.cohorts, 0);
    record_.cohort_active.assign(record_.cohorts * record_.periods, 0);
  }
  tallies_before_.assign(record_.tallies * record_.rows, 0);
}

Worker Books::make_worker(std::uint64_t replication) const {
  const std::uint64_t seed = model_.specification().seed;
  const bool fixed = model_.specification().population == Persons::fixed;
  Worker worker;
  worker.layout = &model_.layout();
  worker.tells_fates = model_.tells_fates();
  worker.population =
      engine::RoundKeys(engine::make_key(seed, fixed ? 0 : replication, engine::Role::population));
  worker.life = engine::RoundKeys(engine::make_key(seed, replication, engine::Role::life));
  worker.horizon = model_.study().horizon;
  worker.end = model_.study().end;
  worker.segments = record_.rows;
  worker.causes = record_.causes;
  worker.tallies.assign(record_.tallies * record_.rows, 0);
  worker.joined.assign(record_.rows, 0);
  worker.left.assign(record_.rows * record_.causes, 0);
  worker.left_from_start.assign(record_.rows, 0);
  worker.left_initial.assign(record_.rows, 0);
  worker.charged.assign(record_.rows, 0);
  worker.report_every = model_.study().report_every;
  worker.buyers.assign(record_.rows, 0);
  worker.repeaters.assign(record_.rows, 0);
  worker.paid_again.assign(record_.rows, 0);
  worker.seen.assign(record_.seen.size(), 0);
  worker.left_of_cohort.assign(record_.cohorts, 0);
  return worker;
}

/// `visit(tally, row)` for all.
template <class Visit>
void Books::for_each_tally(Visit&& visit) const {
  for (std::size_t tally = 0; tally < record_.tallies; ++tally) {
    for (std::size_t row = 0; row < record_.rows; ++row) visit(tally, row);
  }
}

void Books::begin_counting(std::span<Worker> workers) {
  for (Worker& worker : workers) {
    if (model_.begin() < engine::kStart) {
      for_each_tally([&](std::size_t tally, std::size_t row) {
        move_into(tallies_before_[tally * record_.rows + row], worker.tally(tally, row));
      });
    }
    for (std::size_t row = 0; row < record_.rows; ++row) {
      record_.initial[row] += std::exchange(worker.joined[row], 0);
    }
    for (std::size_t i = 0; i < worker.left.size(); ++i) {
      const std::int64_t left = std::exchange(worker.left[i], 0);
      record_.initial[i / record_.causes] -= left;
      left_before_ += left;
    }
    std::fill(worker.left_from_start.begin(), worker.left_from_start.end(), 0);
    std::fill(worker.left_initial.begin(), worker.left_initial.end(), 0);
    std::fill(worker.left_of_cohort.begin(), worker.left_of_cohort.end(), 0);
    std::fill(worker.buyers.begin(), worker.buyers.end(), 0);
    std::fill(worker.repeaters.begin(), worker.repeaters.end(), 0);
    std::fill(worker.paid_again.begin(), worker.paid_again.end(), 0);
    worker.cohort_now = 1;
  }
  for (std::size_t row = 0; row < record_.rows; ++row) {
    record_.active_at_start[row] = record_.initial[row];
  }
}

void Books::close_period(std::span<Worker> workers) {
  const std::size_t rows = record_.rows;
  const std::size_t first = period_ * rows;
  for (Worker& worker : workers) {
    for_each_tally([&](std::size_t tally, std::size_t row) {
      move_into(record_.tally[(tally * record_.periods + period_) * rows + row],
                worker.tally(tally, row));
    });
    move_into(record_.joined, first, worker.joined);
    move_into(record_.left, first * record_.causes, worker.left);
    move_into(record_.left_from_start, first, worker.left_from_start);
    move_into(record_.left_initial, first, worker.left_initial);
    move_into(record_.charged, first, worker.charged);
    move_into(record_.buyers, first, worker.buyers);
    move_into(record_.repeaters, first, worker.repeaters);
    move_into(record_.paid_again, first, worker.paid_again);
    // Of all periods at once: a purchase is seen from the ends of several.
    if (period_ + 1 == record_.periods) move_into(record_.seen, 0, worker.seen);
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
  close_cohorts(workers);
  ++period_;
}

/// How many of each cohort are active at this period's end.
void Books::close_cohorts(std::span<Worker> workers) {
  if (record_.cohorts == 0) return;
  std::int64_t joined = 0;
  for (std::size_t row = 0; row < record_.rows; ++row) {
    joined += record_.joined[period_ * record_.rows + row];
  }
  record_.cohort_size[0] = total(record_.initial);
  record_.cohort_size[period_ + 1] = joined;
  for (std::size_t cohort = 0; cohort <= period_ + 1; ++cohort) {
    const std::size_t age = cohort == 0 ? period_ : period_ + 1 - cohort;
    std::int64_t* row = &record_.cohort_active[cohort * record_.periods];
    row[age] = age == 0 ? record_.cohort_size[cohort] : row[age - 1];
    for (Worker& worker : workers) row[age] -= std::exchange(worker.left_of_cohort[cohort], 0);
  }
}

std::int64_t Books::counted(std::size_t tally, std::span<const Worker> workers) const {
  const std::size_t cells = record_.periods * record_.rows;
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < cells; ++i) sum += record_.tally[tally * cells + i];
  for (std::size_t row = 0; row < record_.rows; ++row) {
    sum += tallies_before_[tally * record_.rows + row];
    for (const Worker& worker : workers) sum += worker.tally(tally, row);
  }
  return sum;
}

Books::People Books::people(std::span<const Worker> workers) const {
  People people;
  people.joined = total(record_.initial) + left_before_ + total(record_.joined);
  people.left = left_before_ + total(record_.left);
  for (const Worker& worker : workers) {
    people.joined += total(worker.joined);
    people.left += total(worker.left);
    people.returned += worker.returned;
  }
  return people;
}

}  // namespace tenure::model
