// SPDX-License-Identifier: Apache-2.0
#include "engine/draws.h"

#include <cmath>

#include "engine/elementary.h"

namespace tenure::engine {
namespace {

/// Right edge of the lowest layer, such that 256 layers of equal area close at x = 0.
constexpr double kTail = 7.69711747013104972;

/// The right edges of the layers, and the heights of exp(-x) there. Layer 0 holds the tail: its
/// nominal breadth is area / height.
struct Ziggurat {
  std::array<double, 257> edges{};
  std::array<double, 257> heights{};
};

constexpr Ziggurat make_ziggurat() {
  Ziggurat ziggurat;
  auto& [edges, heights] = ziggurat;
  const double area = (kTail + 1.0) * exp(-kTail);
  edges[0] = area / exp(-kTail);
  edges[1] = kTail;
  for (std::size_t i = 1; i < 256; ++i) {
    heights[i] = exp(-edges[i]);
    edges[i + 1] = i == 255 ? 0.0 : -log(heights[i] + area / edges[i]);
  }
  heights[256] = 1.0;
  return ziggurat;
}

constexpr Ziggurat kZiggurat = make_ziggurat();

constexpr std::array<ExponentialLayer, 256> make_layers() {
  std::array<ExponentialLayer, 256> layers{};
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const double share = kZiggurat.edges[i + 1] / kZiggurat.edges[i];
    layers[i] = {static_cast<std::uint64_t>(share * 0x1p53), kZiggurat.edges[i] * 0x1p-53};
  }
  return layers;
}

/// The pair's private blocks: 0x8000 | block (8 bits) | pair (1 bit) | step (6 bits).
Address continuation(Address address, std::size_t pair, unsigned step) {
  const unsigned own = (unsigned{address.block} << 7) | (static_cast<unsigned>(pair) << 6) | step;
  address.block = static_cast<std::uint16_t>(0x8000u | own);
  return address;
}

}  // namespace

constexpr std::array<ExponentialLayer, 256> kExponentialLayers = make_layers();

double exponential_at_the_edge(const RoundKeys& keys, Address address, std::size_t pair,
                               std::uint64_t bits) {
  double beyond = 0.0;  // what the tail has added: the exponential forgets it
  for (unsigned step = 0;; ++step) {
    const Block block = philox(keys, continuation(address, pair, step));
    const std::size_t layer = bits & 0xff;
    const std::uint64_t position = (bits >> 11) | 1;
    const double x =
        static_cast<double>(static_cast<std::int64_t>(position)) * kExponentialLayers[layer].width;
    if (position < kExponentialLayers[layer].inside) return beyond + x;
    if (layer == 0) {
      beyond += kTail;
    } else {
      const double low = kZiggurat.heights[layer];
      const double high = kZiggurat.heights[layer + 1];
      const double height = uniform(block.pair(1));
      if (low + height * (high - low) < exp(-x)) return beyond + x;
    }
    // 64 failures in a row have probability below 1e-120.
    TENURE_ENSURE(step < 63);
    bits = block.pair(0);
  }
}

double normal(Substream& words) {
  for (;;) {
    const double x = 2.0 * uniform(words()) - 1.0;
    const double y = 2.0 * uniform(words()) - 1.0;
    const double square = x * x + y * y;
    if (square < 1.0 && square > 0.0) return x * std::sqrt(-2.0 * log(square) / square);
  }
}

double gamma(Substream& words, double shape) {
  TENURE_EXPECT(shape > 0.0);
  if (shape < 1.0) {
    const double boosted = gamma(words, shape + 1.0);
    return boosted * exp(log(uniform(words())) / shape);
  }
  const double d = shape - 1.0 / 3.0;
  const double c = 1.0 / (3.0 * std::sqrt(d));
  for (;;) {
    const double x = normal(words);
    const double root = 1.0 + c * x;
    if (root <= 0.0) continue;
    const double v = root * root * root;
    const double u = uniform(words());
    if (log(u) < 0.5 * (x * x) + d * (1.0 - v + log(v))) return d * v;
  }
}

}  // namespace tenure::engine
