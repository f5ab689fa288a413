// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/opening_hours.h"
#include "engine/quantile.h"
#include "engine/station.h"
#include "engine/type_list.h"
#include "model/apology.h"
#include "model/describe.h"
#include "model/draws.h"
#include "model/kpi.h"
#include "model/occurrences.h"
#include "model/setting.h"

namespace tenure::model {

struct Audit;
class Context;
class FirmContext;
struct Record;

enum class DeskOrder { first_come_first_served, priority };
inline constexpr std::array<std::string_view, 2> kDeskOrderNames{"first_come_first_served",
                                                                 "priority"};
constexpr std::span<const std::string_view> choices(DeskOrder) { return kDeskOrderNames; }

enum class HandlingForm { exponential, fixed, lognormal, gamma };
inline constexpr std::array<std::string_view, 4> kHandlingFormNames{"exponential", "fixed",
                                                                    "lognormal", "gamma"};
constexpr std::span<const std::string_view> choices(HandlingForm) { return kHandlingFormNames; }

/// Exit, voice or silence after a failure (Hirschman 1970), and the desk that hears the voices: a
/// fixed number of seats, a queue, patience that may end (Erlang A: Garnett, Mandelbaum & Reiman
/// 2002), and an answer that reaches the customer after a reply delay.
///
/// Hears: ServiceDelivered, PolicyMisunderstood, DissatisfactionFound, ComplaintAnswered,
/// ComplaintAbandoned, FailureFelt, CourtesyCallMade, CallWanted.
/// Publishes: ComplaintFiled, ExperienceFelt, ApologyFollowedUp, CostIncurred, LeavingDecided.
/// Sends: a complaint to the desk, or a call that the desk is to make.
class ComplaintDesk {
 public:
  static constexpr std::string_view kSection = "complaint_desk";
  static constexpr std::string_view kAbout =
      "who complains, waits for one of a few seats, gives up, is answered, apologised to, paid or "
      "not, and leaves over it";
  static constexpr std::string_view kRemembers =
      "what the last failure took, apologies heard, whether a call is awaited";
  using Hears = engine::TypeList<ServiceDelivered, PolicyMisunderstood, DissatisfactionFound,
                                 ComplaintAnswered, ComplaintAbandoned, FailureFelt,
                                 CourtesyCallMade, CallWanted>;

  struct HandlingTime {
    engine::Duration mean = std::chrono::hours{12};
    HandlingForm distribution = HandlingForm::exponential;
    double variation = 1.0;  ///< coefficient of variation, for lognormal and gamma
    void describe(Describer& d);
  };
  struct Resolution {
    Probability probability{0.7};         ///< rho_0, without waiting
    std::optional<Rate> decay_with_wait;  ///< kappa; 0.05 per day is a usual assumption
    Probability invited{0.9};             ///< rho_0 of what a courtesy call has found
    void describe(Describer& d);
  };
  struct Exit {
    Probability silent{0.30};      ///< x_s: after a failure about which nothing was said
    Probability resolved{0.02};    ///< x_r
    Probability unresolved{0.50};  ///< x_u; abandoned complaints too
    void describe(Describer& d);
  };
  struct Compensation {
    Money amount{0};
    double gain = 0.4;  ///< g_comp [satisfaction]
    Money scale{1000};  ///< c_0
    void describe(Describer& d);
  };
  struct Parameters {
    std::int64_t seats = 3;
    std::optional<std::string> hours;  ///< "Mon-Fri 09:00-17:00"; none: always
    DeskOrder order = DeskOrder::first_come_first_served;
    HandlingTime handling_time;
    engine::Duration reply_delay = engine::kDay;
    MoneyRate seat_cost{};
    std::optional<engine::Duration> patience = engine::kWeek;  ///< theta, mean of an exponential
    Probability complaint_probability{0.40};  ///< P(voice) after a failure of severity 1
    double voice_severity = 0.8;              ///< a_2: log odds per unit of severity beyond 1
    double voice_relationship = 0.3;          ///< a_1: log odds per unit of relationship
    std::int64_t priority = 0;                ///< class of the segment, higher is served first
    Resolution resolution;
    Exit exit;
    Apology apology;
    Compensation compensation;
    double wait_loss = 0.05;  ///< g_wait: satisfaction lost per day waited
    void describe(Describer& d);
    static void check(const Parameters&, Problems&);
    static void imply(const Parameters&, Implications&);
  };

  /// All zero for a newcomer.
  struct State {
    engine::Time felt_at{};        ///< when the last failure took what it took
    engine::Time apologised_at{};  ///< of the last apology
    float lost = 0.0F;             ///< satisfaction, by that failure; 0: given back
    std::uint16_t apologies = 0;   ///< heard so far
    bool awaits_call = false;      ///< no call has followed the last apology yet
  };

