// SPDX-License-Identifier: Apache-2.0
//
// V16: logit choice among the firm (U = 1) and three brands (0.5, 0.2, 0), before and after a price
// rise of 0.1 at a price coefficient of -2, which is a change of the firm's own U. Customers stay
// until they take an offer, so brand k has the share e^{U_k} / sum of the brands' of those who
// left, and offers per customer are geometric with mean 1 / (1 - share of staying).
#include <array>
#include <cmath>
#include <cstdint>
#include <string>
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

}  // namespace
}  // namespace tenure::verification
