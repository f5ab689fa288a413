// SPDX-License-Identifier: Apache-2.0
//
// Relationship, fatigue and courtesy without strength change nothing, event for event; nor do
// windows and threads change what becomes of calls.
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

Study base(const Purchasing::Effects& buying, const Leaving::Effects& leaving) {
  ComplaintDesk::Parameters desk;
  desk.seats = 2;
  desk.handling_time.mean = std::chrono::hours{6};
  desk.patience = engine::from_days(0.5);
  desk.voice_relationship = 0.0;
  Study study(weeks(40), weeks(5));
  study.starts(20'454);
  study.segment("all", 2'000)
      .with<Acquisition>({.arrivals = per_week(10.0)})
      .with<Purchasing>({.per_year = 60.0, .effects = buying})
      .with<Service>({.failure_probability = {0.1}})
      .with<Satisfaction>({})
      .with<ComplaintDesk>(desk)
      .with<Rivals>({.offer_interval = weeks(6)})
      .with<Leaving>({.hazard = per_week(0.005), .effects = leaving});
  return study;
}

/// Calls after failures and every five weeks, gifts and two days a year; nothing of it is worth or
/// costs anything.
Courtesy::Parameters idle() {
  const Courtesy::Greeting nothing{.cost = {0}, .gain = 0.0, .lift = 0.0};
  Courtesy::Parameters courtesy;
  courtesy.call.cost = {0};
  courtesy.call.gain = 0.0;
  courtesy.call.detection.probability = {0.0};
  courtesy.follow_up = Courtesy::FollowUp{};
  courtesy.routine = weeks(5);
  courtesy.birthday = nothing;
  courtesy.appreciation = Courtesy::AppreciationDays{.days = {40, 200}, .greeting = nothing};
  return courtesy;
}

TEST(NeutralRelations, RelationshipWithoutEffects) {
  Relationship::Parameters relationship;
  relationship.buffer.most = {0.0};
  const Study study = base({.relationship = 0.0}, {.relationship = 0.0});
  EXPECT_TRUE(contains(counts(Study(study).with<Relationship>(relationship)), counts(study)));
  // The buffer alone is seen.
  EXPECT_FALSE(contains(counts(Study(study).with<Relationship>({})), counts(study)));
}

TEST(NeutralRelations, EffectsOfARelationshipThatNeverGrows) {
  EXPECT_TRUE(
      contains(counts(base({}, {}).with<Relationship>({.gain = 0.0})), counts(base({}, {}))));
}

TEST(NeutralRelations, CourtesyThatIsWorthNothing) {
  EXPECT_TRUE(contains(counts(base({}, {}).with<Courtesy>(idle())), counts(base({}, {}))));
  Courtesy::Parameters lifting = idle();
  lifting.birthday->lift = 0.05;
  EXPECT_FALSE(contains(counts(base({}, {}).with<Courtesy>(lifting)), counts(base({}, {}))));
}

TEST(NeutralRelations, CallsOnLinesThatAreWorthNothing) {
  Courtesy::Parameters courtesy = idle();
  courtesy.lines = {.count = 3, .call_time = std::chrono::minutes{20}};
  EXPECT_TRUE(contains(counts(base({}, {}).with<Courtesy>(courtesy)), counts(base({}, {}))));
}

TEST(NeutralRelations, ContactsThatAnnoyNobody) {
  const Study study = base({}, {.fatigue = 0.0});
  EXPECT_TRUE(
      contains(counts(Study(study).with<Courtesy>(idle()).with<Fatigue>({})), counts(study)));
}

TEST(Lines, ThreadsCellsAndWindowsChangeNothing) {
  Courtesy::Parameters courtesy = idle();
  courtesy.call = {};
  courtesy.call.cost = {350};
  courtesy.call.detection = {.probability = {0.6}, .below = 0.2};
  courtesy.lines = {.count = 2, .call_time = std::chrono::minutes{20}};
  courtesy.inertia.log_hazard = 0.3;
  courtesy.birthday->lift = 0.2;
  Study study =
      base({}, {}).with<Courtesy>(courtesy).with<Relationship>({}).with<Fatigue>({}).with<Finance>(
          {});
  const Record alone = run(study);
  EXPECT_TRUE(same(alone, run(study, 3, {.cell_size = 128, .verify_every_window = true})));
  EXPECT_TRUE(same(alone, run(study.window(std::chrono::hours{7}))));
}

}  // namespace
}  // namespace tenure::determinism
