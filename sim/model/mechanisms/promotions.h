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
#include "model/setting.h"
#include "model/terms.h"
#include "model/waves.h"

namespace tenure::model {

class Context;
class FirmContext;

/// What is offered.
enum class OfferKind : std::uint8_t {
  coupon,           ///< money off purchases that use it
  early_sale,       ///< word of a sale before others hear of it: money off all purchases
  buy_one_get_one,  ///< a second unit for nothing: twice the units at half the unit price
};
inline constexpr std::array<std::string_view, 3> kOfferKindNames{"coupon", "early_sale",
                                                                 "buy_one_get_one"};
constexpr std::span<const std::string_view> choices(OfferKind) { return kOfferKindNames; }

/// Offers that go out in waves to those who qualify. The rate of purchases is
///
///   lambda e^{L - gamma_D D}                   without an offer,
///   lambda e^L (1 + lift (1 + D))              while an offer holds,
///   and 1 - phi_fb times that for a time after each purchase at an offer's terms (forward buying),
///
/// where D, the customer's deal sensitivity, grows with each such purchase (Mela, Gupta & Lehmann
/// 1997, J. Marketing Research 34(2)), and L is what the customer is by selection and has learned:
/// newcomers who come for a discount are worth less (Lewis 2006, J. Marketing Research 43(2)), deep
/// discounts raise what first-time buyers buy later and lower it for established ones (Anderson &
/// Simester 2004, Marketing Science 23(1)). What an offer gives away is a cost of serving the
/// customer, not less revenue.
///
/// Hears: CustomerJoined, PromotionDue, RequestGranted, PurchaseMade.
/// Publishes: CostIncurred, ContactMade, CourtesyShown.   Adds to: the rate of purchases.
class Promotions {
 public:
  static constexpr std::string_view kSection = "promotions";
  static constexpr std::string_view kAbout =
      "coupons, early sales and free units: who gets them, what they lift, what is bought ahead, "
      "what they teach";
  static constexpr std::string_view kRemembers =
      "offer held and uses of it, stock at home, deal sensitivity, what was learned";
  using Hears = engine::TypeList<CustomerJoined, PromotionDue, RequestGranted, PurchaseMade>;
  using OwnClocks = engine::TypeList<PromotionDue>;

  /// All that is given must hold when the wave goes out.
  struct Eligibility {
    std::optional<Who::Bounds<std::int64_t>> purchases;  ///< since joining; below 1: first-time
    std::optional<Who::Bounds<Money>> spend;             ///< since joining
    void describe(Describer& d);
    friend bool operator==(const Eligibility&, const Eligibility&) = default;
  };
  struct Offer {
    std::string name;
    OfferKind kind = OfferKind::coupon;
    Eligibility who;
    engine::Duration first{};                    ///< a wave, from time 0
    std::optional<engine::Duration> every;       ///< other waves before and after it
    std::vector<std::int64_t> days;              ///< or days of the year, 1 to 365
    engine::Duration ahead{};                    ///< from the news until the offer holds
    engine::Duration lasts = 2 * engine::kWeek;  ///< from then on
    double lift = 0.5;                           ///< of the rate of purchases while it holds
    Probability waiting{0.0};                    ///< share of purchases put off until it holds
    Probability discount{0.2};                   ///< coupon and early sale
    Probability unit_cost{0.65};                 ///< of the unit given away, of its usual price
    std::optional<Probability> redemption;       ///< share of purchases that use it
    std::optional<std::int64_t> uses;            ///< at most, per wave
    Money cost{0};                               ///< of telling one customer
    Medium medium = Medium::email;
    double gain = 0.0;  ///< relationship gained by being chosen
    void describe(Describer& d);
    friend bool operator==(const Offer&, const Offer&) = default;
    /// When what ends then has begun to hold.
    engine::Time starts(engine::Time ends) const {
      return ends == engine::kNever ? engine::kStart : ends - lasts;
    }
    /// Of the price: what the customer sees, and what it costs the firm.
    double depth() const { return kind == OfferKind::buy_one_get_one ? 0.5 : discount.value; }
    double given_away() const {
      return kind == OfferKind::buy_one_get_one ? unit_cost.value : discount.value;
    }
  };
  struct ForwardBuying {
    Probability share{0.3};                      ///< phi_fb
    engine::Duration lasts = 4 * engine::kWeek;  ///< tau
    void describe(Describer& d);
  };
  struct DealSensitivity {
    double step = 0.05;    ///< added to D by a purchase at an offer's terms
    double most = 1.0;     ///< D
    double regular = 0.1;  ///< gamma_D, off the log rate without an offer, per unit of D
    void describe(Describer& d);
  };
  struct Learning {
    double first_time = 0.3;   ///< log rate gained per unit of depth
    double established = 0.3;  ///< log rate lost per unit of depth
    double most = 0.5;         ///< either way
    void describe(Describer& d);
  };
  struct Selection {
    double worth = 0.5;  ///< of who comes for a discount of `at`
    Probability at{0.35};
    void describe(Describer& d);
  };
  struct AcquisitionDiscount {
    Probability discount{0.35};  ///< off the first purchase
    Probability share{1.0};      ///< of arrivals who come for it
    std::optional<Selection> selection = Selection{};
    void describe(Describer& d);
  };
  struct Parameters {
    std::vector<Offer> offers;
    ForwardBuying forward_buying;
    DealSensitivity deal_sensitivity;
    std::optional<Learning> learning = Learning{};
    std::optional<AcquisitionDiscount> acquisition_discount;
    void describe(Describer& d);
    static void check(const Parameters&, Problems&);
    static void imply(const Parameters&, Implications&);
  };

