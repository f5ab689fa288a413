// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/report/account.h"

namespace tenure::cli {

/// When a policy's extra profit so far is above zero for good.
struct Payback {
  std::vector<double> days;              ///< 0 and the ends of periods
  std::vector<analysis::Interval> gain;  ///< profit so far less the first policy's; 0 at 0
  std::optional<double> day;             ///< from which on it stays above zero; 0: from the start
};

/// None where profit is not told by period.
std::optional<Payback> payback_of(const Account& account, std::size_t policy);

}  // namespace tenure::cli
