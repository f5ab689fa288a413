// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "engine/message.h"
#include "engine/random.h"
#include "engine/record.h"
#include "engine/time.h"
#include "model/composition.h"

namespace tenure::model {

struct Layout;

/// What one thread needs and gathers while it works through cells in a window. Integers only, so
/// the order of adding workers up does not matter.
struct Worker {
  const Layout* layout = nullptr;
  engine::Key population;
  engine::Key life;
  engine::Time horizon{};
  std::size_t segments = 0;
  std::size_t causes = 0;
  std::uint16_t cohort_now = 0;  ///< of those who join in this window; 0: the initial base

  /// Whether a policy that has rows of its own (model/layout.h) is in force.
  bool policy_in_force = false;
  bool budget_is_left = true;
  std::int64_t spent_unasked = 0;  ///< of the policy's budget since the run began [cents]

  // Of the present period.
  std::vector<std::int64_t> tallies;          ///< [tally][segment]
  std::vector<std::int64_t> joined;           ///< [segment]
  std::vector<std::int64_t> left;             ///< [segment][cause]
  std::vector<std::int64_t> left_from_start;  ///< [segment]: of those active when the period began
  std::vector<std::int64_t> left_initial;     ///< [segment]: of those active at time 0
  std::vector<std::int64_t> left_of_cohort;   ///< [cohort]

  /// By mechanism: what customers asked of the firm in the present window.
  std::array<std::vector<engine::Message>, Mechanisms::size> to_firm;
  /// By mechanism: its Firm, which nobody changes while customers are at work.
  std::array<const void*, Mechanisms::size> firms{};
  std::vector<std::int64_t> charged;  ///< [segment]: to the policy's budget [cents]
  std::uint64_t events = 0;

  void book_joining(const engine::Head& head) { ++joined[head.row]; }
  void book_leaving(const engine::Head& head) {
    ++left[head.row * causes + head.cause];
    if (head.cohort < cohort_now) ++left_from_start[head.row];
    if (head.cohort == 0) ++left_initial[head.row];
    if (!left_of_cohort.empty()) ++left_of_cohort[head.cohort];
  }
};

}  // namespace tenure::model
