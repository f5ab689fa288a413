// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "analysis/responses.h"
#include "results/dataset.h"

namespace tenure::experiment {

/// What may depend on the parameters of a sweep: a KPI of one policy over the horizon, or by how
/// much it is more than under the first policy, replication by replication.
struct SweptQuantity {
  std::string kpi;
  std::string unit;
  std::string policy;
  std::optional<std::string> against;
  analysis::Responses responses;

  /// "profit of points less today"
  std::string name() const;
};

/// Of each KPI in a sweep's results all policies, then the differences; one at a time, because the
/// points may be many.
void for_each_quantity(const results::Dataset& dataset,
                       const std::function<void(const SweptQuantity&)>& take);

}  // namespace tenure::experiment
