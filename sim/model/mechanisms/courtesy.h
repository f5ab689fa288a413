// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>
#include <vector>

#include "engine/type_list.h"
#include "engine/varying_rate.h"
#include "model/anniversaries.h"
#include "model/describe.h"
#include "model/draws.h"
#include "model/influence.h"
#include "model/kpi.h"
#include "model/need.h"
#include "model/occurrences.h"
#include "model/outbound_lines.h"
#include "model/packed_time.h"
#include "model/setting.h"

namespace tenure::model {

struct Audit;
class Context;
class FirmContext;

/// Whose time calls take: somebody's of their own, or the complaint desk's seats when no complaint
/// waits for them.
enum class CallLine { own, desk };
inline constexpr std::array<std::string_view, 2> kCallLineNames{"own", "desk"};
constexpr std::span<const std::string_view> choices(CallLine) { return kCallLineNames; }

/// What the firm does for customers unasked: calls after failures and from time to time
/// (Challagalla, Venkatesh & Kohli 2009, J. Marketing 73(2)), greetings on birthdays and on days of
/// appreciation (gratitude: Palmatier et al. 2009, J. Marketing 73(5)). A call may find what a
/// customer had kept to himself; one that sells or intrudes does harm (Becker, Spann & Barrot 2020,
/// J. Service Research); any contact may wake customers who stayed by inertia (Ascarza, Iyengar &
/// Schleicher 2016, J. Marketing Research 53(1)). Calls may need one of a few lines.
///
/// Hears: CustomerJoined, ServiceDelivered, CourtesyDue, RequestGranted, ContactMade.
/// Publishes: CallWanted, CostIncurred, ContactMade, CourtesyShown, CourtesyCallMade,
/// DissatisfactionFound.
/// Books: lines.
class Courtesy {
 public:
  static constexpr std::string_view kSection = "courtesy";
  static constexpr std::string_view kAbout =
      "calls after failures and at intervals, birthdays and appreciation days: what they cost, "
      "build and wake";
  static constexpr std::string_view kRemembers =
      "the next call after a failure, lift by the last greeting, whether inertia is lowered";
  using Hears =
      engine::TypeList<CustomerJoined, ServiceDelivered, CourtesyDue, RequestGranted, ContactMade>;
  using OwnClocks = engine::TypeList<CourtesyDue>;

  struct Detection {
    Probability probability{0.3};  ///< d_detect
    double below = 0.0;            ///< satisfaction under which there is something to find
    double severity = 1.0;         ///< of the complaint that is opened
    void describe(Describer& d);
  };
  struct Call {
    engine::Duration lead = engine::kDay;
    Money cost{400};
    double gain = 0.15;       ///< g_call
    Probability sells{0.0};   ///< how much of it is selling
    double sales_loss = 0.1;  ///< relationship lost by a call that does nothing but sell
    double intrusion = 0.0;   ///< relationship lost by being called at all
    Medium medium = Medium::phone;
    CallLine line = CallLine::own;
    engine::Duration lasts = std::chrono::minutes{5};  ///< mean, on the desk's line
    Detection detection;
    void describe(Describer& d);
    double net_gain() const;  ///< of relationship
  };
  struct FollowUp {
    engine::Duration after = engine::kWeek;  ///< mean time from the failure to the call
    Probability share{1.0};                  ///< of failures
    void describe(Describer& d);
  };
  struct Inertia {
    double log_hazard = 0.0;
    engine::Duration lasts = 13 * engine::kWeek;
    void describe(Describer& d);
  };
  struct Greeting {
    Probability delivered{1.0};
    Money cost{200};
    double gain = 0.1;              ///< g_bd
    double fatigue_discount = 0.1;  ///< share of the gain lost per unit of fatigue
    double lift = 0.1;              ///< iota
    engine::Duration lasts = 2 * engine::kWeek;
    Medium medium = Medium::mail;
    void describe(Describer& d);
  };
  struct AppreciationDays {
    std::vector<std::int64_t> days{320};
    Greeting greeting;
    void describe(Describer& d);
  };
  struct Parameters {
    Call call;
    std::optional<FollowUp> follow_up;
    std::optional<engine::Duration> routine;  ///< T_call
    std::optional<OutboundLines::Parameters> lines;
    Inertia inertia;
    std::optional<Greeting> birthday;
    std::optional<AppreciationDays> appreciation;
    void describe(Describer& d);
    static void check(const Parameters&, Problems&);
    std::vector<Need> needs() const;
    bool calls_by_desk() const { return (follow_up || routine) && call.line == CallLine::desk; }
  };
  /// Before every warm-up.
  static constexpr engine::Time kLongAgo = engine::Time::min();
  struct State {
    /// Of the last failure; a later failure before it adds no call.
    PackedTime follow_up_at = kLongAgo;
    PackedTime lifted_until = kLongAgo;
    PackedTime awake_until = kLongAgo;
    float lift = 0.0F;          ///< of the last greeting
    std::uint32_t failure = 0;  ///< ordinal of the purchase behind `follow_up_at`
    bool follows_up = false;    ///< the clock is to ring then: nobody had to be asked
  };

