// SPDX-License-Identifier: Apache-2.0
//
// What must be true of any model of customers, without knowing the right answer.
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/determinism/comparison.h"
#include "tests/determinism/rich_study.h"

namespace tenure::determinism {
namespace {

using namespace tenure::model;
using verification::per_week;
using verification::Reading;
using verification::replicate;
using verification::Study;
using verification::weeks;

/// A firm whose every time is `stretch` times as long.
Study stretched(double stretch) {
  const auto days = [&](double n) { return engine::from_days(stretch * n); };
  Purchasing::Parameters purchasing;
  purchasing.mean_interval = days(6.0);
  purchasing.seasonality = Purchasing::Seasonality{.amplitude = 0.5, .period = days(300.0)};
  Satisfaction::Parameters satisfaction;
  satisfaction.decay = Rate{0.01 / stretch};
  ComplaintDesk::Parameters desk;
  desk.seats = 2;
  desk.handling_time.mean = days(0.25);
  desk.reply_delay = days(1.0);
  desk.patience = days(0.5);
  desk.resolution.decay_with_wait = Rate{0.05 / stretch};
  desk.wait_loss = 0.05 / stretch;
  Study study(days(280.0), days(40.0));
  study.segment("all", 1'500)
      .with<Purchasing>(purchasing)
      .with<Service>({.failure_probability = {0.1}})
      .with<Expectations>({})
      .with<Satisfaction>(satisfaction)
      .with<ComplaintDesk>(desk)
      .with<Rivals>({.offer_interval = days(40.0)})
      .with<Leaving>({.weibull = Leaving::Weibull{days(500.0), 0.8}});
  return study;
}

/// Those counts that are not times themselves.
Counts without_times(Counts counts) {
  for (const char* time :
       {"_complaint_wait_sum", "_complaint_open_wait_sum", "_desk_busy_time", "_desk_seat_time"}) {
    std::erase_if(counts,
                  [&](const auto& entry) { return entry.first.find(time) != std::string::npos; });
  }
  return counts;
}

TEST(Metamorphic, TheUnitOfTimeDoesNotMatter) {
  // By powers of two, so that no rate is rounded; times are, to the microsecond.
  const Counts usual = without_times(counts(stretched(1.0)));
  for (const double stretch : {0.5, 4.0}) {
    EXPECT_TRUE(contains(without_times(counts(stretched(stretch))), usual)) << stretch;
  }
}

struct Totals {
  double purchases = 0.0;
  double left = 0.0;
  double revenue = 0.0;
};

/// Means over replications of a firm that shares nothing: no desk.
std::vector<Totals> totals(const Specification& specification, std::size_t replications) {
  return replicate(specification, replications, [](const Reading& reading) {
    std::int64_t active = 0;
    for (std::size_t row = 0; row < reading.rows(); ++row) {
      active += reading.active(reading.periods() - 1, row);
    }
    return Totals{static_cast<double>(reading.tally_from<Purchasing>(0, Purchasing::purchases)),
                  static_cast<double>(reading.initial() - active),
                  static_cast<double>(reading.tally_from<Purchasing>(0, Purchasing::revenue))};
  });
}

Study& independent(Study& study, const char* name, std::int64_t customers) {
  return study.segment(name, customers)
      .with<Purchasing>({.per_year = 30.0})
      .with<Service>({.failure_probability = {0.2}})
      .with<Expectations>({})
      .with<Satisfaction>({})
      .with<Rivals>({.offer_interval = weeks(8)})
      .with<Leaving>({.hazard = per_week(0.01)});
}

struct Moments {
  double mean = 0.0;
  double deviation = 0.0;
};
Moments moments(const std::vector<Totals>& all, double Totals::*what) {
  Moments m;
  for (const Totals& totals : all) m.mean += totals.*what / static_cast<double>(all.size());
  for (const Totals& totals : all) {
    m.deviation += std::pow(totals.*what - m.mean, 2) / (static_cast<double>(all.size()) - 1.0);
  }
  m.deviation = std::sqrt(m.deviation);
  return m;
}

TEST(Metamorphic, TwiceTheCustomersDoTwiceAsMuch) {
  constexpr std::size_t kReplications = 200;
  Study once(weeks(20), weeks(20));
  Study twice(weeks(20), weeks(20));
  independent(once, "all", 300);
  independent(twice, "everybody", 600);  // another name: other people
  const auto of_once = totals(once, kReplications);
  const auto of_twice = totals(twice, kReplications);
  for (const auto what : {&Totals::purchases, &Totals::left, &Totals::revenue}) {
    const Moments a = moments(of_once, what);
    const Moments b = moments(of_twice, what);
    const double error = std::hypot(2.0 * a.deviation, b.deviation) / std::sqrt(kReplications);
    EXPECT_LT(3.29 * error, 0.045 * b.mean);
    EXPECT_NEAR(b.mean, 2.0 * a.mean, 3.29 * error);
    // Independent customers: deviations grow with the square root.
    EXPECT_NEAR(b.deviation / a.deviation, std::sqrt(2.0), 0.35);
  }
}

TEST(Metamorphic, ASegmentSplitInTwoIsTheSameSegment) {
  constexpr std::size_t kReplications = 200;
  Study whole(weeks(20), weeks(20));
  Study halves(weeks(20), weeks(20));
  independent(whole, "all", 600);
  independent(halves, "one", 300);
  independent(halves, "other", 300);
  const auto of_whole = totals(whole, kReplications);
  const auto of_halves = totals(halves, kReplications);
  for (const auto what : {&Totals::purchases, &Totals::left, &Totals::revenue}) {
    const Moments a = moments(of_whole, what);
    const Moments b = moments(of_halves, what);
    const double error = std::hypot(a.deviation, b.deviation) / std::sqrt(kReplications);
    EXPECT_LT(3.29 * error, 0.045 * b.mean);
    EXPECT_NEAR(b.mean, a.mean, 3.29 * error);
  }
}

}  // namespace
}  // namespace tenure::determinism
