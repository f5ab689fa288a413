// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "model/specification.h"

namespace tenure::scenario {

/// Whether a section, in any segment, has a parameter that is an amount of money other than 0:
/// without one, nothing that the mechanism does costs anything.
bool has_money(const model::Specification& specification, std::string_view section);

}  // namespace tenure::scenario
