// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "engine/random.h"

namespace tenure::engine {

/// A well-mixed permutation of 64 bits (Stafford 2011, "Better bit mixing", variant 13).
constexpr std::uint64_t scramble(std::uint64_t bits) {
  bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9u;
  bits = (bits ^ (bits >> 27)) * 0x94d049bb133111ebu;
  return bits ^ (bits >> 31);
}

/// A derived identity, such as a referral's: mix(parent, root ordinal). Not symmetric; one-to-one
/// in each argument while the other stays the same.
constexpr std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  return scramble(scramble(a + 0x9e3779b97f4a7c15u) + b);
}

/// A name's number, the same for ever: 32-bit FNV-1a (Fowler, Noll & Vo 1991) over its bytes.
constexpr std::uint32_t hash_name(std::string_view name) {
  std::uint32_t hash = 0x811c9dc5u;
  for (const char character : name) {
    hash = (hash ^ static_cast<unsigned char>(character)) * 0x01000193u;
  }
  return hash;
}

/// The key of a replication in a role.
constexpr Key make_key(std::uint64_t seed, std::uint64_t replication, Role role) {
  const std::uint64_t bits = mix(mix(seed, replication), static_cast<std::uint64_t>(role));
  return Key{{static_cast<std::uint32_t>(bits), static_cast<std::uint32_t>(bits >> 32)}};
}

/// One block of Philox4x32-10 (Salmon, Moraes, Dror & Shaw 2011, doi:10.1145/2063384.2063405) for
/// four counter words.
constexpr Block philox(Key key, std::array<std::uint32_t, 4> counter) {
  auto [c0, c1, c2, c3] = counter;
  auto [k0, k1] = key.words;
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t p0 = std::uint64_t{0xD2511F53u} * c0;
    const std::uint64_t p1 = std::uint64_t{0xCD9E8D57u} * c2;
    c0 = static_cast<std::uint32_t>(p1 >> 32) ^ c1 ^ k0;
    c1 = static_cast<std::uint32_t>(p1);
    c2 = static_cast<std::uint32_t>(p0 >> 32) ^ c3 ^ k1;
    c3 = static_cast<std::uint32_t>(p0);
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  return Block{{c0, c1, c2, c3}};
}

/// The block of random numbers at an address. Counter words: identity low, identity high, ordinal,
/// kind << 16 | block.
constexpr Block philox(Key key, const Address& address) {
  const auto identity = static_cast<std::uint64_t>(address.identity);
  return philox(key,
                {static_cast<std::uint32_t>(identity), static_cast<std::uint32_t>(identity >> 32),
                 address.ordinal, (std::uint32_t{address.kind} << 16) | address.block});
}

/// Uniform on (0, 1): the midpoints of a grid of 2^53. Exact below 1/2; above it the midpoints that
/// a double cannot hold round to even, and the topmost stays at the largest double below 1.
constexpr double uniform(std::uint64_t bits) {
  const auto grid = static_cast<std::int64_t>(bits >> 11);
  const double value = (static_cast<double>(grid) + 0.5) * 0x1p-53;
  return value < 1.0 ? value : 0x1.fffffffffffffp-1;
}

/// Uniform on (0, 1): the midpoints of a grid of 2^32, all exact.
constexpr double uniform(std::uint32_t lane) { return (static_cast<double>(lane) + 0.5) * 0x1p-32; }

}  // namespace tenure::engine
