// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace tenure::fuzz {

/// A small sealed results file with every type that results have, made once.
const std::string& small_results();

}  // namespace tenure::fuzz
