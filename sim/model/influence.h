// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace tenure::model {

/// Stocks that decay between events and that several mechanisms share (model/bond.h). Each has one
/// owner, the mechanism with this `kStock`.
enum class Stock : std::uint8_t {
  satisfaction,  ///< S
  relationship,  ///< R
  fatigue,       ///< F: contacts not yet forgotten
  tier,          ///< rank in the loyalty programme, whole; does not decay
  grievance,     ///< bad experiences not yet forgotten
  search,        ///< disappointments that still make the customer look around
};
inline constexpr std::size_t kStocks = 6;

/// What a rate may depend on besides age: a bit each. A clock whose rate depends on something is
/// settled before that changes and planned anew after it.
using Influences = std::uint32_t;
inline constexpr Influences kNothing = 0;
constexpr Influences influence_of(Stock stock) { return 1U << static_cast<unsigned>(stock); }

/// Own state of mechanisms that moves rates of others.
inline constexpr Influences kSeason = 1U << 8;      ///< known beforehand; never changes
inline constexpr Influences kProgramme = 1U << 9;   ///< progress toward a reward
inline constexpr Influences kIncentive = 1U << 10;  ///< a lift that passes
inline constexpr Influences kOffer = 1U << 11;      ///< what the firm's offer is worth
inline constexpr Influences kTerms = 1U << 12;      ///< the terms of a contract
inline constexpr Influences kReward = 1U << 13;     ///< a reward just granted
inline constexpr Influences kRange = 1U << 20;      ///< what the customer has of the firm's range
inline constexpr Influences kPhase = 1U << 21;      ///< ordinary, engaged or extraordinary
inline constexpr Influences kTalk = 1U << 22;       ///< what others say, and that they leave

}  // namespace tenure::model
