// SPDX-License-Identifier: Apache-2.0
#include "model/network.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/expect.h"
#include "engine/philox.h"

namespace tenure::model {
namespace {

Network network(const Network::Parameters& p, std::int64_t members, std::uint64_t seed = 1) {
  const engine::Key key = engine::make_key(seed, 0, engine::Role::population);
  return Network(p, members, [key](std::uint32_t number, std::uint16_t block) {
    return engine::Cause(key, engine::Address{engine::Identity{7}, number, 40, block});
  });
}

std::vector<Network::Member> listeners(const Network& network, Network::Member member) {
  const auto all = network.listeners(member);
  return {all.begin(), all.end()};
}

/// Nobody listens to himself or twice to one, all in order; both ways unless in a tree.
void expect_well_formed(const Network& network, bool mutual = true) {
  std::size_t ends = 0;
  for (Network::Member i = 0; i < network.members(); ++i) {
    const auto all = listeners(network, i);
    ends += all.size();
    EXPECT_TRUE(std::is_sorted(all.begin(), all.end()));
    EXPECT_EQ(std::adjacent_find(all.begin(), all.end()), all.end());
    for (const Network::Member j : all) {
      EXPECT_NE(j, i);
      const auto back = network.listeners(j);
      EXPECT_EQ(std::binary_search(back.begin(), back.end(), i), mutual);
    }
  }
  EXPECT_EQ(ends, (mutual ? 2 : 1) * network.edges());
}

TEST(Network, RandomEdgesAreAsManyAsTheirMeanSays) {
  constexpr std::int64_t kMembers = 20'000;
  const Network found = network({.degree = 8.0}, kMembers);
  expect_well_formed(found);
  // 80,000 edges expected, binomial: 4 standard deviations are 1,131.
  EXPECT_NEAR(static_cast<double>(found.edges()), 80'000.0, 1'131.0);
  // Degrees are Poisson: mean 8, variance 8, to 4 standard errors.
  double squares = 0.0;
  for (Network::Member i = 0; i < kMembers; ++i) {
    const auto degree = static_cast<double>(found.listeners(i).size());
    squares += (degree - 8.0) * (degree - 8.0);
  }
  EXPECT_NEAR(squares / double{kMembers}, 8.0, 0.35);
}

TEST(Network, RandomPairsAreAllAsLikely) {
  std::map<std::pair<Network::Member, Network::Member>, int> met;
  constexpr int kTimes = 4'000;
  for (int seed = 0; seed < kTimes; ++seed) {
    const Network found = network({.degree = 2.0}, 5, static_cast<std::uint64_t>(seed));
    for (Network::Member i = 0; i < 5; ++i) {
      for (const Network::Member j : found.listeners(i)) ++met[{i, j}];
    }
  }
  EXPECT_EQ(met.size(), 20U);
  // Probability 1/2 each; 4 standard deviations are 126.
  for (const auto& [pair, times] : met) EXPECT_NEAR(times, kTimes / 2, 127);
}

TEST(Network, MayJoinEverybodyToEverybody) {
  const Network found = network({.degree = 9.0}, 10);
  expect_well_formed(found);
  EXPECT_EQ(found.edges(), 45U);
}

TEST(Network, ARingJoinsTheNearest) {
  const Network found =
      network({.form = NetworkForm::small_world, .degree = 4.0, .rewired = {0.0}}, 10);
  expect_well_formed(found);
  EXPECT_EQ(listeners(found, 0), (std::vector<Network::Member>{1, 2, 8, 9}));
  EXPECT_EQ(listeners(found, 5), (std::vector<Network::Member>{3, 4, 6, 7}));
}

TEST(Network, ASmallWorldTurnsSomeEdgesElsewhere) {
  const Network found =
      network({.form = NetworkForm::small_world, .degree = 4.0, .rewired = {0.1}}, 10'000);
  expect_well_formed(found);
  std::size_t far = 0;
  for (Network::Member i = 0; i < found.members(); ++i) {
    for (const Network::Member j : found.listeners(i)) {
      const Network::Member apart = i < j ? j - i : i - j;
      if (apart > 2 && apart < 9'998) ++far;
    }
  }
  // 2,000 of 20,000 edges, seen from both ends; 4 standard deviations are 170 edges.
  EXPECT_NEAR(static_cast<double>(far) / 2.0, 2'000.0, 172.0);
  EXPECT_GT(found.edges(), 19'990U);  // a few led where one was already
}

TEST(Network, PairsLeaveAnOddOneAlone) {
  const Network found = network({.form = NetworkForm::pairs}, 5);
  expect_well_formed(found);
  EXPECT_EQ(listeners(found, 1), (std::vector<Network::Member>{0}));
  EXPECT_EQ(listeners(found, 2), (std::vector<Network::Member>{3}));
  EXPECT_TRUE(listeners(found, 4).empty());
}

TEST(Network, InATreeEverybodyListensToOneAtMost) {
  constexpr std::int64_t kMembers = 20'000;
  const Network found = network({.form = NetworkForm::tree, .degree = 0.6}, kMembers);
  expect_well_formed(found, false);
  std::vector<int> heard(kMembers, 0);
  std::int64_t childless = 0;
  for (Network::Member i = 0; i < kMembers; ++i) {
    childless += found.listeners(i).empty() ? 1 : 0;
    for (const Network::Member j : found.listeners(i)) {
      EXPECT_GT(j, i);
      ++heard[j];
    }
  }
  EXPECT_EQ(*std::max_element(heard.begin(), heard.end()), 1);
  // Poisson: mean 0.6, none with probability 0.5488; to 4 standard errors.
  EXPECT_NEAR(static_cast<double>(found.edges()) / double{kMembers}, 0.6, 0.022);
  EXPECT_NEAR(static_cast<double>(childless) / double{kMembers}, 0.5488, 0.0141);
}

TEST(Network, NobodyHasNeighboursWhereNobodyIs) {
  EXPECT_EQ(network({}, 0).members(), 0U);
  EXPECT_EQ(network({.form = NetworkForm::tree, .degree = 0.5}, 1).edges(), 0U);
  EXPECT_TRUE(Network::Parameters::fits({}, 0));
}

TEST(Network, IsNotLargerThanItsUniverse) {
  EXPECT_TRUE(Network::Parameters::fits({.degree = 8.0}, 9));
  EXPECT_FALSE(Network::Parameters::fits({.degree = 8.0}, 8));
  EXPECT_FALSE(Network::Parameters::fits({.form = NetworkForm::small_world, .degree = 8.0}, 8));
  EXPECT_TRUE(Network::Parameters::fits({.form = NetworkForm::pairs, .degree = 8.0}, 1));
  EXPECT_THROW(network({.degree = 8.0}, 8), engine::Defect);
}

}  // namespace
}  // namespace tenure::model
