// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "engine/type_list.h"
#include "engine/varying_rate.h"
#include "model/anniversaries.h"
#include "model/describe.h"
#include "model/influence.h"
#include "model/kpi.h"
#include "model/occurrences.h"
#include "model/packed_time.h"
#include "model/setting.h"
#include "model/waves.h"

namespace tenure::model {

class Context;
class FirmContext;
struct Audit;

/// What a message is about: how much it moves, how urgent it is, how tiring.
enum class MessageKind : std::uint8_t { recall, sale, offer, product_news, education };
inline constexpr std::array<std::string_view, 5> kMessageKindNames{"recall", "sale", "offer",
                                                                   "product_news", "education"};
constexpr std::span<const std::string_view> choices(MessageKind) { return kMessageKindNames; }

/// What the firm tells its customers, in waves of messages. A message is understood with
/// probability 1 - (1 - clarity)(1 - X), X the customer's expertise; then the rate of purchases is
/// higher by lift x fit for a while, and what does not fit is more tiring: its weight is times
/// 2 - fit, where fit is the cosine of what it is about and what the customer needs. Each message
/// does some good to the relationship, less and less, b ln(1 + F) in all, F being contacts not yet
/// forgotten; and each contact, by whomever, may be one too many, with probability 1 - e^{-omega
/// F}: the customer opts out. (Inverted U: Godfrey, Seiders & Voss 2011, J. Marketing 75(4).)
///
/// Education makes experts, who misuse less, mind failures more and courtesy less (Bell, Auh &
/// Smalley 2005, J. Academy of Marketing Science 33(2)). A recall that is not sent is a failure.
///
/// Hears: CustomerJoined, CommunicationDue, RequestGranted, ContactMade.
/// Publishes: ContactMade, CourtesyShown, ServiceDelivered, CostIncurred.
/// Adds to: the rate of purchases.   Answers: failure_factor, weight_of_loss, weight_of_goodwill,
/// accepts_contacts.
class Communication {
 public:
  static constexpr std::string_view kSection = "communication";
  static constexpr std::string_view kAbout =
      "messages by kind, time and segment: understood or not, fitting or not, and how many are too "
      "many";
  static constexpr std::string_view kRemembers =
      "lift by the last message, expertise, opted out or not";
  using Hears = engine::TypeList<CustomerJoined, CommunicationDue, RequestGranted, ContactMade>;
  using OwnClocks = engine::TypeList<CommunicationDue>;

  struct Message {
    std::string name;
    MessageKind kind = MessageKind::offer;
    engine::Duration first{};               ///< a wave, from time 0
    std::optional<engine::Duration> every;  ///< other waves before and after it
    std::vector<std::int64_t> days;         ///< or days of the year, 1 to 365
    Probability share{1.0};                 ///< of customers to whom a wave goes
    Medium medium = Medium::email;
    Money cost{0};                          ///< of one message to one customer
    std::vector<double> about;              ///< m, as the needs; none: fits everybody
    std::optional<Probability> fit;         ///< or stated
    Probability clarity{1.0};               ///< probability that a layman understands it
    std::optional<double> lift;             ///< l_0, of the rate of purchases at full fit
    std::optional<engine::Duration> lasts;  ///< for how long
    std::optional<double> weight;           ///< how tiring it is
    std::optional<double> gain;             ///< relationship gained if it is understood
    void describe(Describer& d);
    friend bool operator==(const Message&, const Message&) = default;
    /// In [0, 1].
    double fit_to(const std::vector<double>& needs) const;
  };
  struct Education {
    double step = 0.2;            ///< e, added to X by a message that is understood
    Probability misuse{0.3};      ///< share of failures that come from misuse
    Probability avoided{0.3};     ///< xi, share of these that an expert avoids
    double technical = 0.2;       ///< by how much more an expert minds failures
    Probability functional{0.2};  ///< by how much less an expert's goodwill can be won
    void describe(Describer& d);
  };
  struct Parameters {
    std::vector<Message> messages;
    std::vector<double> needs;  ///< n_g; none: whatever messages are about, they fit
    double benefit = 0.1;       ///< b
    double opt_out = 0.002;     ///< omega
    Education education;
    void describe(Describer& d);
    static void check(const Parameters&, Problems&);
    static void imply(const Parameters&, Implications&);
  };

