// SPDX-License-Identifier: Apache-2.0
#include "analysis/addressed_random.h"

#include <numeric>
#include <utility>

namespace tenure::analysis {

namespace {

constexpr std::uint64_t kGolden = 0x9e3779b97f4a7c15;  // 2^64 over the golden ratio, odd

constexpr std::uint64_t mix(std::uint64_t z) {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

}  // namespace

AddressedRandom::AddressedRandom(std::uint64_t seed, std::uint64_t stream)
    : state_(mix(mix(seed + kGolden) ^ (stream * kGolden + kGolden))) {}

std::uint64_t AddressedRandom::bits() { return mix(state_ += kGolden); }

std::uint64_t AddressedRandom::below(std::uint64_t count) {
  const std::uint64_t incomplete = (0 - count) % count;  // 2^64 modulo count
  std::uint64_t drawn = bits();
  while (drawn < incomplete) drawn = bits();
  return drawn % count;
}

double AddressedRandom::uniform() { return unit_of(bits()); }

void shuffle_indices(std::span<std::size_t> order, AddressedRandom& random) {
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t i = order.size(); i > 1; --i) {
    std::swap(order[i - 1], order[static_cast<std::size_t>(random.below(i))]);
  }
}

}  // namespace tenure::analysis
