// SPDX-License-Identifier: Apache-2.0
#include "model/mechanisms/development.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

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

Development::Parameters standing(double engaged, double extraordinary) {
  Development::Parameters p;
  p.ordinary.up = p.engaged.up = p.engaged.down = p.extraordinary.down = Rate{0.0};
  p.engaged.at_joining = {engaged};
  p.extraordinary.at_joining = {extraordinary};
  return p;
}

Study shop(const Development::Parameters& development, engine::Duration interval = weeks(3)) {
  Study study(weeks(20), weeks(1));
  study.segment("all", 1'000)
      .with<Purchasing>(steady_purchases(interval))
      .with<Development>(development);
  return study;
}

std::int64_t count(const Reading& r, std::size_t phase, std::size_t period) {
  return r.tally<Development>(Development::ordinary_count + phase, period);
}

TEST(Development, CustomersJoinInTheirPhase) {
  only(shop(standing(0.3, 0.1)), [](const Reading& r) {
    EXPECT_NEAR(static_cast<double>(count(r, 0, 19)), 600.0, 80.0);
    EXPECT_NEAR(static_cast<double>(count(r, 1, 19)), 300.0, 75.0);
    EXPECT_NEAR(static_cast<double>(count(r, 2, 19)), 100.0, 50.0);
    EXPECT_EQ(count(r, 2, 0), count(r, 2, 19));
    return 0;
  });
}

TEST(Development, APhaseMultipliesTheRateAndTheBasket) {
  const auto bought = [](const Reading& r) {
    return std::pair{r.tally_from<Purchasing>(0, Purchasing::purchases),
                     r.tally_from<Purchasing>(0, Purchasing::revenue)};
  };
  const auto [best, revenue] = only(shop(standing(0.0, 1.0)), bought);
  const auto [fast, usual] = only(shop(standing(0.0, 0.0), weeks(1)), bought);
  EXPECT_EQ(best, fast);
  EXPECT_EQ(revenue, 3 * usual);
}

TEST(Development, SpendIsCountedByPhase) {
  only(shop(standing(0.3, 0.2)), [](const Reading& r) {
    const auto best = r.tally_from<Development>(0, Development::extraordinary_spent);
    const auto all = r.tally_from<Development>(0, Development::all_spent);
    EXPECT_EQ(all, r.tally_from<Purchasing>(0, Purchasing::revenue));
    // 0.2 x 9 of 0.5 + 0.3 x 2.56 + 0.2 x 9.
    EXPECT_NEAR(static_cast<double>(best) / static_cast<double>(all), 1.8 / 3.068, 0.06);
    return 0;
  });
}

TEST(Development, WhatGoesUpHasGoneDownOrIsThere) {
  Development::Parameters p;
  p.ordinary.up = p.engaged.up = p.engaged.down = p.extraordinary.down = per_week(0.2);
  only(shop(p), [](const Reading& r) {
    EXPECT_EQ(r.tally_from<Development>(0, Development::advances) -
                  r.tally_from<Development>(0, Development::relapses),
              count(r, 1, 19) + 2 * count(r, 2, 19));
    EXPECT_GT(r.tally_from<Development>(0, Development::relapses), 500);
    return 0;
  });
}

TEST(Development, APhaseOnceReachedStaysWhileAPolicyRests) {
  Development::Parameters p = standing(0.0, 0.0);
  p.ordinary.up = per_week(1.0);
  Study study = shop(standing(0.0, 0.0));
  study.policy({.starts = weeks(5), .ends = weeks(7)}).with<Development>(p);
  only(study, [](const Reading& r) {
    EXPECT_EQ(count(r, 1, 4), 0);
    const std::int64_t reached = count(r, 1, 6);
    EXPECT_NEAR(static_cast<double>(reached), 865.0, 60.0);  // 1 - e^-2
    EXPECT_EQ(count(r, 1, 19), reached);
    return 0;
  });
}

TEST(Development, TheSatisfiedRiseAndTheOthersFall) {
  const auto risen = [](double start) {
    Development::Parameters p;
    p.ordinary.up = p.engaged.up = p.engaged.down = p.extraordinary.down = per_week(0.05);
    Study study = shop(p);
    study.with<Satisfaction>({.start = start});
    return only(study, [](const Reading& r) { return count(r, 1, 19) + count(r, 2, 19); });
  };
  EXPECT_GT(risen(1.5), risen(0.0) + 50);
  EXPECT_LT(risen(-1.5), risen(0.0) - 50);
}

struct Collected final : Problems {
  std::vector<std::string> said;
  void add(std::string_view path, std::string, std::string, std::string suggestion) override {
    said.push_back(std::string(path) + ": " + suggestion);
  }
};

TEST(DevelopmentParameters, SharesAtJoiningAddUpToOneAtMost) {
  Collected problems;
  Development::Parameters::check(standing(0.7, 0.3), problems);
  EXPECT_TRUE(problems.said.empty());
  Development::Parameters::check(standing(0.75, 0.3), problems);
  EXPECT_EQ(problems.said, std::vector<std::string>{"extraordinary.at_joining: 25 %"});
}

}  // namespace
}  // namespace tenure::model
