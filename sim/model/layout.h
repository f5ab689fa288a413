// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/record.h"
#include "engine/time.h"
#include "engine/varying_rate.h"
#include "model/composition.h"
#include "model/influence.h"
#include "model/occurrences.h"

namespace tenure::model {

/// Where everything stands in a customer's record and in the tallies; fixed when a run starts.
/// What no scenario row uses has no place (kAbsent) and costs nothing.
struct Layout {
  static constexpr std::uint16_t kAbsent = UINT16_MAX;

  engine::RecordLayout record;

  /// Clock slot by word of Clocks, and back. What rings while a customer is away has the last slots
  /// of those that ring while he is there.
  std::array<std::uint16_t, Clocks::size> slot_of{};
  std::vector<std::uint8_t> clock_in_slot;    ///< of who is there, then of who is away
  std::array<std::uint8_t, 4> first_clock{};  ///< in that list, by Status

  /// Byte offsets into the record.
  std::array<std::uint16_t, Mechanisms::size> state{};
  std::array<std::uint16_t, Clocks::size> plan{};  ///< of clocks whose rate varies (Plan)
  /// Where a stock of the bond stands, and how fast it decays.
  struct StockPlace {
    std::uint16_t value = kAbsent;  ///< float
    std::uint16_t since = kAbsent;  ///< Time, if it decays
    std::vector<double> decay;      ///< by row [1/day]
  };
  std::array<StockPlace, kStocks> stocks;
  std::uint16_t history = kAbsent;        ///< History, if somebody needs it
  std::uint16_t joined = kAbsent;         ///< Time that the present tenure began, the same
  std::uint16_t last_purchase = kAbsent;  ///< Time, or kNever, the same
  /// Time that a mechanism began with the customer: `joined`, unless a policy may switch the
  /// mechanism on later.
  std::array<std::uint16_t, Mechanisms::size> begun{};
  std::uint16_t note = kAbsent;  ///< Note (model/note.h), if fates are asked for
  bool renews_luck = false;      ///< of customers, when the policy first applies to them

  /// First tally of each mechanism; tallies are per segment. `tallies`: all of them.
  std::array<std::uint32_t, Mechanisms::size> first_tally{};
  std::uint32_t tallies = 0;

  /// Rows of parameters: one per segment; and, where a policy does not apply to all customers from
  /// the beginning, as many again for those to whom it applies.
  std::size_t segments = 0;
  /// Mechanisms whose spending is charged to the policy's budget, a bit each.
  std::uint64_t charged_to_policy = 0;
  bool has_rows_of_policy = false;
  /// Which mechanisms are on, a bit each, by row.
  std::vector<std::uint64_t> on;
  /// What the rate of each clock depends on, by row.
  std::array<std::vector<Influences>, Clocks::size> depends;
  Influences moves_clocks = kNothing;  ///< what the rate of any clock of any row depends on
  /// How far a change of a stock can raise the rate of each clock, by row and stock.
  std::array<std::vector<std::array<Rise, kStocks>>, Clocks::size> rises;
};

/// Of a customer, in Head::status. Who may come back is at a rival, or somewhere else.
enum class Status : std::uint8_t { prospect, active, at_rival, left };

/// The row of a customer's parameters.
constexpr std::uint8_t kTreated = 1;  ///< in Head::flags: the policy applies to this customer
constexpr std::uint8_t kFormer = 2;   ///< the same: active at time 0, and gone since
inline std::size_t row_of(const engine::Head& head, const Layout& layout) {
  return head.row + ((head.flags & kTreated) != 0 ? layout.segments : 0);
}

/// Whether what a mechanism spends on customers of a row is charged to the policy's budget.
template <class Mechanism>
bool is_charged(const Layout& layout, std::size_t row) {
  return ((layout.charged_to_policy >> kIndexOf<Mechanism>)&1U) != 0 &&
         (row >= layout.segments || !layout.has_rows_of_policy);
}

/// What policies and offers may choose customers by, besides the bond.
struct History {
  std::int64_t spend = 0;  ///< so far [cents]
  std::int32_t purchases = 0;
  std::int32_t open_complaints = 0;
};

/// What is left of a clock's unit exponential, for rates that depend on the customer's state.
///
/// Often something else changes the rate long before the clock would ring. So a clock that is far
/// off, or whose rate a stock has moved by no more than is known, is planned for a time before
/// which it cannot ring, which is cheap to find, and looked at again then.
struct Plan {
  using Kind = engine::VaryingRate::Outlook::Kind;

  double left = 0.0;  ///< 0: the clock does not run

  static Plan begin(double exponential, engine::Time now) {
    return {exponential, pack(now, Kind::exact)};
  }
  bool runs() const { return left != 0.0; }
  bool wants_second_look() const { return kind() != Kind::exact; }
  /// Up to when it has been used.
  engine::Time since() const { return engine::Time{engine::Duration{since_and_kind >> kKindBits}}; }
  /// What is known of the time that the clock is set to.
  Kind kind() const { return static_cast<Kind>(since_and_kind & kKindMask); }
  void set_kind(Kind kind) { since_and_kind = pack(since(), kind); }
  /// Lets the clock use up what its rate has made up to now.
  void use_up(double amount, engine::Time now) {
    // Due by now up to rounding: rings at the next microsecond.
    left = std::max(left - amount, 1e-300);
    since_and_kind = pack(now, kind());
  }

  static constexpr int kKindBits = 2;
  static constexpr std::int64_t kKindMask = (1 << kKindBits) - 1;
  static constexpr std::int64_t pack(engine::Time time, Kind kind) {
    return time.time_since_epoch().count() * (1 << kKindBits) + static_cast<std::int64_t>(kind);
  }
  std::int64_t since_and_kind = 0;  ///< side by side, for 16 bytes in all
};
static_assert(sizeof(Plan) == 16);

}  // namespace tenure::model
