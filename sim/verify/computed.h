// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "verify/check_case.h"

namespace tenure::verify {

/// A case without a scenario: what the model's own parts, or the statistics, give, held against
/// values that were computed elsewhere. It knows no luck, or always the same.
struct ComputedCase {
  std::string name;
  CaseOutcome (*compute)();
};
std::span<const ComputedCase> computed_cases();

}  // namespace tenure::verify
