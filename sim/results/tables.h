// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "results/dataset.h"

namespace tenure::results {

struct NamedTable {
  std::string name;  ///< by_policy_replication
  std::string csv;
};

/// All variables of a study as tables, one for each combination of dimensions: a row for each
/// place, first the dimensions (names where they have some, else numbers from 0), then a column for
/// each variable. Money is in units of its currency; missing values are empty. Without texts that
/// tell how the results came about.
std::vector<NamedTable> tables_of(const Dataset& dataset);

}  // namespace tenure::results
