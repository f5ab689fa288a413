// SPDX-License-Identifier: Apache-2.0
#include "cli/comparison_outcome.h"

#include <algorithm>
#include <utility>

namespace tenure::cli {

ComparisonOutcome::ComparisonOutcome(const Study& study_of, const Obtained& obtained_of,
                                     SequenceOutcome sequence_of)
    : study(study_of),
      obtained(obtained_of),
      comparison(obtained_of.dataset),
      ranking(experiment::rank(comparison, study_of.criterion)),
      sequence(std::move(sequence_of)) {}

std::string ComparisonOutcome::what_decides() const {
  const bool highest = ranking.better == experiment::Better::highest;
  return (highest ? "highest " : "lowest ") + ranking.kpi;
}

experiment::KpiSummary ComparisonOutcome::deciding_difference(std::size_t policy,
                                                              std::size_t against) const {
  return as_summary(comparison.difference(ranking.kpi, policy, against));
}

bool ComparisonOutcome::has_prices() const {
  const auto& policies = comparison.policies();
  return std::any_of(policies.begin(), policies.end(),
                     [](const experiment::PolicyResult& one) { return one.price.has_value(); });
}

experiment::KpiSummary as_summary(const experiment::KpiDifference& difference) {
  return {difference.name, difference.unit, difference.meaning, difference.difference.mean,
          difference.difference.half_width};
}

}  // namespace tenure::cli
