// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
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

enum class Enrolment { at_joining, at_first_purchase };
inline constexpr std::array<std::string_view, 2> kEnrolmentNames{"at_joining", "at_first_purchase"};
constexpr std::span<const std::string_view> choices(Enrolment) { return kEnrolmentNames; }

/// What becomes of the points beyond a reward's price.
enum class Remainder { carry, reset };
inline constexpr std::array<std::string_view, 2> kRemainderNames{"carry", "reset"};
constexpr std::span<const std::string_view> choices(Remainder) { return kRemainderNames; }

/// Points for money spent, a catalogue of rewards, stamp cards and tiers, and what they do to
/// members: the pull toward the next reward, the pause after it, the comfort of status (Kivetz,
/// Urminsky & Zheng 2006, JMR 43; Nunes & Dreze 2006, JCR 32; Taylor & Neslin 2005, J. Retailing).
///
/// Points are whole: each purchase earns amount x rate x the tier's multiplier, rounded to the
/// nearest point, half up. Every point issued is redeemed, expires or is held.
///
/// Hears: CustomerJoined, PurchaseMade, PointsExpireDue, TierReviewDue, CustomerLeft.
/// Publishes: CostIncurred, TierChanged.   Adds to: the rates of purchases and of leaving.
class LoyaltyProgramme {
 public:
  static constexpr std::string_view kSection = "loyalty_programme";
  static constexpr std::string_view kAbout =
      "points, a catalogue, stamp cards and tiers: what is issued, redeemed and expires, and the "
      "pull of the next reward";
  static constexpr std::string_view kRemembers =
      "points, stamps, wanted reward, whether rewarded yet, qualifying purchases, tier, member or "
      "not";
  static constexpr Stock kStock = Stock::tier;
  using Hears =
      engine::TypeList<CustomerJoined, PurchaseMade, PointsExpireDue, TierReviewDue, CustomerLeft>;
  using OwnClocks = engine::TypeList<PointsExpireDue, TierReviewDue>;

  struct Membership {
    Probability share{1.0};
    Enrolment when = Enrolment::at_joining;
    Probability self_selection{0.0};  ///< rank correlation of enrolling with the purchase rate
    void describe(Describer& d);
  };
  struct Item {
    std::string name;
    std::int64_t points = 500;
    Money worth{1000};          ///< to the member
    std::optional<Money> cost;  ///< to the firm; none: what it is worth
    void describe(Describer& d);
  };
  struct Goal {
    Probability share{1.0};  ///< of members who want one item and save for it
    Probability reach{0.0};  ///< progress from which the goal is felt
    void describe(Describer& d);
  };
  struct Redemption {
    Probability probability{0.8};  ///< rho, at each purchase that finds enough points
    double point_price = 0.02;     ///< kappa: what a point is worth to the member [currency]
    Remainder remainder = Remainder::carry;
    Probability expected{0.8};  ///< share of points held that will be redeemed: for the liability
    void describe(Describer& d);
  };
  struct Card {
    std::int64_t stamps = 10;  ///< required; one per purchase, the last brings the reward
    std::int64_t endowed = 0;  ///< on every new card
    Money cost{500};           ///< of the reward to the firm
    void describe(Describer& d);
  };
  struct AfterReward {
    Probability slowdown{0.2};                   ///< delta_post, of the purchase rate
    double hazard = 0.2;                         ///< chi_post, added to 1 as a factor of the hazard
    engine::Duration lasts = engine::kWeek * 2;  ///< tau_post
    void describe(Describer& d);
  };
  struct Tier {
    std::string name;
    std::int64_t purchases = 8;  ///< in a year, to belong to it
    double points_multiplier = 1.0;
    void describe(Describer& d);
  };
  struct Status {
    double comfort = 0.15;        ///< beta_T: log hazard taken off per rank
    double promotion_gain = 0.3;  ///< d_prom, satisfaction per rank gained
    double demotion_loss = 0.6;   ///< d_dem, satisfaction per rank lost
    void describe(Describer& d);
  };
  struct Parameters {
    Membership membership;
    PointsPerMoney points{1.0};
    std::vector<Item> catalogue;  ///< empty: one item, with an item's defaults
    Goal goal;
    Redemption redemption;
    std::optional<engine::Duration> expiry = 52 * engine::kWeek;  ///< T_exp, without a purchase
    std::optional<Card> card;
    double pull = 0.5;  ///< gamma_G
    AfterReward after_reward;
    std::vector<Tier> tiers;  ///< rising; a member below the first has rank 0
    Status status;
    void describe(Describer& d);
    static void check(const Parameters&, Problems&);
    static void imply(const Parameters&, Implications&);
  };

  struct State {
    std::int64_t points = 0;       ///< held
    engine::Time since{};          ///< of the last reward, or of enrolment before the first
    std::uint32_t qualifying = 0;  ///< purchases in the current year
    std::uint16_t stamps = 0;      ///< on the card, endowed ones included
    std::uint8_t goal = 0;         ///< 1 + the wanted item's position; 0: none
    bool member : 1 = false;
    bool rewarded : 1 = false;  ///< at least once
  };

