// SPDX-License-Identifier: Apache-2.0
//
// Words that move nobody change nothing, event for event; with strength, threads, cells, windows
// and the order of segments change nothing.
#include <chrono>
#include <string>

#include <gtest/gtest.h>

#include "tests/determinism/comparison.h"
#include "tests/verification/study.h"

namespace tenure::determinism {
namespace {

using namespace tenure::model;
using verification::per_week;
using verification::Study;
using verification::weeks;

/// Adds a segment whose rates vary, so that planning a clock anew would be seen.
Study& add(Study& study, const std::string& name, std::int64_t customers) {
  ComplaintDesk::Parameters desk;
  desk.seats = 2;
  desk.handling_time.mean = std::chrono::hours{6};
  desk.patience = engine::from_days(0.5);
  return study.segment(name, customers)
      .with<Acquisition>({.arrivals = per_week(10.0)})
      .with<Purchasing>({.per_year = 60.0})
      .with<Service>({.failure_probability = {0.1}})
      .with<Satisfaction>({})
      .with<Expectations>({})
      .with<Relationship>({})
      .with<ComplaintDesk>(desk)
      .with<Rivals>({.offer_interval = weeks(6)})
      .with<Leaving>({.hazard = per_week(0.005)});
}

Study base() {
  Study study(weeks(30), weeks(5));
  return add(study, "all", 2'000);
}

WordOfMouth::Parameters busy() {
  WordOfMouth::Parameters p;
  p.posting.displeased = -0.2;
  p.posting.pleased = 0.5;
  p.posting.passed_on = {0.1};
  p.posting.waiting = per_week(0.5);
  p.posting.recovery = {0.2};
  p.hearing.log_hazard = 0.1;
  p.exits.hazard = per_week(0.001);
  p.reply = WordOfMouth::Reply{.share = {0.5}, .delay = engine::from_days(1.5), .cost = {200}};
  return p;
}

WordOfMouth::Parameters idle() {
  WordOfMouth::Parameters p = busy();
  p.hearing.value = p.hearing.log_hazard = 0.0;
  p.exits.log_hazard = 0.0;
  p.exits.hazard = {0.0};
  p.reply->cost = {0};
  return p;
}

TEST(NeutralWordOfMouth, WordsThatMoveNobody) {
  EXPECT_TRUE(contains(counts(base().with<WordOfMouth>(idle())), counts(base())));
  WordOfMouth::Parameters louder = idle();
  louder.hearing.value = 0.1;
  EXPECT_FALSE(contains(counts(base().with<WordOfMouth>(louder)), counts(base())));
  WordOfMouth::Parameters contagious = idle();
  contagious.exits.log_hazard = 0.1;
  EXPECT_FALSE(contains(counts(base().with<WordOfMouth>(contagious)), counts(base())));
}

TEST(NeutralWordOfMouth, AMarketThatNobodyAdoptsIn) {
  const auto with_market = [](double innovation) {
    Study study = base();
    return study.with<Acquisition>(
        {.arrivals = per_week(10.0),
         .market = Acquisition::Diffusion{.size = 1'000, .innovation = {innovation}}});
  };
  EXPECT_TRUE(contains(counts(with_market(0.0)), counts(base())));
  EXPECT_FALSE(contains(counts(with_market(0.001)), counts(base())));
}

TEST(WordOfMouth, ThreadsCellsAndWindowsChangeNothing) {
  Study study = base().with<WordOfMouth>(busy()).with<Acquisition>(
      {.arrivals = per_week(10.0),
       .market = Acquisition::Diffusion{.size = 1'000, .innovation = {0.002}}});
  const Record alone = run(study);
  EXPECT_TRUE(same(alone, run(study, 3, {.cell_size = 128, .verify_every_window = true})));
  EXPECT_TRUE(same(alone, run(study.window(std::chrono::hours{7}))));
}

TEST(WordOfMouth, TheOrderOfSegmentsChangesNothing) {
  Study one(weeks(30), weeks(5));
  add(one, "north", 700).with<WordOfMouth>(busy());
  add(one, "south", 900).with<WordOfMouth>(busy());
  Study other(weeks(30), weeks(5));
  add(other, "south", 900).with<WordOfMouth>(busy());
  add(other, "north", 700).with<WordOfMouth>(busy());
  EXPECT_EQ(counts(one), counts(other));
}

TEST(WordOfMouth, APolicyWithTheSameParametersChangesNothing) {
  Study study = base().with<WordOfMouth>(busy());
  study.warm_up(weeks(10));
  const Counts warm = counts(study);
  study.policy({.starts = weeks(7), .ends = weeks(23)});
  EXPECT_TRUE(contains(counts(study), warm));
}

TEST(WordOfMouth, BeginsAndEndsWithAPolicy) {
  Study study = base();
  study.policy({.starts = weeks(7), .ends = weeks(23)}).with<WordOfMouth>(busy());
  const Record alone = run(study);
  EXPECT_TRUE(same(alone, run(study, 3, {.cell_size = 128, .verify_every_window = true})));
}

}  // namespace
}  // namespace tenure::determinism
