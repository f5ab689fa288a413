// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/record.h"
#include "model/composition.h"
#include "model/occurrences.h"

namespace tenure::model {

/// Where everything stands in a customer's record and in the tallies; fixed when a run starts.
/// What no scenario row uses has no place (kAbsent) and costs nothing.
struct Layout {
  static constexpr std::uint16_t kAbsent = UINT16_MAX;

  engine::RecordLayout record;

  /// Clock slot by word of Clocks, and back.
  std::array<std::uint16_t, Clocks::size> slot_of{};
  std::vector<std::uint8_t> clock_in_slot;

  /// Byte offsets into the record.
  std::array<std::uint16_t, Mechanisms::size> state{};
  std::array<std::uint16_t, Clocks::size> plan{};  ///< of clocks whose rate varies (Plan)
  std::uint16_t satisfaction = kAbsent;            ///< float
  std::uint16_t satisfaction_since = kAbsent;      ///< Time, if it decays

  /// First tally of each mechanism; tallies are per row. `tallies`: all of them.
  std::array<std::uint32_t, Mechanisms::size> first_tally{};
  std::uint32_t tallies = 0;

  /// Which mechanisms are on, a bit each, by row.
  std::vector<std::uint64_t> on;
  /// Decay of satisfaction by row [1/day].
  std::vector<double> satisfaction_decay;
};

/// What is left of a clock's unit exponential, for rates that depend on the customer's state.
struct Plan {
  double residual = 0.0;
  engine::Time since{};  ///< up to which it has been used
};

}  // namespace tenure::model
