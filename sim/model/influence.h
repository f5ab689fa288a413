// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>

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

/// By how much the logarithm of a rate may rise, now or later, for each unit by which a stock grows
/// or shrinks. Infinite: not known.
struct Rise {
  double by_growth = 0.0;
  double by_fall = 0.0;
  /// For a rate proportional to exp(slope * stock), be it that bounds stop it.
  static constexpr Rise of_slope(double slope) {
    return {slope > 0.0 ? slope : 0.0, slope < 0.0 ? -slope : 0.0};
  }
  static constexpr Rise unknown() {
    constexpr double kInfinite = std::numeric_limits<double>::infinity();
    return {kInfinite, kInfinite};
  }
  /// Of two factors of a rate that both follow the stock.
  friend constexpr Rise operator+(Rise a, Rise b) {
    return {a.by_growth + b.by_growth, a.by_fall + b.by_fall};
  }
  /// For a change of the stock. 0: the rate cannot rise by it.
  constexpr double of(double change) const {
    return change > 0.0 ? by_growth * change : by_fall * -change;
  }
};

/// Own state of mechanisms that moves rates of others.
inline constexpr Influences kSeason = 1U << 8;        ///< known beforehand; never changes
inline constexpr Influences kProgramme = 1U << 9;     ///< progress toward a reward
inline constexpr Influences kIncentive = 1U << 10;    ///< a lift that passes
inline constexpr Influences kOffer = 1U << 11;        ///< what the firm's offer is worth
inline constexpr Influences kTerms = 1U << 12;        ///< the terms of a contract
inline constexpr Influences kReward = 1U << 13;       ///< a reward just granted
inline constexpr Influences kWakefulness = 1U << 14;  ///< having been reminded of the firm
inline constexpr Influences kRange = 1U << 20;        ///< what the customer has of the firm's range
inline constexpr Influences kPhase = 1U << 21;        ///< ordinary, engaged or extraordinary
inline constexpr Influences kTalk = 1U << 22;         ///< what others say, and that they leave

}  // namespace tenure::model
