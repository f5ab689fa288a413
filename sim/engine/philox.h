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

}  // namespace philox_detail

/// A key and what Philox makes of it for each round, computed once for many blocks.
struct RoundKeys {
  Key key;
  struct alignas(16) Round {
    std::array<std::uint32_t, 4> words{};  ///< of the key: first, 0, second, 0
  };
  std::array<Round, philox_detail::kRounds> rounds{};

  constexpr RoundKeys() = default;
  constexpr explicit RoundKeys(Key from) : key(from) {
    auto [first, second] = from.words;
    for (Round& round : rounds) {
      round.words = {first, 0, second, 0};
      first += philox_detail::kWeyl0;
      second += philox_detail::kWeyl1;
    }
  }
};

namespace philox_detail {

#if defined(__SSE2__)
/// The same integers with both products of a round in one instruction: a third of the
/// instructions. Every x86-64 has them.
[[gnu::always_inline]] inline Block philox_by_vectors(const RoundKeys& keys,
                                                      const std::array<std::uint32_t, 4>& counter) {
  const auto load = [](const std::array<std::uint32_t, 4>& words) {
    return _mm_load_si128(reinterpret_cast<const __m128i*>(words.data()));
  };
  const __m128i multipliers =
      _mm_setr_epi32(static_cast<int>(kMultiplier0), 0, static_cast<int>(kMultiplier1), 0);
  __m128i words = _mm_setr_epi32(static_cast<int>(counter[0]), static_cast<int>(counter[1]),
                                 static_cast<int>(counter[2]), static_cast<int>(counter[3]));
#pragma GCC unroll 10
  for (int round = 0; round < kRounds; ++round) {
    const __m128i products = _mm_mul_epu32(words, multipliers);  // low0 high0 low1 high1
    const __m128i key = load(keys.rounds[static_cast<std::size_t>(round)].words);
    const __m128i odd = _mm_xor_si128(_mm_srli_epi64(words, 32), key);
    words = _mm_xor_si128(_mm_shuffle_epi32(products, _MM_SHUFFLE(0, 1, 2, 3)), odd);
  }
  Block block;
  _mm_storeu_si128(reinterpret_cast<__m128i*>(block.lanes.data()), words);
  return block;
}
#endif

}  // namespace philox_detail

/// One block of Philox4x32-10 (Salmon, Moraes, Dror & Shaw 2011, doi:10.1145/2063384.2063405) for
/// four counter words.
constexpr Block philox(const RoundKeys& keys, std::array<std::uint32_t, 4> counter) {
  using namespace philox_detail;
#if defined(__SSE2__)
  if (!std::is_constant_evaluated()) return philox_by_vectors(keys, counter);
#endif
  auto [c0, c1, c2, c3] = counter;
  for (const RoundKeys::Round& round : keys.rounds) {
    const std::uint64_t p0 = std::uint64_t{kMultiplier0} * c0;
    const std::uint64_t p1 = std::uint64_t{kMultiplier1} * c2;
    c0 = static_cast<std::uint32_t>(p1 >> 32) ^ c1 ^ round.words[0];
    c1 = static_cast<std::uint32_t>(p1);
    c2 = static_cast<std::uint32_t>(p0 >> 32) ^ c3 ^ round.words[2];
    c3 = static_cast<std::uint32_t>(p0);
  }
  return Block{{c0, c1, c2, c3}};
}
constexpr Block philox(Key key, std::array<std::uint32_t, 4> counter) {
  return philox(RoundKeys(key), counter);
}

/// The block of random numbers at an address. Counter words: identity low, identity high, ordinal,
/// kind << 16 | block.
constexpr Block philox(const RoundKeys& keys, const Address& address) {
  const auto identity = static_cast<std::uint64_t>(address.identity);
  return philox(keys,
                {static_cast<std::uint32_t>(identity), static_cast<std::uint32_t>(identity >> 32),
                 address.ordinal, (std::uint32_t{address.kind} << 16) | address.block});
}
constexpr Block philox(Key key, const Address& address) { return philox(RoundKeys(key), address); }

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
