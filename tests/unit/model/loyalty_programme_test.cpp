// SPDX-License-Identifier: Apache-2.0
#include "model/mechanisms/loyalty_programme.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "engine/team.h"
#include "model/model.h"
#include "model/simulation.h"

namespace tenure::model {
namespace {

using Parameters = LoyaltyProgramme::Parameters;

/// 300 customers who buy for 10.00 every four days for a year, and a programme that moves nobody.
class Programme : public testing::Test {
 protected:
  Programme() {
    specification_.horizon = engine::from_days(365.25);
    specification_.report_every = specification_.horizon;
    specification_.segments.push_back({"all", 300, {}});
    Purchasing::Parameters& purchasing = switch_on<Purchasing>();
    purchasing.mean_interval = 4 * engine::kDay;
    purchasing.rate_shape.reset();
    purchasing.basket.mean = Money{1000};
    purchasing.basket.distribution = BasketForm::fixed;
    switch_on<LoyaltyProgramme>();
    programme().pull = 0.0;
    programme().after_reward = {.slowdown = {0.0}, .hazard = 0.0};
    programme().status.comfort = 0.0;
    programme().catalogue = {{.name = "voucher", .points = 100}};
  }

  template <class M>
  typename M::Parameters& switch_on() {
    return std::get<kIndexOf<M>>(specification_.segments.front().sections).emplace();
  }
  Parameters& programme() {
    return *std::get<kIndexOf<LoyaltyProgramme>>(specification_.segments.front().sections);
  }
  /// Conservation is verified after every window.
  void run() {
    model_.emplace(specification_);
    engine::Team team(1);
    Execution execution;
    execution.verify_every_window = true;
    record_ = Simulation(*model_, 0, team, std::move(execution)).run();
  }
  template <class M = LoyaltyProgramme>
  std::int64_t count(std::size_t which, std::size_t period = 0) const {
    const std::size_t tally = model_->layout().first_tally[kIndexOf<M>] + which;
    return record_.tally[(tally * record_.periods + period) * record_.rows];
  }

  Specification specification_;

