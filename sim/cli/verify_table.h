// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "cli/console.h"
#include "verify/check_case.h"
#include "verify/judge_claim.h"

namespace tenure::cli {

/// What came of one finding: the rule of analysis/agreement.h, or of all findings together where
/// the seed was drawn by lot.
enum class Held { yes, no, too_noisy };

/// The head of the table of exact cases, and the rows of one case; they are printed as they come.
std::string verify_heading(const Console& console);
std::string verify_rows(const verify::CaseOutcome& outcome, const std::vector<Held>& held,
                        const Console& console);

/// What a claim says and what came of it.
std::string claim_text(const verify::ClaimOutcome& outcome, const std::string& name,
                       const Console& console);

}  // namespace tenure::cli
