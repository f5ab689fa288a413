// SPDX-License-Identifier: Apache-2.0
#include "model/apology.h"

#include <cstdint>

#include <gtest/gtest.h>

#include "engine/team.h"
#include "tests/verification/study.h"

namespace tenure::model {
namespace {

using verification::Reading;
using verification::steady_purchases;
using verification::Study;
using verification::weeks;

TEST(Apology, IsWorthWhatItIsMeant) {
  EXPECT_DOUBLE_EQ((Apology{.gain = 0.4, .sincerity = {1.0}}.worth()), 0.4);
  EXPECT_DOUBLE_EQ((Apology{.gain = 0.4, .sincerity = {0.65}}.worth()), 0.2);
  EXPECT_DOUBLE_EQ((Apology{.gain = 0.4, .sincerity = {0.3}}.worth()), 0.0);
  EXPECT_LT((Apology{.gain = 0.4, .sincerity = {0.29}}.worth()), 0.0);
  EXPECT_DOUBLE_EQ((Apology{.gain = 0.7, .sincerity = {0.0}}.worth()), -0.3);
}

TEST(Apology, WearsOffIfItIsScripted) {
  const Apology scripted{.wears_off = {0.4}};
  EXPECT_EQ(scripted.freshness(0), 1.0);
  EXPECT_DOUBLE_EQ(scripted.freshness(1), 0.6);
  EXPECT_DOUBLE_EQ(scripted.freshness(3), 0.216);
  EXPECT_EQ((Apology{.wears_off = {1.0}}.freshness(1)), 0.0);
  EXPECT_EQ((Apology{.wears_off = {0.0}}.freshness(9)), 1.0);
}

struct Felt {
  double satisfaction = 0.0;  ///< of all
  double failures = 0.0;
  double apologies = 0.0;
  double calls = 0.0;     ///< after apologies
  double withheld = 0.0;  ///< of their rates of purchases, at the end
};

/// 50 customers whose every encounter, 10 weeks apart in the mean, fails, is complained about, and
/// is called about. Nothing fades, nobody leaves.
Felt felt(const Apology& apology, engine::Duration call_after = weeks(1),
          std::optional<Service::QualityGate> gate = std::nullopt,
          std::optional<PartialDefection::Parameters> defection = std::nullopt) {
  ComplaintDesk::Parameters desk;
  desk.seats = 50;
  desk.handling_time.mean = std::chrono::minutes{1};
  desk.patience.reset();
  desk.complaint_probability = {1.0};
  desk.exit = {{0.0}, {0.0}, {0.0}};
  desk.wait_loss = 0.0;
  desk.apology = apology;
  Courtesy::Parameters courtesy;
  courtesy.call.detection.probability = {0.0};
  courtesy.follow_up = Courtesy::FollowUp{.after = call_after};
  Study study(weeks(500), weeks(500));
  study.segment("all", 50)
      .with<Purchasing>(steady_purchases(weeks(10)))
      .with<Service>({.failure_probability = {1.0}, .quality_gate = gate})
      .with<Satisfaction>({.range = {-1e6, 1e6}, .decay = std::nullopt})
      .with<ComplaintDesk>(desk)
      .with<Courtesy>(courtesy);
  if (defection) study.with<PartialDefection>(*defection);
  const Model model(study);
  engine::Team alone(1);
  const Record record = Simulation(model, 0, alone, Execution{.verify_every_window = true}).run();
  const Reading r(model, record);
  return {1e-6 * static_cast<double>(r.tally<Satisfaction>(Satisfaction::level_sum, 0)),
          static_cast<double>(r.tally<Service>(Service::failures, 0)),
          static_cast<double>(r.tally<ComplaintDesk>(ComplaintDesk::apologies, 0)),
          static_cast<double>(r.tally<ComplaintDesk>(ComplaintDesk::apologies_followed_up, 0)),
          defection ? 1e-6 * static_cast<double>(
                                 r.tally<PartialDefection>(PartialDefection::withheld_sum, 0))
                    : 0.0};
}

TEST(Apology, GivesSatisfactionOrTakesMore) {
  for (const double sincerity : {1.0, 0.65, 0.0}) {
    const Apology apology{.share = {0.5}, .sincerity = {sincerity}};
    const Felt all = felt(apology);
    EXPECT_NEAR(all.apologies / all.failures, 0.5, 0.06) << sincerity;
    EXPECT_NEAR(all.satisfaction, -0.5 * all.failures + apology.worth() * all.apologies, 0.01)
        << sincerity;
    EXPECT_EQ(all.calls, 0.0);
  }
}

TEST(Apology, FromAScriptIsBelievedOnce) {
  const Felt all = felt({.share = {1.0}, .wears_off = {1.0}});
  EXPECT_NEAR(all.satisfaction, -0.5 * all.failures + 0.4 * 50, 0.01);
  // One that does harm goes on doing it.
  const Felt insincere = felt({.share = {1.0}, .sincerity = {0.0}, .wears_off = {1.0}});
  EXPECT_NEAR(insincere.satisfaction,
              -0.5 * insincere.failures - 0.4 * 0.3 / 0.7 * insincere.apologies, 0.01);
}

TEST(Apology, IsMadeGoodForByACallSoonAfterIt) {
  Apology apology{.share = {1.0}};
  apology.call = Apology::Call{.within = weeks(2), .gives_back = {0.3}};
  // Most calls come a day to two weeks after the failure, the answer after a day.
  const Felt soon = felt(apology);
  EXPECT_GT(soon.calls, 0.6 * soon.apologies);
  EXPECT_LT(soon.calls, soon.apologies);
  // What is given back is of one failure of 0.5; where a second came before the call, of that.
  EXPECT_NEAR(soon.satisfaction,
              -0.5 * soon.failures + 0.4 * soon.apologies + 0.3 * 0.5 * soon.calls, 0.5);
  apology.call->within = engine::kDay;
  const Felt late = felt(apology, weeks(8));
  EXPECT_LT(late.calls, 0.1 * late.apologies);
}

TEST(Apology, WithACallGivesBackTheRateOfPurchasesToo) {
  Apology apology{.share = {1.0}};
  apology.call = Apology::Call{.gives_back = {0.0}};
  const PartialDefection::Parameters defection{.loss = {0.05}, .recovery = std::nullopt};
  const Felt kept_back = felt(apology, weeks(1), std::nullopt, defection);
  apology.call->gives_back = {1.0};
  const Felt given_back = felt(apology, weeks(1), std::nullopt, defection);
  EXPECT_GT(kept_back.withheld, 20.0);  // of 50
  EXPECT_LT(given_back.withheld, 0.3 * kept_back.withheld);
}

TEST(Apology, CountsLittleBeforeAShutGate) {
  const Felt all =
      felt({.share = {1.0}}, weeks(1), Service::QualityGate{.steepness = 1e4, .memory = 1.0});
  EXPECT_NEAR(all.satisfaction, -0.5 * all.failures, 0.01);
}

}  // namespace
}  // namespace tenure::model
