// SPDX-License-Identifier: Apache-2.0
//
// Neighbours' exits in pairs: what is left of a pair of hazard h each, after the first has gone,
// leaves at 1.8 h, or at h + eta. (V28 and V29 are cases of `tenure verify`.)
#include <chrono>
#include <cmath>

#include <gtest/gtest.h>

#include "tests/verification/acceptance.h"
#include "tests/verification/study.h"

namespace tenure::verification {
namespace {

using namespace tenure::model;

/// Share of customers in pairs who are there after 26 weeks.
Sample pairs_left(const WordOfMouth::Exits& exits) {
  WordOfMouth::Parameters words;
  words.network.form = NetworkForm::pairs;
  words.delay = std::chrono::hours{6};
  words.exits = exits;
  const Study study = Study(weeks(26), weeks(26))
                          .segment("all", 10'000)
                          .with<WordOfMouth>(words)
                          .with<Leaving>({.hazard = per_week(0.05)});
  Sample sample;
  for (const double share : replicate(study, 60, [](const Reading& reading) {
         return static_cast<double>(reading.active(0)) / 10'000.0;
       })) {
    sample.add(share);
  }
  return sample;
}

/// The same, exactly: hazard h with both there and for the delay d after the other has gone, and
/// `after` from then on [1/week].
double exact_share(double h, double after) {
  const double t = 26.0;
  const double d = 6.0 / 168.0;
  // The other went at s: the time until t - d, with d weeks at h and the rest at `after`; and the
  // last d weeks, at h throughout.
  const double told = h / (2.0 * h - after) * std::exp((after - h) * d) *
                      (std::exp(-after * t) - std::exp(-after * t - (2.0 * h - after) * (t - d)));
  const double untold = std::exp(-h * t) * (std::exp(-h * (t - d)) - std::exp(-h * t));
  return std::exp(-2.0 * h * t) + told + untold;
}

TEST(NeighboursExits, InPairsMultiplyTheHazard) {
  const WordOfMouth::Exits exits{.forgetting = {0.0}};  // by 1.8, for ever
  const double exact = exact_share(0.05, 0.09);
  EXPECT_NEAR(exact, 0.184544, 0.0005);  // without delay
  EXPECT_TRUE(mean_agrees(pairs_left(exits), exact, {.deviation = std::sqrt(exact * (1 - exact))}));
}

TEST(NeighboursExits, InPairsAddToTheHazard) {
  const WordOfMouth::Exits exits{.log_hazard = 0.0, .hazard = per_week(0.03), .forgetting = {0.0}};
  const double exact = exact_share(0.05, 0.08);
  EXPECT_TRUE(mean_agrees(pairs_left(exits), exact, {.deviation = std::sqrt(exact * (1 - exact))}));
}

}  // namespace
}  // namespace tenure::verification
