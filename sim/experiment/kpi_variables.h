// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "experiment/kpis.h"
#include "results/layout.h"

/// How a KPI stands in results files: what `tabulate` and sweeps have in common.
namespace tenure::experiment {

/// NAME_total, over the horizon and all segments.
results::Description total_of(const Kpi& kpi);

/// A total of a count as it is stored; what is missing (NaN) is results::kMissing.
std::int64_t whole_total(double total);

/// A ratio's two halves stand beside it, so that others can add up before they divide.
enum class Half { numerator, denominator };
results::Description half_of(const results::Description& ratio, Half half);

/// NaN where the denominator is 0 or missing.
std::vector<double> ratios_of(const Kpi& kpi, const Series& series);

}  // namespace tenure::experiment
