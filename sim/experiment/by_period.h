// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "results/dataset.h"

namespace tenure::experiment {

/// Numbers of one policy by replication and reporting period.
using ByPeriod = std::vector<std::vector<double>>;  // [replication][period]

/// A count or an amount of one policy in each period: of one segment, or added up over all of them.
/// In the unit that `units` names; NaN where it is missing, and nothing at all if the results have
/// no whole-number variable of that name by periods (a ratio has two: NAME_num and NAME_den).
ByPeriod counts_by_period(const results::Dataset& dataset, std::string_view name,
                          std::size_t policy, std::optional<std::size_t> segment = {});

/// 0 and the ends of the periods, in days.
std::vector<double> edges_of_periods(const results::Dataset& dataset);

}  // namespace tenure::experiment
