// SPDX-License-Identifier: Apache-2.0
#include "model/mechanisms/partial_defection.h"

#include <chrono>
#include <cmath>
#include <utility>

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

Study shop(const PartialDefection::Parameters& partial, double failing = 1.0,
           double severity = 1.0) {
  Study study(weeks(30), weeks(1));
  study.segment("all", 2'000)
      .with<Purchasing>(steady_purchases(weeks(2)))
      .with<Service>({.failure_probability = {failing}, .severity = severity})
      .with<PartialDefection>(partial);
  return study;
}

double withheld(const Reading& r, std::size_t period) {
  return 1e-6 *
         static_cast<double>(r.tally<PartialDefection>(PartialDefection::withheld_sum, period)) /
         static_cast<double>(r.tally<PartialDefection>(PartialDefection::withheld_count, period));
}

TEST(PartialDefection, NobodyWithholdsAnythingFromAServiceThatDoesNotFail) {
  only(shop({}, 0.0), [](const Reading& r) {
    EXPECT_EQ(r.tally_from<PartialDefection>(0, PartialDefection::withheld_sum), 0);
    return 0;
  });
}

TEST(PartialDefection, SeverityCountsAsManyFailures) {
  const auto after_a_week = [](double severity) {
    return only(shop({.loss = {0.2}, .recovery = std::nullopt}, 1.0, severity),
                [](const Reading& r) {
                  return std::pair{r.tally<Purchasing>(Purchasing::purchases, 0), withheld(r, 0)};
                });
  };
  const auto [one, mild] = after_a_week(1.0);
  const auto [two, bad] = after_a_week(2.0);
  // Nearly everybody has bought at most once: 0.2 or 1 - 0.8^2 of the rate is withheld by them.
  EXPECT_NEAR(mild, 0.2 * static_cast<double>(one) / 2'000.0, 0.02);
  EXPECT_NEAR(bad, 0.36 * static_cast<double>(two) / 2'000.0, 0.04);
}

TEST(PartialDefection, IsForgottenWithTime) {
  // Failures until week 4, then none.
  Study study = shop({.loss = {0.3}, .recovery = weeks(5)});
  study.policy({.starts = weeks(4)}).with<Service>({.failure_probability = {0.0}});
  only(study, [](const Reading& r) {
    EXPECT_GT(withheld(r, 3), 0.25);
    // Small by then: as n falls by e^-2 between weeks 20 and 30, so does what is withheld.
    EXPECT_NEAR(withheld(r, 29) / withheld(r, 19), std::exp(-2.0), 0.01);
    return 0;
  });
}

TEST(PartialDefection, AResolvedComplaintIsForgiven) {
  const auto left_over = [](double forgiven) {
    ComplaintDesk::Parameters desk;
    desk.seats = 50;
    desk.handling_time.mean = std::chrono::minutes{5};
    desk.complaint_probability = {1.0};
    desk.resolution.probability = {1.0};
    desk.exit = {{0.0}, {0.0}, {0.0}};
    Study study = shop({.recovery = std::nullopt, .forgiven = {forgiven}});
    study.with<ComplaintDesk>(desk);
    return only(study, [](const Reading& r) { return withheld(r, 29); });
  };
  EXPECT_GT(left_over(0.0), 0.7);
  EXPECT_LT(left_over(1.0), 0.1);
}

TEST(PartialDefection, ACallAfterAnApologyGivesPartOfTheRateBack) {
  const auto left_over = [](double gives_back) {
    ComplaintDesk::Parameters desk;
    desk.seats = 50;
    desk.handling_time.mean = std::chrono::minutes{5};
    desk.complaint_probability = {1.0};
    desk.exit = {{0.0}, {0.0}, {0.0}};
    desk.apology.share = {1.0};
    desk.apology.call = Apology::Call{.within = weeks(4), .gives_back = {gives_back}};
    Courtesy::Parameters courtesy;
    courtesy.call.detection.probability = {0.0};
    courtesy.follow_up = Courtesy::FollowUp{};
    Study study = shop({.recovery = std::nullopt});
    study.with<ComplaintDesk>(desk).with<Courtesy>(courtesy);
    return only(study, [](const Reading& r) { return withheld(r, 29); });
  };
  EXPECT_GT(left_over(0.0), 0.7);
  EXPECT_LT(left_over(1.0), 0.3);
}

TEST(PartialDefection, ABondBuffersIt) {
  Relationship::Parameters strong;
  strong.gain = 0.0;
  strong.decay.reset();
  strong.sales_cycle = Relationship::SalesCycle{.interactions = 9, .gain = 1.0};
  strong.buffer = {.most = {1.0}, .half = 1.0};
  Study study = shop({.recovery = std::nullopt});
  const double strangers = only(study, [](const Reading& r) { return withheld(r, 0); });
  study.with<Relationship>(strong);
  const double friends = only(study, [](const Reading& r) { return withheld(r, 0); });
  EXPECT_GT(friends, 0.0);
  EXPECT_LT(friends, 0.25 * strangers);  // the weight of a loss is 1 - 9 / 10
}

// M27: who leaves in the end has bought less before. Failures in the first four weeks make
// customers unhappy, and unhappy customers leave: the rate falls at once, the base much later.
TEST(PartialDefection, ComesBeforeLeaving) {
  Study study = shop({.recovery = weeks(20)});
  Satisfaction::Parameters lasting;
  lasting.decay.reset();
  Leaving::Parameters leaving{.hazard = per_week(0.01)};
  leaving.effects.satisfaction = 1.0;
  Purchasing::Parameters purchasing = steady_purchases(weeks(2));
  purchasing.effects.satisfaction = 0.0;
  study.with<Satisfaction>(lasting).with<Leaving>(leaving).with<Purchasing>(purchasing);
  study.policy({.starts = weeks(4)}).with<Service>({.failure_probability = {0.0}});
  only(study, [](const Reading& r) {
    const auto per_head = [&](std::size_t period) {
      return static_cast<double>(r.tally<Purchasing>(Purchasing::purchases, period)) /
             static_cast<double>(r.active(period));
    };
    EXPECT_LT(per_head(4), 0.75 * 0.5);
    EXPECT_GT(r.active(4), 1'600);
    EXPECT_LT(r.active(29), 1'400);
    return 0;
  });
}

}  // namespace
}  // namespace tenure::model
