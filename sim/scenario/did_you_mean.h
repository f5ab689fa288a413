// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tenure::scenario {

/// The known word that is closest to what was written, or empty if none is close. Letters swapped,
/// missing, added or wrong cost 1 each (Damerau 1964, optimal string alignment); close is at most a
/// third of the length of the word written, at least 1. Of equals, one of the same length, then the
/// first.
std::string closest(std::string_view written, const std::vector<std::string_view>& known);

}  // namespace tenure::scenario
