// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/model.h"
#include "model/record.h"

namespace tenure::experiment {

/// One KPI over the horizon and all segments, as people and JSON are told it.
struct KpiSummary {
  std::string name;
  std::string unit;  ///< the currency for money
  std::string meaning;
  double mean = 0.0;                 ///< over replications; NaN where there is nothing to average
  std::optional<double> half_width;  ///< 95 %; none for one replication
};

std::vector<KpiSummary> summarise(const model::Model& model,
                                  const std::vector<model::Record>& records);

}  // namespace tenure::experiment
