// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace tenure::model {

/// What one replication of one policy has counted: integers, by reporting period.
struct Record {
  std::size_t periods = 0;
  std::size_t rows = 0;
  std::size_t causes = 0;
  std::size_t tallies = 0;

  std::vector<std::int64_t> tally;            ///< [tally][period][row]
  std::vector<std::int64_t> joined;           ///< [period][row]
  std::vector<std::int64_t> active_at_start;  ///< [period][row]: when the period begins
  std::vector<std::int64_t> active_at_end;    ///< [period][row]
  std::vector<std::int64_t> left;             ///< [period][row][cause]
  std::vector<std::int64_t> left_from_start;  ///< [period][row]: of those active when it began
  std::vector<std::int64_t> left_initial;     ///< [period][row]: of those active at time 0
  std::vector<std::int64_t> initial;          ///< [row]: active at time 0

  /// [cohort][age]: how many of a cohort are active `age` periods after their own; cohort 0 is the
  /// initial base, cohort k + 1 joined in period k. Empty if there are too many periods.
  std::size_t cohorts = 0;
  std::vector<std::int64_t> cohort_size;
  std::vector<std::int64_t> cohort_active;

  std::vector<std::int64_t> charged;  ///< [period][row]: to the policy's budget [cents]

  std::vector<std::int64_t> buyers;      ///< [period][row]: who bought in it
  std::vector<std::int64_t> repeaters;   ///< [period][row]: of them, who bought in the one before
  std::vector<std::int64_t> paid_again;  ///< [period][row]: by who was there before it [cents]
  /// [period][row]: who bought in the quarter before its end. Empty if there are too many periods.
  std::vector<std::int64_t> seen;

  /// What those active at time 0 are worth beyond the horizon, discounted to time 0, until all but
  /// `value_cut_off` of the whole value is known. Empty without a run-off.
  std::vector<std::int64_t> run_off_value;  ///< [row]: millionths of the currency
  std::uint64_t value_cut_off = 0;          ///< estimated share, millionths

  /// Held against the first policy, customer by customer (experiment/twins.h). Empty where nobody
  /// asked. `twins_by_luck`: the same of the first policy against itself with other luck.
  std::vector<std::int64_t> twins;
  std::vector<std::int64_t> twins_by_luck;

  std::vector<std::int64_t> waits;  ///< complaints by class of wait; empty without a desk

  std::uint64_t events = 0;
  std::size_t customer_bytes = 0;  ///< of all customers at the end
};

}  // namespace tenure::model
