// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "model/specification.h"

namespace tenure::scenario {

/// Every value of a specification as a scenario with one policy, in a stable order: reading it
/// gives the same specification. What is the same in all segments is written once, outside of them.
std::string resolved_yaml(const model::Specification& specification, const std::string& label);

}  // namespace tenure::scenario
