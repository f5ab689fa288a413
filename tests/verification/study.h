// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "engine/team.h"
#include "engine/time.h"
#include "model/mechanisms.h"
#include "model/model.h"
#include "model/record.h"
#include "model/simulation.h"
#include "model/specification.h"

/// The whole model under a test: a study put together in sentences, its replications, and what they
/// counted.
namespace tenure::verification {

inline engine::Duration weeks(double n) { return engine::from_days(7.0 * n); }
inline model::Rate per_week(double n) { return {n / 7.0}; }

/// Purchases at the same constant rate for everybody, each of the same value.
model::Purchasing::Parameters steady_purchases(engine::Duration interval,
                                               model::Money value = {1000});

/// A specification, sentence by sentence:
///   Study(weeks(26), weeks(1)).segment("all", 10'000).with<Leaving>({.hazard = per_week(0.05)})
class Study {
 public:
  Study(engine::Duration horizon, engine::Duration report_every);

  /// Begins a segment; what follows is about it.
  Study& segment(std::string name, std::int64_t customers);
  template <class Mechanism>
  Study& with(typename Mechanism::Parameters parameters) {
    std::get<model::kIndexOf<Mechanism>>(specification_.segments.back().sections) =
        std::move(parameters);
    return *this;
  }
  /// Whether the last segment has it.
  template <class Mechanism>
  bool has() const {
    return std::get<model::kIndexOf<Mechanism>>(specification_.segments.back().sections)
        .has_value();
  }
  Study& seed(std::uint64_t seed);
  Study& starts(std::int64_t first_day);
  Study& window(engine::Duration window);
  Study& warm_up(engine::Duration warm_up);
  /// What was said so far holds without the policy; what follows is about the policy, which holds
  /// by these terms. Speaks of the last segment; others keep all they have under the policy, or
  /// what was said of them after an earlier `policy`.
  Study& policy(model::Terms terms);

  /// The last segment `count` times over, under as many names, with `customers` each. Segments know
  /// nothing of each other, so each is a replication of its own; with one customer each, what they
  /// count is known customer by customer.
  Study& copies(std::size_t count, std::int64_t customers);

  const model::Specification& specification() const { return specification_; }
  operator const model::Specification&() const { return specification_; }

 private:
  model::Specification specification_;
};

/// What one replication counted, by the words of the model.
class Reading {
 public:
  Reading(const model::Model& model, const model::Record& record)
      : model_(model), record_(record) {}

  const model::Record& record() const { return record_; }
  std::size_t rows() const { return record_.rows; }
  std::size_t periods() const { return record_.periods; }

  template <class Mechanism>
  std::int64_t tally(std::size_t which, std::size_t period, std::size_t row) const {
    const std::size_t number = model_.layout().first_tally[model::kIndexOf<Mechanism>] + which;
    return record_.tally[(number * record_.periods + period) * record_.rows + row];
  }
  /// Of all segments.
  template <class Mechanism>
  std::int64_t tally(std::size_t which, std::size_t period) const {
    std::int64_t sum = 0;
    for (std::size_t row = 0; row < rows(); ++row) sum += tally<Mechanism>(which, period, row);
    return sum;
  }
  /// Of all segments, from period `first` on.
  template <class Mechanism>
  std::int64_t tally_from(std::size_t first, std::size_t which) const {
    std::int64_t sum = 0;
    for (std::size_t p = first; p < periods(); ++p) sum += tally<Mechanism>(which, p);
    return sum;
  }

  /// Customers active at the end of a period.
  std::int64_t active(std::size_t period, std::size_t row) const {
    return record_.active_at_end[period * record_.rows + row];
  }
  std::int64_t active(std::size_t period) const;
  std::int64_t initial() const;
  std::int64_t left(std::size_t period, std::size_t row, std::string_view cause) const;
  std::int64_t left(std::string_view cause) const;  ///< in all periods and segments

  /// Mean time that the initial customers stayed, up to the horizon: the integral of the active
  /// share by Simpson's rule over the reporting periods, of which there must be an even number.
  double mean_time_active() const;

 private:
  const model::Model& model_;
  const model::Record& record_;
};

/// `read(reading)` of each of `replications`, in their order, worked by as many threads as the
/// machine has.
template <class Read>
auto replicate(const model::Specification& specification, std::size_t replications, Read&& read) {
  const model::Model model(specification);
  using Result = decltype(read(std::declval<const Reading&>()));
  std::vector<Result> results(replications);
  engine::Team team(std::thread::hardware_concurrency());
  team.for_each(replications, [&](std::size_t number, unsigned) {
    engine::Team alone(1);
    const model::Record record = model::Simulation(model, number, alone, {}).run();
    results[number] = read(Reading(model, record));
  });
  return results;
}

}  // namespace tenure::verification
