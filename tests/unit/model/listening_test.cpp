// SPDX-License-Identifier: Apache-2.0
#include "model/mechanisms/listening.h"

#include <chrono>
#include <cmath>
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

/// 2,000 customers who buy once a week and fail in every second encounter; nothing is forgotten.
Study shop(const Listening::Parameters& listening) {
  Purchasing::Parameters purchases = steady_purchases(weeks(1));
  purchases.effects.relationship = 0.0;
  Study study(weeks(30), weeks(1));
  study.segment("all", 2'000)
      .with<Purchasing>(purchases)
      .with<Service>({.failure_probability = {0.5}})
      .with<Fatigue>({.decay = std::nullopt})
      .with<Relationship>({.gain = 0.0, .decay = std::nullopt})
      .with<Listening>(listening);
  return study;
}

std::int64_t sum(const Reading& r, Listening::Tally which) {
  return r.tally_from<Listening>(0, which);
}

double failure_share(const Reading& r, std::size_t from, std::size_t to) {
  std::int64_t failed = 0;
  std::int64_t encounters = 0;
  for (std::size_t week = from; week < to; ++week) {
    failed += r.tally<Service>(Service::failures, week);
    encounters += r.tally<Service>(Service::encounters, week);
  }
  return static_cast<double>(failed) / static_cast<double>(encounters);
}

template <class Mechanism>
double mean_at_end(const Reading& r) {
  const std::size_t last = r.periods() - 1;
  return 1e-6 * static_cast<double>(r.tally<Mechanism>(Mechanism::level_sum, last)) /
         static_cast<double>(r.tally<Mechanism>(Mechanism::level_count, last));
}

TEST(Listening, LongSurveysAreAnsweredLessAndTireMore) {
  Listening::Parameters p;
  p.surveys = Listening::Surveys{
      .share = {0.5}, .questions = 6.0, .patience = 12.0, .answered = {0.4}, .care = 0.01};
  p.surveys->cost = {25};
  only(shop(p), [](const Reading& r) {
    const auto encounters = static_cast<double>(r.tally_from<Service>(0, Service::encounters));
    const auto sent = static_cast<double>(sum(r, Listening::surveys_sent));
    const auto answered = static_cast<double>(sum(r, Listening::surveys_answered));
    EXPECT_NEAR(sent / encounters, 0.5, 0.01);
    EXPECT_NEAR(answered / sent, 0.4 * std::exp(-0.5), 0.012);
    EXPECT_EQ(sum(r, Listening::survey_cost), 25 * sum(r, Listening::surveys_sent));
    EXPECT_NEAR(mean_at_end<Fatigue>(r), 0.8 * 0.5 * sent / 2'000.0, 1e-4);
    EXPECT_NEAR(mean_at_end<Relationship>(r), 0.01 * std::exp(-0.5) * answered / 2'000.0, 1e-5);
    EXPECT_EQ(sum(r, Listening::customer_reports), 0);  // there is nothing to reveal
    return 0;
  });
}

/// One defect behind 80 % of failures that staff report once a week.
Listening::Parameters staffed() {
  Listening::Parameters p;
  p.surveys.reset();
  p.defects = {{.name = "door", .share = {0.8}, .staff = per_week(1.0)}};
  p.reports = 3;
  p.delay = weeks(2);
  p.improvement = {1.0};
  p.repair_cost = {700};
  p.cost = {100.0};
  return p;
}

TEST(Listening, WhatStaffReportIsRepairedAfterADelay) {
  only(shop(staffed()), [](const Reading& r) {
    EXPECT_EQ(sum(r, Listening::repairs), 1);
    std::size_t week = 0;
    std::int64_t reports = 0;
    while (r.tally<Listening>(Listening::repairs, week) == 0) {
      reports += r.tally<Listening>(Listening::staff_reports, week);
      ++week;
    }
    EXPECT_GE(reports, 3);
    EXPECT_GT(week, 1U);
    EXPECT_LT(week, 20U);
    const double days = 1e-6 * static_cast<double>(sum(r, Listening::repair_time)) / 86'400.0;
    EXPECT_EQ(static_cast<std::size_t>(days / 7.0), week);
    // The defect is gone, and nobody reports it any more.
    EXPECT_NEAR(failure_share(r, 0, week), 0.5, 0.03);
    EXPECT_NEAR(failure_share(r, week + 1, 30), 0.1, 0.01);
    EXPECT_EQ(r.tally_from<Listening>(week + 1, Listening::staff_reports), 0);
    EXPECT_EQ(sum(r, Listening::listening_cost), 700 + 100 * 210);
    return 0;
  });
}

TEST(Listening, EachRepairTakesAShareOfWhatIsLeft) {
  Listening::Parameters p = staffed();
  p.defects = {{.name = "door", .share = {0.5}, .market = per_week(200.0)},
               {.name = "till", .share = {0.5}, .revealed = {0.0}}};
  p.delay = weeks(10);
  p.improvement = {0.5};
  only(shop(p), [](const Reading& r) {
    EXPECT_EQ(sum(r, Listening::repairs), 2);
    EXPECT_EQ(sum(r, Listening::staff_reports), 0);
    EXPECT_NEAR(failure_share(r, 0, 10), 0.5, 0.015);
    EXPECT_NEAR(failure_share(r, 11, 20), 0.5 * 0.75, 0.015);
    EXPECT_NEAR(failure_share(r, 21, 30), 0.5 * 0.625, 0.015);
    // Half as many reports of what is half repaired.
    const auto reports = [&](std::size_t from) {
      std::int64_t all = 0;
      for (std::size_t week = from; week < from + 9; ++week) {
        all += r.tally<Listening>(Listening::market_reports, week);
      }
      return static_cast<double>(all);
    };
    EXPECT_NEAR(reports(0), 1'800.0, 170.0);
    EXPECT_NEAR(reports(11), 900.0, 120.0);
    return 0;
  });
}

/// Customers who are all asked, answer, and tell of the one defect.
Listening::Parameters open_hearted() {
  Listening::Parameters p;
  p.surveys = Listening::Surveys{
      .share = {1.0}, .questions = 0.0, .answered = {1.0}, .care = 0.0, .ignored = 0.15};
  p.surveys->act_within = weeks(5);
  p.defects = {{.name = "door", .revealed = {1.0}}};
  return p;
}

TEST(Listening, WhoSeesNothingDoneLosesFaith) {
  Listening::Parameters p = open_hearted();
  p.reports = 1'000'000'000;
  Study study = shop(p);
  study.with<Relationship>(
      {.gain = 1.0, .decay = std::nullopt, .sales_cycle = Relationship::SalesCycle{.gain = 2.0}});
  only(study, [](const Reading& r) {
    EXPECT_EQ(r.tally<Listening>(Listening::reports_ignored, 4), 0);
    EXPECT_EQ(sum(r, Listening::customer_reports), sum(r, Listening::surveys_answered));
    const auto ignored = static_cast<double>(sum(r, Listening::reports_ignored));
    // Sum over k of P(Gamma(k) <= 30 - 5 k): five weeks each, and the wait for an encounter before.
    EXPECT_NEAR(ignored / 2'000.0, 4.549, 0.046);
    const auto good = static_cast<double>(r.tally_from<Service>(0, Service::encounters) -
                                          r.tally_from<Service>(0, Service::failures));
    EXPECT_LT(mean_at_end<Relationship>(r), 2.0 + (good - 0.149 * ignored) / 2'000.0);
    EXPECT_GT(mean_at_end<Relationship>(r), 2.0 + (good - 0.151 * ignored) / 2'000.0);
    return 0;
  });
}

TEST(Listening, WhoSeesARepairInTimeKeepsIt) {
  Listening::Parameters p = open_hearted();
  p.reports = 1;
  p.delay = weeks(4);
  p.improvement = {0.0};
  only(shop(p), [](const Reading& r) {
    EXPECT_GE(sum(r, Listening::repairs), 7);
    EXPECT_EQ(sum(r, Listening::reports_ignored), 0);
    return 0;
  });
  p.surveys->act_within = weeks(3);
  only(shop(p), [](const Reading& r) {
    EXPECT_GT(sum(r, Listening::reports_ignored), 1'000);
    return 0;
  });
}

struct Outcome {
  std::vector<std::int64_t> counts;
  bool operator==(const Outcome&) const = default;
};

TEST(Listening, WindowsChangeNothing) {
  Listening::Parameters p = open_hearted();
  p.surveys->answered = {0.1};
  p.defects = {{.name = "door", .share = {0.5}, .revealed = {0.2}, .staff = per_week(3.0)},
               {.name = "till", .share = {0.3}, .revealed = {0.1}, .market = per_week(2.0)}};
  p.reports = 40;
  p.delay = weeks(2);
  p.cost = {33.3};
  const auto counted = [](const Study& study) {
    return only(study, [](const Reading& r) {
      Outcome all;
      for (std::size_t which = 0; which <= Listening::listening_cost; ++which) {
        for (std::size_t week = 0; week < 30; ++week) {
          all.counts.push_back(r.tally<Listening>(which, week));
        }
      }
      return all;
    });
  };
  Study shorter = shop(p);
  shorter.window(std::chrono::hours{7});
  EXPECT_EQ(counted(shop(p)), counted(shorter));
}

TEST(Listening, APolicyMayBeginToListen) {
  Listening::Parameters deaf = staffed();
  deaf.defects.front().staff = {0.0};
  deaf.cost = {0.0};
  Study study = shop(deaf);
  study.policy({.starts = weeks(10)}).with<Listening>(staffed());
  only(study, [](const Reading& r) {
    EXPECT_EQ(r.tally_from<Listening>(0, Listening::repairs), 1);
    for (std::size_t week = 0; week < 10; ++week) {
      EXPECT_EQ(r.tally<Listening>(Listening::staff_reports, week), 0);
    }
    EXPECT_NEAR(failure_share(r, 0, 10), 0.5, 0.02);
    EXPECT_LT(failure_share(r, 25, 30), 0.2);
    EXPECT_EQ(sum(r, Listening::listening_cost), 700 + 100 * 140);
    return 0;
  });
}

struct Collected final : Problems {
  std::vector<std::string> paths;
  void add(std::string_view path, std::string, std::string, std::string) override {
    paths.emplace_back(path);
  }
};

TEST(ListeningParameters, AreRefusedWhereTheyDoNotFitTogether) {
  Listening::Parameters p;
  p.defects = {{.name = "a", .share = {0.7}, .revealed = {0.6}},
               {.name = "b", .share = {0.4}, .revealed = {0.5}}};
  Collected problems;
  Listening::Parameters::check(p, problems);
  EXPECT_EQ(problems.paths, (std::vector<std::string>{"defects", "defects"}));
  Collected idle;
  Listening::Parameters::check({.surveys = std::nullopt, .defects = {}}, idle);
  EXPECT_EQ(idle.paths, std::vector<std::string>{""});
}

}  // namespace
}  // namespace tenure::model
