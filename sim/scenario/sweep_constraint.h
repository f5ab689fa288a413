// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "scenario/sweep.h"

namespace tenure::scenario {

/// `low <= high`, `failure < 5 %`: a parameter of numbers, one of < <= > >=, and another one of the
/// same kind or an amount.
Parsed<SweepConstraint> parse_constraint(const std::string& text,
                                         const std::vector<SweepParameter>& parameters);

}  // namespace tenure::scenario
