// SPDX-License-Identifier: Apache-2.0
//
// What the firm says and what it asks: without strength it changes nothing, event for event; with
// strength, threads, cells, windows and a policy that says the same change nothing.
#include <chrono>

#include <gtest/gtest.h>

#include "tests/determinism/comparison.h"
#include "tests/verification/study.h"

namespace tenure::determinism {
namespace {

using namespace tenure::model;
using verification::per_week;
using verification::Study;
using verification::weeks;

/// Rates that vary, so that planning a clock anew would be seen.
Study base() {
  ComplaintDesk::Parameters desk;
  desk.seats = 2;
  desk.handling_time.mean = std::chrono::hours{6};
  desk.patience = engine::from_days(0.5);
  Courtesy::Parameters courtesy;
  courtesy.birthday = Courtesy::Greeting{.lift = 0.4};
  Study study(weeks(40), weeks(5));
  study.starts(20'454);
  study.segment("all", 2'000)
      .with<Acquisition>({.arrivals = per_week(10.0)})
      .with<Purchasing>({.per_year = 60.0})
      .with<Service>({.failure_probability = {0.1}})
      .with<Satisfaction>({})
      .with<Relationship>({})
      .with<Courtesy>(courtesy)
      .with<ComplaintDesk>(desk)
      .with<Rivals>({.offer_interval = weeks(6)})
      .with<Leaving>({.hazard = per_week(0.005)});
  return study;
}

testing::AssertionResult unchanged(const Study& changed) {
  return contains(counts(changed), counts(base()));
}

/// Messages of all kinds that say nothing.
Communication::Parameters idle_words() {
  Communication::Parameters p;
  p.messages = {{.name = "recall", .kind = MessageKind::recall, .every = weeks(9), .gain = 0.0},
                {.name = "sale", .kind = MessageKind::sale, .every = weeks(1), .lift = 0.0},
                {.name = "news",
                 .kind = MessageKind::product_news,
                 .days = {40, 200},
                 .share = {0.5},
                 .lift = 0.0},
                {.name = "course", .kind = MessageKind::education, .every = weeks(3), .gain = 0.0}};
  p.benefit = 0.0;
  p.opt_out = 0.0;
  p.education = {.misuse = {0.0}, .technical = 0.0, .functional = {0.0}};
  return p;
}

/// Answers to which nobody listens, and which nobody minds to give.
Listening::Parameters idle_ears() {
  Listening::Parameters p;
  p.surveys = Listening::Surveys{.share = {0.5}, .care = 0.0, .ignored = 0.0};
  p.defects = {{.name = "door", .staff = per_week(2.0)}};
  p.reports = 5;
  p.delay = weeks(3);
  p.improvement = {0.0};
  return p;
}

TEST(NeutralDialogue, MessagesThatSayNothing) {
  EXPECT_TRUE(unchanged(base().with<Communication>(idle_words())));
  Communication::Parameters moving = idle_words();
  moving.messages[1].lift = 0.01;
  EXPECT_FALSE(unchanged(base().with<Communication>(moving)));
  Communication::Parameters silent = idle_words();
  silent.messages[0].share = {0.99};
  EXPECT_FALSE(unchanged(base().with<Communication>(silent)));
  Communication::Parameters teaching = idle_words();
  teaching.education.misuse = {0.5};
  EXPECT_FALSE(unchanged(base().with<Communication>(teaching)));
}

TEST(NeutralDialogue, QuestionsThatLeadToNothing) {
  EXPECT_TRUE(unchanged(base().with<Listening>(idle_ears())));
  Listening::Parameters acting = idle_ears();
  acting.improvement = {0.2};
  EXPECT_FALSE(unchanged(base().with<Listening>(acting)));
  Listening::Parameters caring = idle_ears();
  caring.surveys->care = 0.01;
  EXPECT_FALSE(unchanged(base().with<Listening>(caring)));
  Listening::Parameters ignoring = idle_ears();
  ignoring.surveys->ignored = 0.1;
  ignoring.surveys->act_within = weeks(1);
  EXPECT_FALSE(unchanged(base().with<Listening>(ignoring)));
}

/// Both, at work.
Study busy() {
  Communication::Parameters words = idle_words();
  for (Communication::Message& message : words.messages) {
    message.lift.reset();
    message.gain.reset();
    message.clarity = {0.6};
    message.about = {1.0, 2.0};
    message.cost = {30};
  }
  words.messages[0].share = {0.8};
  words.needs = {2.0, 0.5};
  words.benefit = 0.1;
  words.opt_out = 0.02;
  words.education = {};
  Listening::Parameters ears = idle_ears();
  ears.surveys = Listening::Surveys{.act_within = weeks(2)};
  ears.surveys->cost = {20};
  ears.improvement = {0.4};
  ears.repair_cost = {5'000};
  return base().with<Communication>(words).with<Listening>(ears).with<Fatigue>({}).with<Finance>(
      {});
}

TEST(Dialogue, ThreadsCellsAndWindowsChangeNothing) {
  Study study = busy();
  const Record alone = run(study);
  EXPECT_TRUE(same(alone, run(study, 3, {.cell_size = 128, .verify_every_window = true})));
  EXPECT_TRUE(same(alone, run(study.window(std::chrono::hours{7}))));
}

TEST(Dialogue, APolicyWithTheSameParametersChangesNothing) {
  Study study = busy();
  const Counts always = counts(study);
  study.warm_up(weeks(10));
  const Counts warm = counts(study);
  study.policy({.starts = weeks(7), .ends = weeks(23)});
  EXPECT_TRUE(contains(counts(study), warm));
  EXPECT_FALSE(contains(warm, always));
}

}  // namespace
}  // namespace tenure::determinism
