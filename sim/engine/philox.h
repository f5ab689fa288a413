// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include "engine/random.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

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

namespace philox_detail {

inline constexpr std::uint32_t kMultiplier0 = 0xD2511F53u;
inline constexpr std::uint32_t kMultiplier1 = 0xCD9E8D57u;
inline constexpr std::uint32_t kWeyl0 = 0x9E3779B9u;
inline constexpr std::uint32_t kWeyl1 = 0xBB67AE85u;
inline constexpr int kRounds = 10;

#if defined(__SSE2__)
/// The same integers with both products of a round in one instruction: a third of the
/// instructions. Every x86-64 has them.
[[gnu::always_inline]] inline Block philox_by_vectors(Key key,
                                                      const std::array<std::uint32_t, 4>& counter) {
  const auto vector = [](std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
    return _mm_setr_epi32(static_cast<int>(a), static_cast<int>(b), static_cast<int>(c),
                          static_cast<int>(d));
  };
  const __m128i multipliers = vector(kMultiplier0, 0, kMultiplier1, 0);
  const __m128i weyl = vector(kWeyl0, 0, kWeyl1, 0);
  __m128i keys = vector(key.words[0], 0, key.words[1], 0);
  __m128i words = vector(counter[0], counter[1], counter[2], counter[3]);
#pragma GCC unroll 10
  for (int round = 0; round < kRounds; ++round) {
    const __m128i products = _mm_mul_epu32(words, multipliers);  // low0 high0 low1 high1
    const __m128i odd = _mm_xor_si128(_mm_srli_epi64(words, 32), keys);
    words = _mm_xor_si128(_mm_shuffle_epi32(products, _MM_SHUFFLE(0, 1, 2, 3)), odd);
    keys = _mm_add_epi32(keys, weyl);
  }
  Block block;
  _mm_storeu_si128(reinterpret_cast<__m128i*>(block.lanes.data()), words);
  return block;
}
#endif

}  // namespace philox_detail

/// One block of Philox4x32-10 (Salmon, Moraes, Dror & Shaw 2011, doi:10.1145/2063384.2063405) for
/// four counter words.
constexpr Block philox(Key key, std::array<std::uint32_t, 4> counter) {
  using namespace philox_detail;
#if defined(__SSE2__)
  if (!std::is_constant_evaluated()) return philox_by_vectors(key, counter);
#endif
  auto [c0, c1, c2, c3] = counter;
  auto [k0, k1] = key.words;
  for (int round = 0; round < kRounds; ++round) {
    const std::uint64_t p0 = std::uint64_t{kMultiplier0} * c0;
    const std::uint64_t p1 = std::uint64_t{kMultiplier1} * c2;
    c0 = static_cast<std::uint32_t>(p1 >> 32) ^ c1 ^ k0;
    c1 = static_cast<std::uint32_t>(p1);
    c2 = static_cast<std::uint32_t>(p0 >> 32) ^ c3 ^ k1;
    c3 = static_cast<std::uint32_t>(p0);
    k0 += kWeyl0;
    k1 += kWeyl1;
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
