// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <stop_token>
#include <string>
#include <vector>

#include "analysis/agreement.h"
#include "verify/exact_case.h"
#include "verify/source.h"

namespace tenure::verify {

/// One figure of a case, simulated and exact.
struct Finding {
  std::string id;        ///< of the case: "V01"
  std::string quantity;  ///< "S(26)"
  analysis::Agreement agreement;
  std::size_t observations = 0;
  /// Where every observation must have the value: how many have not.
  std::size_t deviating = 0;
};

struct CaseOutcome {
  ExactBlock block;
  std::vector<Finding> findings;
  std::size_t replications = 0;
  double wall_seconds = 0.0;
};

/// Simulates a case and holds its figures against their exact values. Throws
/// scenario::ScenarioError if the scenario or its block `exact` is wrong, model::Interrupted when
/// asked to stop.
CaseOutcome check_case(const Source& source, const Changes& changes, unsigned threads,
                       const std::stop_token& stop);

}  // namespace tenure::verify
