// SPDX-License-Identifier: Apache-2.0
#include "model/draws.h"

#include <set>
#include <utility>

#include <gtest/gtest.h>

namespace tenure::model {
namespace {

// The numbers are a contract: a scenario's luck must not move when the model grows. A change here
// is a change of results (CHANGELOG, "Results").
TEST(Draws, StandWhereTheyAlwaysStood) {
  EXPECT_EQ(static_cast<int>(Root::trait), 1);
  EXPECT_EQ(static_cast<int>(Root::arrival), 2);
  EXPECT_EQ(static_cast<int>(Root::moving), 43);
  EXPECT_EQ(static_cast<int>(Root::win_back), 44);
  EXPECT_EQ(static_cast<int>(Root::purchase), 3);
  EXPECT_EQ(static_cast<int>(Root::offer), 4);
  EXPECT_EQ(static_cast<int>(Root::renewal), 5);
  EXPECT_EQ(static_cast<int>(Root::life), 6);
  EXPECT_EQ(static_cast<int>(Root::campaign), 7);
  EXPECT_EQ(static_cast<int>(Root::notice), 8);
  EXPECT_EQ(static_cast<int>(Root::bill), 9);
  EXPECT_EQ(static_cast<int>(Root::price), 10);
  EXPECT_EQ(static_cast<int>(Root::follow_up_call), 16);
  EXPECT_EQ(static_cast<int>(Root::routine_call), 17);
  EXPECT_EQ(static_cast<int>(Root::birthday), 18);
  EXPECT_EQ(static_cast<int>(Root::appreciation_day), 19);
  EXPECT_EQ(static_cast<int>(Root::product), 24);
  EXPECT_EQ(static_cast<int>(Root::plan_year), 25);
  EXPECT_EQ(static_cast<int>(Root::spell), 28);
  EXPECT_EQ(static_cast<int>(Root::promotion), 32);
  EXPECT_EQ(static_cast<int>(Root::development), 33);
  EXPECT_EQ(static_cast<int>(Root::upgrade), 34);
  EXPECT_EQ(static_cast<int>(Root::taste), 35);
  EXPECT_EQ(static_cast<int>(Root::rival_move), 36);
  EXPECT_EQ(static_cast<int>(Root::communication), 48);
  EXPECT_EQ(static_cast<int>(Root::listening), 49);
  EXPECT_EQ(static_cast<int>(Root::network), 40);
  EXPECT_EQ(static_cast<int>(Root::post), 41);
  EXPECT_EQ(static_cast<int>(Root::exposure), 42);

  const auto lane = [](LaneDraw draw, int block, int number) {
    EXPECT_EQ(draw.block, block);
    EXPECT_EQ(draw.lane, number);
  };
  const auto pair = [](PairDraw draw, int block, int number) {
    EXPECT_EQ(draw.block, block);
    EXPECT_EQ(draw.pair, number);
  };
  pair(draws::kPurchaseWait, 0, 0);
  lane(draws::kFailure, 0, 2);
  lane(draws::kVoice, 0, 3);
  pair(draws::kBasket, 1, 0);
  pair(draws::kQuality, 1, 1);
  pair(draws::kHandlingTime, 2, 0);
  pair(draws::kPatience, 2, 1);
  lane(draws::kResolution, 3, 0);
  lane(draws::kApology, 3, 1);
  lane(draws::kComplaintExit, 3, 2);
  lane(draws::kSilentExit, 3, 3);
  lane(draws::kPurchaseCoin, 4, 0);
  lane(draws::kReferral, 4, 1);
  pair(draws::kFollowUpWait, 8, 0);
  lane(draws::kFollowUp, 8, 2);
  lane(draws::kCompletion, 16, 0);
  lane(draws::kReturnWish, 16, 1);
  lane(draws::kReturnCarried, 16, 2);
  lane(draws::kEncounterCoin, 16, 3);
  lane(draws::kTopic, 17, 0);
  pair(draws::kUnderstanding, 17, 1);
  pair(draws::kProductLife, 0, 0);
  pair(draws::kDowntime, 0, 1);
  lane(draws::kProviderMiss, 1, 0);
  lane(draws::kDetection, 0, 0);
  pair(draws::kCallTime, 0, 1);
  lane(draws::kDelivery, 0, 0);
  lane(draws::kRedemption, 6, 0);
  lane(draws::kRewardChoice, 6, 1);
  pair(draws::kOfferWait, 0, 0);
  pair(draws::kOfferChoice, 0, 1);
  pair(draws::kRenewalCoin, 0, 0);
  pair(draws::kLifetime, 0, 0);
  pair(draws::kCauseOfLeaving, 0, 1);
  lane(draws::kSaveOffered, 0, 0);
  lane(draws::kSaveAccepted, 0, 1);
  lane(draws::kPaymentFails, 0, 0);
  lane(draws::kOfferUsed, 12, 0);
  lane(draws::kAddOn, 12, 1);
  lane(draws::kAddOnFits, 12, 2);
  pair(draws::kAdvanceWait, 0, 0);
  pair(draws::kRelapseWait, 0, 1);
  lane(draws::kUpgradeTaken, 0, 0);
  lane(draws::kSurveyed, 24, 0);
  lane(draws::kSurveyAnswered, 24, 1);
  pair(draws::kDefectRevealed, 24, 1);
  lane(draws::kOptOut, 28, 0);
  lane(draws::kAddressed, 0, 0);
  lane(draws::kUnderstood, 0, 1);
  pair(draws::kReportWait, 0, 0);
  lane(draws::kReportTrue, 0, 2);
  lane(draws::kPost, 32, 0);
  lane(draws::kRecoveryTold, 32, 1);
  pair(draws::kPostWait, 32, 1);
  pair(draws::kEdgeSkip, 0, 0);
  pair(draws::kEdgeEnd, 0, 1);
  lane(draws::kRewired, 1, 0);
  lane(draws::kReplied, 0, 0);
  lane(draws::kPassedOn, 0, 0);
  pair(draws::kArrivalWait, 0, 0);
  pair(draws::kArrivalMark, 0, 1);

  EXPECT_EQ(static_cast<int>(Trait::purchase_rate), 1);
  EXPECT_EQ(static_cast<int>(Trait::basket_mean), 2);
  EXPECT_EQ(static_cast<int>(Trait::hazard), 3);
  EXPECT_EQ(static_cast<int>(Trait::purchase_coin), 4);
  EXPECT_EQ(static_cast<int>(Trait::renewal_coin), 5);
  EXPECT_EQ(static_cast<int>(Trait::call_phase), 16);
  EXPECT_EQ(static_cast<int>(Trait::birthday), 17);
  EXPECT_EQ(static_cast<int>(Trait::enrolment), 20);
  EXPECT_EQ(static_cast<int>(Trait::goal_holder), 21);
  EXPECT_EQ(static_cast<int>(Trait::goal_item), 22);
  EXPECT_EQ(static_cast<int>(Trait::service_plan), 24);
  EXPECT_EQ(static_cast<int>(Trait::bargain), 30);
  EXPECT_EQ(static_cast<int>(Trait::phase), 31);
}

TEST(Draws, OfOnePurchaseDoNotShareALane) {
  std::set<std::pair<int, int>> taken;
  const auto take = [&](int block, int lane) { EXPECT_TRUE(taken.insert({block, lane}).second); };
  for (const PairDraw draw : {draws::kPurchaseWait, draws::kBasket, draws::kQuality,
                              draws::kHandlingTime, draws::kPatience, draws::kFollowUpWait,
                              draws::kUnderstanding, draws::kDefectRevealed, draws::kPostWait}) {
    take(draw.block, 2 * draw.pair);
    take(draw.block, 2 * draw.pair + 1);
  }
  for (const LaneDraw draw :
       {draws::kFailure,       draws::kVoice,          draws::kResolution,    draws::kApology,
        draws::kComplaintExit, draws::kSilentExit,     draws::kPurchaseCoin,  draws::kReferral,
        draws::kFollowUp,      draws::kRedemption,     draws::kRewardChoice,  draws::kCompletion,
        draws::kReturnWish,    draws::kReturnCarried,  draws::kEncounterCoin, draws::kTopic,
        draws::kSampleMark,    draws::kOfferUsed,      draws::kAddOn,         draws::kAddOnFits,
        draws::kSurveyed,      draws::kSurveyAnswered, draws::kOptOut,        draws::kPost,
        draws::kRecoveryTold}) {
    take(draw.block, draw.lane);
  }
}

// A recall that is not sent gives rise to what a failed purchase does, and is not one.
TEST(Draws, OfAMessageDoNotShareALaneWithThoseOfAFailure) {
  for (const LaneDraw own : {draws::kAddressed, draws::kUnderstood}) {
    for (const LaneDraw other : {draws::kVoice, draws::kSilentExit, draws::kFollowUp, draws::kTopic,
                                 draws::kSampleMark, draws::kSurveyed, draws::kOptOut}) {
      EXPECT_FALSE(own.block == other.block && own.lane == other.lane);
    }
  }
}

}  // namespace
}  // namespace tenure::model
