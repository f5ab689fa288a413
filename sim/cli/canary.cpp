// SPDX-License-Identifier: Apache-2.0
#include "cli/canary.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <vector>

#include "engine/elementary.h"
#include "results/sha256.h"

namespace tenure::cli {
namespace {

constexpr int kPoints = 4096;

/// Spread over [-20, 20) without a pattern that a table of a function would share.
double argument(int point) {
  const auto mixed = static_cast<std::uint32_t>(point) * 2654435761U;
  return static_cast<double>(mixed) * 0x1p-32 * 40.0 - 20.0;
}

}  // namespace

std::string elementary_canary() {
  std::string bytes;
  const auto add = [&](double value) {
    const auto bits = std::bit_cast<std::uint64_t>(value);
    for (int byte = 0; byte < 8; ++byte) {
      bytes += static_cast<char>(static_cast<unsigned char>(bits >> (8 * byte)));
    }
  };
  for (int point = 0; point < kPoints; ++point) {
    const double x = argument(point);
    const double positive = engine::exp(x);
    add(positive);
    add(engine::log(positive + 1.0));
    add(engine::expm1(x));
    add(engine::log1p(positive));
    add(engine::pow(positive, 0.3));
    add(engine::sin_turns(x));
    add(engine::cos_turns(x));
    add(engine::logistic(x));
  }
  return results::sha256(bytes);
}

LibmDifference libm_difference() {
  LibmDifference difference;
  for (int point = 0; point < kPoints; ++point) {
    const double x = argument(point);
    difference.different += std::exp(x) != engine::exp(x) ? 1 : 0;
    difference.different += std::log(x * x + 1.0) != engine::log(x * x + 1.0) ? 1 : 0;
    difference.points += 2;
  }
  return difference;
}

}  // namespace tenure::cli
