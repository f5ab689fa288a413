// SPDX-License-Identifier: Apache-2.0
//
// M07: prospects who are won by money. (Poisson arrivals are V05 of `tenure verify`.)
#include <array>
#include <cmath>
#include <cstdint>

#include <gtest/gtest.h>

#include "tests/verification/acceptance.h"
#include "tests/verification/study.h"

namespace tenure::verification {
namespace {

using model::Acquisition;
using model::Leaving;

// M07: of prospects on whom A is spent each, the share c (1 - e^{-k A}) is won; at the amount that
// V49 finds best, 28.38, that is 17.3 %, and each customer costs 163.8.
TEST(Prospects, AreWonByMoneyWithDiminishingReturns) {
  Acquisition::Parameters acquisition;
  acquisition.prospects = Acquisition::Prospects{per_week(10.0), {{2838}, {0.4}, 0.02}};
  const Study study = Study(weeks(52), weeks(52))
                          .segment("all", 0)
                          .with<Acquisition>(acquisition)
                          .with<Leaving>({})
                          .copies(20, 0);
  Sample reached;
  std::int64_t prospects = 0;
  std::int64_t won = 0;
  for (const auto& [met, cost, joined] : replicate(study, 400, [](const Reading& reading) {
         return std::array{reading.tally_from<Acquisition>(0, Acquisition::reached),
                           reading.tally_from<Acquisition>(0, Acquisition::prospecting_cost),
                           reading.active(0)};
       })) {
    EXPECT_EQ(cost, 2838 * met);
    reached.add(static_cast<double>(met));
    prospects += met;
    won += joined;
  }
  EXPECT_TRUE(mean_agrees(reached, 20 * 520.0));
  const double share = 0.4 * -std::expm1(-0.02 * 28.38);
  EXPECT_NEAR(share, 0.17325, 1e-5);
  EXPECT_TRUE(share_agrees(won, prospects, share));
}

}  // namespace
}  // namespace tenure::verification
