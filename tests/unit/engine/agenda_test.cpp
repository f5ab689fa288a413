// SPDX-License-Identifier: Apache-2.0
#include "engine/agenda.h"

#include <algorithm>
#include <map>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace tenure::engine {
namespace {

constexpr Time day(std::int64_t number) { return kStart + number * kDay; }
constexpr Duration kTick{1 << 20};  // what may be looked at too early

using Slots = std::vector<Agenda::Slot>;

Agenda agenda_of(std::size_t entities, Time begin = kStart, Time end = day(10'000)) {
  Agenda agenda(begin, end, entities);
  for (std::size_t i = 0; i < entities; ++i) agenda.add();
  return agenda;
}

Slots collected(Agenda& agenda, Time edge) {
  SlotList list;
  agenda.collect(edge, list);
  return {list.begin(), list.end()};
}

TEST(Agenda, FindsWhoIsDueBeforeAnEdgeInRisingOrder) {
  Agenda agenda = agenda_of(100);
  agenda.file(70, day(1) - kTick);
  agenda.file(8, day(0));
  agenda.file(9, day(1) + kTick);
  EXPECT_EQ(collected(agenda, day(1)), (Slots{8, 70}));
  EXPECT_EQ(collected(agenda, day(2)), (Slots{8, 9, 70}));
}

TEST(Agenda, KnowsNobodyWhoWasNotFiled) {
  Agenda agenda = agenda_of(65);
  EXPECT_EQ(collected(agenda, day(9999)), Slots{});
}

TEST(Agenda, ForgetsWhatIsDueAfterTheEnd) {
  Agenda agenda = agenda_of(5, kStart, day(1));
  agenda.file(1, day(1));
  agenda.file(2, day(1) + Duration{1});
  agenda.file(3, kNever);
  EXPECT_EQ(collected(agenda, day(1) + Duration{1}), Slots{1});
  agenda.file(1, kNever);
  EXPECT_EQ(collected(agenda, day(1) + Duration{1}), Slots{});
}

TEST(Agenda, MissesNobodyByAMicrosecond) {
  // Whoever is due before an edge must be found; who is due within a tick after it may be.
  for (const Time begin : {kStart, day(-700) - Duration{3}}) {
    for (const Duration until : {Duration{1}, Duration{3}, kTick, kDay + Duration{7}}) {
      Agenda agenda = agenda_of(3, begin);
      const Time edge = begin + until;
      agenda.file(0, edge - Duration{1});
      agenda.file(1, edge + kTick);
      EXPECT_EQ(collected(agenda, edge), Slots{0}) << until.count();
    }
  }
}

TEST(Agenda, HasLongerTicksForALongerRun) {
  const Time end = day(365 * 2000);
  Agenda agenda = agenda_of(2, kStart, end);
  agenda.file(0, end);
  agenda.file(1, day(1));
  EXPECT_EQ(collected(agenda, day(2)), Slots{1});
  EXPECT_EQ(collected(agenda, end + Duration{1}), (Slots{0, 1}));
}

TEST(Agenda, LosesNobodyWhoIsFiledAgainAndAgain) {
  // Against a list that is searched through: everybody is filed anew, sooner or later than before,
  // and some days nobody of a block is due.
  std::mt19937_64 random(1);
  constexpr std::size_t kEntities = 300;
  constexpr std::int64_t kDays = 3000;
  Agenda agenda = agenda_of(kEntities, day(0), day(kDays));
  std::map<Agenda::Slot, std::int64_t> due;
  const auto file = [&](Agenda::Slot slot, std::int64_t at) {
    agenda.file(slot, day(at));
    due[slot] = at;
  };
  for (Agenda::Slot slot = 0; slot < kEntities; ++slot) {
    file(slot, static_cast<std::int64_t>(random() % 900));
  }
  std::size_t found_in_all = 0;
  for (std::int64_t now = 0; now < kDays; ++now) {
    Slots expected;
    for (const auto& [slot, at] : due) {
      if (at <= now) expected.push_back(slot);
    }
    ASSERT_EQ(collected(agenda, day(now) + kTick), expected) << "day " << now;
    found_in_all += expected.size();
    for (const Agenda::Slot slot : expected) {
      file(slot, now + 1 + static_cast<std::int64_t>(random() % 400));
    }
    const auto other = static_cast<Agenda::Slot>(random() % kEntities);
    file(other, now + 1 + static_cast<std::int64_t>(random() % 20));
  }
  EXPECT_GT(found_in_all, 4000U);
}

}  // namespace
}  // namespace tenure::engine
