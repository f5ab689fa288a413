// SPDX-License-Identifier: Apache-2.0
//
// V30: expectations that adapt (kappa = 0.2) to quality of deviation 1, and satisfaction that loses
// 2.25 times as much from a shortfall as it gains (b = 0.5) from an excess: even unbiased
// expectations disappoint, by b s (1 - lambda) / sqrt(2 pi) an encounter, s^2 = 1 + kappa / (2 -
// kappa).
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "tests/verification/acceptance.h"
#include "tests/verification/study.h"

namespace tenure::verification {
namespace {

using model::Expectations;
using model::Leaving;
using model::Purchasing;
using model::Satisfaction;
using model::Service;

struct Felt {
  Sample change;  ///< of satisfaction, per encounter
  Sample square;  ///< of quality - expectation
};

/// One encounter a week; the first 100 weeks, in which expectations settle, are left out.
Felt felt(Expectations::Parameters expectations) {
  Purchasing::Parameters purchasing = steady_purchases(weeks(1));
  purchasing.effects.satisfaction = 0.0;
  const Study study = Study(weeks(300), weeks(100))
                          .segment("all", 500)
                          .with<Purchasing>(purchasing)
                          .with<Service>({.failure_probability = {0.0}, .inconsistency = 1.0})
                          .with<Expectations>(expectations)
                          .with<Satisfaction>({.gain = 0.5, .loss_aversion = 2.25});
  Felt felt;
  for (const auto& [change, square] : replicate(study, 60, [](const Reading& reading) {
         const auto sum = [&](std::size_t which) {
           return static_cast<double>(reading.tally_from<Satisfaction>(1, which));
         };
         const auto compared =
             static_cast<double>(reading.tally_from<Expectations>(1, Expectations::comparisons));
         return std::pair{1e-6 * sum(Satisfaction::change_sum) / sum(Satisfaction::changes),
                          1e-6 *
                              static_cast<double>(reading.tally_from<Expectations>(
                                  1, Expectations::difference_square_sum)) /
                              compared};
       })) {
    felt.change.add(change);
    felt.square.add(square);
  }
  return felt;
}

constexpr double kDeviation = 0.88;  ///< of one change of satisfaction

TEST(V30, AdaptiveExpectationsDisappoint) {
  const Felt adaptive = felt({.adaptation = 0.2});
  EXPECT_TRUE(mean_agrees(adaptive.change, -0.26282630437710003, {.deviation = kDeviation}));
  // Variance of D = 1 + variance of E; its elementary observations have deviation 1.57.
  EXPECT_TRUE(mean_agrees(adaptive.square, 1.0 + 0.11111111111111112, {.deviation = 1.57}));
}

TEST(V30, PromisingTooMuchAndTooLittle) {
  EXPECT_TRUE(mean_agrees(felt({.promise = 0.3, .adaptation = 0.0}).change, -0.5042257763232562,
                          {.deviation = kDeviation}));
  EXPECT_TRUE(mean_agrees(felt({.promise = -0.3, .adaptation = 0.0}).change, -0.016725776323256225,
                          {.deviation = kDeviation}));
}

}  // namespace
}  // namespace tenure::verification
