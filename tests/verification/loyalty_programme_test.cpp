// SPDX-License-Identifier: Apache-2.0
//
// Rewards by counting: stamp cards, points, the pull of a goal, tiers. Customers are independent,
// so each segment holds one of them and is an observation of its own.
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "tests/verification/acceptance.h"
#include "tests/verification/study.h"

namespace tenure::verification {
namespace {

using model::LoyaltyProgramme;
using model::Purchasing;

constexpr double kDaysPerWeek = 7.0;

/// Nothing but counting: no pull, no pause, nothing expires.
LoyaltyProgramme::Parameters counting() {
  LoyaltyProgramme::Parameters p;
  p.points = {0.0};
  p.expiry.reset();
  p.pull = 0.0;
  p.after_reward = {.slowdown = {0.0}, .hazard = 0.0};
  return p;
}

LoyaltyProgramme::Parameters card(std::int64_t stamps, std::int64_t endowed, double pull) {
  LoyaltyProgramme::Parameters p = counting();
  p.card = LoyaltyProgramme::Card{.stamps = stamps, .endowed = endowed};
  p.pull = pull;
  return p;
}

struct Customer {
  double purchases = 0.0;
  double rewards = 0.0;
  double stamps = 0.0;
  double first_wait = 0.0;  ///< weeks, if there was a reward
  int rank = 0;             ///< at the end
};

/// What each customer counted in the periods from `first` on, stocks at the end.
std::vector<Customer> customers(const Study& study, std::size_t replications,
                                std::size_t first = 0) {
  const auto read = [&](const Reading& reading) {
    std::vector<Customer> all(reading.rows());
    const std::size_t last = reading.periods() - 1;
    for (std::size_t row = 0; row < reading.rows(); ++row) {
      Customer& customer = all[row];
      const auto programme = [&](std::size_t which, std::size_t period) {
        return static_cast<double>(reading.tally<LoyaltyProgramme>(which, period, row));
      };
      for (std::size_t period = first; period <= last; ++period) {
        customer.purchases +=
            static_cast<double>(reading.tally<Purchasing>(Purchasing::purchases, period, row));
        customer.rewards += programme(LoyaltyProgramme::rewards, period);
        customer.first_wait +=
            programme(LoyaltyProgramme::first_reward_wait, period) * 1e-6 / kDaysPerWeek;
      }
      customer.stamps = programme(LoyaltyProgramme::stamps_held, last);
      for (int rank = 1; rank <= 2; ++rank) {
        const auto which = LoyaltyProgramme::members_rank_0 + static_cast<std::size_t>(rank);
        if (programme(which, last) > 0.0) customer.rank = rank;
      }
    }
    return all;
  };
  std::vector<Customer> all;
  for (const auto& part : replicate(study, replications, read)) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

Study shop(double weeks_to_run, const Purchasing::Parameters& purchasing,
           const LoyaltyProgramme::Parameters& programme, double report_every = 0.0) {
  return Study(weeks(weeks_to_run), weeks(report_every > 0.0 ? report_every : weeks_to_run))
      .segment("all", 1)
      .with<Purchasing>(purchasing)
      .with<LoyaltyProgramme>(programme)
      .copies(2'000, 1);
}

// Buy nine, get the tenth: 0.8 purchases a week for 52 weeks, so floor(Poisson(41.6) / 10) rewards.
TEST(V24, BuyNineGetTheTenth) {
  Sample rewards;
  Sample stamps;
  std::int64_t four = 0;
  const auto all = customers(shop(52, steady_purchases(weeks(1.25)), card(10, 0, 0.0)), 140);
  for (const Customer& customer : all) {
    rewards.add(customer.rewards);
    stamps.add(customer.stamps);
    four += customer.rewards >= 4.0 ? 1 : 0;
  }
  EXPECT_TRUE(mean_agrees(rewards, 3.7099588712372356));
  EXPECT_TRUE(mean_agrees(stamps, 4.5004112876281175));
  EXPECT_TRUE(share_agrees(four, static_cast<std::int64_t>(all.size()), 0.6187687243407423));
}

// The tenth purchase of a Poisson stream: Gamma(10, 0.8), of which less than 1e-30 is beyond 200.
TEST(V24, FirstReward) {
  Sample wait;
  for (const Customer& customer :
       customers(shop(200, steady_purchases(weeks(1.25)), card(10, 0, 0.0)), 40)) {
    ASSERT_GT(customer.rewards, 0.0);
    wait.add(customer.first_wait);
  }
  EXPECT_TRUE(mean_agrees(wait, 12.5));
  EXPECT_TRUE(variance_agrees(wait, 3.952847075210474 * 3.952847075210474, {.absolute = 0.3}));
}

/// 0.5 purchases a week, exponential of mean 30; a point per cent and rewards of 50,000 points, so
/// that whole points do not matter (a point per unit would shift the threshold by half a point).
Purchasing::Parameters exponential_purchases() {
  Purchasing::Parameters p = steady_purchases(weeks(2), {3000});
  p.basket.distribution = model::BasketForm::exponential;
  return p;
}

LoyaltyProgramme::Parameters points(model::Remainder remainder) {
  LoyaltyProgramme::Parameters p = counting();
  p.points = {100.0};
  p.catalogue = {{.name = "voucher", .points = 50'000}};
  p.redemption.probability = {1.0};
  p.redemption.remainder = remainder;
  return p;
}

// Carried: E floor(sum of exponentials until week 104 / 500), 3.12 if one forgets to round down.
TEST(V25, RemaindersCarried) {
  Sample rewards;
  for (const Customer& customer :
       customers(shop(104, exponential_purchases(), points(model::Remainder::carry)), 40)) {
    rewards.add(customer.rewards);
  }
  EXPECT_TRUE(mean_agrees(rewards, 2.6195104574332637));
}

// Carried, in the long run: 0.5 x 30 / 500 rewards a week.
TEST(V25, RemaindersCarriedInTheLongRun) {
  Sample rate;
  for (const Customer& customer : customers(
           shop(10'000, exponential_purchases(), points(model::Remainder::carry), 1'000), 1, 1)) {
    rate.add(customer.rewards / 9'000.0);
  }
  EXPECT_TRUE(mean_agrees(rate, 0.03));
}

// Lost: 1 + 500/30 purchases to a reward, as the overshoot is exponential again.
TEST(V25, RemaindersLost) {
  Sample wait;
  for (const Customer& customer :
       customers(shop(250, exponential_purchases(), points(model::Remainder::reset)), 60)) {
    ASSERT_GT(customer.rewards, 0.0);
    wait.add(customer.first_wait);
  }
  EXPECT_TRUE(mean_agrees(wait, 35.333333333333336));
  Sample rate;
  Sample purchases;
  for (const Customer& customer : customers(
           shop(10'000, exponential_purchases(), points(model::Remainder::reset), 1'000), 1, 1)) {
    rate.add(customer.rewards / 9'000.0);
    // Of mean 0: purchases less those that the rewards should have taken, per reward.
    purchases.add((customer.purchases - 17.666666666666668 * customer.rewards) /
                  (9'000.0 * 0.028301886792452827));
  }
  EXPECT_TRUE(mean_agrees(rate, 0.028301886792452827));
  EXPECT_TRUE(mean_agrees(purchases, 0.0, {.absolute = 0.005 * 17.67}));
}

/// Weeks to the first full card, 0.4 purchases a week times 1 + pull x stamps / required.
Sample weeks_to_reward(const LoyaltyProgramme::Parameters& programme) {
  Sample wait;
  for (const Customer& customer :
       customers(shop(250, steady_purchases(weeks(2.5)), programme), 60)) {
    EXPECT_GT(customer.rewards, 0.0);
    wait.add(customer.first_wait);
  }
  return wait;
}

// Sum over k of 1 / (0.4 (1 + 0.5 k / required)), k the stamps on the card, endowed ones included.
TEST(V27, GoalGradient) {
  const Sample ten = weeks_to_reward(card(10, 0, 0.5));
  EXPECT_TRUE(mean_agrees(ten, 20.69570702216879));
  EXPECT_TRUE(variance_agrees(ten, 6.590857792704827 * 6.590857792704827, {.absolute = 0.75}));
  const Sample twelve = weeks_to_reward(card(12, 2, 0.5));
  EXPECT_TRUE(mean_agrees(twelve, 19.84939447580127));
  EXPECT_TRUE(variance_agrees(twelve, 6.305286729269864 * 6.305286729269864, {.absolute = 0.75}));
  EXPECT_TRUE(mean_agrees(weeks_to_reward(card(10, 0, 0.0)), 25.0));
  // The same customers with either card: the same luck, 4.089 % less time.
  Sample endowment;
  for (std::size_t i = 0; i < ten.size(); ++i) endowment.add(ten[i] - twelve[i]);
  EXPECT_TRUE(mean_agrees(endowment, 20.69570702216879 - 19.84939447580127, {.absolute = 0.02}));
}

// Without the pull endowed stamps gain nothing: ten purchases are ten purchases.
TEST(V27, EndowmentWithoutAPullGainsNothing) {
  const Sample ten = weeks_to_reward(card(10, 0, 0.0));
  const Sample twelve = weeks_to_reward(card(12, 2, 0.0));
  for (std::size_t i = 0; i < ten.size(); ++i) ASSERT_EQ(ten[i], twelve[i]);
}

/// Ranks at the end of the second year: of its purchases alone, whatever the first one gave.
std::vector<Customer> ranked(const Purchasing::Parameters& purchasing) {
  LoyaltyProgramme::Parameters programme = counting();
  programme.tiers = {{.name = "silver", .purchases = 8}, {.name = "gold", .purchases = 15}};
  const Study study = Study(engine::from_days(2 * 365.25), engine::from_days(365.25))
                          .segment("all", 1)
                          .with<Purchasing>(purchasing)
                          .with<LoyaltyProgramme>(programme)
                          .copies(2'000, 1);
  return customers(study, 400, 1);
}

void expect_shares(const std::vector<Customer>& all, const std::array<double, 3>& shares) {
  std::array<std::int64_t, 3> counts{};
  for (const Customer& customer : all) ++counts[static_cast<std::size_t>(customer.rank)];
  for (std::size_t rank = 0; rank < 3; ++rank) {
    EXPECT_TRUE(share_agrees(counts[rank], static_cast<std::int64_t>(all.size()), shares[rank]))
        << rank;
  }
}

TEST(V34, TiersOfCustomersWhoAreAllAlike) {
  Purchasing::Parameters purchasing = steady_purchases(weeks(1));
  purchasing.mean_interval.reset();
  purchasing.per_year = 10.0;
  expect_shares(ranked(purchasing), {0.22022064660169907, 0.6963208804636382, 0.08345847293466284});
}

// Rates Gamma(2, 0.2 years): the counts are negative binomial, and gold makes half of all
// purchases.
TEST(V34, TiersOfCustomersWhoDiffer) {
  Purchasing::Parameters purchasing = steady_purchases(weeks(1));
  purchasing.mean_interval.reset();
  purchasing.rate = Purchasing::GammaRate{.shape = 2.0, .scale = engine::from_days(0.2 * 365.25)};
  const auto all = ranked(purchasing);
  expect_shares(all, {0.4573412414901184, 0.31548960819382127, 0.22716915031606033});
  Sample total;
  Sample excess;  // of mean 0: gold's purchases less gold's share of the customer's, linearised
  constexpr double kShare = 0.4867910363915581;
  for (const Customer& customer : all) {
    total.add(customer.purchases);
    excess.add((customer.rank == 2 ? 1.0 : 0.0) * customer.purchases - kShare * customer.purchases);
  }
  EXPECT_TRUE(figure_agrees(kShare + excess.mean() / total.mean(),
                            excess.standard_error() / total.mean(), kShare,
                            {.absolute = 0.005 * kShare}));
}

}  // namespace
}  // namespace tenure::verification
