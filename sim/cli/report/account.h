// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "cli/report/recorded.h"
#include "experiment/comparison.h"
#include "experiment/ranking.h"

namespace tenure::cli {

/// A results file with what is to be concluded from it: what page, terminal and methods text tell.
/// Everything is computed from the file's dataset. `recorded` must live on.
struct Account {
  explicit Account(const Recorded& recorded_of);

  const Recorded& recorded;
  experiment::Comparison comparison;
  experiment::Ranking ranking;

  std::size_t size() const { return recorded.policies.size(); }
  bool is_comparison() const { return size() > 1; }
  std::size_t replications() const { return recorded.dataset.dimensions.at("replication"); }
  const std::string& label(std::size_t policy) const { return recorded.policies[policy].label; }
  const std::string& currency() const { return recorded.currency; }
  bool has_prices() const;
  /// "3 years", or the length of the reporting periods together.
  std::string horizon() const;

  /// Of one KPI: the mean of a policy, and how much more it is than another's; as Showing takes
  /// them. The KPI must be there.
  experiment::KpiSummary mean(std::string_view kpi, std::size_t policy) const;
  experiment::KpiSummary difference(std::string_view kpi, std::size_t policy,
                                    std::size_t against = 0) const;
  /// Of the KPI that decides.
  experiment::KpiSummary deciding_difference(std::size_t policy, std::size_t against = 0) const {
    return difference(ranking.kpi, policy, against);
  }
  /// The policies in the order of the ranking.
  std::vector<std::size_t> best_first() const;
  /// The place of a policy in the ranking, from 0.
  std::size_t place(std::size_t policy) const;
};

/// What the stress test said, in a sentence or two; empty if the file does not tell.
std::string stress_in_words(const Account& account);

/// Whether the 95 % interval does not hold zero.
bool is_beyond_noise(const experiment::KpiSummary& difference);
/// Whether two things are the same in every replication.
bool is_the_same(const experiment::KpiSummary& difference);

/// A KPI's name as words: "complaint_wait_mean" -> "complaint wait mean".
std::string in_words(std::string kpi);

}  // namespace tenure::cli
