// SPDX-License-Identifier: Apache-2.0
#include <limits>
#include <string>

#include "model/mechanisms/loyalty_programme.h"

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

}  // namespace tenure::model
