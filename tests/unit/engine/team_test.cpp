// SPDX-License-Identifier: Apache-2.0
#include "engine/team.h"

#include <atomic>
#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace tenure::engine {
namespace {

class TeamOf : public testing::TestWithParam<unsigned> {};
INSTANTIATE_TEST_SUITE_P(Threads, TeamOf, testing::Values(1U, 2U, 3U, 8U));

TEST_P(TeamOf, DoesEveryPartOnceRoundAfterRound) {
  Team team(GetParam());
  EXPECT_EQ(team.size(), GetParam());
  for (const std::size_t parts : {1U, 2U, 7U, 100U}) {
    std::vector<std::atomic<int>> done(parts);
    for (int round = 0; round < 200; ++round) {
      team.for_each(parts, [&](std::size_t part, unsigned worker) {
        ASSERT_LT(worker, team.size());
        done[part].fetch_add(1, std::memory_order_relaxed);
      });
    }
    for (const auto& count : done) EXPECT_EQ(count.load(), 200);
  }
}

TEST_P(TeamOf, SeesInTheNextRoundWhatWasDoneInTheLast) {
  Team team(GetParam());
  std::vector<int> values(64, 0);  // plain memory: a race would be found by the thread sanitizer
  for (int round = 0; round < 100; ++round) {
    team.for_each(values.size(), [&](std::size_t part, unsigned) {
      values[part] += values[part] == round ? 1 : 1000;
    });
  }
  for (const int value : values) EXPECT_EQ(value, 100);
}

TEST_P(TeamOf, ThrowsTheErrorOfTheLowestPartAfterAllHaveEnded) {
  Team team(GetParam());
  for (int round = 0; round < 20; ++round) {
    std::atomic<int> ended{0};
    std::string caught;
    try {
      team.for_each(50, [&](std::size_t part, unsigned) {
        ended.fetch_add(1);
        if (part % 10 == 7) throw std::runtime_error("part " + std::to_string(part));
      });
    } catch (const std::runtime_error& error) {
      caught = error.what();
    }
    EXPECT_EQ(caught, "part 7");
    EXPECT_EQ(ended.load(), 50);
  }
  // And goes on as if nothing had been.
  std::atomic<int> done{0};
  team.for_each(10, [&](std::size_t, unsigned) { done.fetch_add(1); });
  EXPECT_EQ(done.load(), 10);
}

TEST_P(TeamOf, DoesNothingWhereThereIsNothing) {
  Team team(GetParam());
  team.for_each(0, [](std::size_t, unsigned) { FAIL(); });
}

TEST(Team, HasOneThreadAtLeast) { EXPECT_EQ(Team(0).size(), 1U); }

}  // namespace
}  // namespace tenure::engine
