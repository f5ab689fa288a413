// SPDX-License-Identifier: Apache-2.0
#include "model/mechanisms/pricing.h"

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

constexpr std::int64_t kCustomers = 500;

template <class Read>
auto only(const Specification& specification, Read&& read) {
  return replicate(specification, 1, std::forward<Read>(read)).front();
}

/// Purchases at 10.00 a week, at a margin of 40 %, and fees of 20.00 every other week.
Study shop(Pricing::Parameters pricing) {
  Study study(weeks(20), weeks(1));
  study.segment("all", kCustomers)
      .with<Pricing>(std::move(pricing))
      .with<Purchasing>(steady_purchases(weeks(1)))
      .with<Contract>({.fee = {2'000}, .billing_interval = weeks(2)})
      .with<Finance>({.margin = {0.4}})
      .with<Leaving>({.hazard = per_week(0.01)});
  return study;
}

Pricing::Parameters changes_by(double share, double at_week = 10.0) {
  Pricing::Parameters pricing;
  pricing.changes = {{.at = weeks(at_week), .by = share}};
  pricing.adaptation.reset();
  return pricing;
}

double gap(const Reading& r, std::size_t period) {
  return 1e-6 * static_cast<double>(r.tally<Pricing>(Pricing::gap_sum, period)) /
         static_cast<double>(r.tally<Pricing>(Pricing::gap_count, period));
}

TEST(Pricing, BasketsAndFeesScaleAndTheCostOfWhatIsSoldDoesNot) {
  only(shop(changes_by(0.1)), [](const Reading& r) {
    for (std::size_t p = 0; p < 20; ++p) {
      const std::int64_t bought = r.tally<Purchasing>(Purchasing::purchases, p);
      const std::int64_t billed = r.tally<Contract>(Contract::fees, p) / (p < 10 ? 2'000 : 2'200);
      const std::int64_t extra = p < 10 ? 0 : 1;
      EXPECT_EQ(r.tally<Purchasing>(Purchasing::revenue, p), (1'000 + 100 * extra) * bought) << p;
      EXPECT_EQ(r.tally<Contract>(Contract::fees, p), (2'000 + 200 * extra) * billed) << p;
      EXPECT_EQ(r.tally<Finance>(Finance::margin_earned, p),
                (400 + 100 * extra) * bought + (800 + 200 * extra) * billed)
          << p;
    }
    return 0;
  });
}

TEST(Pricing, TheReferenceFollowsThePrice) {
  Pricing::Parameters pricing = changes_by(0.1);
  pricing.adaptation = per_week(0.2);
  only(shop(pricing), [](const Reading& r) {
    EXPECT_EQ(gap(r, 8), 0.0);
    EXPECT_NEAR(gap(r, 10), 0.1 * std::exp(-0.2), 2e-6);
    EXPECT_NEAR(gap(r, 19), 0.1 * std::exp(-2.0), 2e-6);
    return 0;
  });
}

TEST(Pricing, ChangesFollowEachOther) {
  Pricing::Parameters pricing = changes_by(0.1);
  pricing.changes.push_back({.at = weeks(15), .to = 0.88});
  only(shop(pricing), [](const Reading& r) {
    EXPECT_NEAR(gap(r, 13), 0.1, 1e-6);
    EXPECT_NEAR(gap(r, 19), -0.12, 1e-6);
    return 0;
  });
}

TEST(Pricing, WhoJoinsLaterTakesThePriceForGranted) {
  Study study(weeks(20), weeks(1));
  study.segment("all", 0)
      .with<Acquisition>({.arrivals = per_week(50.0)})
      .with<Pricing>({.level = 1.5});
  only(study, [](const Reading& r) {
    EXPECT_GT(r.tally<Pricing>(Pricing::gap_count, 19), 500);
    EXPECT_EQ(r.tally<Pricing>(Pricing::gap_sum, 19), 0);
    return 0;
  });
}

TEST(Pricing, TheInitialBaseIsUsedToTheUsualPrice) {
  Pricing::Parameters pricing;
  pricing.level = 1.5;
  pricing.adaptation.reset();
  EXPECT_NEAR(only(shop(pricing), [](const Reading& r) { return gap(r, 3); }), 0.5, 1e-6);
}

TEST(Pricing, APolicyThatSetsAnotherLevelIsAChangeOfThePrice) {
  Specification specification = shop({.level = 1.2, .adaptation = std::nullopt});
  Segment& segment = specification.segments.front();
  segment.without_policy = segment.sections;
  std::get<kIndexOf<Pricing>>(*segment.without_policy)->level = 1.0;
  specification.terms.starts = weeks(5);
  specification.terms.ends = weeks(15);
  only(specification, [](const Reading& r) {
    EXPECT_EQ(gap(r, 3), 0.0);
    EXPECT_NEAR(gap(r, 10), 0.2, 1e-6);
    EXPECT_NEAR(gap(r, 19), 0.0, 1e-6);
    return 0;
  });
}

TEST(Pricing, AnUnfairRiseCostsSatisfactionAndACutDoesNot) {
  const auto satisfaction = [](double share) {
    Pricing::Parameters pricing = changes_by(share);
    pricing.changes.front().severity = 1.5;
    Study study = shop(pricing);
    study.with<Satisfaction>({.decay = std::nullopt, .failure_loss = 0.4});
    return only(study, [](const Reading& r) {
      return 1e-6 * static_cast<double>(r.tally<Satisfaction>(Satisfaction::level_sum, 19)) /
             static_cast<double>(r.tally<Satisfaction>(Satisfaction::level_count, 19));
    });
  };
  EXPECT_NEAR(satisfaction(0.1), -0.6, 1e-6);
  EXPECT_EQ(satisfaction(-0.1), 0.0);
}

TEST(Pricing, MakesRivalsOffersBetter) {
  const auto accepted = [](double level) {
    Rivals::Parameters rivals{.offer_interval = weeks(2)};
    rivals.acceptance.logit.constant = -3.0;
    Pricing::Parameters pricing{.level = level, .adaptation = std::nullopt};
    pricing.effects.hazard = 0.0;
    Study study = shop(pricing);
    study.with<Rivals>(rivals);
    return only(study,
                [](const Reading& r) { return r.tally_from<Rivals>(0, Rivals::offers_accepted); });
  };
  EXPECT_GT(accepted(1.2), accepted(1.0) + 50);
  EXPECT_LT(accepted(0.8), accepted(1.0));
}

}  // namespace
}  // namespace tenure::model
