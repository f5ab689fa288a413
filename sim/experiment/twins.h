// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/time.h"
#include "model/fates.h"

namespace tenure::experiment {

/// What a policy did for one customer, as told by his lives under it and under the first policy,
/// with the same luck in both. Who left and came back has left, as for `survival`.
enum class Twin : std::size_t {
  saved,        ///< left under the first policy, stayed under this one
  lost,         ///< stayed under the first, left under this one
  kept_anyway,  ///< stayed under both
  left_anyway   ///< left under both
};
inline constexpr std::array<std::string_view, 4> kTwinNames{"saved", "lost", "kept_anyway",
                                                            "left_anyway"};
Twin twin_of(const model::Fate& first, const model::Fate& here);

/// What becomes of somebody who exists under one policy only.
inline constexpr std::array<std::string_view, 2> kFateNames{"kept", "left"};

/// Classes of tenure when the policy starts, by their lower edges [d]: a quarter, half a year, and
/// so on; the last is open.
inline constexpr std::array<double, 6> kTenureEdges{0.0, 91.3125, 182.625, 365.25, 730.5, 1826.25};
inline constexpr std::size_t kDeciles = 10;

/// One replication of a policy, joined with the first policy's customer by customer. Unless it says
/// otherwise, of the customers active at time 0, who are the same under both.
struct Twins {
  explicit Twins(std::size_t segments);

  std::vector<std::int64_t> count;            ///< [segment][twin]
  std::vector<std::int64_t> value;            ///< [segment][twin]: more than under the first [1e-6]
  std::vector<std::int64_t> unaddressed;      ///< [segment][twin]: whom the policy never addressed
  std::vector<std::int64_t> newcomers;        ///< [segment][twin]: who joined later, under both
  std::vector<std::int64_t> only_here;        ///< [segment][fate]: who joined under it alone
  std::vector<std::int64_t> only_first;       ///< [segment][fate]: under the first alone
  std::vector<std::int64_t> by_decile;        ///< [decile][twin]
  std::vector<std::int64_t> value_by_decile;  ///< [decile][twin] [1e-6]
  std::vector<std::int64_t> by_tenure;        ///< [class][twin]
  /// [tenth]: what they paid over the horizon, by tenth of those who pay most here [cents].
  std::vector<std::int64_t> paid;
  std::vector<std::int64_t> paid_first;  ///< under the first policy, likewise
};

/// As model::Record carries it, and back. Throws engine::Defect if the sizes do not fit.
std::vector<std::int64_t> packed(const Twins& twins);
Twins unpacked(const std::vector<std::int64_t>& numbers, std::size_t segments);

/// The first policy's fates of a replication, with each customer's tenth by value: 1 for the tenth
/// of those active at time 0 who are worth most under it, 0 for who was not. Ties are broken by
/// lot.
struct FirstFates {
  FirstFates(model::Fates of_first, bool by_value);
  model::Fates fates;
  std::vector<std::uint8_t> decile;
  std::vector<std::int64_t> paid;  ///< paid_by_tenth()
};

/// What customers active at time 0 paid, by tenth: first the tenth who paid most [cents].
std::vector<std::int64_t> paid_by_tenth(const model::Fates& fates);

/// Joins by identity. `starts`: when the policy does.
Twins join(const FirstFates& first, const model::Fates& here, std::size_t segments,
           engine::Time starts);

/// [segment][twin], of those active at time 0 whom `other` addressed: how fates differ where
/// nothing but the luck of these customers does.
std::vector<std::int64_t> join_luck(const FirstFates& first, const model::Fates& other,
                                    std::size_t segments);

}  // namespace tenure::experiment