  enum Tally : std::size_t {
    filed,
    answered,
    abandoned,
    started,
    wait_sum,
    open_wait_sum,
    busy_sum,
    seat_time,
    waiting_now,
    handled_now,
    desk_cost,
    apologies,
    apologies_followed_up,
    calls_asked,
    calls_made
  };
  static constexpr std::array kMeasures{
      Measure{"complaints_filed", "1", "complaints filed"},
      Measure{"complaints_answered", "1", "complaints whose handling ended", Kind::flow,
              Level::firm},
      Measure{"complaints_abandoned", "1", "complaints given up before anybody attended to them",
              Kind::flow, Level::firm},
      Measure{"_complaints_started", "1", "complaints whose handling began", Kind::flow,
              Level::firm},
      Measure{"_complaint_wait_sum", "us", "sum of waits until handling began", Kind::flow,
              Level::firm},
      Measure{"_complaint_open_wait_sum", "us", "the same, in opening hours", Kind::flow,
              Level::firm},
      Measure{"_desk_busy_time", "us", "seat time spent handling", Kind::flow, Level::firm},
      Measure{"_desk_seat_time", "us", "seat time offered", Kind::flow, Level::firm},
      Measure{"complaints_waiting", "1", "complaints and calls waiting at period end", Kind::stock,
              Level::firm},
      Measure{"complaints_in_handling", "1", "complaints and calls being handled at period end",
              Kind::stock, Level::firm},
      Measure{"desk_cost", kMoneyUnit, "cost of the desk's seats", Kind::flow, Level::firm},
      Measure{"apologies_made", "1", "apologies with answers to complaints"},
      Measure{"apologies_followed_up", "1", "apologies that a courtesy call has made good for"},
      Measure{"_desk_calls_asked", "1", "courtesy calls that the desk was to make", Kind::flow,
              Level::firm},
      Measure{"desk_calls_made", "1", "courtesy calls that the desk has made", Kind::flow,
              Level::firm},
  };
  /// What the firm pays by itself, for nobody in particular: part of its cost.
  static constexpr std::size_t kFirmCost = desk_cost;
  static constexpr std::array kRatios{
      Ratio{"complaint_wait_mean", "d", "wait of complaints whose handling began, zeros included",
            wait_sum, started, 1.0 / engine::kMicrosecondsPerDay},
      Ratio{"complaint_wait_open_mean", "d", "the same, counted in the desk's opening hours",
            open_wait_sum, started, 1.0 / engine::kMicrosecondsPerDay},
      Ratio{"desk_utilisation", "1", "share of the offered seat time spent handling", busy_sum,
            seat_time, 1.0},
  };

  /// Who works at the desk. None: the desk is off.
  struct Staff {
    std::int64_t seats = 0;
    double seat_cost_per_day = 0.0;  ///< cents
    engine::OpeningHours hours;
  };
  /// What the desk remembers during one replication.
  struct Firm {
    Staff staff;
    engine::Station station{1};
    std::vector<engine::Station::Job> jobs;  ///< of the window being closed
    std::vector<std::int64_t> waits;         ///< started complaints by class of wait
    engine::Duration busy_reported{};
    engine::Time reported{engine::kStart};
  };

  /// Lower edges of the classes of waiting times: 0, a minute, 5, 15, an hour, 4, 8, a day, 2, 4, a
  /// week, 2, 4 weeks; the last is open above.
  static constexpr std::array<std::int64_t, 13> kWaitEdgesInMinutes{
      0, 1, 5, 15, 60, 240, 480, 1440, 2880, 5760, 10080, 20160, 40320};
  static std::array<double, 13> wait_edges_in_days();

  static void add_causes(const Parameters&, std::vector<std::string>& causes);

  explicit ComplaintDesk(const Setting<ComplaintDesk>& setting);

  void on(const ServiceDelivered&, Context&) const;
  void on(const PolicyMisunderstood&, Context&) const;
  void on(const DissatisfactionFound&, Context&) const;
  void on(const ComplaintAnswered&, Context&) const;
  void on(const ComplaintAbandoned&, Context&) const;
  void on(const FailureFelt&, Context&) const;
  void on(const CourtesyCallMade&, Context&) const;
  void on(const CallWanted&, Context&) const;
  /// Whether customers of a row need a State.
  bool remembers(std::size_t row) const { return rows_[row].given.apology.needs_memory(); }

  Firm begin(FirmContext&) const;
  /// Replays the complaints of the window in the order of their filing and sends the answers.
  void close(Firm&, FirmContext&) const;
  /// When a policy begins or ends to hold: other staff, from now on.
  void turn(Firm&, FirmContext&) const;
  /// At a period's end: seat time, cost, and who is waiting.
  void report(Firm&, FirmContext&) const;
  /// At time 0: what the warm-up has counted does not count.
  void begin_counting(Firm&) const;
  void hand_in(Firm&, Record&) const;
  /// Every complaint filed is answered, given up, waiting or being handled.
  void audit(const Firm&, const Audit&) const;
  /// The shortest time in which anything from here reaches a customer.
  engine::Duration shortest_delay() const { return shortest_delay_; }

 private:
  class Clerk;
  struct Row {
    Parameters given;
    double voice_log_odds = 0.0;
    double decay_per_day = 0.0;                ///< of resolving, with waiting
    double log_sigma = 0.0;                    ///< of lognormal handling times
    double compensation_gain = 0.0;            ///< [satisfaction]
    double apology_gain = 0.0;                 ///< of the first [satisfaction]
    std::optional<engine::Quantile> handling;  ///< Gamma of scale 1
  };
  bool speaks_up(double severity, Context&) const;
  void file(double severity, Filing filing, Context&) const;
  void apologise(Context&) const;
  void account(Firm&, FirmContext&) const;
  bool leaves(LaneDraw draw, Probability probability, Context&) const;
  engine::Station::Job job_of(const engine::Message& request, FirmContext&) const;
  static engine::Station::Job call_of(const engine::Message& request, FirmContext&);

  std::vector<Row> rows_;
  engine::Quantile normal_;
  engine::Duration shortest_delay_ = engine::Duration::max();
  std::array<Staff, 2> staff_;  ///< without the policy, and under it if it has rows of its own
  Cause silent_{};
  Cause resolved_{};
  Cause unresolved_{};
  Cause abandoned_{};
};

}  // namespace tenure::model
