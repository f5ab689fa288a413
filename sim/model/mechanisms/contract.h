// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "engine/type_list.h"
#include "engine/varying_rate.h"
#include "model/describe.h"
#include "model/influence.h"
#include "model/kpi.h"
#include "model/occurrences.h"
#include "model/setting.h"

namespace tenure::model {

struct Audit;
class Context;

/// A contract: a fee for each billing interval from joining on, a minimum term and then rolling, a
/// notice period, an early exit at a fee, bills that cannot be paid. And the save desk: whoever
/// wants to leave may be made an offer, which he accepts by logit (McFadden 1974).
///
/// It stands between a decision to leave and the end. A wish to leave is held back: for good if an
/// offer is accepted, else until the notice and the minimum term are over. Decisions that are
/// settled (failed payments, fixed lifetimes) pass. Within the minimum term the hazard rests.
///
/// Hears: CustomerJoined, BillDue, NoticeEndDue, LeavingDecided, CustomerLeft.
/// Publishes: FeePaid, CostIncurred, NoticeWithdrawn, LeavingDecided.
/// Adds to: the hazard of leaving.
class Contract {
 public:
  static constexpr std::string_view kSection = "contract";
  static constexpr std::string_view kAbout =
      "fees, minimum terms, notice, failed payments, and the offer made to whoever gives notice";
  static constexpr std::string_view kRemembers =
      "end of the minimum term, bill, notice and its cause, offers accepted, discounted bills";
  using Hears =
      engine::TypeList<CustomerJoined, BillDue, NoticeEndDue, LeavingDecided, CustomerLeft>;
  using OwnClocks = engine::TypeList<NoticeEndDue, BillDue>;

  struct EarlyExit {
    Money fee{};          ///< for leaving within the minimum term
    double hazard = 1.0;  ///< factor on the hazard within the minimum term
    void describe(Describer& d);
  };
  struct Acceptance {
    double constant = -1.0;
    double satisfaction = 0.5;  ///< per unit of S
    double per_money = 0.02;    ///< per unit of currency that the offer is worth
    void describe(Describer& d);
  };
  struct SaveDesk {
    Probability offered{1.0};  ///< q
    Probability discount{0.2};
    std::int64_t bills = 3;  ///< to which the discount applies
    Money lump_sum{};
    Acceptance acceptance;
    double teaching = 0.0;  ///< log hazard per offer accepted
    void describe(Describer& d);
  };
  struct Parameters {
    Money fee{};
    engine::Duration billing_interval = engine::from_days(engine::kDaysPerYear / 12.0);
    engine::Duration first_bill{0};  ///< from joining
    Probability payment_failure{0.0};
    std::optional<engine::Duration> minimum_term;
    engine::Duration notice{0};
    std::optional<EarlyExit> early_exit;
    std::optional<SaveDesk> save_desk;
    void describe(Describer& d);
    static void check(const Parameters&, Problems&);
    static void imply(const Parameters&, Implications&);
  };

  struct State {
    engine::Time bound_until{};     ///< the end of the minimum term
    std::uint32_t bills = 0;        ///< ordinal of the current one
    std::uint16_t notices = 0;      ///< ordinal of the current one
    std::uint16_t saves = 0;        ///< offers accepted so far
    std::uint16_t discounted = 0;   ///< bills to which a discount still applies
    std::uint8_t under_notice = 0;  ///< 1 while a notice runs
    std::uint8_t cause = 0;         ///< of the notice that runs
  };

  enum Tally : std::size_t {
    fees,
    termination_fees,
    notices_given,
    saves_offered,
    saves_accepted,
    notices_carried_out,
    notices_lapsed,
    in_term,
    under_notice,
  };
  static constexpr std::array kMeasures{
      Measure{"fees", kMoneyUnit, "paid under contracts for billing intervals"},
      Measure{"termination_fees", kMoneyUnit, "paid for leaving within the minimum term"},
      Measure{"notices_given", "1", "customers under contract who wanted to leave"},
      Measure{"saves_offered", "1", "offers made to customers who wanted to leave"},
      Measure{"saves_accepted", "1", "such offers that were accepted"},
      Measure{"_notices_carried_out", "1", "notices that ended in leaving"},
      Measure{"_notices_lapsed", "1", "notices overtaken by another end or by a policy"},
      Measure{"customers_in_term", "1", "active customers within their minimum term", Kind::stock},
      Measure{"customers_under_notice", "1", "active customers whose notice runs", Kind::stock},
  };
  static constexpr std::array kRatios{
      Ratio{"save_rate", "1",
            "share of the offers to customers who wanted to leave that were "
            "accepted",
            saves_accepted, saves_offered, 1.0},
  };

  /// Adds "payment_failed" if payments can fail.
  static void add_causes(const Parameters&, std::vector<std::string>& causes);

  explicit Contract(const Setting<Contract>& setting);

  void on(const CustomerJoined&, Context&) const;
  void on(const BillDue&, Context&) const;
  void on(const NoticeEndDue&, Context&) const;
  void on(const LeavingDecided&, Context&) const;
  void on(const CustomerLeft&, Context&) const;
  /// At a period's end, for each active customer.
  void observe(Context&) const;

  void add_to_rate(std::type_identity<LeaveDue>, engine::VaryingRate& rate, const Context&,
                   engine::Time since) const;
  Influences influences(std::type_identity<LeaveDue>, std::size_t row) const;
  /// Other parameters hold from now on. A minimum term and a notice that run go on to their end;
  /// bills begin or stop.
  void adopt(Context&, std::size_t old_row) const;
  /// There is no contract any more: a notice that runs is void.
  void release(Context&) const;
  bool uses(std::type_identity<BillDue>, std::size_t row) const;

  /// Every notice given is withdrawn, carried out, void or runs.
  static std::int64_t held(const State& state) { return state.under_notice; }
  void audit(const Audit&) const;

 private:
  struct Row {
    Parameters given;
    Cause payment_failed{};
    bool bills() const { return given.fee.cents > 0 || given.payment_failure.value > 0.0; }
    /// Factor on the hazard within the minimum term.
    double hazard_in_term() const { return given.early_exit ? given.early_exit->hazard : 0.0; }
  };
  bool is_kept(const Row&, Context&) const;
  void carry_out(const Row&, Context&) const;
  std::vector<Row> rows_;
};

}  // namespace tenure::model
