// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "engine/random.h"
#include "engine/type_list.h"
#include "model/describe.h"
#include "model/kpi.h"
#include "model/occurrences.h"
#include "model/packed_time.h"
#include "model/setting.h"

namespace tenure::model {

class Context;
class FirmContext;

/// What the firm asks and what it does about the answers. Three streams of reports on defects of
/// the service: customers, in surveys after encounters; staff; market intelligence. So many reports
/// on a defect have it repaired after a delay, and some of the failures that come of it end. Who
/// has reported something and sees nothing done loses faith.
///
/// An answer is itself a sign of care, g_mm e^{-len/l0} (Dholakia & Morwitz 2002, J. Consumer
/// Research 29(2): asking changes what customers do), a survey is a contact, tiring by len/l0.
/// Streams superpose, so that the time to a repair is Erlang(n, N lambda r d + staff + market) +
/// tau.
///
/// Hears: ServiceDelivered, ActionExpectedDue.   Publishes: ContactMade, CourtesyShown,
/// CostIncurred.   Answers: failure_factor.
class Listening {
 public:
  static constexpr std::string_view kSection = "listening";
  static constexpr std::string_view kAbout =
      "surveys and staff reports of defects, acted on or ignored";
  static constexpr std::string_view kRemembers = "what was reported and when";
  using Hears = engine::TypeList<ServiceDelivered, ActionExpectedDue>;
  using OwnClocks = engine::TypeList<ActionExpectedDue>;

  struct Surveys {
    Probability share{0.1};     ///< pi_s, of encounters after which the customer is asked
    double questions = 5.0;     ///< len
    double patience = 10.0;     ///< l_0 [questions]
    Probability answered{0.3};  ///< r_0, of a survey without length
    double care = 0.05;         ///< g_mm, relationship
    double ignored = 0.15;      ///< g_ign, relationship
    engine::Duration act_within = 8 * engine::kWeek;  ///< T_act
    Money cost{0};                                    ///< of one survey to one customer
    Medium medium = Medium::email;
    void describe(Describer& d);
  };
  /// Something wrong with the service for a reason.
  struct Defect {
    std::string name;
    Probability share{1.0};     ///< of failures that come of it
    Probability revealed{0.3};  ///< d, by an answer
    Rate staff{0.0};            ///< of reports by staff
    Rate market{0.0};           ///< of reports by market intelligence
    void describe(Describer& d);
  };
  struct Parameters {
    std::optional<Surveys> surveys = Surveys{};
    std::vector<Defect> defects;
    std::int64_t reports = 30;                   ///< n*, on a defect until it is repaired
    engine::Duration delay = 4 * engine::kWeek;  ///< tau, of the repair
    Probability improvement{0.5};                ///< iota, share of its failures that a repair ends
    Money repair_cost{0};
    MoneyRate cost{};  ///< of gathering what staff and market say
    void describe(Describer& d);
    static void check(const Parameters&, Problems&);
    static void imply(const Parameters&, Implications&);
  };
  /// Of customers who may lose patience. What they have reported last, while they wait.
  struct State {
    PackedTime reported_at;
    std::uint32_t defect = 0;
  };

  enum Tally : std::size_t {
    surveys_sent,
    surveys_answered,
    customer_reports,
    reports_ignored,
    survey_cost,
    staff_reports,
    market_reports,
    repairs,
    repair_time,
    listening_cost
  };
  static constexpr std::array kMeasures{
      Measure{"surveys_sent", "1", "surveys sent to customers"},
      Measure{"surveys_answered", "1", "of them, answered"},
      Measure{"customer_reports", "1", "answers that revealed a defect"},
      Measure{"reports_ignored", "1",
              "customers who saw nothing done about what they had reported"},
      Measure{"survey_cost", kMoneyUnit, "cost of surveys"},
      Measure{"staff_reports", "1", "defects reported by staff", Kind::flow, Level::firm},
      Measure{"market_reports", "1", "defects reported by market intelligence", Kind::flow,
              Level::firm},
      Measure{"defect_repairs", "1", "defects repaired", Kind::flow, Level::firm},
      Measure{"_repair_time", "us", "time from when evidence began to be gathered until the repair",
              Kind::flow, Level::firm},
      Measure{"listening_cost", kMoneyUnit,
              "cost of repairs and of gathering what staff and market say", Kind::flow,
              Level::firm},
  };
  static constexpr std::array kRatios{
      Ratio{"survey_answer_share", "1", "share of the surveys that were answered", surveys_answered,
            surveys_sent, 1.0},
      Ratio{"repair_time_mean", "d",
            "time until a defect was repaired, since the run began or its last repair", repair_time,
            repairs, 1.0 / engine::kMicrosecondsPerDay},
  };
  static constexpr std::size_t kFirmCost = listening_cost;

