// SPDX-License-Identifier: Apache-2.0
#include "engine/agenda.h"

#include <algorithm>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace tenure::engine {
namespace {

constexpr Time day(std::int64_t number) { return kStart + number * kDay; }
constexpr Time kHorizon = day(1'000'000);

std::vector<Agenda::Slot> taken(Agenda& agenda, Time now) {
  SlotList list;
  agenda.take(now, list);
  return {list.begin(), list.end()};
}

TEST(Agenda, GivesEachSliceWhatIsDueInIt) {
  Agenda agenda(kDay);
  agenda.file(7, day(0), kHorizon);
  agenda.file(8, day(1) - Duration{1}, kHorizon);
  agenda.file(9, day(1), kHorizon);
  EXPECT_EQ(taken(agenda, day(0)), (std::vector<Agenda::Slot>{7, 8}));
  EXPECT_EQ(taken(agenda, day(1)), (std::vector<Agenda::Slot>{9}));
}

TEST(Agenda, ForgetsWhatIsDueAfterTheHorizon) {
  Agenda agenda(kDay);
  agenda.file(1, day(1), day(1));
  agenda.file(2, day(1) + Duration{1}, day(1));
  agenda.file(3, kNever, day(1));
  EXPECT_EQ(taken(agenda, day(1)), std::vector<Agenda::Slot>{1});
}

TEST(Agenda, KnowsTheSliceThatIsWorked) {
  Agenda agenda(kWeek);
  taken(agenda, day(9));
  EXPECT_TRUE(agenda.in_current_slice(day(7)));
  EXPECT_TRUE(agenda.in_current_slice(day(14) - Duration{1}));
  EXPECT_FALSE(agenda.in_current_slice(day(14)));
  EXPECT_FALSE(agenda.in_current_slice(day(7) - Duration{1}));
}

TEST(Agenda, KeepsTheListOfASliceThatIsVisitedTwice) {
  Agenda agenda(kWeek);
  agenda.file(5, day(3), kHorizon);
  EXPECT_EQ(taken(agenda, day(0)), std::vector<Agenda::Slot>{5});
  agenda.file(6, day(6), kHorizon);  // found due after an irregular edge
  EXPECT_EQ(taken(agenda, day(4)), std::vector<Agenda::Slot>{6});
}

TEST(Agenda, FindsTheSliceExactlyBesideEveryEdge) {
  // Slices whose reciprocal is not exact, before and after the start of time.
  for (const Duration slice : {Duration{1}, Duration{3}, Duration{49'999'999}, kDay, 13 * kWeek}) {
    for (const std::int64_t number : {std::int64_t{0}, std::int64_t{7}, std::int64_t{1'000'003}}) {
      for (const std::int64_t offset : {std::int64_t{0}, std::int64_t{-1}}) {
        const Time begin = kStart - 5 * slice;
        const Time edge = kStart + number * slice;
        Agenda agenda(slice, begin);
        agenda.file(1, edge + Duration{offset}, kNever);
        const Time expected = offset < 0 ? edge - slice : edge;
        for (Time now = std::max(begin, expected - 3 * slice); now <= expected; now += slice) {
          ASSERT_EQ(taken(agenda, now).size(), now == expected ? 1U : 0U)
              << slice.count() << ' ' << number << ' ' << offset;
        }
      }
    }
  }
}

TEST(Agenda, LosesNobodyHoweverFarAhead) {
  // Everybody is filed again and again, a little or very far ahead, up to six turns of the ring.
  std::mt19937_64 random(1);
  Agenda agenda(kDay);
  constexpr std::int64_t kDays = 2000;
  std::vector<std::vector<Agenda::Slot>> expected(kDays);
  Agenda::Slot next = 0;
  const auto file = [&](std::int64_t now) {
    const auto reach = static_cast<std::uint64_t>(random() % 4 == 0 ? 400 : 70);
    const auto due = now + 1 + static_cast<std::int64_t>(random() % reach);
    agenda.file(next, day(due), day(kDays - 1));
    if (due < kDays) expected[static_cast<std::size_t>(due)].push_back(next);
    ++next;
  };
  for (int i = 0; i < 500; ++i) file(0);
  for (std::int64_t now = 0; now < kDays; ++now) {
    std::vector<Agenda::Slot> found = taken(agenda, day(now));
    std::sort(found.begin(), found.end());
    ASSERT_EQ(found, expected[static_cast<std::size_t>(now)]) << "day " << now;
    for (int i = 0; i < 3; ++i) file(now);
  }
  EXPECT_GT(next, 6000U);
}

}  // namespace
}  // namespace tenure::engine