  struct State {
    PackedTime lifted_until;  ///< by the last message that moved anything
    float lift = 0.0F;        ///< of the rate of purchases
    float expertise = 0.0F;   ///< X, 0 to 1
    bool opted_out = false;
  };

  enum Tally : std::size_t {
    sent,
    understood,
    recalls_missed,
    opted_out,
    refused,
    communication_cost,
    expertise_sum,
    expertise_count
  };
  static constexpr std::array kMeasures{
      Measure{"messages_sent", "1", "messages that reached a customer"},
      Measure{"messages_understood", "1", "of them, understood"},
      Measure{"recalls_missed", "1", "customers to whom a recall was not sent"},
      Measure{"opted_out", "1", "customers who want to hear no more"},
      Measure{"messages_refused", "1", "messages for which the budget had no money", Kind::flow,
              Level::firm},
      Measure{"communication_cost", kMoneyUnit, "cost of messages"},
      Measure{"_expertise_sum", "1e-6", "sum over active customers at period end", Kind::stock},
      Measure{"_expertise_count", "1", "active customers asked at period end", Kind::stock},
  };
  static constexpr std::array kRatios{
      Ratio{"expertise_mean", "1", "expertise at period end over active customers", expertise_sum,
            expertise_count, 1e-6},
  };

  explicit Communication(const Setting<Communication>& setting);

  void on(const CustomerJoined&, Context&) const;
  void on(const CommunicationDue&, Context&) const;
  void on(const RequestGranted&, Context&) const;
  void on(const ContactMade&, Context&) const;
  /// At a period's end, for each active customer.
  void observe(Context&) const;

  void add_to_rate(std::type_identity<PurchaseDue>, engine::VaryingRate& rate, const Context&,
                   engine::Time since) const;
  Influences influences(std::type_identity<PurchaseDue>, std::size_t row) const;
  double failure_factor(const Context&) const;
  double weight_of_loss(double severity, const Context&) const;
  double weight_of_goodwill(const Context&) const;
  bool accepts_contacts(const Context&) const;
  bool uses(std::type_identity<CommunicationDue>, std::size_t row) const;
  void adopt(Context&, std::size_t old_row) const;

  struct Firm {};
  Firm begin(FirmContext&) const { return {}; }
  /// Grants money to messages that were asked for.
  void close(Firm&, FirmContext&) const;

  /// Every customer who has opted out is known to have.
  static std::int64_t held(const State& state) { return state.opted_out ? 1 : 0; }
  void audit(const Audit&) const;

 private:
  /// What is to be known of a message once.
  struct Planned {
    Waves waves;
    double fit = 1.0;
    double lift = 0.0;  ///< at this fit
    engine::Duration lasts{};
    double weight = 1.0;
    double gain = 0.0;
  };
  struct Row {
    Parameters given;
    std::vector<Planned> plans;  ///< of the messages
    bool moves_rate = false;
  };
  static Planned plan(const Message&, const std::vector<double>& needs);
  static Row make_row(const Parameters&);
  void await_wave(const Row&, engine::Time from, Context&) const;
  static engine::Duration money_ahead(const Context&);
  static bool is_addressed(const Message&, std::uint32_t ordinal, const Context&);
  static std::optional<std::size_t> message_of(const Row&, engine::Time wave,
                                               std::uint32_t ordinal);
  void deliver(const Row&, std::size_t which, Context&) const;
  void send(const Row&, std::size_t which, Context&) const;
  void take_in(const Row&, std::size_t which, Context&) const;

  Anniversaries year_;
  std::vector<Row> rows_;
};

}  // namespace tenure::model
