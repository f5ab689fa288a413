// SPDX-License-Identifier: Apache-2.0
//
// V16: logit choice among the firm (U = 1) and three brands (0.5, 0.2, 0), before and after a price
// rise of 0.1 at a price coefficient of -2, which is a change of the firm's own U. Customers stay
// until they take an offer, so brand k has the share e^{U_k} / sum of the brands' of those who
// left, and offers per customer are geometric with mean 1 / (1 - share of staying).
#include <array>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "tests/verification/acceptance.h"
#include "tests/verification/study.h"

namespace tenure::verification {
namespace {

using model::Leaving;
using model::Rivals;

constexpr std::array<double, 4> kBefore{0.41258566750850495, 0.2502458571019108,
                                        0.18538669059120896, 0.1517817847983753};
constexpr std::array<double, 4> kAfter{0.36510223971676076, 0.2704743915938807, 0.20037235752054888,
                                       0.1640510111688096};

struct Outcome {
  std::int64_t left = 0;
  std::int64_t offers = 0;
  std::array<std::int64_t, 3> taken{};
};

/// All customers leave within 400 weeks, but for one in 10^10.
std::vector<Outcome> outcomes(double own_utility) {
  Rivals::Parameters rivals{.offer_interval = weeks(10), .own_utility = own_utility};
  rivals.brands = {{"b", 0.5}, {"c", 0.2}, {"d", 0.0}};
  const Study study =
      Study(weeks(400), weeks(400)).segment("all", 10'000).with<Rivals>(rivals).with<Leaving>({});
  return replicate(study, 60, [](const Reading& reading) {
    Outcome outcome;
    outcome.left = reading.initial() - reading.active(0);
    outcome.offers = reading.tally<Rivals>(Rivals::offers_made, 0);
    outcome.taken = {reading.left("rival:b"), reading.left("rival:c"), reading.left("rival:d")};
    EXPECT_EQ(reading.tally<Rivals>(Rivals::offers_accepted, 0), outcome.left);
    return outcome;
  });
}

using Shares = std::array<double, 3>;

/// Returns the shares of the brands per offer, by replication.
std::vector<Shares> expect_shares(double own_utility, const std::array<double, 4>& shares) {
  Sample offers;
  Outcome sum;
  std::vector<Shares> per_offer;
  for (const Outcome& outcome : outcomes(own_utility)) {
    offers.add(static_cast<double>(outcome.offers) / static_cast<double>(outcome.left));
    sum.left += outcome.left;
    per_offer.emplace_back();
    for (std::size_t k = 0; k < 3; ++k) {
      sum.taken[k] += outcome.taken[k];
      per_offer.back()[k] =
          static_cast<double>(outcome.taken[k]) / static_cast<double>(outcome.offers);
    }
  }
  EXPECT_EQ(sum.left, 600'000);
  const double leaves = 1.0 - shares[0];
  EXPECT_TRUE(mean_agrees(offers, 1.0 / leaves, {.deviation = std::sqrt(shares[0]) / leaves}));
  for (std::size_t k = 0; k < 3; ++k) {
    EXPECT_TRUE(share_agrees(sum.taken[k], sum.left, shares[k + 1] / leaves)) << k;
  }
  return per_offer;
}

TEST(V16, LogitChoiceAndDiversion) {
  const auto before = expect_shares(1.0, kBefore);
  const auto after = expect_shares(0.8, kAfter);
  // What the firm loses, 0.0475, goes to the brands in proportion to their shares (independence of
  // irrelevant alternatives): diversion 0.4260, 0.3156, 0.2584. The same customers before and
  // after.
  constexpr Shares kDiversion{0.4260125149492052, 0.31559783331281394, 0.2583896517379797};
  for (std::size_t k = 0; k < 3; ++k) {
    Sample gain;
    for (std::size_t r = 0; r < before.size(); ++r) gain.add(after[r][k] - before[r][k]);
    const double expected = kDiversion[k] * (kBefore[0] - kAfter[0]);
    EXPECT_TRUE(mean_agrees(gain, expected, {.absolute = 0.0015})) << k;
  }
}

// Tastes: each customer's probability p of staying at an offer is Beta(S s_0, S (1 - s_0)), s_0 the
// logit share, so S(t) = E e^{-kappa t (1 - p)} = 1F1(S (1 - s_0); S; -kappa t), and who leaves
// goes to brand k with probability s_k / (1 - s_0), whatever p (Goodhardt, Ehrenberg & Chatfield
// 1984).
TEST(Tastes, LeaveThoseWhoseFavouriteTheFirmIs) {
  constexpr double kConcentration = 2.0;
  Rivals::Parameters rivals{.offer_interval = weeks(10), .own_utility = 1.0};
  rivals.brands = {{"b", 0.5}, {"c", 0.2}, {"d", 0.0}};
  rivals.tastes = Rivals::Tastes{kConcentration};
  const Study study =
      Study(weeks(60), weeks(30)).segment("all", 20'000).with<Rivals>(rivals).with<Leaving>({});
  std::array<std::int64_t, 2> stayed{};
  std::array<std::int64_t, 3> taken{};
  for (const auto& [active, went] : replicate(study, 40, [](const Reading& reading) {
         return std::pair{
             std::array{reading.active(0), reading.active(1)},
             std::array{reading.left("rival:b"), reading.left("rival:c"), reading.left("rival:d")}};
       })) {
    for (std::size_t i = 0; i < 2; ++i) stayed[i] += active[i];
    for (std::size_t k = 0; k < 3; ++k) taken[k] += went[k];
  }
  const auto kummer = [](double a, double b, double x) {
    double sum = 1.0;
    double term = 1.0;
    for (int n = 0; n < 100; ++n) sum += term *= (a + n) / (b + n) * x / (n + 1);
    return sum;
  };
  const double a = kConcentration * (1.0 - kBefore[0]);
  EXPECT_TRUE(share_agrees(stayed[0], 800'000, kummer(a, kConcentration, -3.0)));
  EXPECT_TRUE(share_agrees(stayed[1], 800'000, kummer(a, kConcentration, -6.0)));
  for (std::size_t k = 0; k < 3; ++k) {
    EXPECT_TRUE(share_agrees(taken[k], 800'000 - stayed[1], kBefore[k + 1] / (1.0 - kBefore[0])))
        << k;
  }
}

// While a rival advertises, a is added to his U; the firm hears of it, and answers with as much.
TEST(Advertising, PullsUntilItIsAnswered) {
  Rivals::Parameters rivals{.offer_interval = weeks(20), .own_utility = 1.0};
  rivals.brands = {{"b", 0.5}};
  rivals.brands[0].advertising =
      Rivals::Advertising{.lift = 0.8, .first = weeks(4), .every = {}, .lasts = weeks(8)};
  rivals.answer = Rivals::Answer{
      .noticed = engine::from_days(1e-4), .delay = weeks(4), .lift = 0.8, .cost = {70'000}};
  const Study study =
      Study(weeks(16), weeks(4)).segment("all", 100'000).with<Rivals>(rivals).with<Leaving>({});
  std::array<std::int64_t, 4> made{};
  std::array<std::int64_t, 4> taken{};
  for (const auto& [offers, accepted] : replicate(study, 8, [](const Reading& reading) {
         std::pair<std::array<std::int64_t, 4>, std::array<std::int64_t, 4>> counts;
         for (std::size_t p = 0; p < 4; ++p) {
           counts.first[p] = reading.tally<Rivals>(Rivals::offers_made, p);
           counts.second[p] = reading.tally<Rivals>(Rivals::offers_accepted, p);
         }
         EXPECT_EQ(reading.tally<Rivals>(Rivals::answers, 2), 1);
         EXPECT_EQ(reading.tally_from<Rivals>(0, Rivals::answer_cost), 70'000);
         return counts;
       })) {
    for (std::size_t p = 0; p < 4; ++p) {
      made[p] += offers[p];
      taken[p] += accepted[p];
    }
  }
  const double usual = 1.0 / (1.0 + std::exp(0.5));
  const double advertised = 1.0 / (1.0 + std::exp(0.5 - 0.8));
  EXPECT_TRUE(share_agrees(taken[0], made[0], usual, {.absolute = 0.006}));
  EXPECT_TRUE(share_agrees(taken[1], made[1], advertised, {.absolute = 0.006}));
  EXPECT_TRUE(share_agrees(taken[2], made[2], usual, {.absolute = 0.006}));
  EXPECT_TRUE(share_agrees(taken[3], made[3], usual, {.absolute = 0.006}));
}

// Each encounter, a Poisson process of rate lambda, is one below expectation: offers come at rate
// kappa (1 + k X), X shot noise of mean lambda tau (1 - e^{-t / tau}), so up to T there are
// kappa (T + k lambda tau (T - tau (1 - e^{-T / tau}))) on average.
TEST(Search, BringsOffersAfterDisappointments) {
  Rivals::Parameters rivals{.offer_interval = weeks(10)};
  rivals.acceptance.logit.constant = -100.0;
  rivals.search = Rivals::Search{.strength = 1.5, .lasting = weeks(6)};
  const Study study =
      Study(weeks(40), weeks(40))
          .segment("all", 10'000)
          .with<model::Purchasing>(steady_purchases(weeks(4)))
          .with<model::Service>({.failure_probability = {0.0}, .quality = -1.0, .inconsistency = 0})
          .with<model::Expectations>({.start = 0.0, .promise = 0.0, .adaptation = 0.0})
          .with<Rivals>(rivals);
  Sample offers;
  for (const double per_head : replicate(study, 40, [](const Reading& reading) {
         return static_cast<double>(reading.tally<Rivals>(Rivals::offers_made, 0)) / 10'000.0;
       })) {
    offers.add(per_head);
  }
  const double searched = 0.25 * 6.0 * (40.0 - 6.0 * (1.0 - std::exp(-40.0 / 6.0)));
  EXPECT_TRUE(mean_agrees(offers, 0.1 * (40.0 + 1.5 * searched)));
}

}  // namespace
}  // namespace tenure::verification