  /// Before every warm-up.
  static constexpr engine::Time kLongAgo = engine::Time::min();
  /// What a customer remembers is of no use while he is away: others may write there.
  static constexpr bool kForgetsAway = true;
  struct State {
    engine::Time ends = kLongAgo;           ///< of the offer that is held; not after now: none is
    engine::Time stocked_until = kLongAgo;  ///< after forward buying
    float sensitivity = 0.0F;               ///< D
    float learned = 0.0F;                   ///< part of L
    float selected = 0.0F;                  ///< part of L
    std::uint16_t uses = 0;                 ///< of the offer that is held
    std::uint8_t offer = 0;                 ///< its position in the row's list
    bool newcomer = false;                  ///< the discount on the first purchase is to come
  };

  enum Tally : std::size_t {
    offers_sent,
    offer_purchases,
    free_units,
    newcomers_discounted,
    given_away,
    refused,
    promotion_cost,
    sensitivity_sum,
    sensitivity_count
  };
  static constexpr std::array kMeasures{
      Measure{"promotions_sent", "1", "offers that reached a customer"},
      Measure{"promotion_purchases", "1", "purchases at an offer's terms"},
      Measure{"promotion_free_units", "1", "units given away by buy-one-get-one"},
      Measure{"newcomers_discounted", "1", "newcomers who came for a discount"},
      Measure{"promotion_given_away", kMoneyUnit, "discounts, and the cost of units given away"},
      Measure{"promotions_refused", "1", "offers for which the budget had no money", Kind::flow,
              Level::firm},
      Measure{"promotion_cost", kMoneyUnit,
              "what was given away and the cost of telling customers"},
      Measure{"_sensitivity_sum", "1e-6", "sum over active customers at period end", Kind::stock},
      Measure{"_sensitivity_count", "1", "active customers asked at period end", Kind::stock},
  };
  static constexpr std::array kRatios{
      Ratio{"deal_sensitivity_mean", "1", "deal sensitivity at period end over active customers",
            sensitivity_sum, sensitivity_count, 1e-6},
  };

  explicit Promotions(const Setting<Promotions>& setting);

  void on(const CustomerJoined&, Context&) const;
  void on(const PromotionDue&, Context&) const;
  void on(const RequestGranted&, Context&) const;
  void on(const PurchaseMade&, Context&) const;
  /// At a period's end, for each active customer.
  void observe(Context&) const;

  void add_to_rate(std::type_identity<PurchaseDue>, engine::VaryingRate& rate, const Context&,
                   engine::Time since) const;
  Influences influences(std::type_identity<PurchaseDue>, std::size_t row) const;
  bool uses(std::type_identity<PromotionDue>, std::size_t row) const;
  /// Whether customers' purchases and spend so far must be known.
  bool needs_history(std::size_t row) const;
  /// Other offers hold from now on: one that is held lapses, if it is not among them.
  void adopt(Context&, std::size_t old_row) const;

  struct Firm {};
  Firm begin(FirmContext&) const { return {}; }
  /// Grants money to offers that were asked for.
  void close(Firm&, FirmContext&) const;

 private:
  struct Planned {
    Waves waves;
    double redemption = 1.0;
  };
  struct Row {
    Parameters given;
    std::vector<Planned> plans;  ///< of the offers
    double selected = 0.0;       ///< log rate of who comes for the discount
    bool moves_rate = false;
  };
  static Row make_row(const Parameters&);
  void await_wave(const Row&, engine::Time from, Context&) const;
  static engine::Duration money_ahead(const Context&);
  static bool qualifies(const Eligibility&, const Context&);
  void send(const Row&, std::size_t which, Context&) const;
  static std::optional<std::size_t> offer_of(const Row&, engine::Time wave, std::uint32_t ordinal);
  void redeem(const Row&, Money amount, double depth, double share, Context&) const;

  Anniversaries year_;
  std::vector<Row> rows_;
};

}  // namespace tenure::model
