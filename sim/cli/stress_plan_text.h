// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

#include "experiment/stress_plan.h"

namespace tenure::cli {

/// "45 %", "100 % (end of range)": where a move leads.
std::string moved_value(const scenario::Moved& to);

/// Which assumptions stay as they are and why, and which cannot be moved all the way. Each a
/// paragraph; nothing is left out.
std::string limits_of(const experiment::StressPlan& plan);

/// What --dry-run says of --stress: every move, and how many runs they are.
std::string plan_as_text(const experiment::StressPlan& plan, std::size_t policies,
                         std::size_t replications);

}  // namespace tenure::cli
