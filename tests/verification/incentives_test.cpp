// SPDX-License-Identifier: Apache-2.0
//
// Offers, phases, the range and partial defection, against exact values.
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "tests/verification/acceptance.h"
#include "tests/verification/study.h"

namespace tenure::verification {
namespace {

using model::Assortment;
using model::Development;
using model::Leaving;
using model::PartialDefection;
using model::Promotions;
using model::Purchasing;
using model::Satisfaction;
using model::Service;

/// Offers that teach nothing and move nothing but what a test says.
Promotions::Parameters plain(Promotions::Offer offer) {
  Promotions::Parameters p;
  p.offers = {std::move(offer)};
  p.forward_buying.share = {0.0};
  p.deal_sensitivity.step = 0.0;
  p.learning.reset();
  return p;
}

double per_head(const Reading& reading, std::size_t period) {
  return static_cast<double>(reading.tally<Purchasing>(Purchasing::purchases, period)) /
         static_cast<double>(reading.initial());
}

/// Purchases per head in each period, one sample of replications each.
std::vector<Sample> purchases_per_head(const Study& study, std::size_t replications) {
  std::vector<Sample> samples;
  for (const auto& counts : replicate(study, replications, [](const Reading& reading) {
         std::vector<double> each;
         for (std::size_t p = 0; p < reading.periods(); ++p) each.push_back(per_head(reading, p));
         return each;
       })) {
    samples.resize(counts.size());
    for (std::size_t p = 0; p < counts.size(); ++p) samples[p].add(counts[p]);
  }
  return samples;
}

// 0.3 purchases a week, half as many again in the two weeks in which an offer holds; after the
// first purchase at its terms 30 % are missing up to the horizon of 13 weeks. With l = 0.45 and p =
// 1 - e^{-2 l}: p + 0.7 l (2 - p / l) purchases while it holds, 0.3 x 11 (1 - 0.3 p) later.
TEST(M17, LiftAndForwardBuying) {
  Promotions::Parameters promotions =
      plain({.name = "sale", .kind = model::OfferKind::early_sale, .lasts = weeks(2), .lift = 0.5});
  promotions.forward_buying = {.share = {0.3}, .lasts = weeks(20)};
  Study study(weeks(13), weeks(1));
  study.segment("all", 20'000)
      .with<Purchasing>(steady_purchases(weeks(1.0 / 0.3)))
      .with<Promotions>(promotions);
  Sample during;
  Sample later;
  const std::vector<Sample> weekly = purchases_per_head(study, 60);
  for (std::size_t i = 0; i < 60; ++i) {
    during.add(weekly[0][i] + weekly[1][i]);
    double sum = 0.0;
    for (std::size_t p = 2; p < 13; ++p) sum += weekly[p][i];
    later.add(sum);
  }
  EXPECT_TRUE(mean_agrees(during, 0.8080291020778201));
  EXPECT_TRUE(mean_agrees(later, 2.712503963143193));
}

// News of a sale two weeks ahead: 40 % of purchases wait; then three weeks with half as many more.
TEST(M17, WhoHearsOfASaleWaitsForIt) {
  const Promotions::Offer offer{.name = "sale",
                                .kind = model::OfferKind::early_sale,
                                .first = weeks(1),
                                .ahead = weeks(2),
                                .lasts = weeks(3),
                                .lift = 0.5,
                                .waiting = {0.4}};
  Study study(weeks(8), weeks(1));
  study.segment("all", 20'000)
      .with<Purchasing>(steady_purchases(weeks(1)))
      .with<Promotions>(plain(offer));
  const std::vector<Sample> weekly = purchases_per_head(study, 35);
  constexpr std::array<double, 8> kRates{1.0, 0.6, 0.6, 1.5, 1.5, 1.5, 1.0, 1.0};
  for (std::size_t week = 0; week < 8; ++week) {
    EXPECT_TRUE(mean_agrees(weekly[week], kRates[week], {.deviation = std::sqrt(kRates[week])}))
        << week;
  }
}

// A discount of 20 % on one purchase, at 2 purchases a week: from first-time buyers 2 x 13 e^{0.06}
// later, from established ones 2 x 13 e^{-0.06} (signs: Anderson & Simester 2004).
TEST(M17, DiscountsTeachFirstTimeAndEstablishedBuyersOppositeThings) {
  const auto later = [](engine::Duration first) {
    Promotions::Parameters promotions = plain({.name = "once",
                                               .kind = model::OfferKind::early_sale,
                                               .first = first,
                                               .lasts = weeks(13),
                                               .lift = 0.0,
                                               .uses = 1});
    promotions.learning = Promotions::Learning{.first_time = 0.3, .established = 0.3};
    Study study(weeks(39), weeks(13));
    study.segment("all", 1'000)
        .with<Purchasing>(steady_purchases(weeks(0.5)))
        .with<Promotions>(promotions);
    return purchases_per_head(study, 40)[2];
  };
  EXPECT_TRUE(mean_agrees(later({}), 27.60775021017935, {.deviation = 5.25}));
  EXPECT_TRUE(mean_agrees(later(weeks(13)), 24.485877873190468, {.deviation = 4.95}));
}

/// Shares of phases at the end of a period, one sample of replications each.
std::array<Sample, 3> phases_at(const Study& study, std::size_t period, std::size_t replications) {
  std::array<Sample, 3> shares;
  for (const auto& counts : replicate(study, replications, [period](const Reading& reading) {
         std::array<double, 3> each{};
         for (std::size_t phase = 0; phase < 3; ++phase) {
           const auto n = reading.tally<Development>(Development::ordinary_count + phase, period);
           each[phase] = static_cast<double>(n) / static_cast<double>(reading.active(period));
         }
         return each;
       })) {
    for (std::size_t phase = 0; phase < 3; ++phase) shares[phase].add(counts[phase]);
  }
  return shares;
}

void expect_shares(const std::array<Sample, 3>& shares, const std::array<double, 3>& exact) {
  for (std::size_t phase = 0; phase < 3; ++phase) {
    const double p = exact[phase];
    EXPECT_TRUE(mean_agrees(shares[phase], p, {.deviation = std::sqrt(p * (1.0 - p))})) << phase;
  }
}

Study developing(engine::Duration horizon, engine::Duration report_every) {
  Development::Parameters development;
  development.effects = {.satisfaction = 0.0, .relationship = 0.0, .tier = 0.0};
  Study study(horizon, report_every);
  study.segment("all", 20'000).with<Development>(development);
  return study;
}

// The chain of three phases from ordinary, up 0.01 and 0.005, down 0.01 a week: e^{Qt} after 52 and
// 260 weeks; nearly stationary (0.4, 0.4, 0.2) after 1,000. Leaving, which knows nothing of
// phases, changes no shares.
TEST(M24, OccupancyOfPhases) {
  Study study = developing(weeks(1'040), weeks(52));
  const auto year = phases_at(study, 0, 50);
  const auto five = phases_at(study, 4, 50);
  const auto twenty = phases_at(study, 19, 50);
  expect_shares(year, {0.6708486607991347, 0.2909872827863947, 0.038164056414470154});
  expect_shares(five, {0.42515877652290524, 0.399398624322809, 0.17544259915428578});
  expect_shares(twenty, {0.4000000, 0.4000000, 0.2000000});
  study.with<Leaving>({.hazard = per_week(0.01)});
  expect_shares(phases_at(study, 0, 50),
                {0.6708486607991347, 0.2909872827863947, 0.038164056414470154});
}

// Satisfaction of 1 that stays, at a_S = 0.3: up rates times e^{0.3}, down rates times e^{-0.3}.
TEST(M24, OccupancyOfPhasesOfTheSatisfied) {
  Development::Parameters development;
  Satisfaction::Parameters satisfied{.start = 1.0};
  satisfied.decay.reset();
  Study study(weeks(52), weeks(52));
  study.segment("all", 20'000).with<Satisfaction>(satisfied).with<Development>(development);
  expect_shares(phases_at(study, 0, 40),
                {0.5641952273870927, 0.36626645480200243, 0.06953831781090451});
}

// Purchases of 10.00 at 0.5 a week times 1, 1.6 or 3, and baskets times the same: integrals of the
// occupancy over 52 weeks.
TEST(M24, PurchasesAndSpendByPhase) {
  Study study = developing(weeks(52), weeks(52));
  study.with<Purchasing>(steady_purchases(weeks(2)));
  Sample purchases;
  Sample spend;
  for (const auto& [n, cents] : replicate(study, 30, [](const Reading& reading) {
         return std::pair{
             per_head(reading, 0),
             static_cast<double>(reading.tally<Purchasing>(Purchasing::revenue, 0)) / 20'000.0};
       })) {
    purchases.add(n);
    spend.add(0.01 * cents);
  }
  EXPECT_TRUE(mean_agrees(purchases, 29.51200130938874));
  EXPECT_TRUE(mean_agrees(spend, 362.00591588414903));
}

// Without recovery the k-th purchase, a failure each, comes at the rate 0.5 x 0.7^k: a chain of
// births. Mean after 26 weeks, and the shares of one to four purchases.
TEST(M27, FailuresThatAreNeverForgotten) {
  Study study(weeks(26), weeks(26));
  study.segment("one", 1)
      .with<Purchasing>(steady_purchases(weeks(2)))
      .with<Service>({.failure_probability = {1.0}})
      .with<PartialDefection>({.loss = {0.3}, .recovery = std::nullopt})
      .copies(1'000, 1);
  Sample purchases;
  std::array<std::int64_t, 5> with{};
  for (const auto& counts : replicate(study, 500, [](const Reading& reading) {
         std::vector<std::int64_t> each;
         for (std::size_t row = 0; row < reading.rows(); ++row) {
           each.push_back(reading.tally<Purchasing>(Purchasing::purchases, 0, row));
         }
         return each;
       })) {
    for (const std::int64_t n : counts) {
      purchases.add(static_cast<double>(n));
      if (n < 5) ++with[static_cast<std::size_t>(n)];
    }
  }
  EXPECT_TRUE(mean_agrees(purchases, 5.0221794198066885));
  const auto all = static_cast<std::int64_t>(purchases.size());
  EXPECT_TRUE(share_agrees(with[2], all, 0.00996019334455696));
  EXPECT_TRUE(share_agrees(with[3], all, 0.07953274560843451));
  EXPECT_TRUE(share_agrees(with[4], all, 0.2434630270735874));
}

// One failure in the first two weeks and none later: 0.5 (1 - 0.3)^{e^{-t / 8}} a week after it.
// Purchases in weeks 2 to 26 of who bought exactly once before, given the time of that purchase:
// 10.899 instead of 12.
TEST(M27, OneFailureIsForgottenInTime) {
  Study study(weeks(26), weeks(2));
  study.segment("one", 1)
      .with<Purchasing>(steady_purchases(weeks(2)))
      .with<Service>({.failure_probability = {1.0}})
      .with<PartialDefection>({})
      .policy({.starts = weeks(2)})
      .with<Service>({.failure_probability = {0.0}})
      .copies(1'000, 1);
  Sample later;
  std::int64_t customers = 0;
  for (const auto& counts : replicate(study, 1'050, [](const Reading& reading) {
         std::vector<std::int64_t> each;
         for (std::size_t row = 0; row < reading.rows(); ++row) {
           if (reading.tally<Purchasing>(Purchasing::purchases, 0, row) != 1) continue;
           std::int64_t sum = 0;
           for (std::size_t p = 1; p < reading.periods(); ++p) {
             sum += reading.tally<Purchasing>(Purchasing::purchases, p, row);
           }
           each.push_back(sum);
         }
         return each;
       })) {
    customers += 1'000;
    for (const std::int64_t n : counts) later.add(static_cast<double>(n));
  }
  EXPECT_TRUE(share_agrees(static_cast<std::int64_t>(later.size()), customers, 0.4244551072870949));
  EXPECT_TRUE(mean_agrees(later, 10.899402904458583));
}

// Eight categories instead of five, b_0 = 5: (1 - e^{-8/5}) / (1 - e^{-1}) as many purchases.
TEST(M11, AWiderRange) {
  Study study(weeks(26), weeks(26));
  study.segment("all", 20'000)
      .with<Purchasing>(steady_purchases(weeks(2)))
      .with<Assortment>({.breadth = 8.0});
  EXPECT_TRUE(mean_agrees(purchases_per_head(study, 30)[0], 13.0 * 1.2625811182037578));
}

// An upgrade after 26 weeks, taken by all: 0.5 exp(0.4 e^{-0.05 t}) purchases a week after it, and
// of who has stayed, exp(-int 0.02 exp(-0.6 e^{-0.05 t})) are there 26 weeks later.
TEST(M11, AnUpgradeIsFreshForATime) {
  Assortment::Parameters assortment;
  assortment.upgrades = Assortment::Upgrades{
      .every = weeks(26), .taken = {1.0}, .aging = per_week(0.05), .purchases = 0.4, .hazard = 0.6};
  Study study(weeks(52), weeks(13));
  study.segment("all", 3'000)
      .with<Purchasing>(steady_purchases(weeks(2)))
      .with<Assortment>(assortment);
  EXPECT_TRUE(mean_agrees(purchases_per_head(study, 30)[2], 8.735943520720209));
  Study leaving(weeks(52), weeks(13));
  leaving.segment("all", 20'000)
      .with<Assortment>(assortment)
      .with<Leaving>({.hazard = per_week(0.02)});
  Sample stayed;
  for (const double share : replicate(leaving, 50, [](const Reading& reading) {
         return static_cast<double>(reading.active(3)) / static_cast<double>(reading.active(1));
       })) {
    stayed.add(share);
  }
  EXPECT_TRUE(mean_agrees(stayed, 0.687619104033428, {.deviation = 0.46}));
}

// Add-ons that fit at 0.5 x 0.4 x 0.7 = 0.14 a week, each of which multiplies a hazard of 0.03 a
// week by e^{-0.15}: survival over 26 weeks of the chain of categories, and the categories of who
// has stayed.
TEST(M11, CrossBuyersStayLonger) {
  Assortment::Parameters assortment{.breadth = 100.0, .usual = 100.0};
  assortment.add_ons = Assortment::AddOns{.offered = {0.4}, .needs_known = {0.7}, .hazard = 0.15};
  Study study(weeks(26), weeks(26));
  study.segment("all", 20'000)
      .with<Purchasing>(steady_purchases(weeks(2)))
      .with<Assortment>(assortment)
      .with<Leaving>({.hazard = per_week(0.03)});
  Sample stayed;
  Sample categories;
  for (const auto& [active, sum] : replicate(study, 50, [](const Reading& reading) {
         const auto there = static_cast<double>(reading.active(0));
         const auto all =
             static_cast<double>(reading.tally<Assortment>(Assortment::categories_sum, 0));
         return std::pair{there / 20'000.0, all / there};
       })) {
    stayed.add(active);
    categories.add(sum);
  }
  EXPECT_TRUE(mean_agrees(stayed, 0.5445023027073068, {.deviation = 0.498}));
  EXPECT_TRUE(mean_agrees(categories, 3.783649999846096));
}

}  // namespace
}  // namespace tenure::verification
