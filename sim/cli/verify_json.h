// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/verify_table.h"
#include "verify/check_case.h"
#include "verify/judge_claim.h"

namespace tenure::cli {

struct CheckedCase {
  verify::CaseOutcome outcome;
  std::vector<Held> held;
};
/// `seed`: that was used instead of the cases' own.
std::string verify_as_json(const std::vector<CheckedCase>& cases, std::optional<std::uint64_t> seed,
                           double wall_seconds);

struct JudgedClaim {
  std::string name;
  verify::ClaimOutcome outcome;
};
std::string claims_as_json(const std::vector<JudgedClaim>& claims,
                           std::optional<std::uint64_t> seed, double wall_seconds);

}  // namespace tenure::cli
