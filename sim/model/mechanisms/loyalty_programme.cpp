// SPDX-License-Identifier: Apache-2.0
#include "model/mechanisms/loyalty_programme.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <string>

#include "engine/elementary.h"
#include "engine/expect.h"
#include "model/audit.h"
#include "model/context.h"

namespace tenure::model {

void LoyaltyProgramme::Membership::describe(Describer& d) {
  d({.name = "share", .meaning = "share of customers who enrol", .range = kShare}, share);
  d({.name = "when", .meaning = "when they enrol"}, when);
  d({.name = "self_selection",
     .meaning = "rank correlation of enrolling with the customer's own purchase rate: 0, anybody; "
                "100 %, the busiest",
     .range = kShare},
    self_selection);
}

void LoyaltyProgramme::Item::describe(Describer& d) {
  d({.name = "name", .meaning = "the reward's name", .required = true}, name);
  d({.name = "points", .meaning = "its price", .range = {.low = 1.0, .high = 1e12}}, points);
  d({.name = "worth", .meaning = "what it is worth to a member", .range = kNotNegative}, worth);
  d({.name = "cost",
     .meaning = "what it costs the firm; by default what it is worth",
     .range = kNotNegative,
     .word = "default"},
    cost);
}

void LoyaltyProgramme::Goal::describe(Describer& d) {
  d({.name = "share",
     .meaning = "share of members who want one item of the catalogue and save for it; the others "
                "take what their points pay",
     .range = kShare},
    share);
  d({.name = "reach",
     .meaning = "share of the goal's price that must be there before the goal pulls",
     .range = kShare},
    reach);
}

void LoyaltyProgramme::Redemption::describe(Describer& d) {
  d({.name = "probability",
     .meaning = "rho, of redeeming at a purchase that finds enough points",
     .range = kShare},
    probability);
  d({.name = "point_price",
     .meaning = "kappa, what a point is worth to a member, in units of the currency; items are "
                "wanted by logit on worth - kappa x points",
     .range = kNotNegative,
     .source = "form: McFadden 1974"},
    point_price);
  d({.name = "remainder", .meaning = "what becomes of points beyond a reward's price"}, remainder);
  d({.name = "expected",
     .meaning = "share of points held that the firm expects to be redeemed, for its liability",
     .range = kShare},
    expected);
}

void LoyaltyProgramme::Card::describe(Describer& d) {
  d({.name = "stamps",
     .meaning = "stamps on a full card; each purchase brings one, the last one the reward",
     .range = {.low = 1.0, .high = 10'000.0}},
    stamps);
  d({.name = "endowed", .meaning = "stamps on a new card", .range = {.low = 0.0, .high = 9'999.0}},
    endowed);
  d({.name = "cost", .meaning = "of the reward to the firm", .range = kNotNegative}, cost);
}

void LoyaltyProgramme::AfterReward::describe(Describer& d) {
  d({.name = "slowdown",
     .meaning = "delta_post, share by which purchases slow down after a reward",
     .range = {.low = 0.0, .high = 1.0, .high_excluded = true}},
    slowdown);
  d({.name = "hazard",
     .meaning = "chi_post, share by which the hazard of leaving rises after a reward",
     .range = kNotNegative},
    hazard);
  d({.name = "lasts", .meaning = "tau_post, how long both last", .range = kNotNegative}, lasts);
}

void LoyaltyProgramme::Tier::describe(Describer& d) {
  d({.name = "name", .meaning = "the tier's name", .required = true}, name);
  d({.name = "purchases",
     .meaning = "purchases in a year that give the tier",
     .range = {.low = 1.0, .high = 1e9}},
    purchases);
  d({.name = "points_multiplier",
     .meaning = "factor on the points that its members earn",
     .range = {.low = 0.0, .high = 1000.0}},
    points_multiplier);
}

void LoyaltyProgramme::Status::describe(Describer& d) {
  d({.name = "comfort", .meaning = "beta_T, log hazard of leaving taken off per rank"}, comfort);
  d({.name = "promotion_gain",
     .meaning = "d_prom, satisfaction gained per rank by rising",
     .range = kNotNegative},
    promotion_gain);
  d({.name = "demotion_loss",
     .meaning = "d_dem, satisfaction lost per rank by falling",
     .range = kNotNegative},
    demotion_loss);
}

void LoyaltyProgramme::Parameters::describe(Describer& d) {
  d({.name = "membership", .meaning = "who belongs to it", .shorthand = "share"}, membership);
  d({.name = "points",
     .meaning = "points earned with a purchase, rounded to the nearest point",
     .range = {.low = 0.0, .high = 10'000.0}},
    points);
  d({.name = "catalogue",
     .meaning = "rewards for points; empty: one item, with the defaults of an item"},
    catalogue);
  d({.name = "goal", .meaning = "the item that a member saves for", .shorthand = "share"}, goal);
  d({.name = "redemption",
     .meaning = "how points are turned into rewards",
     .shorthand = "probability"},
    redemption);
  d({.name = "expiry",
     .meaning = "T_exp, time without a purchase after which all points expire",
     .range = kPositive,
     .word = "none"},
    expiry);
  d({.name = "card",
     .meaning = "stamp card beside the points",
     .word = "none",
     .shorthand = "stamps"},
    card);
  d({.name = "pull",
     .meaning = "gamma_G: the rate of purchases is multiplied by 1 + gamma_G f, f the progress "
                "toward the next reward",
     .range = kNotNegative},
    pull);
  d({.name = "after_reward", .meaning = "the pause after a reward"}, after_reward);
  d({.name = "tiers", .meaning = "ranks by purchases in a year, rising"}, tiers);
  d({.name = "status", .meaning = "what a rank does to members"}, status);
}

void LoyaltyProgramme::Parameters::check(const Parameters& p, Problems& problems) {
  if (p.catalogue.size() >= std::numeric_limits<std::uint8_t>::max()) {
    problems.add("catalogue", "has more than 254 items", "a member's goal is kept in one byte");
  }
  if (p.card && p.card->endowed >= p.card->stamps) {
    problems.add("card.endowed", "fills the card", "a full card is a reward for nothing");
  }
  for (std::size_t i = 1; i < p.tiers.size(); ++i) {
    if (p.tiers[i].purchases > p.tiers[i - 1].purchases) continue;
    problems.add("tiers." + p.tiers[i].name + ".purchases",
                 "is not above that of `" + p.tiers[i - 1].name + "`", "tiers are in rising order");
  }
}

void LoyaltyProgramme::Parameters::imply(const Parameters& p, Implications& implied) {
  if (p.points.per_unit <= 0.0) return;
  const std::vector<Item> items = p.catalogue.empty() ? std::vector<Item>{Item{}} : p.catalogue;
  const Item* cheapest = &items.front();
  for (const Item& item : items) {
    if (item.points < cheapest->points) cheapest = &item;
  }
  const double spend = static_cast<double>(cheapest->points) / p.points.per_unit;
  implied.add("spending for the cheapest reward", spend, "currency", "points / (points per money)");
  implied.add("given back with the cheapest reward",
              static_cast<double>(cheapest->worth.cents) / spend, "%",
              "worth / spending, if every point is redeemed");
}

LoyaltyProgramme::LoyaltyProgramme(const Setting<LoyaltyProgramme>& setting) {
  for (const auto& given : setting.rows) rows_.push_back(given ? make_row(*given) : Row{});
  const Study& study = setting.study;
  if (!study.first_day) return;
  using std::chrono::sys_days;
  const auto day_of = [&](engine::Time time) {
    return sys_days{std::chrono::days{*study.first_day}} +
           std::chrono::floor<std::chrono::days>(time - engine::kStart);
  };
  for (auto year = std::chrono::year_month_day{day_of(study.begin)}.year();; ++year) {
    const sys_days first = year / std::chrono::January / 1;
    const engine::Time date =
        engine::kStart + (first - sys_days{std::chrono::days{*study.first_day}});
    if (date > study.begin) new_years_.push_back(date);
    if (date > study.end) return;  // one beyond, so that there is always a next one
  }
}

LoyaltyProgramme::Row LoyaltyProgramme::make_row(const Parameters& p) {
  Row row{.given = p};
  if (row.given.catalogue.empty()) row.given.catalogue.emplace_back();
  row.earns_points = p.points.per_unit > 0.0;
  row.has_tiers = !p.tiers.empty();
  row.points_per_cent = p.points.per_unit / 100.0;
  double sum = 0.0;
  for (Item& item : row.given.catalogue) {
    if (!item.cost) item.cost = item.worth;
    const auto points = static_cast<double>(item.points);
    row.utilities.push_back(static_cast<double>(item.worth.cents) / 100.0 -
                            p.redemption.point_price * points);
    sum += static_cast<double>(item.cost->cents) / points;
  }
  row.cents_per_point = sum / static_cast<double>(row.given.catalogue.size());
  return row;
}

// --- Who belongs to it -------------------------------------------------------------------------

void LoyaltyProgramme::on(const CustomerJoined& joined, Context& context) const {
  const Row& row = rows_[context.row()];
  State& state = context.state<LoyaltyProgramme>();
  if (joined.origin != Origin::already_here) state = State{};
  if (state.member) {  // back after a time without the programme: nothing of his is lost
    state.goal = wanted_item(row, context);
    if (row.given.expiry && state.points > 0) context.schedule<PointsExpireDue>(*row.given.expiry);
    if (row.has_tiers) plan_review(context);
  } else if (row.given.membership.when == Enrolment::at_joining) {
    enrol(row, context);
  }
}

/// A mixture of two uniform marks is uniform, so the share of members stays what it is said to be:
/// with probability s the mark is the customer's rank among purchase rates, from the top. Rank
/// correlation (Spearman's) of mark and rate is then -s.
bool LoyaltyProgramme::would_enrol(const Row& row, const Context& context) {
  const auto& [share, when, selection] = row.given.membership;
  const double u = context.trait(Trait::enrolment);
  const double mark = u < selection.value ? 1.0 - context.trait(Trait::purchase_rate)
                                          : (u - selection.value) / (1.0 - selection.value);
  return mark < share.value;
}

void LoyaltyProgramme::enrol(const Row& row, Context& context) const {
  if (!would_enrol(row, context)) return;
  context.about_to_change(kProgramme);
  State& state = context.state<LoyaltyProgramme>();
  state.member = true;
  state.since = context.now();
  state.stamps = row.given.card ? static_cast<std::uint16_t>(row.given.card->endowed) : 0;
  state.goal = wanted_item(row, context);
  if (row.has_tiers) plan_review(context);
}

std::uint8_t LoyaltyProgramme::wanted_item(const Row& row, const Context& context) {
  if (!row.earns_points) return 0;
  if (context.trait(Trait::goal_holder) >= row.given.goal.share.value) return 0;
  const std::size_t item =
      choose(row, std::numeric_limits<std::int64_t>::max(), context.trait(Trait::goal_item));
  return static_cast<std::uint8_t>(item + 1);
}

void LoyaltyProgramme::adopt(Context& context, std::size_t old_row) const {
  const Row& row = rows_[context.row()];
  const Row& old = rows_[old_row];
  State& state = context.state<LoyaltyProgramme>();
  if (!state.member) {
    if (row.given.membership.when == Enrolment::at_joining) enrol(row, context);
    return;
  }
  state.goal = wanted_item(row, context);
  if (row.given.card && !old.given.card) {
    state.stamps = static_cast<std::uint16_t>(row.given.card->endowed);
  } else if (!row.given.card) {
    state.stamps = 0;
  }
  if (old.given.expiry && !row.given.expiry) {
    context.clear<PointsExpireDue>();
  } else if (row.given.expiry && row.given.expiry != old.given.expiry && state.points > 0) {
    // Inactivity counts from the last purchase, where that is known.
    const engine::Duration idle =
        old.given.expiry ? context.now() - (context.due<PointsExpireDue>() - *old.given.expiry)
                         : engine::Duration{0};
    context.schedule<PointsExpireDue>(std::max(*row.given.expiry - idle, engine::Duration{1}));
  }
  if (row.has_tiers && !old.has_tiers) plan_review(context);
  if (!row.has_tiers && old.has_tiers) {
    context.clear<TierReviewDue>();
    state.qualifying = 0;
  }
  const int highest = static_cast<int>(row.given.tiers.size());
  if (context.tier() > highest) context.set_stock(kStock, highest);
}

void LoyaltyProgramme::on(const CustomerLeft&, Context& context) const { expire(context); }

// --- Points, stamps, rewards -------------------------------------------------------------------

void LoyaltyProgramme::on(const PurchaseMade& purchase, Context& context) const {
  const Row& row = rows_[context.row()];
  if (!context.state<LoyaltyProgramme>().member &&
      row.given.membership.when == Enrolment::at_first_purchase) {
    enrol(row, context);
  }
  if (!context.state<LoyaltyProgramme>().member) {
    context.tally<LoyaltyProgramme>(purchases_by_others);
    return;
  }
  context.tally<LoyaltyProgramme>(purchases_by_members);
  context.about_to_change(kProgramme);
  if (row.earns_points) earn(row, purchase.amount, context);
  if (row.given.card) stamp(row, context);
  if (row.has_tiers) qualify(row, context);
  if (row.earns_points) redeem(row, context);
  if (row.given.expiry) {
    if (context.state<LoyaltyProgramme>().points > 0) {
      context.schedule<PointsExpireDue>(*row.given.expiry);
    } else {
      context.clear<PointsExpireDue>();
    }
  }
}

void LoyaltyProgramme::earn(const Row& row, Money amount, Context& context) const {
  double points = static_cast<double>(amount.cents) * row.points_per_cent;
  if (const int rank = context.tier(); rank > 0) {
    points *= row.given.tiers[static_cast<std::size_t>(rank - 1)].points_multiplier;
  }
  issue(static_cast<std::int64_t>(points + 0.5), context);
}

void LoyaltyProgramme::issue(std::int64_t points, Context& context) const {
  if (!context.may_spend<LoyaltyProgramme>()) return;
  context.state<LoyaltyProgramme>().points += points;
  context.tally<LoyaltyProgramme>(points_issued, points);
}

void LoyaltyProgramme::expire(Context& context) const {
  State& state = context.state<LoyaltyProgramme>();
  context.tally<LoyaltyProgramme>(points_expired, state.points);
  state.points = 0;
}

void LoyaltyProgramme::on(const PointsExpireDue&, Context& context) const {
  context.about_to_change(kProgramme);
  expire(context);
}

void LoyaltyProgramme::stamp(const Row& row, Context& context) const {
  if (!context.may_spend<LoyaltyProgramme>()) return;
  State& state = context.state<LoyaltyProgramme>();
  if (++state.stamps < row.given.card->stamps) return;
  state.stamps = static_cast<std::uint16_t>(row.given.card->endowed);
  grant(row.given.card->cost, context);
}

/// At most one reward per purchase.
void LoyaltyProgramme::redeem(const Row& row, Context& context) const {
  State& state = context.state<LoyaltyProgramme>();
  const auto& items = row.given.catalogue;
  const auto affordable = [&](const Item& item) { return item.points <= state.points; };
  if (state.goal != 0 ? !affordable(items[state.goal - 1])
                      : std::none_of(items.begin(), items.end(), affordable)) {
    return;
  }
  if (!context.happens(draws::kRedemption, row.given.redemption.probability.value)) return;
  const Item& item =
      items[state.goal != 0 ? state.goal - 1
                            : choose(row, state.points, context.uniform(draws::kRewardChoice))];
  state.points -= item.points;
  context.tally<LoyaltyProgramme>(points_redeemed, item.points);
  if (row.given.redemption.remainder == Remainder::reset) expire(context);
  grant(*item.cost, context);
}

std::size_t LoyaltyProgramme::choose(const Row& row, std::int64_t points, double uniform) {
  const auto& items = row.given.catalogue;
  double best = -engine::kInfinity;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].points <= points) best = std::max(best, row.utilities[i]);
  }
  const auto weight = [&](std::size_t i) {
    return items[i].points <= points ? engine::exp(row.utilities[i] - best) : 0.0;
  };
  double sum = 0.0;
  for (std::size_t i = 0; i < items.size(); ++i) sum += weight(i);
  double mark = uniform * sum;
  std::size_t last = 0;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (weight(i) == 0.0) continue;
    last = i;
    mark -= weight(i);
    if (mark < 0.0) break;
  }
  return last;
}

void LoyaltyProgramme::grant(Money cost, Context& context) const {
  context.about_to_change(kReward);
  State& state = context.state<LoyaltyProgramme>();
  if (!state.rewarded) {
    state.rewarded = true;
    context.tally<LoyaltyProgramme>(first_rewards);
    context.tally_real<LoyaltyProgramme>(first_reward_wait,
                                         engine::in_days(context.now() - state.since));
  }
  state.since = context.now();
  context.tally<LoyaltyProgramme>(rewards);
  context.tally<LoyaltyProgramme>(rewards_cost, cost.cents);
  if (cost.cents > 0) context.spend<LoyaltyProgramme>(cost);
}

// --- Tiers -------------------------------------------------------------------------------------

int LoyaltyProgramme::rank_at(const Row& row, std::uint32_t qualifying) {
  int rank = 0;
  for (const Tier& tier : row.given.tiers) rank += tier.purchases <= qualifying ? 1 : 0;
  return rank;
}

/// Who reaches a cut-off rises at once.
void LoyaltyProgramme::qualify(const Row& row, Context& context) const {
  const int rank = rank_at(row, ++context.state<LoyaltyProgramme>().qualifying);
  if (rank > context.tier()) change_tier(row, rank, context);
}

/// The year's purchases decide on the next year's rank.
void LoyaltyProgramme::on(const TierReviewDue&, Context& context) const {
  const Row& row = rows_[context.row()];
  State& state = context.state<LoyaltyProgramme>();
  const int rank = rank_at(row, state.qualifying);
  state.qualifying = 0;
  plan_review(context);
  if (rank != context.tier()) change_tier(row, rank, context);
}

void LoyaltyProgramme::plan_review(Context& context) const {
  if (new_years_.empty()) {
    context.schedule<TierReviewDue>(engine::from_days(engine::kDaysPerYear));
    return;
  }
  const auto next = std::upper_bound(new_years_.begin(), new_years_.end(), context.now());
  if (next != new_years_.end()) context.schedule<TierReviewDue>(*next - context.now());
}

void LoyaltyProgramme::change_tier(const Row& row, int to, Context& context) const {
  const int from = context.tier();
  context.set_stock(kStock, to);
  context.tally<LoyaltyProgramme>(to > from ? tier_promotions : tier_demotions);
  const Status& status = row.given.status;
  const double per_rank = to > from ? status.promotion_gain : status.demotion_loss;
  const double weight = to > from ? context.weight_of_goodwill() : 1.0;
  context.publish(TierChanged{from, to, weight * per_rank * (to - from)});
}

// --- What it does to rates ---------------------------------------------------------------------

double LoyaltyProgramme::progress(const Row& row, const State& state) {
  double nearest = 0.0;
  if (row.given.card) {
    nearest = static_cast<double>(state.stamps) / static_cast<double>(row.given.card->stamps);
  }
  if (state.goal != 0) {
    const double share = static_cast<double>(state.points) /
                         static_cast<double>(row.given.catalogue[state.goal - 1].points);
    if (share >= row.given.goal.reach.value) nearest = std::max(nearest, share);
  }
  return std::min(nearest, 1.0);
}

void LoyaltyProgramme::add_to_rate(std::type_identity<PurchaseDue>, engine::VaryingRate& rate,
                                   const Context& context, engine::Time since) const {
  const Row& row = rows_[context.row()];
  const State& state = context.state<LoyaltyProgramme>();
  if (!state.member) return;
  rate.multiply(1.0 + row.given.pull * progress(row, state));
  const AfterReward& after = row.given.after_reward;
  const engine::Time end = engine::later(state.since, after.lasts);
  if (after.slowdown.value > 0.0 && state.rewarded && since < end) {
    rate.multiply_until(1.0 - after.slowdown.value, end);
  }
}

void LoyaltyProgramme::add_to_rate(std::type_identity<LeaveDue>, engine::VaryingRate& rate,
                                   const Context& context, engine::Time since) const {
  const Row& row = rows_[context.row()];
  const State& state = context.state<LoyaltyProgramme>();
  if (!state.member) return;
  rate.add_exponent(-row.given.status.comfort * context.tier(), 0.0);
  const AfterReward& after = row.given.after_reward;
  const engine::Time end = engine::later(state.since, after.lasts);
  if (after.hazard > 0.0 && state.rewarded && since < end) {
    rate.multiply_until(1.0 + after.hazard, end);
  }
}

Influences LoyaltyProgramme::influences(std::type_identity<PurchaseDue>, std::size_t row) const {
  const Parameters& p = rows_[row].given;
  Influences all = kNothing;
  if (p.pull > 0.0) all |= kProgramme;
  if (p.after_reward.slowdown.value > 0.0) all |= kReward;
  return all;
}

Influences LoyaltyProgramme::influences(std::type_identity<LeaveDue>, std::size_t row) const {
  const Parameters& p = rows_[row].given;
  Influences all = kNothing;
  if (rows_[row].has_tiers && p.status.comfort != 0.0) all |= influence_of(kStock);
  if (p.after_reward.hazard > 0.0) all |= kReward;
  return all;
}

Rise LoyaltyProgramme::rise(std::type_identity<LeaveDue>, Stock, std::size_t row) const {
  return Rise::of_slope(-rows_[row].given.status.comfort);
}

bool LoyaltyProgramme::uses(std::type_identity<PointsExpireDue>, std::size_t row) const {
  return rows_[row].given.expiry.has_value();
}

bool LoyaltyProgramme::uses(std::type_identity<TierReviewDue>, std::size_t row) const {
  return rows_[row].has_tiers;
}

// --- What the firm counts ----------------------------------------------------------------------

void LoyaltyProgramme::observe(Context& context) const {
  const Row& row = rows_[context.row()];
  const State& state = context.state<LoyaltyProgramme>();
  context.tally<LoyaltyProgramme>(state.member ? member_periods : other_periods);
  if (!state.member) return;
  context.tally<LoyaltyProgramme>(members);
  context.tally<LoyaltyProgramme>(members_rank_0 +
                                  static_cast<std::size_t>(std::min(context.tier(), 3)));
  context.tally<LoyaltyProgramme>(points_held, state.points);
  context.tally<LoyaltyProgramme>(stamps_held, state.stamps);
  double cents_per_point = row.cents_per_point;
  if (state.goal != 0) {
    const Item& item = row.given.catalogue[state.goal - 1];
    cents_per_point = static_cast<double>(item.cost->cents) / static_cast<double>(item.points);
  }
  // Rounded half up, once per member.
  const double exact =
      static_cast<double>(state.points) * cents_per_point * row.given.redemption.expected.value;
  context.tally<LoyaltyProgramme>(liability, static_cast<std::int64_t>(exact + 0.5));
}

void LoyaltyProgramme::audit(const Audit& audit) const {
  TENURE_ENSURE(audit.counted<LoyaltyProgramme>(points_issued) ==
                audit.counted<LoyaltyProgramme>(points_redeemed) +
                    audit.counted<LoyaltyProgramme>(points_expired) +
                    audit.held<LoyaltyProgramme>());
}

}  // namespace tenure::model
