// SPDX-License-Identifier: Apache-2.0
//
// The engine's Station against queueing theory, without customers: V19 (Erlang C), V21 (Pollaczek
// and Khinchin), V22 (Cobham). Arrivals are Poisson, times are in minutes, and the station replays
// its inbox window by window, as a desk does. Waits are correlated, so the standard errors are over
// replications, each from an empty station of which the first part is left out.
#include <cmath>
#include <cstdint>
#include <functional>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "engine/draws.h"
#include "engine/philox.h"
#include "engine/quantile.h"
#include "engine/station.h"
#include "engine/team.h"
#include "tests/verification/acceptance.h"

namespace tenure::verification {
namespace {

using engine::Cause;
using engine::Duration;
using engine::Station;
using engine::Time;

Duration minutes(double n) { return engine::from_days(n / 1440.0); }
double in_minutes(Duration duration) { return engine::in_days(duration) * 1440.0; }

struct Queue {
  std::int64_t servers = 1;
  std::vector<double> per_hour;  ///< arrivals by class, highest priority first
  /// Minutes of service, from a cause that nobody else looks at.
  std::function<double(const Cause&)> service;
  double late = 0.0;  ///< waits longer than this [minutes] are counted
};

/// Of one replication, after its warm-up.
struct Waits {
  std::vector<double> sum;  ///< by class [minutes]
  std::vector<std::int64_t> count;
  std::int64_t waited = 0;
  std::int64_t late = 0;
  double all() const {
    double minutes = 0.0;
    for (const double part : sum) minutes += part;
    return minutes / static_cast<double>(served());
  }
  double of(std::size_t which) const { return sum[which] / static_cast<double>(count[which]); }
  double share(std::int64_t of_them) const {
    return static_cast<double>(of_them) / static_cast<double>(served());
  }
  std::int64_t served() const {
    std::int64_t n = 0;
    for (const std::int64_t part : count) n += part;
    return n;
  }
};

class Clock final : public Station::Observer {
 public:
  Clock(const Queue& queue, Time warm, Waits& waits) : queue_(queue), warm_(warm), waits_(waits) {}
  void started(const Station::Job& job, Time now) override {
    if (job.request.time < warm_) return;
    const double wait = in_minutes(now - job.request.time);
    waits_.sum[job.request.kind] += wait;
    ++waits_.count[job.request.kind];
    if (wait > 0.0) ++waits_.waited;
    if (wait > queue_.late) ++waits_.late;
  }
  void finished(const Station::Job&, Time) override {}
  void gave_up(const Station::Job&, Time) override { FAIL(); }

