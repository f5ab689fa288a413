// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "analysis/stopping.h"
#include "experiment/summarise.h"
#include "results/layout.h"
#include "scenario/number.h"

namespace tenure::experiment {

/// Until when replications are added: "profit +- 1 %", "survival +- 0.2 pp", "profit +- 5000 EUR".
struct Until {
  std::string kpi;
  std::string text;              ///< as it is written in results: one space each, "+-"
  analysis::PrecisionRule rule;  ///< absolute in the KPI's unit
};

/// An amount of a KPI that is no share of it: "5000 EUR", "2 h", "0.2 pp" (percentage points, of a
/// KPI that is a share), "12". More than 0.
scenario::Parsed<double> parse_width(const std::string& text, const results::Description& kpi,
                                     const std::string& currency);

/// `%` is always a share of the figure itself, `pp` (percentage points) an amount of a KPI that is
/// a share; other amounts are in the KPI's unit. `+-` or `±`. at_most >= 20.
scenario::Parsed<Until> parse_until(const std::string& text, const std::string& currency,
                                    std::size_t at_most);

/// Whether the replications that are there are enough, by the first of them only (analysis/
/// stopping.h). Of one policy: its KPI. Of several: the paired differences from the first, all of
/// them, each by itself at 95 %; a relative rule then is relative to the first policy's figure,
/// since a difference may be zero. Policies without a value are not looked at.
analysis::Stopping precise_enough(const Until& until, const std::vector<KpiTotals>& totals);

/// Whether any policy has a value of the KPI.
bool has_value(const std::vector<KpiTotals>& totals, const std::string& kpi);

}  // namespace tenure::experiment
