// SPDX-License-Identifier: Apache-2.0
//
// Rewards by counting, where `tenure verify` (V24, V25, V27, V34) does not look. Customers are
// independent, so each segment holds one of them and is an observation of its own.
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
