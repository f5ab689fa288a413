// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/comparison_outcome.h"
#include "experiment/stress.h"

namespace tenure::cli {

/// What came of a comparison and of its assumptions moved, ready to be told. All must live on.
struct StressOutcome {
  const ComparisonOutcome& outcome;
  const experiment::StressPlan& plan;
  const experiment::Stress& stress;

  const scenario::Assumption& assumption_of(std::size_t move) const {
    return plan.assumptions[plan.moves[move].assumption];
  }
  const std::string& name(std::size_t policy) const {
    return outcome.comparison.policies()[policy].name;
  }
};

}  // namespace tenure::cli
