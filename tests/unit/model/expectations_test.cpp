// SPDX-License-Identifier: Apache-2.0
#include "model/mechanisms/expectations.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "engine/team.h"
#include "tests/verification/study.h"

namespace tenure::model {
namespace {

using verification::Reading;
using verification::steady_purchases;
using verification::Study;
using verification::weeks;

template <class Read>
auto outcome(const Specification& specification, Read&& read) {
  const Model model(specification);
  engine::Team alone(1);
  const Record record = Simulation(model, 0, alone, Execution{.verify_every_window = true}).run();
  return read(Reading(model, record));
}

/// Terms of no deviation that are all that matters.
Expectations::Clarity certain(double bias, double clarity) {
  Expectations::Clarity terms{.vague = 0.0, .clear = 0.0, .bias = bias};
  terms.shipping.share = terms.returns.share = terms.sale.share = {0.0};
  terms.warranty = {.share = {1.0}, .clarity = {clarity}};
  return terms;
}

Study shop(const Expectations::Clarity& clarity, double failing = 0.0) {
  ComplaintDesk::Parameters desk;
  desk.seats = 50;
  desk.complaint_probability = {1.0};
  desk.exit = {{0.0}, {0.0}, {0.0}};
  Study study(weeks(26), weeks(26));
  study.segment("all", 100)
      .with<Purchasing>(steady_purchases(weeks(1)))
      .with<Service>({.failure_probability = {failing}})
      .with<Expectations>({.clarity = clarity})
      .with<ComplaintDesk>(desk)
      .with<Finance>({});
  return study;
}

double mean_difference(const Reading& r) {
  return 1e-6 * static_cast<double>(r.tally<Expectations>(Expectations::difference_sum, 0)) /
         static_cast<double>(r.tally<Expectations>(Expectations::comparisons, 0));
}

TEST(Clarity, TakesTheBiasAway) {
  for (const auto& [clarity, left] :
       {std::pair{0.0, 1.0}, std::pair{0.25, 0.75}, std::pair{1.0, 0.0}}) {
    const double difference = outcome(shop(certain(0.4, clarity)), mean_difference);
    EXPECT_NEAR(difference, -0.4 * left, 1e-6) << clarity;
  }
}

TEST(Clarity, NarrowsWhatIsReadIntoTerms) {
  const Expectations::Clarity terms;
  EXPECT_DOUBLE_EQ(terms.deviation({.clarity = {0.0}}), 1.0);
  EXPECT_DOUBLE_EQ(terms.deviation({.clarity = {0.5}}), 0.7);
  EXPECT_DOUBLE_EQ(terms.deviation({.clarity = {1.0}}), 0.4);
}

TEST(Clarity, MattersInItsShareOfEncounters) {
  Expectations::Clarity terms = certain(1.0, 0.0);
  terms.warranty.share = {0.25};
  Study study = shop(terms);
  study.with<Service>({.failure_probability = {0.0}, .inconsistency = 0.0});
  // 2,600 encounters: 5 standard deviations of the share are 0.043.
  EXPECT_NEAR(outcome(study, mean_difference), -0.25, 0.043);
}

TEST(Clarity, MisunderstandingsAreComplainedAbout) {
  outcome(shop(certain(2.5, 0.0)), [](const Reading& r) {
    const std::int64_t encounters = r.tally<Service>(Service::encounters, 0);
    EXPECT_EQ(r.tally<Expectations>(Expectations::misunderstandings, 0), encounters);
    EXPECT_EQ(r.tally<ComplaintDesk>(ComplaintDesk::filed, 0), encounters);
    return 0;
  });
  outcome(shop(certain(2.5, 0.5)), [](const Reading& r) {
    EXPECT_EQ(r.tally<Expectations>(Expectations::misunderstandings, 0), 0);
    return 0;
  });
}

TEST(Clarity, AFailureIsTheGreaterMatter) {
  outcome(shop(certain(2.5, 0.0), 0.5), [](const Reading& r) {
    const std::int64_t encounters = r.tally<Service>(Service::encounters, 0);
    EXPECT_EQ(r.tally<Expectations>(Expectations::misunderstandings, 0),
              encounters - r.tally<Service>(Service::failures, 0));
    EXPECT_EQ(r.tally<ComplaintDesk>(ComplaintDesk::filed, 0), encounters);
    return 0;
  });
}

TEST(Clarity, CostsWhereItMatters) {
  Expectations::Clarity terms = certain(0.0, 0.5);
  terms.cost = {80};
  outcome(shop(terms), [](const Reading& r) {
    const std::int64_t encounters = r.tally<Service>(Service::encounters, 0);
    EXPECT_EQ(r.tally<Expectations>(Expectations::clarity_cost, 0), 40 * encounters);
    EXPECT_EQ(r.tally<Finance>(Finance::cost_to_serve, 0), 40 * encounters);
    return 0;
  });
}

struct Collected final : Problems {
  std::vector<std::string> paths;
  void add(std::string_view path, std::string, std::string, std::string) override {
    paths.emplace_back(path);
  }
};

TEST(Clarity, RefusesWhatDoesNotFitTogether) {
  Expectations::Parameters p{.clarity = Expectations::Clarity{.vague = 0.2, .clear = 0.4}};
  p.clarity->warranty.share = {0.4};
  Collected problems;
  Expectations::Parameters::check(p, problems);
  EXPECT_EQ(problems.paths, (std::vector<std::string>{"clarity", "clarity.clear"}));
  Collected none;
  Expectations::Parameters::check({.clarity = Expectations::Clarity{}}, none);
  EXPECT_TRUE(none.paths.empty());
}

}  // namespace
}  // namespace tenure::model
