// SPDX-License-Identifier: Apache-2.0
#include "model/mechanisms/assortment.h"

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

Study shop(const Assortment::Parameters& assortment) {
  Study study(weeks(20), weeks(1));
  study.segment("all", 1'000)
      .with<Purchasing>(steady_purchases(weeks(1)))
      .with<Assortment>(assortment)
      .with<Finance>({});
  return study;
}

TEST(Assortment, AWiderRangeBringsPurchasesWithDiminishingReturns) {
  const auto purchases = [](double breadth) {
    return only(shop({.breadth = breadth}), [](const Reading& r) {
      return static_cast<double>(r.tally_from<Purchasing>(0, Purchasing::purchases));
    });
  };
  const double usual = purchases(5.0);
  EXPECT_NEAR(purchases(10.0) / usual, 1.368, 0.03);  // (1 - e^-2) / (1 - e^-1)
  EXPECT_NEAR(purchases(15.0) / usual, 1.503, 0.03);
  EXPECT_NEAR(purchases(2.5) / usual, 0.622, 0.02);
}

TEST(Assortment, ARangeIsPaidForByTheYear) {
  Assortment::Parameters wide{.breadth = 8.0};
  wide.cost = {700.0};  // 7.00 a day for each of three categories more
  only(shop(wide), [](const Reading& r) {
    for (std::size_t p = 0; p < 20; ++p) {
      EXPECT_EQ(r.tally<Assortment>(Assortment::range_cost, p), 7 * 2'100) << p;
    }
    return 0;
  });
}

TEST(Assortment, APolicyPaysForItsRangeWhileItHolds) {
  Assortment::Parameters wide{.breadth = 6.0};
  wide.cost = {1'000.0};
  Study study = shop({});
  study.policy({.starts = weeks(5), .ends = weeks(9)}).with<Assortment>(wide);
  only(study, [](const Reading& r) {
    EXPECT_EQ(r.tally<Assortment>(Assortment::range_cost, 4), 0);
    EXPECT_EQ(r.tally<Assortment>(Assortment::range_cost, 5), 7'000);
    EXPECT_EQ(r.tally<Assortment>(Assortment::range_cost, 8), 7'000);
    EXPECT_EQ(r.tally<Assortment>(Assortment::range_cost, 9), 0);
    return 0;
  });
}

TEST(Assortment, AddOnsThatFitAddCategoriesUpToTheRange) {
  Assortment::Parameters p{.breadth = 5.0};
  p.add_ons = Assortment::AddOns{.offered = {1.0}, .needs_known = {1.0}};
  only(shop(p), [](const Reading& r) {
    EXPECT_EQ(r.tally_from<Assortment>(0, Assortment::add_ons_misfitted), 0);
    EXPECT_EQ(r.tally_from<Assortment>(0, Assortment::add_ons_bought),
              r.tally<Assortment>(Assortment::categories_sum, 19));
    EXPECT_EQ(r.tally<Assortment>(Assortment::categories_sum, 19), 4'000);
    // With four categories more a basket of 10.00 is one of 14.00.
    EXPECT_EQ(r.tally<Purchasing>(Purchasing::revenue, 19),
              1'400 * r.tally<Purchasing>(Purchasing::purchases, 19));
    return 0;
  });
}

TEST(Assortment, AddOnsThatDoNotFitComeBackAndAreResented) {
  Assortment::Parameters p;
  p.add_ons = Assortment::AddOns{.offered = {0.5}, .needs_known = {0.0}, .misfit = 0.4};
  Study study = shop(p);
  Satisfaction::Parameters lasting;
  lasting.range = {-1'000.0, 1.0};
  lasting.decay.reset();
  study.with<Satisfaction>(lasting);
  only(study, [](const Reading& r) {
    const auto back = r.tally_from<Assortment>(0, Assortment::add_ons_misfitted);
    EXPECT_GT(back, 8'000);
    EXPECT_EQ(r.tally_from<Assortment>(0, Assortment::add_ons_bought), back);
    EXPECT_EQ(r.tally_from<Assortment>(0, Assortment::assortment_cost), 500 * back);
    EXPECT_EQ(r.tally_from<Finance>(0, Finance::cost_to_serve), 500 * back);
    // Severity 0.4 at a loss of 0.5 each.
    EXPECT_NEAR(1e-6 * static_cast<double>(r.tally<Satisfaction>(Satisfaction::level_sum, 19)),
                -0.2 * static_cast<double>(back), 1.0);
    return 0;
  });
}

TEST(Assortment, WhoBuysAcrossTheRangeStaysLonger) {
  const auto stay = [](double hazard) {
    Assortment::Parameters p{.breadth = 5.0};
    p.add_ons = Assortment::AddOns{.offered = {1.0}, .needs_known = {1.0}, .hazard = hazard};
    Study study = shop(p);
    study.with<Leaving>({.hazard = per_week(0.05)});
    return only(study, [](const Reading& r) { return r.active(19); });
  };
  EXPECT_GT(stay(0.15), stay(0.0) + 80);
}

TEST(Assortment, ReleasesComeAtTheirTimesAndAShareTakesThem) {
  Assortment::Parameters p;
  p.upgrades = Assortment::Upgrades{.every = weeks(6), .taken = {0.4}, .cost = {1'500}};
  only(shop(p), [](const Reading& r) {
    for (std::size_t week = 0; week < 20; ++week) {
      const auto taken = static_cast<double>(r.tally<Assortment>(Assortment::upgrades_taken, week));
      EXPECT_NEAR(taken, week == 6 || week == 12 || week == 18 ? 400.0 : 0.0, 80.0) << week;
      EXPECT_EQ(r.tally<Assortment>(Assortment::assortment_cost, week),
                1'500 * r.tally<Assortment>(Assortment::upgrades_taken, week));
    }
    EXPECT_EQ(r.tally<Assortment>(Assortment::upgrades_taken, 5), 0);
    return 0;
  });
}

struct Collected final : Problems {
  std::vector<std::string> paths;
  void add(std::string_view path, std::string, std::string, std::string) override {
    paths.emplace_back(path);
  }
};

TEST(AssortmentParameters, AreRefusedWhereTheyDoNotFitTogether) {
  Assortment::Parameters p{.breadth = 1.0};
  p.cost = {100.0};
  p.add_ons = Assortment::AddOns{};
  Collected problems;
  Assortment::Parameters::check(p, problems);
  EXPECT_EQ(problems.paths, (std::vector<std::string>{"cost", "add_ons"}));
}

}  // namespace
}  // namespace tenure::model
