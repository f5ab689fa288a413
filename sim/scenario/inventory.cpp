// SPDX-License-Identifier: Apache-2.0
#include "scenario/inventory.h"

#include <algorithm>

namespace tenure::scenario {

double Inventory::share_of_assumptions() const {
  if (values.empty()) return 0.0;
  const auto assumed = std::count_if(values.begin(), values.end(),
                                     [](const Resolved& value) { return value.assumption; });
  return static_cast<double>(assumed) / static_cast<double>(values.size());
}

}  // namespace tenure::scenario
