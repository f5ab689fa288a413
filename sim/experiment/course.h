// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "analysis/interval.h"
#include "results/dataset.h"

/// KPIs over time, told from results, fresh or read from a file. Intervals are of 95 % over
/// replications.
namespace tenure::experiment {

/// One KPI of a policy in each reporting period, all segments together: counts and money as means
/// of their sums, in the unit of the KPI (money in the currency); ratios and means as ratios of
/// sums (analysis/ratio.h). NaN where there is nothing, and everywhere if the policy is without it.
/// Empty if the results have no such KPI by period.
std::vector<analysis::Interval> course_of(const results::Dataset& dataset, const std::string& kpi,
                                          std::size_t policy);

/// How much more of a count or money has come together under one policy than under another by the
/// end of each period, paired by replication. Empty as above, and for ratios.
std::vector<analysis::Interval> gain_so_far(const results::Dataset& dataset, const std::string& kpi,
                                            std::size_t policy, std::size_t against);

/// The number of the period from whose end on a gain so far stays above zero to the horizon, 0 if
/// it was never below zero; none if it is not above zero at the horizon.
std::optional<std::size_t> ahead_from(const std::vector<analysis::Interval>& gain);

}  // namespace tenure::experiment
