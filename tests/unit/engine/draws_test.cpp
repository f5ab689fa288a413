// SPDX-License-Identifier: Apache-2.0
#include "engine/draws.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "engine/elementary.h"
#include "engine/special_functions.h"

namespace tenure::engine {
namespace {

// All statistical tests here have fixed seeds. Null hypothesis: the sample has the stated
// distribution. Error rate 1e-4 each (z beyond 3.89, Kolmogorov's statistic beyond 2.226).
constexpr double kLargestZ = 3.89;
constexpr double kLargestKolmogorov = 2.226;

constexpr Key kKey = make_key(20260101, 3, Role::life);

double kolmogorov(std::vector<double> sample, const std::function<double(double)>& cdf) {
  std::sort(sample.begin(), sample.end());
  const auto n = static_cast<double>(sample.size());
  double distance = 0.0;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    const double below = cdf(sample[i]);
    const auto rank = static_cast<double>(i);
    distance = std::max({distance, below - rank / n, (rank + 1.0) / n - below});
  }
  return distance * std::sqrt(n);
}

struct Moments {
  double mean = 0.0;
  double variance = 0.0;
};

Moments moments(const std::vector<double>& sample) {
  const auto n = static_cast<double>(sample.size());
  double sum = 0.0;
  for (const double x : sample) sum += x;
  const double mean = sum / n;
  double squares = 0.0;
  for (const double x : sample) squares += (x - mean) * (x - mean);
  return {mean, squares / n};
}

/// z-scores of mean and variance against a distribution with the given excess kurtosis.
void expect_moments(const std::vector<double>& sample, double mean, double variance,
                    double excess) {
  const auto n = static_cast<double>(sample.size());
  const Moments found = moments(sample);
  EXPECT_LT(std::abs(found.mean - mean) / std::sqrt(variance / n), kLargestZ);
  EXPECT_LT(std::abs(found.variance - variance) / (variance * std::sqrt((excess + 2.0) / n)),
            kLargestZ);
}

std::vector<double> exponentials(std::uint32_t count, std::size_t pair) {
  std::vector<double> sample(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    sample[i] = Cause(kKey, Address{Identity{42}, i, 5, 0}).exponential(pair);
  }
  return sample;
}

TEST(Cause, ReadsLanesAndPairsOfItsBlock) {
  const Address address{Identity{42}, 7, 5, 2};
  const Block block = philox(kKey, address);
  const Cause cause(kKey, address);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(cause.lane(i), block.lanes[i]);
    EXPECT_EQ(cause.uniform_of_lane(i), uniform(block.lanes[i]));
  }
  for (std::size_t i = 0; i < 2; ++i) {
    const std::uint64_t pair = (std::uint64_t{block.lanes[2 * i + 1]} << 32) | block.lanes[2 * i];
    EXPECT_EQ(cause.pair(i), pair);
    EXPECT_EQ(cause.uniform_of_pair(i), uniform(pair));
  }
}

TEST(Cause, DrawsUnitExponentials) {
  for (const std::size_t pair : {0u, 1u}) {
    const std::vector<double> sample = exponentials(2'000'000, pair);
    expect_moments(sample, 1.0, 1.0, 6.0);
    EXPECT_LT(kolmogorov(sample, [](double x) { return -expm1(-x); }), kLargestKolmogorov);
    EXPECT_GT(*std::min_element(sample.begin(), sample.end()), 0.0);
  }
}

// 4e6 draws: some 1,800 lie in the tail; memoryless, they are unit exponentials again.
TEST(Cause, DrawsTheTailToo) {
  constexpr double kTail = 7.69711747013104972;
  constexpr double kDraws = 4e6;
  std::vector<double> beyond;
  for (const double x : exponentials(static_cast<std::uint32_t>(kDraws), 0)) {
    if (x > kTail) beyond.push_back(x - kTail);
  }
  const double expected = kDraws * exp(-kTail);
  EXPECT_LT(std::abs(static_cast<double>(beyond.size()) - expected) / std::sqrt(expected),
            kLargestZ);
  EXPECT_LT(kolmogorov(beyond, [](double x) { return -expm1(-x); }), kLargestKolmogorov);
}

