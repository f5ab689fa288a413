// SPDX-License-Identifier: Apache-2.0
//
// The complaint desk through the whole model. Every purchase fails and is complained about, nobody
// leaves: customers who buy at constant rates make the complaints an exact Poisson process, and the
// desk is a queue with known waits: its length, calls as the lowest class, and conservation. Waits
// themselves are cases of `tenure verify`.
#include <chrono>
#include <cstdint>
#include <utility>

#include <gtest/gtest.h>

#include "tests/verification/acceptance.h"
#include "tests/verification/study.h"

namespace tenure::verification {
namespace {

using model::ComplaintDesk;
using model::Purchasing;
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
