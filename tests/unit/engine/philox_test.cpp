// SPDX-License-Identifier: Apache-2.0
#include "engine/philox.h"

#include <set>

#include <Random123/philox.h>
#include <gtest/gtest.h>

namespace tenure::engine {
namespace {

// The known answers that Random123 publishes for philox4x32, 10 rounds.
TEST(Philox, GivesThePublishedAnswers) {
  EXPECT_EQ(philox(Key{{0, 0}}, {0, 0, 0, 0}),
            (Block{{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}}));
  EXPECT_EQ(philox(Key{{0xffffffff, 0xffffffff}}, {0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}),
            (Block{{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}}));
  EXPECT_EQ(philox(Key{{0xa4093822, 0x299f31d0}}, {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}),
            (Block{{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}}));
}

TEST(Philox, AgreesWithRandom123On4096Vectors) {
  std::uint64_t state = 1;
  const auto word = [&state] { return static_cast<std::uint32_t>(state = mix(state, 7)); };
  for (int i = 0; i < 4096; ++i) {
    const std::array<std::uint32_t, 4> counter{word(), word(), word(), word()};
    const Key key{{word(), word()}};
    const r123::Philox4x32::ctr_type expected = r123::Philox4x32{}(
        {{counter[0], counter[1], counter[2], counter[3]}}, {{key.words[0], key.words[1]}});
    const Block block = philox(key, counter);
    for (std::size_t lane = 0; lane < 4; ++lane) ASSERT_EQ(block.lanes[lane], expected[lane]);
  }
}

TEST(Philox, LaysAnAddressOutAsIdentityOrdinalKindAndBlock) {
  const Address address{Identity{0x1122334455667788}, 0x99aabbcc, 0xddee, 0x0102};
  EXPECT_EQ(philox(Key{{1, 2}}, address),
            philox(Key{{1, 2}}, {0x55667788, 0x11223344, 0x99aabbcc, 0xddee0102}));
}

TEST(MakeKey, DiffersInSeedReplicationAndRole) {
  std::set<std::uint64_t> seen;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    for (std::uint64_t replication = 0; replication < 40; ++replication) {
      for (const Role role : {Role::population, Role::life}) {
        const Key key = make_key(seed, replication, role);
        seen.insert((std::uint64_t{key.words[1]} << 32) | key.words[0]);
      }
    }
  }
  EXPECT_EQ(seen.size(), 40u * 40u * 2u);
}

TEST(Mix, ChangesHalfOfTheBitsWhenOneBitOfEitherArgumentChanges) {
  int least = 64;
  int most = 0;
  double total = 0.0;
  for (int bit = 0; bit < 64; ++bit) {
    for (std::uint64_t i = 0; i < 64; ++i) {
      const std::uint64_t flip = std::uint64_t{1} << bit;
      for (const int change : {std::popcount(mix(i, 3 * i) ^ mix(i ^ flip, 3 * i)),
                               std::popcount(mix(i, 3 * i) ^ mix(i, (3 * i) ^ flip))}) {
        least = std::min(least, change);
        most = std::max(most, change);
        total += change;
      }
    }
  }
  EXPECT_GE(least, 10);  // 8192 binomials(64, 1/2): 5.5 standard deviations, error rate 3e-4
  EXPECT_LE(most, 54);
  EXPECT_NEAR(total / (2 * 64 * 64), 32.0, 0.2);
}

TEST(Mix, IsNotSymmetric) { EXPECT_NE(mix(1, 2), mix(2, 1)); }

TEST(HashName, GivesThePublishedAnswers) {  // draft-eastlake-fnv, test vectors of FNV-1a, 32 bits
  EXPECT_EQ(hash_name(""), 0x811c9dc5u);
  EXPECT_EQ(hash_name("a"), 0xe40c292cu);
  EXPECT_EQ(hash_name("foobar"), 0xbf9cf968u);
}

TEST(Uniform, StaysInsideTheUnitInterval) {
  EXPECT_EQ(uniform(std::uint64_t{0}), 0x1p-54);
  EXPECT_EQ(uniform(~std::uint64_t{0}), 1.0 - 0x1p-53);
  EXPECT_EQ(uniform(std::uint64_t{1} << 63), 0.5 + 0x1p-54);  // rounds to even
  EXPECT_EQ(uniform(std::uint32_t{0}), 0x1p-33);
  EXPECT_EQ(uniform(~std::uint32_t{0}), 1.0 - 0x1p-33);
}

}  // namespace
}  // namespace tenure::engine