  enum Tally : std::size_t {
    points_issued,
    points_redeemed,
    points_expired,
    points_held,
    liability,
    stamps_held,
    members,
    rewards,
    rewards_cost,
    first_rewards,
    first_reward_wait,
    tier_promotions,
    tier_demotions,
    members_rank_0,
    members_rank_1,
    members_rank_2,
    members_rank_3,
    purchases_by_members,
    purchases_by_others,
    member_periods,
    other_periods,
  };
  static constexpr std::array kMeasures{
      Measure{"points_issued", "1", "points issued"},
      Measure{"points_redeemed", "1", "points redeemed for rewards"},
      Measure{"points_expired", "1",
              "points expired, by inactivity, as remainders of rewards or by leaving"},
      Measure{"points_held", "1", "points held by active members at period end", Kind::stock},
      Measure{"programme_liability", kMoneyUnit,
              "what the points held are expected to cost the firm", Kind::stock},
      Measure{"stamps_held", "1", "stamps on members' cards at period end", Kind::stock},
      Measure{"members", "1", "active members at period end", Kind::stock},
      Measure{"rewards_granted", "1", "rewards granted, for points or for a full card"},
      Measure{"rewards_cost", kMoneyUnit, "cost of the rewards granted"},
      Measure{"_first_rewards", "1", "members who got their first reward"},
      Measure{"_first_reward_wait", "1e-6", "days from enrolment to a first reward, summed"},
      Measure{"tier_promotions", "1", "members who rose to a higher tier"},
      Measure{"tier_demotions", "1", "members who fell to a lower tier"},
      Measure{"members_rank_0", "1", "members below the first tier at period end", Kind::stock},
      Measure{"members_rank_1", "1", "members in the first tier at period end", Kind::stock},
      Measure{"members_rank_2", "1", "members in the second tier at period end", Kind::stock},
      Measure{"members_rank_3", "1", "members in the third tier or higher at period end",
              Kind::stock},
      Measure{"purchases_by_members", "1", "purchases made by members"},
      Measure{"_purchases_by_others", "1", "purchases made by other customers"},
      Measure{"_member_periods", "1", "active members counted at each period's end"},
      Measure{"_other_periods", "1", "other active customers counted at each period's end"},
  };
  static constexpr std::array kRatios{
      Ratio{"breakage_share", "1", "share of points issued that expired", points_expired,
            points_issued, 1.0},
      Ratio{"first_reward_wait_mean", "d", "time from enrolment to a member's first reward",
            first_reward_wait, first_rewards, 1e-6},
      Ratio{"purchases_per_member", "1",
            "purchases per member and period; a gap to others is no effect of the programme",
            purchases_by_members, member_periods, 1.0},
      Ratio{"purchases_per_other", "1", "purchases per other customer and period",
            purchases_by_others, other_periods, 1.0},
  };

  explicit LoyaltyProgramme(const Setting<LoyaltyProgramme>& setting);

  void on(const CustomerJoined&, Context&) const;
  void on(const PurchaseMade&, Context&) const;
  void on(const PointsExpireDue&, Context&) const;
  void on(const TierReviewDue&, Context&) const;
  void on(const CustomerLeft&, Context&) const;
  /// At a period's end, for each active customer.
  void observe(Context&) const;
  /// Other parameters hold from now on: whoever is a member remains one, with points and stamps;
  /// goal and dates follow the new ones.
  void adopt(Context&, std::size_t old_row) const;

  /// (1 + gamma_G f), f the progress toward the next reward, times (1 - delta_post) for tau_post
  /// after a reward.
  void add_to_rate(std::type_identity<PurchaseDue>, engine::VaryingRate&, const Context&,
                   engine::Time since) const;
  /// e^(-beta_T rank), times (1 + chi_post) for tau_post after a reward.
  void add_to_rate(std::type_identity<LeaveDue>, engine::VaryingRate&, const Context&,
                   engine::Time since) const;
  Influences influences(std::type_identity<PurchaseDue>, std::size_t row) const;
  Influences influences(std::type_identity<LeaveDue>, std::size_t row) const;
  Rise rise(std::type_identity<LeaveDue>, Stock, std::size_t row) const;
  bool uses(std::type_identity<PointsExpireDue>, std::size_t row) const;
  bool uses(std::type_identity<TierReviewDue>, std::size_t row) const;
  /// A rank stays until it is changed.
  static double decay_per_day(std::size_t) { return 0.0; }

  /// Every point issued is redeemed, expired or held.
  static std::int64_t held(const State& state) { return state.points; }
  void audit(const Audit&) const;

 private:
  struct Row {
    Parameters given;
    bool earns_points = false;
    bool has_tiers = false;
    std::vector<double> utilities;  ///< of the items: worth - kappa points [currency]
    double cents_per_point = 0.0;   ///< to the firm, mean over the items
    double points_per_cent = 0.0;
  };
  static Row make_row(const Parameters&);
  /// Draws nothing anew: by the customer's own traits.
  static bool would_enrol(const Row&, const Context&);
  static std::uint8_t wanted_item(const Row&, const Context&);
  /// One of the items that `points` can pay, by logit; the luck is `uniform`.
  static std::size_t choose(const Row&, std::int64_t points, double uniform);
  /// f in [0, 1].
  static double progress(const Row&, const State&);
  static int rank_at(const Row&, std::uint32_t qualifying);

  void enrol(const Row&, Context&) const;
  /// The only way in which points come into being.
  void issue(std::int64_t points, Context&) const;
  void expire(Context&) const;
  void earn(const Row&, Money amount, Context&) const;
  void stamp(const Row&, Context&) const;
  void qualify(const Row&, Context&) const;
  void redeem(const Row&, Context&) const;
  void grant(Money cost, Context&) const;
  void change_tier(const Row&, int to, Context&) const;
  void plan_review(Context&) const;

  std::vector<Row> rows_;
  std::vector<engine::Time> new_years_;  ///< of a dated study: each 1 January from its beginning
};

}  // namespace tenure::model