  enum Tally : std::size_t {
    calls_made,
    calls_booked,
    calls_connected,
    calls_lost,
    birthdays_greeted,
    appreciations,
    found,
    refused,
    courtesy_cost
  };
  static constexpr std::array kMeasures{
      Measure{"calls_made", "1", "courtesy calls made"},
      Measure{"_calls_booked", "1", "courtesy calls booked on lines", Kind::flow, Level::firm},
      Measure{"_calls_connected", "1", "booked calls that found a line", Kind::flow, Level::firm},
      Measure{"calls_lost", "1", "booked calls lost because all lines were busy", Kind::flow,
              Level::firm},
      Measure{"birthdays_greeted", "1", "greetings to birthdays"},
      Measure{"appreciations_made", "1", "greetings on days of appreciation"},
      Measure{"dissatisfaction_found", "1", "complaints that courtesy calls have found"},
      Measure{"courtesies_refused", "1", "calls and greetings for which the budget had no money",
              Kind::flow, Level::firm},
      Measure{"courtesy_cost", kMoneyUnit, "cost of courtesy calls and greetings"},
  };

  explicit Courtesy(const Setting<Courtesy>& setting);

  void on(const CustomerJoined&, Context&) const;
  void on(const ServiceDelivered&, Context&) const;
  void on(const CourtesyDue&, Context&) const;
  void on(const RequestGranted&, Context&) const;
  void on(const ContactMade&, Context&) const;

  void add_to_rate(std::type_identity<PurchaseDue>, engine::VaryingRate& rate, const Context&,
                   engine::Time since) const;
  void add_to_rate(std::type_identity<LeaveDue>, engine::VaryingRate& rate, const Context&,
                   engine::Time since) const;
  Influences influences(std::type_identity<PurchaseDue>, std::size_t row) const;
  Influences influences(std::type_identity<LeaveDue>, std::size_t row) const;
  bool uses(std::type_identity<CourtesyDue>, std::size_t row) const;
  /// Whether customers of a row need a State.
  bool remembers(std::size_t row) const;
  /// Other parameters hold from now on: routine calls and dates begin, end, or come at other times.
  void adopt(Context&, std::size_t old_row) const;

  using Firm = OutboundLines::Firm;
  Firm begin(FirmContext&) const { return lines_.begin(); }
  void open(Firm& firm, FirmContext& context) const { lines_.open(firm, context); }
  /// Grants money to what was asked for, and books lines for calls.
  void close(Firm&, FirmContext&) const;
  void turn(Firm& firm, FirmContext& context) const { lines_.turn(firm, context); }
  /// Every call booked has got through, was lost, or is still to come.
  void audit(const Firm&, const Audit&) const;
  /// The shortest time in which the firm acts upon something it has learned.
  engine::Duration shortest_delay() const { return shortest_delay_; }

 private:
  struct Row {
    Parameters given;
    double gain = 0.0;  ///< of a call
    double wake_factor = 1.0;
    bool lifts = false;
    std::vector<Anniversaries::Date> days;  ///< of appreciation
  };
  void ask_firm(Root root, std::uint32_t ordinal, engine::Time when, Context&) const;
  engine::Duration call_ahead(const Context&) const;
  engine::Duration money_ahead(const Context&) const;
  void want_call(Context&) const;
  void make_call(Context&) const;
  void greet(const Greeting&, Tally counted_as, Context&) const;
  void spend(Money, Context&) const;
  engine::Time next_routine(engine::Time after, const Context&) const;
  engine::Time next_birthday(engine::Time after, const Context&) const;
  engine::Time next_appreciation(engine::Time after, const Context&) const;
  void plan(engine::Time next, Context&) const;
  void plan(Context&) const;
  void follow_up(Context&) const;
  void keep_routine(Context&) const;
  void keep_birthday(Context&) const;
  void keep_appreciation(Context&) const;

  static OutboundLines lines_of(const Setting<Courtesy>& setting);

  Anniversaries year_;
  OutboundLines lines_;
  std::vector<Row> rows_;
  engine::Duration shortest_delay_ = engine::Duration::max();
};

}  // namespace tenure::model
