// SPDX-License-Identifier: Apache-2.0
// The arithmetic of how long a sweep takes, on machines that are made up: their seconds are exact.
#include "experiment/sweep_estimate.h"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

namespace tenure::experiment {
namespace {

/// A machine on which a unit takes something for itself and something for its customers.
struct Machine {
  double of_unit = 0.0;           ///< seconds
  double of_all_customers = 0.0;  ///< seconds
  double of_point = 0.0;          ///< seconds of preparing
  double steps = 0.0;             ///< how much more the last point takes than the first
  double cold = 0.0;              ///< seconds more for the first trial
  std::size_t points = 100;

  std::size_t trials = 0;
  double spent = 0.0;
  std::set<std::size_t> tried;

  double estimate(std::size_t units, double least_share) {
    return estimate_seconds(points, units, least_share, [this](std::size_t point, double share) {
      EXPECT_LT(point, points);
      EXPECT_GT(share, 0.0);
      EXPECT_LE(share, 1.0);
      const double place = static_cast<double>(point) / static_cast<double>(points - 1);
      const TrialSeconds seconds{of_point,
                                 (of_unit + share * of_all_customers) * (1.0 + steps * place) +
                                     (trials == 0 ? cold : 0.0)};
      ++trials;
      tried.insert(point);
      spent += seconds.preparing + seconds.simulating;
      return seconds;
    });
  }
};

TEST(SweepEstimate, OfShortUnitsIsWhatTheyTakeAndPreparingOncePerPoint) {
  Machine machine{.of_unit = 0.004, .of_all_customers = 0.006, .of_point = 0.003};
  EXPECT_NEAR(machine.estimate(1000, 0.05), 100 * 0.003 + 1000 * 0.010, 1e-9);
}

TEST(SweepEstimate, DoesNotTakeWhatAUnitTakesForItselfOncePerShare) {
  // The mistake that made a sweep of 25 s take four minutes: 0.01 s of a trial with a twentieth of
  // the customers is not 0.2 s of the unit.
  Machine machine{.of_unit = 0.009, .of_all_customers = 0.02};
  EXPECT_NEAR(machine.estimate(1000, 0.05), 1000 * 0.029, 1e-9);
}

TEST(SweepEstimate, LeavesOutThatTheFirstTrialIsCold) {
  Machine warm{.of_unit = 0.001, .of_all_customers = 0.004};
  Machine cold{.of_unit = 0.001, .of_all_customers = 0.004, .cold = 0.5};
  EXPECT_DOUBLE_EQ(cold.estimate(50, 0.1), warm.estimate(50, 0.1));
}

TEST(SweepEstimate, OfLongUnitsFollowsAStraightLine) {
  Machine machine{.of_unit = 0.02, .of_all_customers = 40.0};  // 100 of 100,000 customers: 0.06 s
  EXPECT_NEAR(machine.estimate(1000, 0.001), 1000 * 40.02, 1e-6);
  EXPECT_LT(machine.spent, 2.0);
  Machine slow{.of_unit = 0.0, .of_all_customers = 400.0};  // the first trial is long already
  EXPECT_NEAR(slow.estimate(10, 0.001), 4000.0, 1e-6);
}

TEST(SweepEstimate, LooksAtPointsAllOverTheDesign) {
  Machine machine{.of_all_customers = 0.01, .steps = 9.0};
  const double all = 100 * 0.01 * (1.0 + 9.0 / 2.0);
  EXPECT_NEAR(machine.estimate(100, 1.0), all, 0.1 * all);
  EXPECT_GE(machine.tried.size(), 16u);
}

TEST(SweepEstimate, TriesNoLongerThanItMust) {
  Machine machine{.of_unit = 1e-6, .of_all_customers = 1e-6};
  machine.estimate(1'000'000, 0.01);
  EXPECT_LT(machine.trials, 50u);
  Machine single{.of_all_customers = 0.5, .points = 2};
  EXPECT_NEAR(single.estimate(2, 1.0), 1.0, 1e-9);
  EXPECT_LT(single.trials, 8u);
}

TEST(SweepEstimate, IsNotHurtByAClockThatStandsStill) {
  Machine machine{};
  EXPECT_EQ(machine.estimate(1000, 0.01), 0.0);
}

}  // namespace
}  // namespace tenure::experiment
