// SPDX-License-Identifier: Apache-2.0
//
// Contracts and prices that have no strength change nothing at all, event for event; and how a
// replication is carried out is not seen in those that have.
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/determinism/comparison.h"
#include "tests/verification/study.h"

namespace tenure::determinism {
namespace {

using namespace tenure::model;
using verification::per_week;
using verification::Study;
using verification::weeks;

/// Every way of leaving, and satisfaction that moves rates.
Study restless() {
  Study study(weeks(40), weeks(5));
  study.segment("all", 2'000)
      .with<Acquisition>({.arrivals = per_week(10.0)})
      .with<Purchasing>({.per_year = 60.0})
      .with<Service>({.failure_probability = {0.1}})
      .with<Expectations>({})
      .with<Satisfaction>({})
      .with<ComplaintDesk>({})
      .with<Rivals>({.offer_interval = weeks(6)})
      .with<Leaving>(
          {.hazard = per_week(0.01),
           .after_purchase = Leaving::Coin{Probability{0.01}, std::nullopt, std::nullopt},
           .at_renewal = Renewal{.every = weeks(7), .probability = Probability{0.1}}});
  return study;
}

void expect_no_change(const Study& changed) {
  const Counts base = counts(restless());
  ASSERT_GT(base.at("left.hazard/all/3"), 0);
  EXPECT_TRUE(contains(counts(changed), base));
}

Contract::Parameters with_desk(double offered, double log_odds) {
  Contract::Parameters contract;
  contract.save_desk = Contract::SaveDesk{};
  contract.save_desk->offered = {offered};
  contract.save_desk->teaching = 1.0;
  contract.save_desk->acceptance = {log_odds, 0.0, 0.0};
  return contract;
}

TEST(NeutralContract, OfNoTermAndNoFee) { expect_no_change(restless().with<Contract>({})); }

TEST(NeutralContract, FeesAloneMoveNobody) {
  expect_no_change(restless().with<Contract>({.fee = {1'000}}));
}

TEST(NeutralContract, OffersThatAreNeverMadeOrNeverTaken) {
  expect_no_change(restless().with<Contract>(with_desk(0.0, 5.0)));
  expect_no_change(restless().with<Contract>(with_desk(1.0, -700.0)));
  EXPECT_FALSE(
      contains(counts(restless().with<Contract>(with_desk(0.1, 0.0))), counts(restless())));
}

TEST(NeutralContract, ATermWithoutLockIn) {
  Contract::Parameters contract{.minimum_term = weeks(20)};
  contract.early_exit = Contract::EarlyExit{.fee = {500}, .hazard = 1.0};
  expect_no_change(restless().with<Contract>(contract));
}

TEST(NeutralPricing, TheUsualPrice) {
  Pricing::Parameters pricing;
  pricing.changes = {{.at = weeks(10), .by = 0.0, .severity = 2.0}};
  expect_no_change(restless().with<Pricing>(pricing));
}

TEST(NeutralPricing, APriceThatNobodyMinds) {
  Pricing::Parameters pricing;
  pricing.changes = {{.at = weeks(10), .by = 0.3}};
  pricing.weight = 0.0;
  Counts base = counts(restless());
  std::erase_if(base, [](const auto& entry) {
    return entry.first.starts_with("purchasing._purchase_revenue");
  });
  EXPECT_TRUE(contains(counts(restless().with<Pricing>(pricing)), base));
}

TEST(NeutralPricing, EffectsOfNoSize) {
  Pricing::Parameters pricing;
  pricing.changes = {{.at = weeks(10), .by = 0.3}};
  pricing.effects = {.hazard = 0.0, .purchases = 0.0};
  Study study = restless();
  study.with<Rivals>({.offer_interval = weeks(5'000'000)});
  Counts base = counts(study);
  std::erase_if(base, [](const auto& entry) {
    return entry.first.starts_with("purchasing._purchase_revenue");
  });
  EXPECT_TRUE(contains(counts(study.with<Pricing>(pricing)), base));
}

/// Everything that contracts and prices can do, at once.
Study eventful() {
  Contract::Parameters contract = with_desk(0.7, -0.5);
  contract.fee = {1'000};
  contract.billing_interval = weeks(2);
  contract.payment_failure = {0.01};
  contract.minimum_term = weeks(9);
  contract.notice = weeks(3);
  contract.save_desk->lump_sum = {300};
  Pricing::Parameters pricing;
  pricing.level = 0.9;
  pricing.changes = {{.at = weeks(6), .by = 0.2, .severity = 1.0}, {.at = weeks(21), .to = 1.0}};
  Study study = restless();
  study.with<Contract>(contract).with<Pricing>(pricing).with<Finance>({});
  return study;
}

TEST(Contract, IsTheSameForAnyThreadsAndCellsAndConservesNotices) {
  Execution small_cells;
  small_cells.cell_size = 13;
  small_cells.verify_every_window = true;
  EXPECT_TRUE(same(run(eventful()), run(eventful(), 3, small_cells)));
}

TEST(Contract, ShorterWindowsChangeNothing) {
  EXPECT_TRUE(contains(counts(eventful().window(engine::kDay)), counts(eventful())));
}

}  // namespace
}  // namespace tenure::determinism
