// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

#include "engine/message.h"
#include "engine/type_list.h"
#include "model/control_chart.h"
#include "model/describe.h"
#include "model/kpi.h"
#include "model/occurrences.h"
#include "model/regime.h"
#include "model/setting.h"

namespace tenure::model {

class Context;
class FirmContext;

enum class SpellScope { common, individual };
inline constexpr std::array<std::string_view, 2> kSpellScopeNames{"common", "private"};
constexpr std::span<const std::string_view> choices(SpellScope) { return kSpellScopeNames; }

/// How the firm keeps its quality: bad spells in which encounters fail more often, for all
/// customers at a time or for each by itself (Sriram, Chintagunta & Manchanda 2015, Management
/// Science 61(11)), and a daily sample of encounters on a control chart that finds the common ones
/// and has them repaired (statistical process control: Shewhart 1931). A bad spell that nobody
/// finds ends by itself some day.
///
/// Before and after the sale the firm has good and bad times of their own.
///
/// Hears: CustomerJoined, ServiceDelivered, SpellDue, ComplaintAnswered, PurchaseReturned.
/// Publishes: ExperienceFelt.   Answers: failure_factor, chance_of_completion.
class Operations {
 public:
  static constexpr std::string_view kSection = "operations";
  static constexpr std::string_view kAbout =
      "spells of bad quality, common to all or private, found by a daily chart and repaired";
  static constexpr std::string_view kRemembers = "in a bad spell of his own or not";
  using Hears = engine::TypeList<CustomerJoined, ServiceDelivered, SpellDue, ComplaintAnswered,
                                 PurchaseReturned>;
  using OwnClocks = engine::TypeList<SpellDue>;
  /// Days are counted: every midnight is a window's edge.
  static constexpr bool kLooksAtMidnight = true;

  struct Spells {
    Rate onset{1.0 / 182.0};  ///< of a bad spell while all is well
    Rate recovery{0.05 / 7};  ///< b: of its natural end
    double factor = 3.0;      ///< of the probability of failures
    SpellScope scope = SpellScope::common;
    void describe(Describer& d);
  };
  struct Monitoring {
    std::int64_t sample = 200;  ///< n: encounters a day
    ControlChart::Parameters chart;
    engine::Duration delay = 3 * engine::kDay;  ///< from the signal to the repair
    Probability improvement{0.0};               ///< iota: share of failures that a repair ends
    Money encounter_cost{0};
    Money investigation_cost{0};
    void describe(Describer& d);
  };
  /// Bad times of a stage beside the encounter itself, common to all customers.
  struct BeforeSale {
    Rate onset{1.0 / 182.0};
    Rate recovery{0.05 / 7};
    double completion = 0.8;  ///< what of the chance that a purchase is carried through is left
    void describe(Describer& d);
  };
  struct AfterSale {
    Rate onset{1.0 / 182.0};
    Rate recovery{0.05 / 7};
    double loss = 0.3;  ///< of satisfaction, by each answer to a complaint and each return
    void describe(Describer& d);
  };
  struct Parameters {
    std::optional<Spells> spells = Spells{};
    std::optional<Monitoring> monitoring;
    std::optional<BeforeSale> before;
    std::optional<AfterSale> after;
    void describe(Describer& d);
    static void check(const Parameters&, Problems&);
    static void imply(const Parameters&, Implications&);
  };
  /// Of customers with bad spells of their own.
  struct State {
    std::uint32_t changes = 0;  ///< so far; odd: in a bad spell
  };

  enum Tally : std::size_t {
    bad_spells,
    bad_time,
    watched_time,
    sampled,
    sampled_failures,
    signals,
    repairs,
    monitoring_cost
  };
  static constexpr std::array kMeasures{
      Measure{"bad_spells", "1", "bad spells that have begun, common to all customers", Kind::flow,
              Level::firm},
      Measure{"_bad_time", "us", "time in a common bad spell", Kind::flow, Level::firm},
      Measure{"_watched_time", "us", "time", Kind::flow, Level::firm},
      Measure{"encounters_sampled", "1", "encounters in the daily quality samples", Kind::flow,
              Level::firm},
      Measure{"_sampled_failures", "1", "of them, failures", Kind::flow, Level::firm},
      Measure{"quality_signals", "1", "days on which the control chart signalled", Kind::flow,
              Level::firm},
      Measure{"quality_repairs", "1", "bad spells ended by a repair", Kind::flow, Level::firm},
      Measure{"monitoring_cost", kMoneyUnit, "cost of quality samples and investigations",
              Kind::flow, Level::firm},
  };
  static constexpr std::array kRatios{
      Ratio{"bad_spell_share", "1", "share of the time in a common bad spell", bad_time,
            watched_time, 1.0},
      Ratio{"sampled_failure_share", "1", "share of the sampled encounters that had failed",
            sampled_failures, sampled, 1.0},
  };
  static constexpr std::size_t kFirmCost = monitoring_cost;

  /// What operations remember during one replication.
  struct Firm {
    /// From `from` on, until the next step, common circumstances multiply failures by `factor`.
    struct Step {
      engine::Time from{};
      double factor = 1.0;
    };
    std::vector<Step> steps;  ///< of the window that is open; the first holds from its start
    bool bad = false;
    std::uint32_t changes = 0;                  ///< of the common state so far
    engine::Time next_change = engine::kNever;  ///< by nature
    std::vector<engine::Time> repairs;          ///< to come, in order
    double improved = 1.0;                      ///< what repairs have made of failures
    std::optional<ControlChart> chart;
    std::vector<engine::Message> day;  ///< encounters of today that may be in the sample
    double mark_below = 1.0;           ///< only encounters with lower marks may
    engine::Time accounted{};
    Regime before;
    Regime after;
  };

  explicit Operations(const Setting<Operations>& setting);

  void on(const CustomerJoined&, Context&) const;
  void on(const ServiceDelivered&, Context&) const;
  void on(const SpellDue&, Context&) const;
  void on(const ComplaintAnswered&, Context&) const;
  void on(const PurchaseReturned&, Context&) const;

  /// By what the state of the firm multiplies the probability that an encounter fails now.
  double failure_factor(const Context&) const;
  double chance_of_completion(const Context&) const;

  Firm begin(FirmContext&) const;
  void turn(Firm&, FirmContext&) const;
  /// Draws up the common state of the window, step by step.
  void open(Firm&, FirmContext&) const;
  /// At midnight: takes the day's sample, asks the chart, orders repairs.
  void close(Firm&, FirmContext&) const;
  void report(Firm&, FirmContext&) const;

  bool remembers(std::size_t row) const { return has_own_spells(row); }
  bool uses(std::type_identity<SpellDue>, std::size_t row) const { return has_own_spells(row); }
  void adopt(Context&, std::size_t old_row) const;
  engine::Duration shortest_delay() const { return shortest_delay_; }

 private:
  bool has_own_spells(std::size_t row) const;
  void plan_own_change(Context&) const;
  void care_badly(Context&) const;
  const Parameters* in_force(const FirmContext&) const;
  void plan_common_change(Firm&, const Spells&, engine::Time now, FirmContext&) const;
  void account(Firm&, engine::Time until, FirmContext&) const;

  std::vector<Parameters> rows_;
  /// The firm's own, without the policy and under it; none: off.
  std::array<std::optional<Parameters>, 2> firm_;
  engine::Duration shortest_delay_ = engine::Duration::max();
};

}  // namespace tenure::model
