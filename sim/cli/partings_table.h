// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "cli/console.h"
#include "cli/study.h"
#include "experiment/customer_table.h"

namespace tenure::cli {

/// For people: what came first where customers' lives under a policy and under the first one part.
/// `partings`: by policy. Empty if no lives part.
std::string partings_table(const Study& study,
                           const std::vector<std::vector<experiment::Parting>>& partings,
                           const Console& console);

}  // namespace tenure::cli
