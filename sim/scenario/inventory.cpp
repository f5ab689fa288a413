// SPDX-License-Identifier: Apache-2.0
#include "scenario/inventory.h"

#include <algorithm>

namespace tenure::scenario {

double Inventory::share_of_assumptions() const {
  const auto assumed = std::count_if(values.begin(), values.end(),
                                     [](const Resolved& value) { return value.assumption; });
  const auto set = std::count_if(values.begin(), values.end(),
                                 [](const Resolved& value) { return !value.unset; });
  return set == 0 ? 0.0 : static_cast<double>(assumed) / static_cast<double>(set);
}

}  // namespace tenure::scenario
