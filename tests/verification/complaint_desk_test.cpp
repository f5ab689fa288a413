// SPDX-License-Identifier: Apache-2.0
//
// The complaint desk through the whole model. Every purchase fails and is complained about, nobody
// leaves: customers who buy at constant rates make the complaints an exact Poisson process, and the
// desk is a queue with known waits. V33 is the funnel from failure to exit, V51 conservation.
#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "tests/verification/acceptance.h"
#include "tests/verification/study.h"

namespace tenure::verification {
namespace {

using model::ComplaintDesk;
using model::Leaving;
using model::Purchasing;
using model::Satisfaction;
using model::Service;

using HandlingForm = model::HandlingForm;
constexpr engine::Duration kSixMinutes = std::chrono::minutes{6};
constexpr double kMicrosecondsPerMinute = 60e6;

/// Nobody leaves, nobody gives up, and answers say nothing.
ComplaintDesk::Parameters plain_desk(std::int64_t seats, HandlingForm form = {},
                                     double variation = 1.0) {
  ComplaintDesk::Parameters desk;
  desk.seats = seats;
  desk.handling_time = {kSixMinutes, form, variation};
  desk.reply_delay = engine::kDay;
  desk.patience.reset();
  desk.complaint_probability = {1.0};
  desk.resolution = {{1.0}, std::nullopt};
  desk.exit = {{0.0}, {0.0}, {0.0}};
  desk.wait_loss = 0.0;
  return desk;
}

/// Adds customers who together complain so many times an hour, each once in 10 days.
Study& complaining(Study& study, const char* name, int per_hour, ComplaintDesk::Parameters desk) {
  return study.segment(name, per_hour * 240)
      .with<Purchasing>(steady_purchases(10 * engine::kDay))
      .with<Service>({.failure_probability = {1.0}})
      .with<ComplaintDesk>(std::move(desk));
}

/// Mean wait in minutes by replication, of complaints after the first 50 days.
Sample waits(const model::Specification& specification, std::size_t replications) {
  return Sample(replicate(specification, replications, [](const Reading& reading) {
    const auto sum =
        static_cast<double>(reading.tally_from<ComplaintDesk>(1, ComplaintDesk::wait_sum));
    const auto started = reading.tally_from<ComplaintDesk>(1, ComplaintDesk::started);
    return sum / static_cast<double>(started) / kMicrosecondsPerMinute;
  }));
}

// Erlang C: 20 an hour, 6 minutes, 3 seats. Wait, queue, utilisation.
TEST(V19, TheDesk) {
  Study study(850 * engine::kDay, 50 * engine::kDay);
  complaining(study, "all", 20, plain_desk(3));
  Sample wait;
  Sample utilisation;
  for (const auto& [w, u] : replicate(study, 60, [](const Reading& reading) {
         const auto sum = [&](std::size_t which) {
           return static_cast<double>(reading.tally_from<ComplaintDesk>(1, which));
         };
         return std::pair{
             sum(ComplaintDesk::wait_sum) / sum(ComplaintDesk::started) / kMicrosecondsPerMinute,
             sum(ComplaintDesk::busy_sum) / sum(ComplaintDesk::seat_time)};
       })) {
    wait.add(w);
    utilisation.add(u);
  }
  EXPECT_TRUE(mean_agrees(wait, 2.666666666666667, {.deviation = 5.0}));
  EXPECT_TRUE(mean_agrees(utilisation, 0.6666666666666666));
}

TEST(V19, TheQueueOfTheDesk) {
  // Lq, looked at every six hours.
  Study study(1000 * engine::kDay, std::chrono::hours{6});
  complaining(study, "all", 20, plain_desk(3));
  const Sample queue(replicate(study, 60, [](const Reading& reading) {
    const auto sum = reading.tally_from<ComplaintDesk>(200, ComplaintDesk::waiting_now);
    return static_cast<double>(sum) / static_cast<double>(reading.periods() - 200);
  }));
  EXPECT_TRUE(mean_agrees(queue, 0.888888888888889, {.absolute = 0.015}));
}

/// 8 an hour at 1 seat.
void expect_single_seat_wait(HandlingForm form, double variation, double reference) {
  Study study(450 * engine::kDay, 50 * engine::kDay);
  complaining(study, "all", 8, plain_desk(1, form, variation));
  EXPECT_TRUE(mean_agrees(waits(study, 80), reference, {.absolute = 0.025 * reference}));
}

TEST(V21, TheDesk) {
  expect_single_seat_wait(HandlingForm::exponential, 1.0, 24.00000000000001);
  expect_single_seat_wait(HandlingForm::fixed, 1.0, 12.000000000000005);
  expect_single_seat_wait(HandlingForm::lognormal, std::sqrt(2.0), 36.000000000000014);
  expect_single_seat_wait(HandlingForm::gamma, std::sqrt(2.0), 36.000000000000014);
}

// Cobham: 2 and 5 an hour at 1 seat. The desk counts all waits together; each class's own is what
// it feels, at a loss of one unit of satisfaction a day.
TEST(V22, TheDesk) {
  ComplaintDesk::Parameters desk = plain_desk(1);
  desk.order = model::DeskOrder::priority;
  desk.wait_loss = 1.0;
  Satisfaction::Parameters satisfaction;
  satisfaction.range = {-1e6, 1e6};
  satisfaction.decay.reset();
  satisfaction.failure_loss = 0.0;
  Study study(500 * engine::kDay, 50 * engine::kDay);
  Purchasing::Parameters purchasing = steady_purchases(10 * engine::kDay);
  purchasing.effects.satisfaction = 0.0;
  desk.priority = 1;
  complaining(study, "first", 2, desk)
      .with<Satisfaction>(satisfaction)
      .with<Purchasing>(purchasing);
  desk.priority = 0;
  complaining(study, "second", 5, desk)
      .with<Satisfaction>(satisfaction)
      .with<Purchasing>(purchasing);
  std::array<Sample, 3> waits;
  for (const auto& minutes : replicate(study, 80, [](const Reading& reading) {
         std::array<double, 3> minutes{};
         const std::size_t last = reading.periods() - 1;
         double all = 0.0;
         double filed_by_all = 0.0;
         for (std::size_t row = 0; row < 2; ++row) {
           const auto felt = [&](std::size_t period) {
             return -1e-6 * static_cast<double>(
                                reading.tally<Satisfaction>(Satisfaction::level_sum, period, row));
           };
           double filed = 0.0;
           for (std::size_t p = 1; p <= last; ++p) {
             filed +=
                 static_cast<double>(reading.tally<ComplaintDesk>(ComplaintDesk::filed, p, row));
           }
           const double waited = (felt(last) - felt(0)) * 24.0 * 60.0;
           minutes[row] = waited / filed;
           all += waited;
           filed_by_all += filed;
         }
         minutes[2] = all / filed_by_all;
         return minutes;
       })) {
    for (std::size_t i = 0; i < 3; ++i) waits[i].add(minutes[i]);
  }
  EXPECT_TRUE(mean_agrees(waits[0], 5.250000000000001, {.absolute = 0.02 * 5.25}));
  EXPECT_TRUE(mean_agrees(waits[1], 17.499999999999996, {.absolute = 0.02 * 17.5}));
  EXPECT_TRUE(mean_agrees(waits[2], 13.999999999999998, {.absolute = 0.02 * 14.0}));
}

/// Failure 0.08, voice 0.4, exits 0.3 in silence, 0.02 resolved, 0.5 unresolved; handling and reply
/// take 1/1000 of the purchase interval. Purchases of single customers until they left.
/// `at_most`: so many purchase intervals are simulated.
Sample purchases_until_exit(double resolution, int at_most) {
  ComplaintDesk::Parameters desk;
  desk.seats = 1'000'000;
  desk.handling_time = {std::chrono::hours{1}, HandlingForm::fixed, 1.0};
  desk.reply_delay = std::chrono::hours{23};
  desk.patience.reset();
  desk.complaint_probability = {0.4};
  desk.resolution = {{resolution}, std::nullopt};
  desk.exit = {{0.3}, {0.02}, {0.5}};
  const engine::Duration horizon = at_most * 1000 * engine::kDay;
  const Study study = Study(horizon, horizon)
                          .segment("all", 1)
                          .with<Purchasing>(steady_purchases(1000 * engine::kDay))
                          .with<Service>({.failure_probability = {0.08}})
                          .with<ComplaintDesk>(desk)
                          .with<Leaving>({})
                          .copies(45'000, 1);
  Sample purchases;
  for (const auto& counts : replicate(study, 10, [](const Reading& reading) {
         std::vector<std::int64_t> n;
         for (std::size_t row = 0; row < reading.rows(); ++row) {
           n.push_back(reading.tally<Purchasing>(Purchasing::purchases, 0, row));
         }
         return n;
       })) {
    for (const std::int64_t n : counts) purchases.add(static_cast<double>(n));
  }
  return purchases;
}

// The chance that a purchase ends the relationship, q = phi [(1 - c) x_s + c (rho x_r + (1 - rho)
// x_u)] = 0.019648: purchases are geometric with mean 1 / q.
TEST(V33, ComplaintFunnel) {
  // 5 in 10^5 are not seen to leave; that takes 0.003 off the mean.
  const Sample purchases = purchases_until_exit(0.7, 500);
  EXPECT_TRUE(mean_agrees(purchases, 50.895765472312696));
  std::int64_t beyond_10 = 0;
  for (std::size_t i = 0; i < purchases.size(); ++i) beyond_10 += purchases[i] > 10.0 ? 1 : 0;
  EXPECT_TRUE(
      share_agrees(beyond_10, static_cast<std::int64_t>(purchases.size()), 0.8200123471389849));
}

TEST(V33, ComplaintFunnelWithoutRecovery) {
  EXPECT_TRUE(mean_agrees(purchases_until_exit(0.0, 330), 1.0 / 0.0304));
}

// Counting: a desk that is open to complaints on working days and has the weekend to finish.
TEST(V51, NothingIsLostAtTheDesk) {
  ComplaintDesk::Parameters desk = plain_desk(2, HandlingForm::fixed);
  desk.handling_time.mean = std::chrono::minutes{25};
  desk.seat_cost = {2'400.0};
  desk.compensation.amount = {300};
  Study study(14 * engine::kDay, engine::kDay);
  study.starts(4);  // 1970-01-05, a Monday
  complaining(study, "all", 4, desk)
      .with<model::Calendar>({.weekdays = {1.2, 0.8, 1.0, 1.0, 1.0, 0.0, 0.0}})
      .with<model::Finance>({.margin = {0.35}});
  for (const bool ended : replicate(study, 20, [&](const Reading& reading) {
         std::int64_t filed = 0;
         std::int64_t answered = 0;
         for (std::size_t p = 0; p < reading.periods(); ++p) {
           filed += reading.tally<ComplaintDesk>(ComplaintDesk::filed, p);
           answered += reading.tally<ComplaintDesk>(ComplaintDesk::answered, p);
           EXPECT_EQ(filed, answered + reading.tally<ComplaintDesk>(ComplaintDesk::waiting_now, p) +
                                reading.tally<ComplaintDesk>(ComplaintDesk::handled_now, p));
           EXPECT_EQ(reading.tally<ComplaintDesk>(ComplaintDesk::seat_time, p),
                     2 * engine::kDay.count());
           EXPECT_EQ(reading.tally<ComplaintDesk>(ComplaintDesk::desk_cost, p), 2 * 2'400);
         }
         const auto total = [&]<class M>(std::type_identity<M>, std::size_t which) {
           return reading.tally_from<M>(0, which);
         };
         constexpr std::type_identity<ComplaintDesk> kDesk;
         constexpr std::type_identity<model::Finance> kFinance;
         constexpr std::type_identity<Purchasing> kPurchasing;
         EXPECT_GT(filed, 800);
         EXPECT_EQ(filed, total(kPurchasing, Purchasing::purchases));
         EXPECT_EQ(filed, answered);
         // Little's law for the seats: the time they were busy is what the complaints took.
         EXPECT_EQ(total(kDesk, ComplaintDesk::busy_sum),
                   answered * desk.handling_time.mean.count());
         // Money: 35 % of 10.00 a purchase earned, 3.00 an answer spent.
         EXPECT_EQ(total(kPurchasing, Purchasing::revenue), 1000 * filed);
         EXPECT_EQ(total(kFinance, model::Finance::margin_earned), 350 * filed);
         EXPECT_EQ(total(kFinance, model::Finance::cost_to_serve), 300 * answered);
         return true;
       })) {
    EXPECT_TRUE(ended);
  }
}

// V22 with the firm's own calls as the lower class: 2 complaints and 5 calls an hour of 6 minutes
// each at one seat. Cobham: complaints wait W_0 / (1 - rho_1) = 5.25 minutes, whatever their order
// among themselves. 1,200 customers called every 10 days, each at a time of his own, are a Poisson
// process but for what happens over days.
TEST(DeskCalls, GoAfterComplaintsAndBeforeNobody) {
  Study study(450 * engine::kDay, 50 * engine::kDay);
  complaining(study, "complaining", 2, plain_desk(1));
  model::Courtesy::Parameters courtesy;
  courtesy.routine = 10 * engine::kDay;
  courtesy.call.line = model::CallLine::desk;
  courtesy.call.lasts = kSixMinutes;
  study.segment("called", 1'200).with<ComplaintDesk>(plain_desk(1)).with<model::Courtesy>(courtesy);
  EXPECT_TRUE(mean_agrees(waits(study, 60), 5.25, {.absolute = 0.1}));
  Sample calls;
  for (const auto& [by_desk, heard] : replicate(study, 10, [](const Reading& reading) {
         return std::pair{reading.tally_from<ComplaintDesk>(1, ComplaintDesk::calls_made),
                          reading.tally_from<model::Courtesy>(1, model::Courtesy::calls_made)};
       })) {
    EXPECT_NEAR(static_cast<double>(by_desk), static_cast<double>(heard), 50.0);
    calls.add(static_cast<double>(by_desk) / (400.0 * 24.0));
  }
  EXPECT_NEAR(calls.mean(), 5.0, 0.01);
}

}  // namespace
}  // namespace tenure::verification
