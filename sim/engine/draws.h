// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "engine/expect.h"
#include "engine/philox.h"
#include "engine/random.h"

namespace tenure::engine {

/// One layer of the ziggurat under exp(-x) (Marsaglia & Tsang 2000, doi:10.18637/jss.v005.i08).
struct ExponentialLayer {
  std::uint64_t inside = 0;  ///< multiples of `width` below this lie under the curve for sure
  double width = 0.0;        ///< the layer's breadth times 2^-53
};

extern const std::array<ExponentialLayer, 256> kExponentialLayers;

/// The 1.1 % of exponentials that the ziggurat's inner rectangles cannot decide. They go on in
/// blocks of the address that belong to this pair alone, so they cannot shift any other draw.
double exponential_at_the_edge(const RoundKeys& keys, Address address, std::size_t pair,
                               std::uint64_t bits);

/// Unit exponential, positive, from the 64 bits of a pair: a table look-up in 98.9 % of draws.
/// `at_the_edge(bits)` gives the others.
template <class Edge>
double exponential(std::uint64_t bits, Edge&& at_the_edge) {
  const ExponentialLayer& layer = kExponentialLayers[bits & 0xff];
  const std::uint64_t position = (bits >> 11) | 1;  // odd: midpoints of a grid of 2^52, never 0
  if (position < layer.inside) [[likely]] {
    return static_cast<double>(static_cast<std::int64_t>(position)) * layer.width;
  }
  return at_the_edge(bits);
}

/// The 128 random bits at one address, to be used in parts. A value: copying repeats the draws.
/// What a lane, a pair or a block decides is fixed by whoever owns the address's kind.
class Cause {
 public:
  /// `address.block` below 256.
  constexpr Cause(const RoundKeys& keys, const Address& address)
      : key_(keys.key), address_(address), block_(philox(keys, address)) {
    TENURE_EXPECT(address.block < 0x100);
  }
  constexpr Cause(Key key, const Address& address) : Cause(RoundKeys(key), address) {}

  constexpr const Address& address() const { return address_; }

  /// i in 0..3.
  constexpr std::uint32_t lane(std::size_t i) const { return block_.lanes[i]; }
  /// i in 0..1: lanes 2i (low half) and 2i + 1 (high half).
  constexpr std::uint64_t pair(std::size_t i) const { return block_.pair(i); }

  /// Uniform on (0, 1), 32 bits.
  constexpr double uniform_of_lane(std::size_t i) const { return uniform(lane(i)); }
  /// Uniform on (0, 1), 53 bits: for times and traits.
  constexpr double uniform_of_pair(std::size_t i) const { return uniform(pair(i)); }

  /// Unit exponential, positive.
  double exponential(std::size_t i) const {
    return engine::exponential(pair(i), [&](std::uint64_t bits) {
      return exponential_at_the_edge(RoundKeys(key_), address_, i, bits);
    });
  }

 private:
  Key key_;
  Address address_;
  Block block_;
};

/// The 64-bit words of an address's blocks, one after the other: for samplers that need an unknown
/// number of draws. Its address must not be shared with a Cause (give it a kind or a range of
/// blocks of its own); it may run up to block 0x7fff. A std::uniform_random_bit_generator.
class Substream {
 public:
  using result_type = std::uint64_t;

  constexpr Substream(Key key, const Address& address) : key_(key), address_(address) {}

  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }

  /// Throws Defect after the last block.
  constexpr result_type operator()() {
    if (odd_) {
      odd_ = false;
      return block_.pair(1);
    }
    TENURE_ENSURE(address_.block < 0x8000);
    block_ = philox(key_, address_);
    ++address_.block;
    odd_ = true;
    return block_.pair(0);
  }

 private:
  Key key_;
  Address address_;  ///< of the next block
  Block block_{};
  bool odd_ = false;  ///< half of `block_` is left
};

/// Standard normal (polar method: Marsaglia & Bray 1964, doi:10.1137/1006063).
double normal(Substream& words);

/// Gamma with unit scale, for any shape > 0 (Marsaglia & Tsang 2000, doi:10.1145/358407.358414;
/// shapes below 1 by their boost with U^(1/shape), which underflows to 0 where the gamma itself
/// does).
double gamma(Substream& words, double shape);

}  // namespace tenure::engine
