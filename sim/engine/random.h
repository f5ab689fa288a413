// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tenure::engine {

/// Who a draw belongs to: a customer, an arrival, a pair. Never a storage index.
enum class Identity : std::uint64_t {};

/// What a draw decides: people and arrivals (the same under all policies), or everything later.
enum class Role : std::uint32_t { population = 1, life = 2 };

/// The key of one replication's random numbers in one role.
struct Key {
  std::array<std::uint32_t, 2> words{};
  friend constexpr bool operator==(const Key&, const Key&) = default;
};

/// Where a block of random numbers stands. Equal addresses give equal numbers, in any order, on any
/// thread: a draw is looked up, not taken.
struct Address {
  Identity identity{};
  std::uint32_t ordinal = 0;  ///< of the root occurrence: purchase number, offer number ...
  std::uint16_t kind = 0;     ///< of the root occurrence
  std::uint16_t block = 0;    ///< below 0x100 for a Cause, below 0x8000 for a Substream; the
                              ///< upper half continues the rejected draws of causes
};

/// 128 random bits: four lanes of 32, or two pairs of 64.
struct Block {
  std::array<std::uint32_t, 4> lanes;

  /// i in 0..1: lanes 2i (low half) and 2i + 1 (high half).
  constexpr std::uint64_t pair(std::size_t i) const {
    return lanes[2 * i] | (std::uint64_t{lanes[2 * i + 1]} << 32);
  }
  friend constexpr bool operator==(const Block&, const Block&) = default;
};

}  // namespace tenure::engine
