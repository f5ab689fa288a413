// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace tenure::analysis {

/// Random numbers by address: the n-th number of a stream of a seed is a function of the three, so
/// that what one dimension or trajectory draws shifts no other. SplitMix64 (Steele, Lea & Flood
/// 2014, Fast splittable pseudorandom number generators, OOPSLA, figure 17) from a start that is
/// mixed from seed and stream. For designs and resampling, not for simulation.
class AddressedRandom {
 public:
  AddressedRandom(std::uint64_t seed, std::uint64_t stream);

  std::uint64_t bits();
  /// One of 0 .. count - 1, each with the same probability. count > 0.
  std::uint64_t below(std::uint64_t count);
  /// In [0, 1), a multiple of 2^-53.
  double uniform();

 private:
  std::uint64_t state_;
};

/// The top 53 bits as a number in [0, 1).
constexpr double unit_of(std::uint64_t bits) { return static_cast<double>(bits >> 11) * 0x1p-53; }

/// Fills `order` with 0 .. size - 1 in random order (Fisher & Yates).
void shuffle_indices(std::span<std::size_t> order, AddressedRandom& random);

}  // namespace tenure::analysis
