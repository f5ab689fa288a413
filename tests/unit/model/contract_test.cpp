// SPDX-License-Identifier: Apache-2.0
#include "model/mechanisms/contract.h"

#include <utility>

#include <gtest/gtest.h>

#include "tests/verification/study.h"

namespace tenure::model {
namespace {

using verification::per_week;
using verification::Reading;
using verification::replicate;
using verification::Study;
using verification::weeks;

constexpr std::int64_t kCustomers = 200;
constexpr double kCertainly = 60.0;  // log odds

/// Reads the one replication of a study by week.
template <class Read>
auto only(const Specification& specification, Read&& read) {
  return replicate(specification, 1, std::forward<Read>(read)).front();
}

Study study(double horizon_weeks, Contract::Parameters contract, Leaving::Parameters leaving) {
  Study study(weeks(horizon_weeks), weeks(1));
  study.segment("all", kCustomers)
      .with<Contract>(std::move(contract))
      .with<Finance>({.margin = {0.5}})
      .with<Leaving>(std::move(leaving));
  return study;
}

std::int64_t total(const Reading& reading, Contract::Tally which) {
  return reading.tally_from<Contract>(0, which);
}

/// Everybody decides to leave at the end of each term of so many weeks.
Leaving::Parameters never_renews(double term_weeks) {
  return {.at_renewal = Renewal{.every = weeks(term_weeks), .probability = {{1.0}}}};
}

Contract::SaveDesk irresistible() {
  Contract::SaveDesk desk;
  desk.acceptance.constant = kCertainly;
  return desk;
}

TEST(Contract, BillsEachMonthFromJoiningOn) {
  Study year(engine::from_days(365.0), weeks(1));
  year.segment("all", kCustomers).with<Contract>({.fee = {1'999}}).with<Leaving>({});
  EXPECT_EQ(only(year, [](const Reading& r) { return total(r, Contract::fees); }),
            12 * 1'999 * kCustomers);
}

TEST(Contract, BillsNobodyDuringTheTrial) {
  const Contract::Parameters trial{
      .fee = {100}, .billing_interval = weeks(1), .first_bill = weeks(3)};
  only(study(10, trial, {}), [](const Reading& r) {
    EXPECT_EQ(r.tally<Contract>(Contract::fees, 2), 0);
    EXPECT_EQ(r.tally<Contract>(Contract::fees, 3), 100 * kCustomers);
    EXPECT_EQ(total(r, Contract::fees), 800 * kCustomers);  // weeks 3 to 10
    return 0;
  });
}

TEST(Contract, DoesNotBillWhoLeavesAtTheInstantOfTheBill) {
  const Contract::Parameters weekly{.fee = {100}, .billing_interval = weeks(1)};
  EXPECT_EQ(only(study(10, weekly, never_renews(4)),
                 [](const Reading& r) { return total(r, Contract::fees); }),
            400 * kCustomers);
}

TEST(Contract, KeepsEverybodyUntilTheMinimumTermIsOver) {
  const Contract::Parameters bound{.minimum_term = weeks(20)};
  only(study(26, bound, {.hazard = per_week(0.5)}), [](const Reading& r) {
    EXPECT_EQ(r.active(19), kCustomers);
    EXPECT_EQ(r.tally<Contract>(Contract::in_term, 18), kCustomers);
    EXPECT_EQ(r.tally<Contract>(Contract::in_term, 20), 0);
    EXPECT_LT(r.active(21), kCustomers);
    return 0;
  });
}

TEST(Contract, LetsGoAtTheTermsEndWhomARivalHasWonBefore) {
  Study rivals = study(26, {.minimum_term = weeks(20)}, {});
  Rivals::Parameters persuasive{.offer_interval = weeks(0.5)};
  persuasive.acceptance.logit.constant = kCertainly;
  rivals.with<Rivals>(persuasive);
  only(rivals, [](const Reading& r) {
    EXPECT_EQ(r.active(19), kCustomers);
    EXPECT_EQ(r.active(20), 0);  // at exactly 20 weeks
    EXPECT_EQ(r.left("rival"), kCustomers);
    EXPECT_EQ(total(r, Contract::notices_given), kCustomers);
    EXPECT_EQ(r.tally<Contract>(Contract::under_notice, 18), kCustomers);
    return 0;
  });
}

TEST(Contract, NoticePostponesTheEndAndTheBillsGoOn) {
  const Contract::Parameters notice{.fee = {100}, .billing_interval = weeks(1), .notice = weeks(4)};
  only(study(26, notice, never_renews(10)), [](const Reading& r) {
    EXPECT_EQ(r.active(13), kCustomers);
    EXPECT_EQ(r.active(14), 0);
    EXPECT_EQ(total(r, Contract::fees), 1'400 * kCustomers);
    EXPECT_EQ(r.left("not_renewed"), kCustomers);
    return 0;
  });
}

TEST(Contract, DoesNotBindAFixedLifetime) {
  const Contract::Parameters strict{.minimum_term = weeks(52), .notice = weeks(52)};
  only(study(10, strict, {.lifetime = weeks(5)}), [](const Reading& r) {
    EXPECT_EQ(r.active(5), 0);
    EXPECT_EQ(total(r, Contract::notices_given), 0);
    return 0;
  });
}

TEST(Contract, EarlyExitCostsItsFeeAndALateOneNothing) {
  Contract::Parameters contract{.minimum_term = weeks(30)};
  contract.early_exit = Contract::EarlyExit{.fee = {5'000}};
  only(study(26, contract, never_renews(10)), [](const Reading& r) {
    EXPECT_EQ(r.active(10), 0);
    EXPECT_EQ(total(r, Contract::termination_fees), 5'000 * kCustomers);
    EXPECT_EQ(r.tally_from<Finance>(0, Finance::margin_earned), 5'000 * kCustomers);
    return 0;
  });
  contract.minimum_term = weeks(10);
  EXPECT_EQ(only(study(26, contract, never_renews(10)),
                 [](const Reading& r) { return total(r, Contract::termination_fees); }),
            0);
}

TEST(Contract, FailedPaymentIsACauseOfItsOwnAndOverridesNotice) {
  const Contract::Parameters contract{.fee = {100},
                                      .billing_interval = weeks(12),
                                      .first_bill = weeks(12),
                                      .payment_failure = {1.0},
                                      .notice = weeks(20)};
  only(study(26, contract, never_renews(10)), [](const Reading& r) {
    EXPECT_EQ(r.active(12), 0);
    EXPECT_EQ(r.left("payment_failed"), kCustomers);
    EXPECT_EQ(total(r, Contract::fees), 0);
    EXPECT_EQ(total(r, Contract::notices_lapsed), kCustomers);
    return 0;
  });
}

TEST(Contract, FeesEarnTheirOwnMargin) {
  Study fees = study(4, {.fee = {100}, .billing_interval = weeks(10)}, {});
  fees.with<Finance>({.margin = {0.5}, .fee_margin = {{0.9}}});
  EXPECT_EQ(
      only(fees, [](const Reading& r) { return r.tally_from<Finance>(0, Finance::margin_earned); }),
      90 * kCustomers);
}

TEST(SaveDesk, KeepsARenewingCustomerForTheNextTermAtItsPrice) {
  Contract::Parameters contract{.fee = {1'000}, .billing_interval = weeks(1)};
  contract.save_desk = irresistible();
  contract.save_desk->lump_sum = {700};
  contract.save_desk->discount = {0.25};
  contract.save_desk->bills = 2;
  only(study(25, contract, never_renews(10)), [](const Reading& r) {
    EXPECT_EQ(r.active(24), kCustomers);
    EXPECT_EQ(total(r, Contract::saves_accepted), 2 * kCustomers);  // at weeks 10 and 20
    EXPECT_EQ(r.tally_from<Leaving>(0, Leaving::renewed), 2 * kCustomers);
    EXPECT_EQ(r.tally_from<Finance>(0, Finance::cost_to_serve), 2 * (700 + 2 * 250) * kCustomers);
    EXPECT_EQ(total(r, Contract::fees), 26'000 * kCustomers);
    return 0;
  });
}

TEST(SaveDesk, KeptCustomersWantToLeaveAgain) {
  Contract::Parameters contract;
  contract.save_desk = irresistible();
  const auto notices = only(study(100, contract, {.hazard = per_week(0.2)}), [](const Reading& r) {
    EXPECT_EQ(r.active(99), kCustomers);
    return total(r, Contract::notices_given);
  });
  // Poisson with mean 4,000: within 5 deviations.
  EXPECT_NEAR(static_cast<double>(notices), 4'000.0, 316.0);
}

TEST(SaveDesk, MakesNoOffersWhenThePolicysBudgetIsSpent) {
  Contract::Parameters contract;
  Study study_of_policy = study(26, contract, {.hazard = per_week(0.5)});
  contract.save_desk = irresistible();
  contract.save_desk->lump_sum = {700};
  study_of_policy.policy({.budget = MoneyRate{1.0}, .sections = {"contract"}})
      .with<Contract>(contract);
  only(study_of_policy, [](const Reading& r) {
    EXPECT_GT(r.tally<Contract>(Contract::saves_accepted, 0), 0);
    EXPECT_EQ(r.tally_from<Contract>(1, Contract::saves_offered), 0);
    EXPECT_GT(r.tally_from<Contract>(1, Contract::notices_given), kCustomers / 2);
    return 0;
  });
}

TEST(SaveDesk, SatisfiedCustomersAreKeptMoreOften) {
  const auto accepted = [](double satisfaction) {
    Contract::Parameters contract;
    contract.save_desk = Contract::SaveDesk{};
    contract.save_desk->acceptance.constant = 0.0;
    Study one = study(12, contract, never_renews(10));
    one.with<Satisfaction>({.start = satisfaction, .decay = std::nullopt});
    return only(one, [](const Reading& r) { return total(r, Contract::saves_accepted); });
  };
  EXPECT_GT(accepted(2.0), accepted(-2.0) + kCustomers / 5);
}

TEST(SaveDesk, GenerousOffersTeachPeopleToGiveNotice) {
  const auto notices_per_week = [](double lump_sum, double teaching) {
    Contract::Parameters contract;
    contract.save_desk = Contract::SaveDesk{};
    contract.save_desk->lump_sum = {static_cast<std::int64_t>(100.0 * lump_sum)};
    contract.save_desk->teaching = teaching;
    return only(study(60, contract, {.hazard = per_week(0.05)}), [](const Reading& r) {
      double weeks = 0.0;
      for (std::size_t p = 0; p < r.periods(); ++p) weeks += static_cast<double>(r.active(p));
      return static_cast<double>(total(r, Contract::notices_given)) / weeks;
    });
  };
  EXPECT_GT(notices_per_week(150.0, 0.5), 1.5 * notices_per_week(10.0, 0.5));
  EXPECT_LT(notices_per_week(150.0, 0.0), 1.2 * notices_per_week(10.0, 0.0));
}

TEST(Contract, APolicyThatAbolishesItVoidsTheNoticesThatRun) {
  Specification specification = study(30, {.notice = weeks(15)}, never_renews(10));
  Segment& segment = specification.segments.front();
  segment.without_policy = segment.sections;
  std::get<kIndexOf<Contract>>(segment.sections).reset();
  specification.terms.starts = weeks(12);
  only(specification, [](const Reading& r) {
    EXPECT_EQ(total(r, Contract::notices_lapsed), kCustomers);
    EXPECT_EQ(r.active(20), kCustomers);
    EXPECT_EQ(r.active(22), 0);  // a new term from week 12 on, not renewed, no notice
    return 0;
  });
}

}  // namespace
}  // namespace tenure::model