TEST(Cause, DrawsItsTwoExponentialsIndependently) {
  constexpr std::uint32_t kDraws = 1'000'000;
  const std::vector<double> first = exponentials(kDraws, 0);
  const std::vector<double> second = exponentials(kDraws, 1);
  double sum = 0.0;
  for (std::size_t i = 0; i < kDraws; ++i) sum += (first[i] - 1.0) * (second[i] - 1.0);
  EXPECT_LT(std::abs(sum) / std::sqrt(double{kDraws}), kLargestZ);
}

// The continuation of a rejected draw: blocks 0x8000 | block << 7 | pair << 6 | step.
TEST(Cause, ContinuesARejectedExponentialInBlocksOfItsOwn) {
  constexpr double kTail = 7.69711747013104972;
  int found = 0;
  for (std::uint32_t ordinal = 0; ordinal < 200'000; ++ordinal) {
    const Address address{Identity{9}, ordinal, 3, 5};
    const Cause cause(kKey, address);
    for (std::size_t pair = 0; pair < 2; ++pair) {
      const ExponentialLayer& lowest = kExponentialLayers[0];
      if ((cause.pair(pair) & 0xff) != 0 || ((cause.pair(pair) >> 11) | 1) < lowest.inside)
        continue;
      Address next = address;
      next.block = static_cast<std::uint16_t>(0x8000 | (5 << 7) | (pair << 6));
      const Block block = philox(kKey, next);
      const std::uint64_t bits = (std::uint64_t{block.lanes[1]} << 32) | block.lanes[0];
      const ExponentialLayer& layer = kExponentialLayers[bits & 0xff];
      if (((bits >> 11) | 1) >= layer.inside) continue;  // rejected once more
      EXPECT_EQ(cause.exponential(pair),
                kTail + static_cast<double>((bits >> 11) | 1) * layer.width);
      ++found;
    }
  }
  EXPECT_GT(found, 100);  // expected: 2 * 200000 / 256 * 0.115 * 0.989 = 178
}

TEST(Cause, IsTheSameWheneverItIsAsked) {
  const Cause cause(kKey, Address{Identity{1}, 1, 1, 0});
  const double second = cause.exponential(1);
  const double first = cause.exponential(0);
  const Cause again(kKey, Address{Identity{1}, 1, 1, 0});
  EXPECT_EQ(again.exponential(0), first);
  EXPECT_EQ(again.exponential(1), second);
}

static_assert(std::uniform_random_bit_generator<Substream>);

TEST(Substream, ReadsTheBlocksInTheirOrder) {
  Substream words(kKey, Address{Identity{5}, 6, 7, 8});
  for (std::uint16_t block = 8; block < 12; ++block) {
    const Cause cause(kKey, Address{Identity{5}, 6, 7, block});
    EXPECT_EQ(words(), cause.pair(0));
    EXPECT_EQ(words(), cause.pair(1));
  }
}

TEST(Substream, RefusesToRunIntoTheContinuations) {
  Substream words(kKey, Address{Identity{5}, 6, 7, 0x7fff});
  words();
  words();
  EXPECT_THROW(words(), Defect);
}

std::vector<double> from_substreams(std::size_t count,
                                    const std::function<double(Substream&)>& draw) {
  std::vector<double> sample;
  for (std::uint64_t who = 0; sample.size() < count; ++who) {
    Substream words(kKey, Address{Identity{who}, 0, 11, 0});
    for (int i = 0; i < 10; ++i) sample.push_back(draw(words));
  }
  return sample;
}

TEST(Normal, HasTheStandardNormalDistribution) {
  const std::vector<double> sample = from_substreams(500'000, normal);
  expect_moments(sample, 0.0, 1.0, 0.0);
  EXPECT_LT(kolmogorov(sample, normal_cdf), kLargestKolmogorov);
}

TEST(Gamma, HasTheGammaDistributionForShapesFromSmallToLarge) {
  for (const double shape : {0.05, 0.3, 1.0, 2.5, 40.0, 1000.0}) {
    SCOPED_TRACE(shape);
    const auto draw = [shape](Substream& words) { return gamma(words, shape); };
    const std::vector<double> sample = from_substreams(200'000, draw);
    expect_moments(sample, shape, shape, 6.0 / shape);
    const auto cdf = [shape](double x) { return gamma_tails(shape, x).lower; };
    EXPECT_LT(kolmogorov(sample, cdf), kLargestKolmogorov);
  }
}

}  // namespace
}  // namespace tenure::engine
