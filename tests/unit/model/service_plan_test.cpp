// SPDX-License-Identifier: Apache-2.0
#include "model/mechanisms/service_plan.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "engine/team.h"
#include "tests/verification/study.h"

namespace tenure::model {
namespace {

using verification::per_week;
using verification::Reading;
using verification::Study;
using verification::weeks;

template <class Read>
auto outcome(const Specification& specification, Read&& read) {
  const Model model(specification);
  engine::Team alone(1);
  const Record record = Simulation(model, 0, alone, Execution{.verify_every_window = true}).run();
  return read(Reading(model, record));
}

/// Two and a half years of a product that fails every 8 weeks.
Study owners(ServicePlan::Parameters plan, double leaving = 0.0) {
  plan.time_between_failures = weeks(8);
  Study study(engine::from_days(913.0), engine::from_days(913.0));
  study.segment("all", 100)
      .with<ServicePlan>(plan)
      .with<Satisfaction>({.range = {-1e6, 1e6}, .decay = std::nullopt})
      .with<Finance>({.margin = {0.0}, .fee_margin = Probability{1.0}});
  if (leaving > 0.0) {
    Leaving::Parameters hazard{.hazard = per_week(leaving)};
    hazard.effects.satisfaction = 0.0;
    study.with<Leaving>(hazard);
  }
  return study;
}

double satisfaction(const Reading& r) {
  return 1e-6 * static_cast<double>(r.tally<Satisfaction>(Satisfaction::level_sum, 0));
}

TEST(ServicePlan, DowntimeIsFeltByItsLength) {
  outcome(owners({.reliability = {1.0}, .downtime_loss = 0.05}), [](const Reading& r) {
    const engine::Duration down{r.tally<ServicePlan>(ServicePlan::downtime_sum, 0)};
    EXPECT_GT(r.tally<ServicePlan>(ServicePlan::repairs, 0), 900);
    EXPECT_EQ(r.tally<ServicePlan>(ServicePlan::sla_misses, 0), 0);
    EXPECT_NEAR(satisfaction(r), -0.05 * engine::in_days(down), 0.1);
    return 0;
  });
}

TEST(ServicePlan, AProviderWhoFailsReflectsOnTheFirm) {
  const ServicePlan::Parameters plan{.reliability = {0.0}, .downtime_loss = 0.0, .blame = 0.7};
  outcome(owners(plan), [](const Reading& r) {
    const std::int64_t repairs = r.tally<ServicePlan>(ServicePlan::repairs, 0);
    EXPECT_EQ(r.tally<ServicePlan>(ServicePlan::sla_misses, 0), repairs);
    EXPECT_NEAR(satisfaction(r), -0.7 * static_cast<double>(repairs), 0.1);
    return 0;
  });
}

TEST(ServicePlan, AnUnreliableProviderCanBeWorseThanNone) {
  const auto felt = [](PlanKind plan, double reliability) {
    return outcome(owners({.plan = plan, .reliability = {reliability}, .blame = 3.0}),
                   satisfaction);
  };
  EXPECT_GT(felt(PlanKind::ship_back, 1.0), felt(PlanKind::none, 1.0));
  EXPECT_LT(felt(PlanKind::ship_back, 0.3), felt(PlanKind::none, 0.3));
}

TEST(ServicePlan, CoverIsPaidForYearByYearInAdvance) {
  ServicePlan::Parameters plan;
  plan.cost = {1'200 / engine::kDaysPerYear};
  plan.price = MoneyRate{2'000 / engine::kDaysPerYear};
  plan.repair_cost = {700};
  outcome(owners(plan), [](const Reading& r) {
    const std::int64_t failures = r.tally<ServicePlan>(ServicePlan::product_failures, 0);
    EXPECT_EQ(r.tally<ServicePlan>(ServicePlan::plan_fees, 0), 100 * 3 * 2'000);
    EXPECT_EQ(r.tally<ServicePlan>(ServicePlan::plan_cost, 0), 100 * 3 * 1'200 + 700 * failures);
    EXPECT_EQ(r.tally<Finance>(Finance::margin_earned, 0), 100 * 3 * 2'000);
    EXPECT_EQ(r.tally<Finance>(Finance::cost_to_serve, 0), 100 * 3 * 1'200 + 700 * failures);
    return 0;
  });
}

TEST(ServicePlan, WhoHasNoneWaitsLongerAndCostsNothing) {
  ServicePlan::Parameters plan{.plan = PlanKind::on_site, .share = {0.0}, .reliability = {0.0}};
  plan.cost = {100.0};
  plan.repair_cost = {700};
  const auto mean_days = [](const Reading& r) {
    return engine::in_days(engine::Duration{r.tally<ServicePlan>(ServicePlan::downtime_sum, 0)}) /
           static_cast<double>(r.tally<ServicePlan>(ServicePlan::repairs, 0));
  };
  outcome(owners(plan), [&](const Reading& r) {
    EXPECT_EQ(r.tally<ServicePlan>(ServicePlan::plan_cost, 0), 0);
    EXPECT_EQ(r.tally<ServicePlan>(ServicePlan::sla_misses, 0), 0);
    EXPECT_NEAR(mean_days(r), 28.0, 5.0);  // of 1,100 exponential ones
    return 0;
  });
  plan.share = {1.0};
  outcome(owners(plan), [&](const Reading& r) {
    EXPECT_NEAR(mean_days(r), 0.7, 0.12);
    return 0;
  });
}

TEST(ServicePlan, LosesNoProductOfThoseWhoLeave) {
  // The law is checked after every window.
  outcome(owners({.downtime = weeks(8)}, 0.02), [](const Reading& r) {
    EXPECT_GT(r.tally<ServicePlan>(ServicePlan::given_up, 0), 10);
    return 0;
  });
}

TEST(ServicePlan, APolicyMayBringItAndTakeItAway) {
  ServicePlan::Parameters better{.plan = PlanKind::on_site};
  better.cost = {1'200 / engine::kDaysPerYear};
  better.time_between_failures = weeks(8);
  // Better from the 300th to the 800th day; the plan that was there before costs nothing.
  Study improved = owners({});
  improved.policy({.starts = engine::from_days(300.0), .ends = engine::from_days(800.0)})
      .with<ServicePlan>(better);
  outcome(improved, [](const Reading& r) {
    EXPECT_EQ(r.tally<ServicePlan>(ServicePlan::plan_cost, 0), 100 * 2 * 1'200);
    return 0;
  });
  // And where nothing was before.
  Study study(engine::from_days(913.0), engine::from_days(913.0));
  study.segment("all", 100).with<Finance>({});
  study.policy({.starts = engine::from_days(300.0), .ends = engine::from_days(800.0)})
      .with<ServicePlan>(better);
  outcome(study, [](const Reading& r) {
    EXPECT_EQ(r.tally<ServicePlan>(ServicePlan::plan_cost, 0), 100 * 2 * 1'200);
    EXPECT_GT(r.tally<ServicePlan>(ServicePlan::product_failures, 0), 500);
    return 0;
  });
}

TEST(ServicePlan, ABudgetRefusesCoverThatItHasNoMoneyFor) {
  ServicePlan::Parameters plan{.plan = PlanKind::on_site};
  plan.cost = {1'200 / engine::kDaysPerYear};
  plan.time_between_failures = weeks(8);
  Study study(engine::from_days(913.0), engine::from_days(913.0));
  study.segment("all", 100).with<Finance>({});
  study
      .policy({.starts = engine::from_days(100.0),
               .budget = MoneyRate{30 * 1'200 / engine::kDaysPerYear},
               .sections = {"service_plan"}})
      .with<ServicePlan>(plan);
  outcome(study, [](const Reading& r) {
    EXPECT_EQ(r.tally<ServicePlan>(ServicePlan::plan_cost, 0), 3 * 30 * 1'200);
    EXPECT_EQ(r.tally<ServicePlan>(ServicePlan::refused, 0), 3 * 70);
    return 0;
  });
}

struct Collected final : Problems {
  std::vector<std::string> paths;
  void add(std::string_view path, std::string, std::string, std::string) override {
    paths.emplace_back(path);
  }
};

TEST(ServicePlan, NothingIsPaidForNoPlan) {
  ServicePlan::Parameters p{.plan = PlanKind::none};
  p.cost = {1.0};
  p.price = MoneyRate{1.0};
  Collected problems;
  ServicePlan::Parameters::check(p, problems);
  EXPECT_EQ(problems.paths, (std::vector<std::string>{"cost", "price"}));
}

}  // namespace
}  // namespace tenure::model
