// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

/// Which random number decides what. An address is (identity, ordinal of the root occurrence, kind
/// of the root occurrence, block); a block has four lanes of 32 bits, or two pairs of 64. The
/// kinds, blocks and lanes below are a contract: tests/unit/model/draws_test.cpp pins them, and a
/// new draw takes a free place, so that it shifts nobody else's luck.
namespace tenure::model {

/// Kinds of root occurrences.
enum class Root : std::uint16_t {
  trait = 1,              ///< role population; the ordinal is the trait's number
  arrival = 2,            ///< role population; identity: the source, ordinal: the candidate
  purchase = 3,           ///< ordinal: purchases so far; 0: joining
  offer = 4,              ///< ordinal: offers so far; 0: joining
  renewal = 5,            ///< ordinal: renewals so far
  life = 6,               ///< ordinal: units of hazard used up so far
  campaign = 7,           ///< role population; the ordinal is the campaign's hashed name
  notice = 8,             ///< ordinal: notices given so far
  bill = 9,               ///< ordinal: bills so far
  price = 10,             ///< ordinal: changes of the price so far
  follow_up_call = 16,    ///< ordinal: of the purchase that failed
  routine_call = 17,      ///< ordinal: number of the call in the customer's own calendar
  birthday = 18,          ///< ordinal: the year
  appreciation_day = 19,  ///< ordinal: the day's number in all years
  product = 24,           ///< ordinal: products that have failed before it
  plan_year = 25,         ///< of a service plan; nothing is drawn
  spell = 28,             ///< ordinal: changes of quality so far, of the firm or of a customer
  promotion = 32,         ///< ordinal: the offer's hashed name + the wave's day
  development = 33,       ///< ordinal: changes of phase so far
  upgrade = 34,           ///< ordinal: of the release
  taste = 35,             ///< role population; the ordinal is the brand's hashed name
  rival_move = 36,        ///< of the market; identity: hashed name, ordinal: the move's number
  communication = 48,     ///< ordinal: the message's hashed name + the wave's day
  listening = 49,         ///< of the firm; ordinal: reports of a stream so far
  moving = 43,            ///< ordinal: times that somebody who left has looked around
  win_back = 44,          ///< ordinal: offers to somebody who left
  network = 40,           ///< role population; ordinal: the edge, or the parent in a tree
  post = 41,              ///< identity: the post's; ordinal: of what it is about
  exposure = 42,          ///< identity: mix(reader, post); ordinal: of what the post is about
  other_luck = 60,        ///< of a customer whose luck is renewed; ordinal: the clock's number
};

/// A coin: one lane, 32 bits.
struct LaneDraw {
  std::uint16_t block;
  std::uint8_t lane;
};
/// A time or a size: one pair, 64 bits.
struct PairDraw {
  std::uint16_t block;
  std::uint8_t pair;
};

namespace draws {

// Root purchase. Block 0 holds what an ordinary purchase needs: one block, one computation.
inline constexpr PairDraw kPurchaseWait{0, 0};  ///< until the next purchase
inline constexpr LaneDraw kFailure{0, 2};
inline constexpr LaneDraw kVoice{0, 3};
inline constexpr PairDraw kBasket{1, 0};
inline constexpr PairDraw kQuality{1, 1};
inline constexpr PairDraw kHandlingTime{2, 0};
inline constexpr PairDraw kPatience{2, 1};
inline constexpr LaneDraw kResolution{3, 0};
inline constexpr LaneDraw kApology{3, 1};
inline constexpr LaneDraw kComplaintExit{3, 2};
inline constexpr LaneDraw kSilentExit{3, 3};
inline constexpr LaneDraw kPurchaseCoin{4, 0};  ///< leave after this purchase?
inline constexpr LaneDraw kReferral{4, 1};
inline constexpr LaneDraw kRedemption{6, 0};    ///< turn points into a reward?
inline constexpr LaneDraw kRewardChoice{6, 1};  ///< which

inline constexpr LaneDraw kOfferUsed{12, 0};  ///< is this purchase made at an offer's terms?
inline constexpr LaneDraw kAddOn{12, 1};      ///< is something bought beside?
inline constexpr LaneDraw kAddOnFits{12, 2};  ///< and does it fit?

inline constexpr PairDraw kFollowUpWait{8, 0};
inline constexpr LaneDraw kFollowUp{8, 2};  ///< is this failure followed up?

inline constexpr LaneDraw kCompletion{16, 0};     ///< is the purchase carried through?
inline constexpr LaneDraw kReturnWish{16, 1};     ///< is it to go back?
inline constexpr LaneDraw kReturnCarried{16, 2};  ///< does it?
inline constexpr LaneDraw kEncounterCoin{16, 3};  ///< leave after this encounter?
inline constexpr LaneDraw kTopic{17, 0};          ///< of the firm's terms that matters this time
inline constexpr LaneDraw kQuestion{17, 1};       ///< is something asked, and known?
inline constexpr PairDraw kUnderstanding{17, 1};  ///< how they were read

inline constexpr LaneDraw kPost{32, 0};          ///< is this encounter talked about in public?
inline constexpr LaneDraw kRecoveryTold{32, 1};  ///< is the answer to this complaint?
inline constexpr PairDraw kPostWait{32, 1};      ///< until who waits for an answer says so

inline constexpr LaneDraw kSampleMark{20, 0};  ///< is this encounter in the quality sample?

inline constexpr LaneDraw kSurveyed{24, 0};        ///< is the customer asked about this encounter?
inline constexpr LaneDraw kSurveyAnswered{24, 1};  ///< does he answer?
inline constexpr PairDraw kDefectRevealed{24, 1};  ///< which defect does the answer reveal, if any?

// Every root of a contact that the firm makes.
inline constexpr LaneDraw kOptOut{28, 0};  ///< was it one too many?

// Roots of calls. Blocks 2 and 3 are the desk's, as under a purchase, if a complaint comes of it.
inline constexpr LaneDraw kDetection{0, 0};
inline constexpr PairDraw kCallTime{0, 1};

// Roots birthday and appreciation day.
inline constexpr LaneDraw kDelivery{0, 0};

// Root offer.
inline constexpr PairDraw kOfferWait{0, 0};
inline constexpr PairDraw kOfferChoice{0, 1};

// Root rival_move.
inline constexpr PairDraw kNoticed{0, 0};  ///< until staff have heard of it

// Root product.
inline constexpr PairDraw kProductLife{0, 0};
inline constexpr PairDraw kDowntime{0, 1};
inline constexpr LaneDraw kProviderMiss{1, 0};

// Root spell.
inline constexpr PairDraw kSpellWait{0, 0};

// Root renewal.
inline constexpr PairDraw kRenewalCoin{0, 0};

// Root life.
inline constexpr PairDraw kLifetime{0, 0};  ///< the unit exponential of the hazard
inline constexpr PairDraw kCauseOfLeaving{0, 1};

// Root notice.
inline constexpr LaneDraw kSaveOffered{0, 0};
inline constexpr LaneDraw kSaveAccepted{0, 1};

// Root bill.
inline constexpr LaneDraw kPaymentFails{0, 0};

// Root development.
inline constexpr PairDraw kAdvanceWait{0, 0};
inline constexpr PairDraw kRelapseWait{0, 1};

// Root communication. What a recall that was not sent gives rise to is drawn as under a purchase.
inline constexpr LaneDraw kAddressed{0, 0};   ///< does the message go to this customer?
inline constexpr LaneDraw kUnderstood{0, 1};  ///< is it understood?

// Root listening.
inline constexpr PairDraw kReportWait{0, 0};
inline constexpr LaneDraw kReportTrue{0, 2};  ///< is there still what it could be about?

// Root upgrade.
inline constexpr LaneDraw kUpgradeTaken{0, 0};

// Root moving.
inline constexpr PairDraw kMoveWait{0, 0};
inline constexpr LaneDraw kMoveChoice{0, 2};
inline constexpr LaneDraw kReturn{0, 3};

// Root win_back.
inline constexpr LaneDraw kWonBack{0, 0};

// Root network. A tree takes kEdgeSkip of one block after another.
inline constexpr PairDraw kEdgeSkip{0, 0};
inline constexpr PairDraw kEdgeEnd{0, 1};
inline constexpr LaneDraw kRewired{1, 0};

// Root post.
inline constexpr LaneDraw kReplied{0, 0};

// Root exposure.
inline constexpr LaneDraw kPassedOn{0, 0};

// Root other_luck.
inline constexpr PairDraw kRenewedWait{0, 0};  ///< what is left of a clock's unit exponential

// Root arrival.
inline constexpr PairDraw kArrivalWait{0, 0};
inline constexpr PairDraw kArrivalMark{0, 1};

}  // namespace draws

/// Traits, drawn once per customer by quantile from one 53-bit uniform each, so that a customer
/// stays the same person when a parameter changes.
enum class Trait : std::uint32_t {
  purchase_rate = 1,
  basket_mean = 2,
  hazard = 3,
  purchase_coin = 4,
  renewal_coin = 5,
  call_phase = 16,
  birthday = 17,
  enrolment = 20,     ///< in the loyalty programme
  goal_holder = 21,   ///< whether a member saves for one item
  goal_item = 22,     ///< which
  service_plan = 24,  ///< whether the customer takes one
  bargain = 30,       ///< whether a newcomer has come for a discount
  phase = 31,         ///< of development at joining
  sensitivity = 32,   ///< to signs of care, besides what it shares with the hazard
};

}  // namespace tenure::model