  /// From `from` on.
  struct Step {
    engine::Time from{};
    double value = 1.0;
  };
  /// What the firm knows of one defect.
  struct Known {
    struct Stream {
      double per_day = 0.0;
      std::uint32_t reports = 0;  ///< drawn so far
      engine::Time next = engine::kNever;
    };
    double share = 0.0;                    ///< of failures
    std::vector<Step> left;                ///< of its failures, repair by repair
    engine::Time since{};                  ///< evidence is gathered
    std::int64_t reports = 0;              ///< since then
    engine::Time repair = engine::kNever;  ///< as ordered
    double improvement = 0.0;              ///< by it
    Money cost{0};                         ///< of it
    Stream staff;
    Stream market;
    /// Share of the failures that came of it at first.
    double left_at(engine::Time time) const;
    bool repaired_between(engine::Time after, engine::Time until) const;
  };
  /// What the firm remembers during one replication.
  struct Firm {
    std::vector<Known> defects;  ///< as in `names_`
    std::vector<Step> factor;    ///< of failures, in the window that is open
    double cost_per_day = 0.0;   ///< cents
    engine::Time accounted{};
  };

  explicit Listening(const Setting<Listening>& setting);

  void on(const ServiceDelivered&, Context&) const;
  void on(const ActionExpectedDue&, Context&) const;

  /// What repairs have left of failures.
  double failure_factor(const Context&) const;

  Firm begin(FirmContext&) const;
  void turn(Firm&, FirmContext&) const;
  /// Carries out the repairs of the window.
  void open(Firm&, FirmContext&) const;
  /// Gathers the reports of the window, and orders repairs.
  void close(Firm&, FirmContext&) const;
  void report(Firm&, FirmContext&) const;

  bool remembers(std::size_t row) const { return expects_action(row); }
  bool uses(std::type_identity<ActionExpectedDue>, std::size_t row) const {
    return expects_action(row);
  }
  void adopt(Context&, std::size_t old_row) const;
  engine::Duration shortest_delay() const { return shortest_delay_; }

 private:
  struct Row {
    Parameters given;
    std::vector<std::size_t> known_as;  ///< positions of its defects in `names_`
    double burden = 0.0;                ///< len / l_0
    double answered = 0.0;
    double care = 0.0;
  };
  Row make_row(const Parameters&);
  std::size_t number_of(const std::string& defect);
  bool expects_action(std::size_t row) const;
  void report_defect(const Row&, Context&) const;
  const Row* in_force(const FirmContext&) const;
  static void set_rate(Known::Stream&, engine::Identity, Rate, FirmContext&);
  static void plan_report(Known::Stream&, engine::Identity, engine::Time from, FirmContext&);
  static void hear(Known::Stream&, engine::Identity, const Known&, Tally counted_as,
                   std::vector<engine::Time>& heard, FirmContext&);
  void account(Firm&, FirmContext&) const;

  std::vector<Row> rows_;
  std::vector<std::string> names_;  ///< of all defects that any row knows
  /// A row that speaks for the firm, without the policy and under it; none: off.
  std::array<std::optional<std::size_t>, 2> firm_;
  engine::Duration shortest_delay_ = engine::Duration::max();
};

}  // namespace tenure::model
