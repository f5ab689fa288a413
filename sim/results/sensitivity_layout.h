// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "results/layout.h"

namespace tenure::results {

/// What the results of a sweep say of its parameters: what was estimated, and between what it lies.
/// Variables NAME, NAME_low and NAME_high, of 95 % confidence; NaN where it is not known.
struct BoundedDescription {
  std::string name;
  std::vector<std::string> dimensions;
  std::string meaning;
};
std::vector<BoundedDescription> bounded_variables();

/// All variables of sensitivity, those with bounds among them, in the order of writing. A file has
/// those that its design can tell.
std::vector<Description> sensitivity_variables();

/// The one of that name. Throws engine::Defect if there is none.
Description sensitivity_variable(std::string_view name);

}  // namespace tenure::results
