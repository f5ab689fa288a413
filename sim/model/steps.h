// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include "engine/random.h"
#include "engine/time.h"
#include "engine/type_list.h"
#include "model/occurrences.h"
#include "model/quantities.h"

/// Lives written down: what happened to a customer, and when, where somebody asks for it.
namespace tenure::model {

/// A purchase, for who wants to fit a model of purchases.
struct Sale {
  engine::Identity identity{};
  engine::Time time{};
  std::int64_t cents = 0;
};

/// The words that lives are told in: what a customer does, and what reaches him. What merely
/// follows (an expectation disconfirmed, a cost booked) is left out, and what comes too often to
/// look at each time (a rival's offer). Encounters are told if they fail.
using Telling =
    engine::TypeList<PurchaseMade, ServiceDelivered, CustomerJoined, ComplaintFiled,
                     ComplaintAnswered, ComplaintAbandoned, DissatisfactionFound, RequestGranted,
                     ContactMade, CourtesyShown, ApologyFollowedUp, TierChanged, LeavingDecided,
                     NoticeWithdrawn, CustomerLeft, FeePaid, PriceRiseResented, AddOnMisfitted,
                     PolicyMisunderstood, PurchaseReturned, RenewalDue, PostSeen, PostAnswered,
                     NeighbourLeft>;

inline constexpr std::array<std::string_view, Telling::size> kTellingNames{"purchase",
                                                                           "failure",
                                                                           "joining",
                                                                           "complaint",
                                                                           "answer",
                                                                           "impatience",
                                                                           "complaint_invited",
                                                                           "request_granted",
                                                                           "contact",
                                                                           "courtesy",
                                                                           "apology_followed_up",
                                                                           "tier",
                                                                           "decision_to_leave",
                                                                           "notice_withdrawn",
                                                                           "leaving",
                                                                           "fee",
                                                                           "price_rise_resented",
                                                                           "add_on_misfit",
                                                                           "misunderstanding",
                                                                           "return_of_goods",
                                                                           "renewal",
                                                                           "post_seen",
                                                                           "post_answered",
                                                                           "neighbour_left"};

/// Whether publishing a word tells it. Purchases and failures are told by who knows of them: at
/// each encounter a look at whether to tell would be felt.
template <class Occurrence>
inline constexpr bool kIsToldWherePublished = engine::contains<Occurrence>(Telling{}) &&
                                              !std::is_same_v<Occurrence, PurchaseMade> &&
                                              !std::is_same_v<Occurrence, ServiceDelivered>;

/// Something that happened to a customer.
struct Step {
  engine::Identity identity{};
  engine::Time time{};
  std::uint8_t word = 0;  ///< a position in Telling
  friend bool operator==(const Step&, const Step&) = default;
};

}  // namespace tenure::model
