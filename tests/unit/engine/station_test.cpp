// SPDX-License-Identifier: Apache-2.0
#include "engine/station.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "engine/draws.h"
#include "engine/philox.h"

namespace tenure::engine {
namespace {

constexpr Time minute(std::int64_t number) { return kStart + std::chrono::minutes{number}; }
constexpr Duration minutes(std::int64_t number) { return std::chrono::minutes{number}; }

Station::Job job(std::uint64_t who, std::int64_t arrives, std::int64_t takes, int priority = 0,
                 std::int64_t patience = -1) {
  Station::Job made;
  made.request.sender = Identity{who};
  made.request.time = minute(arrives);
  made.priority = priority;
  made.service = minutes(takes);
  if (patience >= 0) made.gives_up = minute(arrives + patience);
  return made;
}

/// Writes down what happens: "who what minute".
class Diary final : public Station::Observer {
 public:
  void started(const Station::Job& job, Time now) override { write(job, " starts ", now); }
  void finished(const Station::Job& job, Time now) override { write(job, " ends ", now); }
  void gave_up(const Station::Job& job, Time now) override { write(job, " goes ", now); }
  std::vector<std::string> lines;

 private:
  void write(const Station::Job& job, const std::string& what, Time now) {
    lines.push_back(std::to_string(static_cast<std::uint64_t>(job.request.sender)) + what +
                    std::to_string((now - kStart) / minutes(1)));
  }
};
using Lines = std::vector<std::string>;

TEST(Station, ServesInOrderOfArrival) {
  Station station(1);
  Diary diary;
  station.advance(minute(100), std::vector{job(1, 0, 10), job(2, 1, 5), job(3, 2, 5)}, diary);
  EXPECT_EQ(diary.lines, (Lines{"1 starts 0", "1 ends 10", "2 starts 10", "2 ends 15",
                                "3 starts 15", "3 ends 20"}));
  EXPECT_EQ(station.busy_time(), minutes(20));
}

TEST(Station, UsesAllItsServers) {
  Station station(2);
  Diary diary;
  station.advance(minute(5), std::vector{job(1, 0, 10), job(2, 1, 20), job(3, 2, 5)}, diary);
  EXPECT_EQ(station.busy(), 2);
  EXPECT_EQ(station.waiting(), 1);
  EXPECT_EQ(station.busy_time(), minutes(5 + 4));
  station.advance(minute(100), {}, diary);
  EXPECT_EQ(diary.lines, (Lines{"1 starts 0", "2 starts 1", "1 ends 10", "3 starts 10", "3 ends 15",
                                "2 ends 21"}));
}

/// Two shifts in the first hour of each week.
OpeningHours two_shifts() {
  return {{{minutes(10), minutes(20)}, {minutes(40), minutes(50)}}, kStart};
}

TEST(Station, RestsOutsideOpeningHours) {
  Station station(1, two_shifts());
  Diary diary;
  station.advance(minute(100), std::vector{job(1, 0, 4), job(2, 12, 8), job(3, 45, 5)}, diary);
  EXPECT_EQ(diary.lines, (Lines{"1 starts 10", "1 ends 14", "2 starts 14", "2 ends 42",
                                "3 starts 45", "3 ends 50"}));
  EXPECT_EQ(station.busy_time(), minutes(4 + 8 + 5)) << "rest is no work";
}

TEST(Station, WhoWaitsMayGoBeforeItOpens) {
  Station station(1, two_shifts());
  Diary diary;
  Station::Job impatient = job(1, 0, 4);
  impatient.gives_up = minute(10);
  station.advance(minute(30), std::vector{impatient, job(2, 5, 10), job(3, 20, 1)}, diary);
  EXPECT_EQ(diary.lines, (Lines{"1 goes 10", "2 starts 10", "2 ends 20"}));
  EXPECT_EQ(station.waiting(), 1);
  station.advance(minute(60), {}, diary);
  EXPECT_EQ(diary.lines.back(), "3 ends 41");
}

TEST(Station, OpensWhereverTheEdgesLie) {
  Diary whole;
  Diary parts;
  const std::vector jobs{job(1, 0, 4), job(2, 2, 9), job(3, 15, 3), job(4, 19, 6), job(5, 30, 2)};
  Station in_one(2, two_shifts());
  in_one.advance(minute(70), jobs, whole);
  Station in_many(2, two_shifts());
  std::size_t next = 0;
  for (std::int64_t edge = 1; edge <= 70; ++edge) {
    std::vector<Station::Job> arrivals;
    while (next < jobs.size() && jobs[next].request.time < minute(edge)) {
      arrivals.push_back(jobs[next++]);
    }
    in_many.advance(minute(edge), arrivals, parts);
  }
  EXPECT_EQ(parts.lines, whole.lines);
  EXPECT_EQ(in_many.busy_time(), in_one.busy_time());
}

TEST(Station, OtherServersServeFromTheirTimeOn) {
  Station station(1);
  Diary diary;
  station.advance(minute(5), std::vector{job(1, 0, 10), job(2, 1, 10), job(3, 2, 10)}, diary);
  station.set_servers(3, {}, minute(5), diary);
  EXPECT_EQ(diary.lines.back(), "3 starts 5");
  station.set_servers(0, {}, minute(5), diary);
  station.advance(minute(60), std::vector{job(4, 6, 1)}, diary);
  EXPECT_EQ(diary.lines.back(), "3 ends 15") << "to the end, and nobody new";
  EXPECT_EQ(station.waiting(), 1);
}

TEST(Station, PrefersHigherPriorityButInterruptsNobody) {
  Station station(1);
  Diary diary;
  station.advance(minute(100),
                  std::vector{job(1, 0, 10, 0), job(2, 1, 5, 0), job(3, 2, 5, 7), job(4, 3, 5, 7)},
                  diary);
  EXPECT_EQ(diary.lines, (Lines{"1 starts 0", "1 ends 10", "3 starts 10", "3 ends 15",
                                "4 starts 15", "4 ends 20", "2 starts 20", "2 ends 25"}));
}

TEST(Station, LetsTheImpatientGo) {
  Station station(1);
  Diary diary;
  station.advance(minute(100), std::vector{job(1, 0, 10), job(2, 1, 5, 0, 3), job(3, 2, 5, 0, 30)},
                  diary);
  EXPECT_EQ(diary.lines,
            (Lines{"1 starts 0", "2 goes 4", "1 ends 10", "3 starts 10", "3 ends 15"}));
  EXPECT_EQ(station.waiting(), 0);
}

TEST(Station, EndsServicesBeforePatienceBeforeArrivals) {
  // At minute 10 a server becomes free, 2 would give up, and 3 arrives: 2 is served.
  Station station(1);
  Diary diary;
  station.advance(minute(11), std::vector{job(1, 0, 10), job(2, 1, 5, 0, 9), job(3, 10, 5)}, diary);
  EXPECT_EQ(diary.lines, (Lines{"1 starts 0", "1 ends 10", "2 starts 10"}));
  EXPECT_EQ(station.waiting(), 1);
}

TEST(Station, StopsBeforeTheEdge) {
  Station station(1);
  Diary diary;
  station.advance(minute(10), std::vector{job(1, 0, 10)}, diary);
  EXPECT_EQ(diary.lines, Lines{"1 starts 0"});
  // Whoever comes at the edge with a higher claim is still considered.
  station.advance(minute(11), std::vector{job(2, 10, 1)}, diary);
  EXPECT_EQ(diary.lines, (Lines{"1 starts 0", "1 ends 10", "2 starts 10"}));
}

/// What a run of many random jobs leaves behind.
class Ledger final : public Station::Observer {
 public:
  void started(const Station::Job& job, Time now) override {
    starts.emplace_back(job.request.sender, now);
    waited += now - job.request.time;
  }
  void finished(const Station::Job& job, Time now) override {
    ends.emplace_back(job.request.sender, now);
    served += job.service;
  }
  void gave_up(const Station::Job& job, Time now) override {
    EXPECT_EQ(now, job.gives_up);
    left.emplace_back(job.request.sender, now);
    waited += now - job.request.time;
  }
  using Entries = std::vector<std::pair<Identity, Time>>;
  Entries starts;
  Entries ends;
  Entries left;
  Duration waited{};
  Duration served{};
};

/// A busy day at three seats: 3,000 jobs, two classes, some impatient, times in whole minutes so
/// that many things coincide.
std::vector<Station::Job> busy_day() {
  constexpr Key kKey = make_key(5, 0, Role::life);
  std::vector<Station::Job> jobs;
  double clock = 0.0;
  for (std::uint32_t i = 0; i < 3000; ++i) {
    const Cause cause(kKey, Address{Identity{i}, 0, 1, 0});
    const Cause more(kKey, Address{Identity{i}, 0, 1, 1});
    clock += 3.5 * cause.exponential(0);
    jobs.push_back(
        job(i, static_cast<std::int64_t>(clock),
            1 + static_cast<std::int64_t>(9.0 * cause.exponential(1)),
            static_cast<int>(more.lane(2) % 2),
            more.lane(3) % 3 == 0 ? static_cast<std::int64_t>(12.0 * more.exponential(0)) : -1));
  }
  return jobs;
}

void replay(const std::vector<Station::Job>& jobs, Duration window, Station& station,
            Ledger& ledger) {
  auto next = jobs.begin();
  for (Time edge = kStart + window; next != jobs.end() || station.busy() > 0; edge += window) {
    const auto end =
        std::find_if(next, jobs.end(), [&](const auto& job) { return job.request.time >= edge; });
    station.advance(edge, {next, end}, ledger);
    next = end;
  }
}

TEST(Station, DoesTheSameInWindowsOfAnyLength) {
  const std::vector<Station::Job> jobs = busy_day();
  Station whole(3);
  Ledger expected;
  replay(jobs, 1000 * kDay, whole, expected);
  EXPECT_GT(expected.left.size(), 100U);
  EXPECT_EQ(expected.starts.size() + expected.left.size(), jobs.size());
  for (const Duration window : {minutes(1), minutes(7), Duration{123'456'789}, kDay}) {
    Station station(3);
    Ledger ledger;
    replay(jobs, window, station, ledger);
    EXPECT_EQ(ledger.starts, expected.starts);
    EXPECT_EQ(ledger.ends, expected.ends);
    EXPECT_EQ(ledger.left, expected.left);
    EXPECT_EQ(station.busy_time(), whole.busy_time());
  }
}

TEST(Station, KeepsLittlesLawToTheMicrosecond) {
  // L = lambda W: the time integral of the number waiting is the sum of all waits, and that of the
  // busy servers is the sum of all services (Little 1961). Counted minute by minute, in which
  // nothing changes, since all times are whole minutes.
  const std::vector<Station::Job> jobs = busy_day();
  Station station(3);
  Ledger ledger;
  Duration waiting{};
  Duration serving{};
  auto next = jobs.begin();
  for (Time edge = kStart + Duration{1}; next != jobs.end() || station.busy() > 0;
       edge += minutes(1)) {
    const auto end =
        std::find_if(next, jobs.end(), [&](const auto& job) { return job.request.time >= edge; });
    station.advance(edge, {next, end}, ledger);
    next = end;
    waiting += station.waiting() * minutes(1);
    serving += station.busy() * minutes(1);
  }
  EXPECT_EQ(waiting, ledger.waited);
  EXPECT_EQ(serving, ledger.served);
  EXPECT_EQ(station.busy_time(), ledger.served);
}

}  // namespace
}  // namespace tenure::engine
