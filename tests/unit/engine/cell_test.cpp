// SPDX-License-Identifier: Apache-2.0
#include "engine/cell.h"

#include <cmath>
#include <exception>
#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace tenure::engine {
namespace {

constexpr Time day(double number) {
  return kStart + Duration{static_cast<std::int64_t>(number * kMicrosecondsPerDay)};
}
constexpr RecordLayout kTwoClocks{.clocks = 2, .bytes = sizeof(Head) + 3 * sizeof(Time)};
constexpr std::size_t kNote = sizeof(Head) + 2 * sizeof(Time);  ///< offset of a word of the model's

/// Writes down what happens: "who:what@when".
struct Diary {
  std::vector<std::string> lines;
  void write(Record record, const std::string& what, Time now) {
    lines.push_back(std::to_string(static_cast<std::uint64_t>(record.head().identity)) + ":" +
                    what + "@" + std::to_string(std::lround(in_days(now - kStart) * 10.0)));
  }
  void clock(Cell&, Cell::Slot, Record record, std::size_t number, Time now) {
    write(record, "clock" + std::to_string(number), now);
  }
  void message(Cell&, Cell::Slot, Record record, const Message& message) {
    write(record, "mail" + std::to_string(message.kind), message.time);
  }
};
using Lines = std::vector<std::string>;

Message mail(Time time, std::uint8_t kind = 0) {
  Message message;
  message.time = time;
  message.kind = kind;
  return message;
}

Cell::Slot create(Cell& cell, std::uint64_t identity, Time first, Time second = kNever) {
  const Cell::Slot slot = cell.create(Identity{identity});
  cell.record(slot).clock(0) = first;
  cell.record(slot).clock(1) = second;
  cell.settle(slot);
  return slot;
}

TEST(Cell, CreatesEmptyRecordsInStablePlaces) {
  Cell cell(3, kTwoClocks, 10, day(100));
  const Record first = cell.record(cell.create(Identity{1}));
  first.at<Time>(kNote) = day(5);
  for (std::uint64_t i = 2; i < 1000; ++i) {
    const Cell::Slot slot = cell.create(Identity{i});
    const Record record = cell.record(slot);
    EXPECT_EQ(record.head().identity, Identity{i});
    EXPECT_EQ(record.head().earliest, kNever);
    EXPECT_EQ(record.clock(0), kNever);
    EXPECT_EQ(record.clock(1), kNever);
    EXPECT_EQ(record.at<Time>(kNote), kStart);
    EXPECT_EQ(cell.place(slot).cell, 3U);
    EXPECT_EQ(cell.place(slot).slot, slot);
  }
  EXPECT_EQ(cell.size(), 999U);
  EXPECT_EQ(&first.head(), &cell.record(0).head());
  EXPECT_EQ(first.at<Time>(kNote), day(5));
  std::size_t seen = 0;
  cell.for_each([&](Cell::Slot slot, Record) { EXPECT_EQ(slot, seen++); });
  EXPECT_EQ(seen, 999U);
}

TEST(Cell, RingsClocksInOrderAndOnceEach) {
  Cell cell(0, kTwoClocks, 1, day(100));
  create(cell, 1, day(0.7), day(0.2));
  Diary diary;
  EXPECT_EQ(cell.work(day(1), diary), 2U);
  EXPECT_EQ(diary.lines, (Lines{"1:clock1@2", "1:clock0@7"}));
  EXPECT_EQ(cell.work(day(2), diary), 0U);
}

TEST(Cell, BreaksTiesByMailThenByTheOrderOfClocks) {
  Cell cell(0, kTwoClocks, 1, day(100));
  const Cell::Slot slot = create(cell, 1, day(0.5), day(0.5));
  cell.deliver(slot, mail(day(0.5), 2));
  cell.deliver(slot, mail(day(0.5), 1));
  Diary diary;
  EXPECT_EQ(cell.work(day(1), diary), 4U);
  EXPECT_EQ(diary.lines, (Lines{"1:mail1@5", "1:mail2@5", "1:clock0@5", "1:clock1@5"}));
  EXPECT_EQ(cell.mail_waiting(), 0U);
}

TEST(Cell, LeavesTheEdgeToTheNextWindow) {
  Cell cell(0, kTwoClocks, 1, day(100));
  create(cell, 1, day(1));
  Diary diary;
  EXPECT_EQ(cell.work(day(1), diary), 0U);
  EXPECT_EQ(cell.work(day(2), diary), 1U);
}

TEST(Cell, WorksTheHorizonItselfAndNothingBeyond) {
  Cell cell(0, kTwoClocks, 2, day(1));
  create(cell, 1, day(1));
  create(cell, 2, day(1) + Duration{1});
  Diary diary;
  cell.work(day(1), diary);
  cell.work(day(1) + Duration{1}, diary);
  EXPECT_EQ(diary.lines, Lines{"1:clock0@10"});
}

TEST(Cell, LosesNobodyAtIrregularEdges) {
  Cell cell(0, kTwoClocks, 3, day(100));
  create(cell, 1, day(1), day(3));
  create(cell, 2, day(2.5));
  create(cell, 3, day(4), day(7));
  Diary diary;
  cell.work(day(2.5), diary);
  EXPECT_EQ(diary.lines, Lines{"1:clock0@10"});
  cell.work(day(4), diary);
  EXPECT_EQ(diary.lines, (Lines{"1:clock0@10", "1:clock1@30", "2:clock0@25"}));  // one by one
  cell.work(day(7), diary);
  EXPECT_EQ(diary.lines.back(), "3:clock0@40");
  cell.work(day(14), diary);
  EXPECT_EQ(diary.lines.back(), "3:clock1@70");
  EXPECT_EQ(diary.lines.size(), 5U);
}

TEST(Cell, DeliversMailBeforeAClockThatComesLater) {
  Cell cell(0, kTwoClocks, 1, day(100));
  const Cell::Slot slot = create(cell, 1, day(3.5));
  Diary diary;
  cell.work(day(1), diary);
  cell.deliver(slot, mail(day(1.2)));
  cell.deliver(slot, mail(day(4.2)));
  for (double begin = 1; begin < 6; ++begin) cell.work(day(begin + 1), diary);
  EXPECT_EQ(diary.lines, (Lines{"1:mail0@12", "1:clock0@35", "1:mail0@42"}));
}

/// Each ringing of clock 0 sets it anew and bears a child, two generations deep.
struct Births : Diary {
  void clock(Cell& cell, Cell::Slot slot, Record record, std::size_t number, Time now) {
    Diary::clock(cell, slot, record, number, now);
    const auto identity = static_cast<std::uint64_t>(record.head().identity);
    if (identity >= 100) return;
    const Cell::Slot child = cell.create(Identity{identity * 10});
    cell.deliver(child, mail(now));
  }
  void message(Cell& cell, Cell::Slot slot, Record record, const Message& message) {
    Diary::message(cell, slot, record, message);
    record.clock(0) = message.time + kDay / 10;
    if (record.head().identity == Identity{100}) record.clock(1) = day(1.5);
  }
};

TEST(Cell, WorksTheNewbornInTheSameWindow) {
  Cell cell(0, kTwoClocks, 1, day(100));
  create(cell, 1, day(0.2));
  Births births;
  EXPECT_EQ(cell.work(day(1), births), 5U);
  EXPECT_EQ(births.lines,
            (Lines{"1:clock0@2", "10:mail0@2", "10:clock0@3", "100:mail0@3", "100:clock0@4"}));
  EXPECT_EQ(cell.work(day(2), births), 1U);
  EXPECT_EQ(births.lines.back(), "100:clock1@15");
}

/// Fails for everybody whose identity is odd, in the order of work.
struct Failing : Diary {
  void clock(Cell& cell, Cell::Slot slot, Record record, std::size_t number, Time now) {
    Diary::clock(cell, slot, record, number, now);
    const auto identity = static_cast<std::uint64_t>(record.head().identity);
    if (identity % 2 == 1) throw std::runtime_error(std::to_string(identity));
  }
};

TEST(Cell, KeepsTheFailureOfTheLowestIdentityAndGoesOn) {
  Cell cell(0, kTwoClocks, 5, day(100));
  for (const std::uint64_t identity : {9U, 4U, 3U, 8U, 7U}) create(cell, identity, day(0.5));
  Failing failing;
  EXPECT_FALSE(cell.failure());
  cell.work(day(1), failing);
  EXPECT_EQ(failing.lines.size(), 5U);
  ASSERT_TRUE(cell.failure());
  EXPECT_EQ(cell.failed_at(), Identity{3});
  try {
    std::rethrow_exception(cell.failure());
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "3");
  }
}

}  // namespace
}  // namespace tenure::engine
