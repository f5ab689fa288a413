// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "model/model.h"
#include "model/record.h"
#include "model/worker.h"

namespace tenure::model {

/// Customers remember the period of their last purchase in 16 bits.
inline constexpr std::size_t kMostPeriodsWithBehaviour = 65'000;

/// The record of one replication as it grows: gathers what the workers have counted, period by
/// period. All sums are of integers, so neither the number of workers nor their order matters.
class Books {
 public:
  explicit Books(const Model& model);

  /// A worker with counters of the right sizes.
  Worker make_worker(std::uint64_t replication) const;

  /// Time 0: what a warm-up has counted is put aside, and whoever is active now is the initial
  /// base.
  void begin_counting(std::span<Worker> workers);
  /// A period ends: its counts are gathered. Throws std::overflow_error if a sum exceeds 64 bits.
  void close_period(std::span<Worker> workers);
  /// The one that runs now; as many as there are when all have ended.
  std::size_t period() const { return period_; }

  /// One tally since the start of the run, over all periods and segments.
  std::int64_t counted(std::size_t tally, std::span<const Worker> workers) const;
  struct People {
    std::int64_t joined = 0;
    std::int64_t left = 0;
    std::int64_t returned = 0;  ///< joinings that are not somebody's first
  };
  /// Everybody since the start of the run.
  People people(std::span<const Worker> workers) const;

  Record& record() { return record_; }

 private:
  template <class Visit>
  void for_each_tally(Visit&& visit) const;
  void close_cohorts(std::span<Worker> workers);

  const Model& model_;
  Record record_;
  std::vector<std::int64_t> tallies_before_;  ///< [tally][segment]: before time 0
  std::int64_t left_before_ = 0;
  std::size_t period_ = 0;
};

}  // namespace tenure::model
