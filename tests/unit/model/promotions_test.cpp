// SPDX-License-Identifier: Apache-2.0
#include "model/mechanisms/promotions.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "tests/verification/study.h"

namespace tenure::model {
namespace {

using verification::per_week;
using verification::Reading;
using verification::replicate;
using verification::steady_purchases;
using verification::Study;
using verification::weeks;

template <class Read>
auto only(const Specification& specification, Read&& read) {
  return replicate(specification, 1, std::forward<Read>(read)).front();
}

/// Offers that move no rate.
Promotions::Parameters still(std::vector<Promotions::Offer> offers) {
  for (Promotions::Offer& offer : offers) offer.lift = 0.0;
  Promotions::Parameters p;
  p.offers = std::move(offers);
  p.forward_buying.share = {0.0};
  p.deal_sensitivity.step = 0.0;
  p.learning.reset();
  return p;
}

/// Purchases at 10.00, one in two weeks, at a margin of 40 %.
Study shop(const Promotions::Parameters& promotions, std::int64_t customers = 500) {
  Study study(weeks(20), weeks(1));
  study.segment("all", customers)
      .with<Purchasing>(steady_purchases(weeks(2)))
      .with<Promotions>(promotions)
      .with<Finance>({.margin = {0.4}});
  return study;
}

TEST(Promotions, ADiscountCostsTheFirmAndLeavesRevenue) {
  const Study study = shop(still({{.name = "sale",
                                   .kind = OfferKind::early_sale,
                                   .first = weeks(5),
                                   .lasts = weeks(3),
                                   .discount = {0.15},
                                   .cost = {40}}}));
  only(study, [](const Reading& r) {
    for (std::size_t p = 0; p < 20; ++p) {
      const std::int64_t bought = r.tally<Purchasing>(Purchasing::purchases, p);
      const std::int64_t sent = p == 5 ? 500 : 0;
      const std::int64_t given = p >= 5 && p < 8 ? 150 * bought : 0;
      EXPECT_EQ(r.tally<Promotions>(Promotions::offers_sent, p), sent) << p;
      EXPECT_EQ(r.tally<Promotions>(Promotions::given_away, p), given) << p;
      EXPECT_EQ(r.tally<Promotions>(Promotions::promotion_cost, p), given + 40 * sent) << p;
      EXPECT_EQ(r.tally<Purchasing>(Purchasing::revenue, p), 1'000 * bought) << p;
      EXPECT_EQ(r.tally<Finance>(Finance::margin_earned, p), 400 * bought) << p;
      EXPECT_EQ(r.tally<Finance>(Finance::cost_to_serve, p), given + 40 * sent) << p;
    }
    return 0;
  });
}

TEST(Promotions, BuyOneGetOneGivesAwayAUnitAtItsCost) {
  const Study study = shop(still({{.name = "two",
                                   .kind = OfferKind::buy_one_get_one,
                                   .lasts = weeks(20),
                                   .unit_cost = {0.6}}}));
  only(study, [](const Reading& r) {
    const std::int64_t bought = r.tally_from<Purchasing>(0, Purchasing::purchases);
    EXPECT_GT(bought, 4'000);
    EXPECT_EQ(r.tally_from<Promotions>(0, Promotions::free_units), bought);
    EXPECT_EQ(r.tally_from<Promotions>(0, Promotions::given_away), 600 * bought);
    return 0;
  });
}

TEST(Promotions, OffersGoToWhoQualifies) {
  using Bounds = Who::Bounds<std::int64_t>;
  const Promotions::Parameters promotions = still({
      {.name = "first", .who = {.purchases = Bounds{.below = 1}}, .first = weeks(4)},
      {.name = "repeat", .who = {.purchases = Bounds{.at_least = 3}}, .first = weeks(8)},
      {.name = "big",
       .who = {.spend = Who::Bounds<Money>{.at_least = Money{6'000}}},
       .first = weeks(12)},
  });
  only(shop(promotions, 1).copies(400, 1), [](const Reading& r) {
    int sent_to_some = 0;
    for (std::size_t row = 0; row < r.rows(); ++row) {
      std::int64_t bought = 0;
      for (std::size_t p = 0; p < 20; ++p) {
        const bool sent = r.tally<Promotions>(Promotions::offers_sent, p, row) > 0;
        EXPECT_EQ(sent,
                  (p == 4 && bought == 0) || (p == 8 && bought >= 3) || (p == 12 && bought >= 6))
            << row << ' ' << p;
        bought += r.tally<Purchasing>(Purchasing::purchases, p, row);
        sent_to_some += sent ? 1 : 0;
      }
    }
    EXPECT_GT(sent_to_some, 100);
    EXPECT_LT(sent_to_some, 1'000);
    return 0;
  });
}

TEST(Promotions, WavesComeAtAnIntervalAndOnDaysOfTheYear) {
  Study study = shop(still({{.name = "often", .first = weeks(2.5), .every = weeks(5)},
                            {.name = "dates", .days = {10, 101}}}),
                     1);
  only(study, [](const Reading& r) {
    std::vector<std::size_t> with;
    for (std::size_t p = 0; p < 20; ++p) {
      for (auto n = r.tally<Promotions>(Promotions::offers_sent, p); n > 0; --n) with.push_back(p);
    }
    // Days 10 and 101 of the first year are in weeks 1 and 14.
    EXPECT_EQ(with, (std::vector<std::size_t>{1, 2, 7, 12, 14, 17}));
    return 0;
  });
}

TEST(Promotions, AWaveAtTimeZeroAndWavesBeforeIt) {
  Study study = shop(still({{.name = "often", .every = weeks(4), .lasts = weeks(1)}}), 50);
  study.warm_up(weeks(6));
  only(study, [](const Reading& r) {
    EXPECT_EQ(r.tally<Promotions>(Promotions::offers_sent, 0), 50);
    EXPECT_EQ(r.tally_from<Promotions>(0, Promotions::offers_sent),
              300);  // the last one at the horizon
    return 0;
  });
}

TEST(Promotions, AnOfferMayBeUsedSoOften) {
  Study study = shop(
      still({{.name = "once", .lasts = weeks(20), .redemption = Probability{1.0}, .uses = 2}}), 1);
  only(study.copies(200, 1), [](const Reading& r) {
    for (std::size_t row = 0; row < r.rows(); ++row) {
      std::int64_t bought = 0;
      std::int64_t used = 0;
      for (std::size_t p = 0; p < 20; ++p) {
        bought += r.tally<Purchasing>(Purchasing::purchases, p, row);
        used += r.tally<Promotions>(Promotions::offer_purchases, p, row);
      }
      EXPECT_EQ(used, std::min<std::int64_t>(bought, 2)) << row;
    }
    return 0;
  });
}

TEST(Promotions, ANewcomersFirstPurchaseIsDiscounted) {
  Promotions::Parameters promotions = still({});
  promotions.acquisition_discount =
      Promotions::AcquisitionDiscount{.discount = {0.3}, .share = {0.5}};
  Study study = shop(promotions, 300);
  study.with<Acquisition>({.arrivals = per_week(40.0)});
  only(study, [](const Reading& r) {
    const std::int64_t came = r.tally_from<Promotions>(0, Promotions::newcomers_discounted);
    const std::int64_t used = r.tally_from<Promotions>(0, Promotions::offer_purchases);
    EXPECT_NEAR(static_cast<double>(came), 400.0, 100.0);
    EXPECT_GT(used, came / 2);
    EXPECT_LE(used, came);
    EXPECT_EQ(r.tally_from<Promotions>(0, Promotions::given_away), 300 * used);
    return 0;
  });
}

/// Purchases of 4,000 newcomers of one day, in weeks 10 to 20.
std::int64_t later_purchases(const Promotions::Parameters& promotions) {
  Study study = shop(promotions, 0);
  study.with<Acquisition>({.daily = {4'000}});
  return only(study,
              [](const Reading& r) { return r.tally_from<Purchasing>(10, Purchasing::purchases); });
}

TEST(Promotions, WhoComesForADiscountBuysLessOften) {
  Promotions::Parameters promotions = still({});
  const double usual = static_cast<double>(later_purchases(promotions));
  promotions.acquisition_discount = Promotions::AcquisitionDiscount{};
  EXPECT_NEAR(static_cast<double>(later_purchases(promotions)) / usual, 0.5, 0.02);
  promotions.acquisition_discount->discount = {0.175};
  EXPECT_NEAR(static_cast<double>(later_purchases(promotions)) / usual, 0.707, 0.02);
  promotions.acquisition_discount->selection.reset();
  EXPECT_EQ(static_cast<double>(later_purchases(promotions)), usual);
}

TEST(Promotions, AWaveSpendsNoMoreThanThePolicysBudget) {
  const Promotions::Offer weekly{.name = "weekly", .every = weeks(1), .cost = {100}};
  Study study = shop(still({}), 500);
  study.with<Courtesy>({});  // to whom what is granted to others means nothing
  // 3.65 a year, a day ahead: three of the first wave that can be asked for, and no more.
  study.policy({.starts = weeks(4), .budget = MoneyRate{1.0}, .sections = {"promotions"}})
      .with<Promotions>(still({weekly}));
  only(study, [](const Reading& r) {
    EXPECT_EQ(r.tally_from<Promotions>(0, Promotions::offers_sent), 3);
    EXPECT_EQ(r.tally<Promotions>(Promotions::offers_sent, 5), 3);
    EXPECT_EQ(r.tally<Promotions>(Promotions::refused, 4), 497);
    EXPECT_GT(r.tally_from<Promotions>(6, Promotions::refused), 5'000);
    EXPECT_EQ(r.tally_from<Courtesy>(0, Courtesy::calls_made), 0);
    return 0;
  });
}

TEST(Promotions, ABudgetThatSufficesChangesNothing) {
  const auto sent_and_given = [](Terms terms) {
    terms.starts = weeks(4);
    Study study = shop(still({}), 500);
    study.policy(std::move(terms))
        .with<Promotions>(still({{.name = "weekly", .every = weeks(1), .cost = {100}}}));
    // With a budget the first wave is a day after the policy's start at the earliest.
    return only(study, [](const Reading& r) {
      return std::pair{r.tally_from<Promotions>(5, Promotions::offers_sent),
                       r.tally_from<Promotions>(5, Promotions::given_away)};
    });
  };
  const auto without = sent_and_given({});
  EXPECT_GT(without.second, 0);
  EXPECT_EQ(sent_and_given({.budget = MoneyRate{1e6}, .sections = {"promotions"}}), without);
}

TEST(Promotions, OffersLapseWithTheirPolicy) {
  const Promotions::Offer lasting{.name = "lasting", .first = weeks(6), .lasts = weeks(30)};
  Study study = shop(still({}), 500);
  study.policy({.starts = weeks(4), .ends = weeks(10)}).with<Promotions>(still({lasting}));
  only(study, [](const Reading& r) {
    EXPECT_GT(r.tally<Promotions>(Promotions::offer_purchases, 9), 0);
    EXPECT_EQ(r.tally_from<Promotions>(10, Promotions::offer_purchases), 0);
    return 0;
  });
}

TEST(Promotions, WhatWasLearnedOutlastsThePolicy) {
  Promotions::Parameters teaching = still({{.name = "deep",
                                            .first = weeks(4),
                                            .lasts = weeks(6),
                                            .discount = {0.5},
                                            .redemption = Probability{1.0}}});
  teaching.learning = Promotions::Learning{.first_time = 0.0, .established = 5.0, .most = 1.0};
  const auto after = [&](const std::optional<Promotions::Parameters>& otherwise) {
    Study study(weeks(20), weeks(1));
    study.segment("all", 2'000).with<Purchasing>(steady_purchases(weeks(1)));
    if (otherwise) study.with<Promotions>(*otherwise);
    study.policy({.starts = weeks(4), .ends = weeks(10)}).with<Promotions>(teaching);
    return only(study, [](const Reading& r) {
      return static_cast<double>(r.tally_from<Purchasing>(10, Purchasing::purchases)) / 20'000.0;
    });
  };
  // Nearly everybody has bought twice at half the price.
  EXPECT_NEAR(after(Promotions::Parameters{}), 0.37, 0.05);
  EXPECT_NEAR(after(std::nullopt), 1.0, 0.05);
}

struct Collected final : Problems {
  std::vector<std::string> paths;
  void add(std::string_view path, std::string, std::string, std::string) override {
    paths.emplace_back(path);
  }
};

TEST(PromotionsParameters, AreRefusedWhereTheyDoNotFitTogether) {
  Promotions::Parameters p;
  p.offers = {
      {.name = "a", .every = weeks(1), .days = {3}},
      {.name = "b", .waiting = {0.3}},
      {.name = "c", .who = {.purchases = Who::Bounds<std::int64_t>{.at_least = 4, .below = 2}}},
      {.name = "d", .ahead = weeks(1), .waiting = {0.3}}};
  Collected problems;
  Promotions::Parameters::check(p, problems);
  EXPECT_EQ(problems.paths, (std::vector<std::string>{"offers.a.days", "offers.b.waiting",
                                                      "offers.c.who.purchases"}));
}

}  // namespace
}  // namespace tenure::model
