// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

#include "cli/sequence.h"
#include "cli/study.h"
#include "cli/work.h"
#include "experiment/comparison.h"
#include "experiment/ranking.h"

namespace tenure::cli {

/// What came of a comparison, ready to be told. `study` and `obtained` must live on.
struct ComparisonOutcome {
  ComparisonOutcome(const Study& study_of, const Obtained& obtained_of,
                    SequenceOutcome sequence_of = {});

  const Study& study;
  const Obtained& obtained;
  experiment::Comparison comparison;
  experiment::Ranking ranking;
  SequenceOutcome sequence;  ///< what came of --until or --select

  std::size_t size() const { return comparison.policies().size(); }
  /// For tables and sentences.
  const std::string& label(std::size_t policy) const { return study.policy(policy).label; }
  const std::string& currency() const { return study.specification().currency; }
  /// "highest profit"
  std::string what_decides() const;
  /// Of the KPI that decides, between any two policies.
  experiment::KpiSummary deciding_difference(std::size_t policy, std::size_t against) const;
  bool has_prices() const;
};

/// A difference as Showing takes it: mean and half width.
experiment::KpiSummary as_summary(const experiment::KpiDifference& difference);

}  // namespace tenure::cli