 private:
  const Queue& queue_;
  Time warm_;
  Waits& waits_;
};

/// `jobs` arrivals, of which the first twentieth warm the queue up.
Waits run(const Queue& queue, std::uint64_t replication, std::uint32_t jobs) {
  const engine::Key key = engine::make_key(1909, replication, engine::Role::life);
  double rate = 0.0;
  for (const double part : queue.per_hour) rate += part / 60.0;
  Waits waits{std::vector<double>(queue.per_hour.size()),
              std::vector<std::int64_t>(queue.per_hour.size())};
  Clock clock(queue, engine::kStart + minutes(0.05 * jobs / rate), waits);
  Station station(queue.servers);
  const Duration window = minutes(1000.0);
  std::vector<Station::Job> inbox;
  Time edge = engine::kStart + window;
  Time now = engine::kStart;
  for (std::uint32_t i = 0; i < jobs; ++i) {
    const Cause arrival(key, {engine::Identity{i}, 0, 1, 0});
    const Cause work(key, {engine::Identity{i}, 0, 1, 1});
    now += minutes(arrival.exponential(0) / rate);
    while (now >= edge) {
      station.advance(edge, inbox, clock);
      inbox.clear();
      edge += window;
    }
    Station::Job job;
    job.request.time = now;
    job.request.sender = engine::Identity{i};
    double mark = arrival.uniform_of_pair(1) * rate;
    while (job.request.kind + 1U < queue.per_hour.size() &&
           mark >= queue.per_hour[job.request.kind] / 60.0) {
      mark -= queue.per_hour[job.request.kind++] / 60.0;
    }
    job.priority = -job.request.kind;
    job.service = minutes(queue.service(work));
    inbox.push_back(job);
  }
  station.advance(now + Duration{1}, inbox, clock);
  return waits;
}

std::vector<Waits> runs(const Queue& queue, std::size_t replications, std::uint32_t jobs) {
  std::vector<Waits> all(replications);
  engine::Team team(std::thread::hardware_concurrency());
  team.for_each(replications,
                [&](std::size_t number, unsigned) { all[number] = run(queue, number, jobs); });
  return all;
}

Sample sample(const std::vector<Waits>& all, const std::function<double(const Waits&)>& read) {
  Sample sample;
  for (const Waits& waits : all) sample.add(read(waits));
  return sample;
}

std::function<double(const Cause&)> exponential(double mean) {
  return [mean](const Cause& cause) { return mean * cause.exponential(0); };
}

// Erlang C: 20 an hour, 6 minutes each, 3 servers.
TEST(V19, ErlangC) {
  const auto all = runs({3, {20.0}, exponential(6.0), 5.0}, 100, 160'000);
  constexpr double kWait = 2.666666666666667;
  EXPECT_TRUE(mean_agrees(sample(all, [](const Waits& w) { return w.share(w.waited); }),
                          0.4444444444444445, {.deviation = 0.497}));
  EXPECT_TRUE(mean_agrees(sample(all, [](const Waits& w) { return w.share(w.late); }),
                          0.19315475933647921, {.deviation = 0.395}));
  const Sample wait = sample(all, [](const Waits& w) { return w.all(); });
  EXPECT_TRUE(mean_agrees(wait, kWait, {.deviation = 5.0}));
}

TEST(V19, ErlangCAtTwentyServers) {
  // 100 an hour, 10 minutes each; 20 seconds is the service level.
  const auto all = runs({20, {100.0}, exponential(10.0), 1.0 / 3.0}, 100, 450'000);
  EXPECT_TRUE(mean_agrees(sample(all, [](const Waits& w) { return w.share(w.waited); }),
                          0.3381247679264429, {.deviation = 0.473}));
  EXPECT_TRUE(mean_agrees(sample(all, [](const Waits& w) { return 1.0 - w.share(w.late); }),
                          0.6974326636706845, {.deviation = 0.459}));
  EXPECT_TRUE(mean_agrees(sample(all, [](const Waits& w) { return w.all(); }), 1.0143743037793287,
                          {.absolute = 0.015}));
}

/// Mean wait within 2 % of the reference, in 100 replications.
void expect_wait(const Queue& queue, std::uint32_t jobs, double reference) {
  EXPECT_TRUE(mean_agrees(sample(runs(queue, 100, jobs), [](const Waits& w) { return w.all(); }),
                          reference, {.absolute = 0.02 * reference}));
}

// Pollaczek and Khinchin: 8 an hour, 6 minutes each, 1 server; the wait goes with 1 + c_s^2.
TEST(V21, PollaczekKhinchin) {
  expect_wait({1, {8.0}, exponential(6.0)}, 60'000, 24.00000000000001);
  expect_wait({1, {8.0}, [](const Cause&) { return 6.0; }}, 60'000, 12.000000000000005);
  const engine::Quantile normal = engine::Quantile::normal();
  const double sigma = std::sqrt(std::log(3.0));  // c_s^2 = 2
  expect_wait({1,
               {8.0},
               [&](const Cause& cause) {
                 return 6.0 *
                        std::exp(sigma * normal(cause.uniform_of_pair(0)) - 0.5 * sigma * sigma);
               }},
              200'000, 36.000000000000014);
}

// Lee and Longton: 3 servers, 20 an hour, c_s^2 = 0.5 (the sum of two exponentials): (1 + c_s^2) /
// 2 of the Erlang wait. An approximation, so only within 5 %.
TEST(V21, LeeLongton) {
  const auto all =
      runs({3,
            {20.0},
            [](const Cause& cause) { return 3.0 * (cause.exponential(0) + cause.exponential(1)); }},
           100, 50'000);
  const Sample wait = sample(all, [](const Waits& w) { return w.all(); });
  EXPECT_LE(3.29 * wait.standard_error(), 0.02 * 2.0);
  EXPECT_NEAR(wait.mean(), 2.0, 0.05 * 2.0);
}

// Cobham: two classes of 2 and 5 an hour, 6 minutes each, 1 server, nobody is interrupted.
TEST(V22, TwoClasses) {
  const auto all = runs({1, {2.0, 5.0}, exponential(6.0)}, 100, 60'000);
  constexpr double kFirst = 5.250000000000001;
  constexpr double kSecond = 17.499999999999996;
  constexpr double kTogether = 13.999999999999998;
  EXPECT_TRUE(mean_agrees(sample(all, [](const Waits& w) { return w.of(0); }), kFirst,
                          {.absolute = 0.02 * kFirst}));
  EXPECT_TRUE(mean_agrees(sample(all, [](const Waits& w) { return w.of(1); }), kSecond,
                          {.absolute = 0.02 * kSecond}));
  // Who comes first is a matter among them: together they wait as in order of arrival.
  EXPECT_TRUE(mean_agrees(sample(all, [](const Waits& w) { return w.all(); }), kTogether,
                          {.absolute = 0.02 * kTogether}));
}

TEST(V22, WhatOneClassGainsTheOtherLoses) {
  // The same jobs, of which the first class comes first or not. Cobham's conservation holds in the
  // mean; with equal luck it holds nearly so in every replication.
  const Queue classes{1, {2.0, 5.0}, exponential(6.0)};
  const Queue together{1, {7.0}, exponential(6.0)};
  Sample difference;
  for (std::uint64_t r = 0; r < 40; ++r) {
    difference.add(run(classes, r, 40'000).all() - run(together, r, 40'000).all());
  }
  EXPECT_TRUE(mean_agrees(difference, 0.0, {.absolute = 0.02 * 14.0}));
}

}  // namespace
}  // namespace tenure::verification
