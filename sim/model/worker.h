// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "engine/message.h"
#include "engine/own_lines.h"
#include "engine/philox.h"
#include "engine/random.h"
#include "engine/record.h"
#include "engine/time.h"
#include "model/composition.h"
#include "model/layout.h"
#include "model/standing.h"
#include "model/steps.h"

namespace tenure::model {

/// How long after a purchase a customer counts as active to who sees purchases only.
inline constexpr engine::Duration kQuarter = 13 * engine::kWeek;

/// Counted by one thread, some at every event.
using Counts = std::vector<std::int64_t, engine::OwnLines<std::int64_t>>;

/// What one thread needs and gathers while it works through cells in a window. Integers only, so
/// the order of adding workers up does not matter.
struct alignas(engine::kLinePair) Worker {
  const Layout* layout = nullptr;
  engine::RoundKeys population;
  engine::RoundKeys life;
  engine::Time horizon{};  ///< results count up to here
  engine::Time end{};      ///< of the run: the horizon, or that of a run-off
  std::size_t segments = 0;
  std::size_t causes = 0;
  engine::Duration report_every{};
  bool newcomers_welcome = true;  ///< not in a run-off
  std::uint16_t cohort_now = 0;   ///< of those who join in this window; 0: the initial base
  bool tells_fates = false;       ///< whether records have notes (model/note.h)

  /// Whether a policy that has rows of its own (model/layout.h) is in force.
  bool policy_in_force = false;
  Standing last_of_list;  ///< whom it addresses, where it ranks customers (model/targeting.h)
  bool budget_is_left = true;
  std::int64_t spent_unasked = 0;  ///< of the policy's budget since the run began [cents]

  // Of the present period.
  Counts tallies;          ///< [segment][tally]: `tally`
  Counts joined;           ///< [segment]
  Counts left;             ///< [segment][cause]
  Counts left_from_start;  ///< [segment]: of those active when the period began
  Counts left_initial;     ///< [segment]: of those active at time 0
  Counts left_of_cohort;   ///< [cohort]
  Counts buyers;           ///< [segment]: who bought
  Counts repeaters;        ///< [segment]: of them, who bought in the last one too
  Counts paid_again;       ///< [segment]: by who was there before [cents]
  /// [period][segment], of all periods: who bought in the quarter before its end.
  Counts seen;

  /// By mechanism: what customers asked of the firm in the present window.
  std::array<std::vector<engine::Message>, Mechanisms::size> to_firm;
  /// By mechanism: its Firm, which nobody changes while customers are at work.
  std::array<const void*, Mechanisms::size> firms{};
  Counts charged;  ///< [segment]: to the policy's budget [cents]
  std::uint64_t events = 0;
  // Lives written down (model/steps.h), where somebody asks for them.
  bool keeps_sales = false;
  std::uint64_t steps_below = 0;  ///< of whom steps are kept: hashed identities; 0: of nobody
  std::vector<Sale> sales;
  std::vector<Step> steps;
  std::int64_t returned = 0;  ///< since the run began: joinings that are not somebody's first

  std::int64_t& tally(std::size_t which, std::size_t segment) {
    return tallies[segment * layout->tallies + which];
  }
  std::int64_t tally(std::size_t which, std::size_t segment) const {
    return tallies[segment * layout->tallies + which];
  }

  /// What a firm without contracts sees of its customers.
  void book_purchase(engine::Head& head, engine::Time now);
  void book_payment(const engine::Head& head, std::int64_t cents) {
    if (head.cohort < cohort_now) paid_again[head.row] += cents;
  }
  void book_joining(const engine::Head& head) { ++joined[head.row]; }
  /// A tenure that begins anew counts as another joining.
  void book_return(const engine::Head& head) {
    book_joining(head);
    ++returned;
  }
  void book_leaving(const engine::Head& head) {
    ++left[head.row * causes + head.cause];
    if (head.cohort < cohort_now) ++left_from_start[head.row];
    if (head.cohort == 0) ++left_initial[head.row];
    if (!left_of_cohort.empty()) ++left_of_cohort[head.cohort];
  }

 private:
  /// How many periods' ends the purchases of a span of time are seen from: a division that almost
  /// every purchase is spared.
  struct Sight {
    engine::Time from = engine::kNever;
    engine::Time to = engine::kNever;
    std::int64_t ends = 0;
  };
  void look_ahead(engine::Time now);
  Sight sight_;
};

}  // namespace tenure::model