 private:
  std::optional<Model> model_;
  Record record_;
};

using LP = LoyaltyProgramme;

TEST_F(Programme, EarnsRoundedPointsForMoneySpent) {
  programme().points = {0.25};  // 2.5 points a purchase: 3, half up
  run();
  EXPECT_EQ(count(LP::points_issued), 3 * count<Purchasing>(Purchasing::purchases));
  EXPECT_EQ(count(LP::purchases_by_members), count<Purchasing>(Purchasing::purchases));
}

TEST_F(Programme, EveryPointIsRedeemedExpiredOrHeld) {
  programme().redemption.probability = {0.3};
  programme().expiry = 15 * engine::kDay;
  switch_on<Leaving>().hazard = Rate{0.002};
  run();
  EXPECT_GT(count(LP::points_redeemed), 0);
  EXPECT_GT(count(LP::points_expired), 0);
  EXPECT_GT(count(LP::points_held), 0);
  EXPECT_EQ(count(LP::points_issued),
            count(LP::points_redeemed) + count(LP::points_expired) + count(LP::points_held));
}

TEST_F(Programme, WhoeverLeavesLosesThePoints) {
  programme().expiry.reset();
  switch_on<Leaving>().lifetime = 100 * engine::kDay;
  run();
  EXPECT_EQ(count(LP::members), 0);
  EXPECT_EQ(count(LP::points_held), 0);
  EXPECT_GT(count(LP::points_expired), 0);
  EXPECT_EQ(count(LP::points_issued), count(LP::points_redeemed) + count(LP::points_expired));
}

TEST_F(Programme, PointsThatExpireAtOnceBuyNothing) {
  programme().expiry = engine::Duration{1};
  run();
  EXPECT_EQ(count(LP::rewards), 0);
  EXPECT_EQ(count(LP::points_held), 0);
  EXPECT_EQ(count(LP::points_expired), count(LP::points_issued));
}

TEST_F(Programme, RewardsCostWhatTheFirmPaysForThem) {
  programme().catalogue = {{.name = "mug", .points = 100, .worth = {900}, .cost = Money{250}}};
  programme().card = LP::Card{.stamps = 7, .cost = {40}};
  switch_on<Finance>();
  run();
  const std::int64_t mugs = count(LP::points_redeemed) / 100;
  ASSERT_GT(mugs, 0);
  ASSERT_GT(count(LP::rewards), mugs);
  EXPECT_EQ(count(LP::rewards_cost), 250 * mugs + 40 * (count(LP::rewards) - mugs));
  EXPECT_EQ(count<Finance>(Finance::cost_to_serve), count(LP::rewards_cost));
}

TEST_F(Programme, OwesWhatThePointsHeldWillCost) {
  programme().redemption.probability = {0.0};
  programme().redemption.expected = {0.5};
  programme().catalogue = {{.name = "mug", .points = 100, .worth = {900}, .cost = Money{200}}};
  run();
  EXPECT_EQ(count(LP::liability), count(LP::points_held));  // a cent a point: 2 x 0.5
}

TEST_F(Programme, MembersWithoutAGoalTakeTheItemTheyLike) {
  programme().goal.share = {0.0};
  programme().redemption.point_price = 0.0;
  programme().catalogue = {{.name = "pen", .points = 100, .worth = {0}},
                           {.name = "mug", .points = 100, .worth = {100'000}}};
  run();
  ASSERT_GT(count(LP::rewards), 0);
  EXPECT_EQ(count(LP::rewards_cost), 100'000 * count(LP::rewards));  // e^1000 to 1
}

TEST_F(Programme, WhoSavesForAnItemPassesTheCheaperOnesBy) {
  programme().redemption.point_price = 0.0;
  programme().catalogue = {{.name = "pen", .points = 100, .worth = {0}},
                           {.name = "mug", .points = 900, .worth = {100'000}}};
  run();
  ASSERT_GT(count(LP::rewards), 0);
  EXPECT_EQ(count(LP::points_redeemed), 900 * count(LP::rewards));
}

TEST_F(Programme, MembersAtTheFirstPurchaseAreThoseWhoHaveBought) {
  programme().membership.when = Enrolment::at_first_purchase;
  specification_.horizon = specification_.report_every = 2 * engine::kDay;
  run();
  EXPECT_GT(count(LP::members), 60);  // 300 (1 - e^-0.5) = 118
  EXPECT_LT(count(LP::members), 180);
  EXPECT_EQ(count(LP::purchases_by_others), 0);
}

TEST_F(Programme, EnrolsTheShareItSaysWhateverTheSelection) {
  specification_.segments.front().customers = 20'000;
  specification_.horizon = specification_.report_every = engine::kDay;
  programme().membership.share = {0.3};
  for (const double selection : {0.0, 0.5, 1.0}) {
    programme().membership.self_selection = {selection};
    run();
    EXPECT_NEAR(static_cast<double>(count(LP::members)), 6000.0, 3.29 * 64.8) << selection;
  }
}

TEST_F(Programme, YearsEndOnNewYearsDayOrOnTheDayOfEnrolment) {
  // Some 91 purchases a year: half of those who rose in the first year fall at the second one's
  // end, and nobody before.
  programme().tiers = {{.name = "silver", .purchases = 92}};
  const auto fallen_after = [&](double days, std::optional<std::int64_t> first_day) {
    specification_.first_day = first_day;
    specification_.horizon = specification_.report_every = engine::from_days(days);
    run();
    EXPECT_GT(count(LP::tier_promotions), 80);
    return count(LP::tier_demotions);
  };
  constexpr std::int64_t kFirstOf2026 = 20'454;  // 365 days before 2027, 730 before 2028
  constexpr std::int64_t kFirstOf2027 = 20'819;  // 365 days before 2028, 731 before 2029
  EXPECT_EQ(fallen_after(729.9, kFirstOf2026), 0);
  EXPECT_GT(fallen_after(730.1, kFirstOf2026), 40);
  EXPECT_EQ(fallen_after(730.9, kFirstOf2027), 0);
  EXPECT_GT(fallen_after(731.1, kFirstOf2027), 40);
  EXPECT_EQ(fallen_after(730.4, std::nullopt), 0);
  EXPECT_GT(fallen_after(730.6, std::nullopt), 40);
}

TEST_F(Programme, AFallInRankHurtsMoreThanARisePleases) {
  Satisfaction::Parameters& satisfaction = switch_on<Satisfaction>();
  satisfaction.decay.reset();
  std::get<kIndexOf<Purchasing>>(specification_.segments.front().sections)->effects.satisfaction =
      0.0;
  programme().tiers = {{.name = "silver", .purchases = 92}};
  specification_.horizon = specification_.report_every = engine::from_days(3 * 365.25 + 1.0);
  programme().status.promotion_gain = 0.125;  // sums of these are exact
  programme().status.demotion_loss = 0.25;
  run();
  ASSERT_GT(count(LP::tier_demotions), 50);
  EXPECT_EQ(count<Satisfaction>(Satisfaction::level_sum),
            125'000 * count(LP::tier_promotions) - 250'000 * count(LP::tier_demotions));
}

TEST_F(Programme, HigherTiersEarnMorePoints) {
  programme().tiers = {{.name = "gold", .purchases = 1, .points_multiplier = 3.0}};
  programme().points = {1.0};  // 10 points, and 30 from the second purchase on
  specification_.horizon = specification_.report_every = 60 * engine::kDay;
  run();
  EXPECT_EQ(count(LP::points_issued),
            30 * count<Purchasing>(Purchasing::purchases) - 20 * count(LP::tier_promotions));
}

TEST_F(Programme, StatusKeepsMembersByItsComfort) {
  switch_on<Leaving>().hazard = Rate{0.01};
  programme().tiers = {{.name = "gold", .purchases = 1}};
  run();
  const std::int64_t without = count(LP::members);
  programme().status.comfort = 2.0;
  run();
  EXPECT_GT(count(LP::members), 2 * without);  // some 220 against 8
}

TEST_F(Programme, APauseAfterARewardSlowsPurchasesAndRaisesTheHazard) {
  programme().card = LP::Card{.stamps = 1};  // a reward at each purchase: always in the pause
  programme().after_reward.lasts = 1000 * engine::kDay;
  run();
  const auto before = static_cast<double>(count<Purchasing>(Purchasing::purchases));
  programme().after_reward.slowdown = {0.5};
  run();
  EXPECT_NEAR(static_cast<double>(count<Purchasing>(Purchasing::purchases)), 0.5 * before,
              0.03 * before);
  switch_on<Leaving>().hazard = Rate{0.002};
  run();
  const std::int64_t kept = count(LP::members);
  programme().after_reward.hazard = 3.0;
  run();
  EXPECT_LT(2 * count(LP::members), kept);  // e^-2.9 against e^-0.73
}

TEST_F(Programme, TheTierGoesBeforeOthersInTheDesksQueue) {
  switch_on<Service>().failure_probability = {0.5};
  ComplaintDesk::Parameters& desk = switch_on<ComplaintDesk>();
  desk.seats = 1;
  desk.order = DeskOrder::priority;
  desk.patience = 20 * engine::kDay;
  desk.handling_time.mean = std::chrono::hours{4};
  desk.exit = {};
  desk.exit.silent = desk.exit.unresolved = desk.exit.resolved = Probability{0.0};
  specification_.horizon = specification_.report_every = 60 * engine::kDay;
  programme().membership.share = {0.5};
  programme().tiers = {{.name = "gold", .purchases = 1000}};
  run();
  const std::int64_t without = count<ComplaintDesk>(ComplaintDesk::abandoned);
  ASSERT_GT(without, 0);
  programme().tiers = {{.name = "gold", .purchases = 1}};
  run();
  EXPECT_NE(count<ComplaintDesk>(ComplaintDesk::abandoned), without);
}

/// The programme as a policy from day 100 to day 200; `other` holds before and after.
class ProgrammeAsPolicy : public Programme {
 protected:
  void run_as_policy(const std::optional<Parameters>& other) {
    Segment& segment = specification_.segments.front();
    segment.without_policy = segment.sections;
    std::get<kIndexOf<LoyaltyProgramme>>(*segment.without_policy) = other;
    specification_.terms.starts = 100 * engine::kDay;
    specification_.terms.ends = 200 * engine::kDay;
    specification_.report_every = 50 * engine::kDay;
    specification_.horizon = 300 * engine::kDay;
    run();
  }
};

TEST_F(ProgrammeAsPolicy, EnrolsThoseWhoAreThereAndIssuesOnlyWhileItHolds) {
  programme().tiers = {{.name = "gold", .purchases = 3}};
  run_as_policy(std::nullopt);
  for (const std::size_t before : {0U, 1U}) EXPECT_EQ(count(LP::points_issued, before), 0);
  for (const std::size_t during : {2U, 3U}) EXPECT_GT(count(LP::points_issued, during), 0);
  for (const std::size_t after : {4U, 5U}) EXPECT_EQ(count(LP::points_issued, after), 0);
  EXPECT_EQ(count(LP::members, 2), 300);
}

TEST_F(ProgrammeAsPolicy, AnotherProgrammeTakesTheMembersOver) {
  programme().expiry = 10 * engine::kDay;
  programme().catalogue = {{.name = "mug", .points = 100, .cost = Money{700}}};
  programme().tiers = {{.name = "silver", .purchases = 3}, {.name = "gold", .purchases = 6}};
  Parameters other = programme();
  other.expiry.reset();
  other.catalogue = {{.name = "pen", .points = 50, .cost = Money{100}}};
  other.tiers.pop_back();
  run_as_policy(other);
  EXPECT_EQ(count(LP::points_expired, 1), 0);
  EXPECT_GT(count(LP::points_expired, 3), 0);
  EXPECT_EQ(count(LP::points_expired, 5), 0);
  EXPECT_EQ(count(LP::rewards_cost, 1), 100 * count(LP::rewards, 1));
  EXPECT_EQ(count(LP::rewards_cost, 3), 700 * count(LP::rewards, 3));
  EXPECT_EQ(count(LP::rewards_cost, 5), 100 * count(LP::rewards, 5));
  EXPECT_GT(count(LP::members_rank_2, 3), 290);
  EXPECT_EQ(count(LP::members_rank_2, 5), 0);
}

TEST_F(ProgrammeAsPolicy, PullsFromTheDayItStartsToTheDayItEnds) {
  programme().pull = 1.0;
  programme().card = LP::Card{.stamps = 100, .endowed = 99};  // f = 0.99 at all times
  run_as_policy(std::nullopt);
  const auto purchases = [&](std::size_t period) {
    return static_cast<double>(count<Purchasing>(Purchasing::purchases, period));
  };
  // 300 x 50 / 4 = 3750 a period without it, standard deviation 61.
  for (const std::size_t period : {0U, 1U, 4U, 5U}) EXPECT_NEAR(purchases(period), 3750.0, 205.0);
  for (const std::size_t period : {2U, 3U}) EXPECT_NEAR(purchases(period), 1.99 * 3750.0, 285.0);
}

struct Collected final : Problems {
  std::vector<std::string> paths;
  void add(std::string_view path, std::string, std::string, std::string) override {
    paths.emplace_back(path);
  }
};

TEST(ProgrammeParameters, AreRefusedWhereTheyDoNotFitTogether) {
  Parameters p;
  p.card = LP::Card{.stamps = 10, .endowed = 10};
  p.tiers = {{.name = "gold", .purchases = 15}, {.name = "silver", .purchases = 15}};
  Collected problems;
  Parameters::check(p, problems);
  EXPECT_EQ(problems.paths, (std::vector<std::string>{"card.endowed", "tiers.silver.purchases"}));
  p.card->endowed = 9;
  p.tiers[1].purchases = 16;
  Collected none;
  Parameters::check(p, none);
  EXPECT_TRUE(none.paths.empty());
}

}  // namespace
}  // namespace tenure::model
