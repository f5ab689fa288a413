// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace tenure::cli {

/// SHA-256 over the bits of the engine's elementary functions (engine/elementary.h) at fixed
/// points: the same on every machine, or results are not.
std::string elementary_canary();

/// What it must be. Changes only together with the results epoch.
inline constexpr const char* kElementaryCanary =
    "8519f426ce5127803768af1716566f04e9e44b9ceb93d9e7b1849ed91605069b";

/// At how many of these points the C library's functions give other bits; some are expected.
struct LibmDifference {
  int points = 0;
  int different = 0;
};
LibmDifference libm_difference();

}  // namespace tenure::cli
