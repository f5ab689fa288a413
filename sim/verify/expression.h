// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scenario/number.h"

namespace tenure::verify {

/// A name that is added or taken off.
struct Term {
  std::string name;
  int sign = 1;
};

/// "a - b + c" of KPIs or policies. Blanks stand around the signs, since names of policies may hold
/// a dash.
scenario::Parsed<std::vector<Term>> parse_expression(std::string_view text);

}  // namespace tenure::verify
