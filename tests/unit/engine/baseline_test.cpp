// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "engine/expect.h"
#include "engine/varying_rate.h"

namespace tenure::engine {
namespace {

constexpr double kInfinite = std::numeric_limits<double>::infinity();

TEST(Baseline, ConstantAccumulatesInProportion) {
  const Baseline baseline = Baseline::constant(0.25);
  EXPECT_TRUE(baseline.is_constant());
  EXPECT_EQ(baseline.rate(17.0), 0.25);
  EXPECT_EQ(baseline.cumulative(8.0), 2.0);
  EXPECT_EQ(baseline.age_at(2.0), 8.0);
  EXPECT_EQ(baseline.next_break(3.0), kInfinite);
}

TEST(Baseline, ARateOfZeroIsNeverReached) {
  EXPECT_EQ(Baseline::constant(0.0).age_at(1e-9), kInfinite);
  const Baseline ends = Baseline::pieces({10.0}, {0.1, 0.0});
  EXPECT_EQ(ends.age_at(1.0), 10.0);
  EXPECT_EQ(ends.age_at(1.0 + 1e-12), kInfinite);
}

TEST(Baseline, PiecesAccumulateByHand) {
  const Baseline baseline = Baseline::pieces({10.0, 20.0, 25.0}, {0.1, 0.0, 0.4, 0.2});
  EXPECT_EQ(baseline.rate(0.0), 0.1);
  EXPECT_EQ(baseline.rate(10.0), 0.0);  // an end belongs to the piece that begins
  EXPECT_EQ(baseline.rate(24.0), 0.4);
  EXPECT_EQ(baseline.rate(25.0), 0.2);
  EXPECT_DOUBLE_EQ(baseline.cumulative(5.0), 0.5);
  EXPECT_DOUBLE_EQ(baseline.cumulative(15.0), 1.0);
  EXPECT_DOUBLE_EQ(baseline.cumulative(25.0), 3.0);
  EXPECT_DOUBLE_EQ(baseline.cumulative(30.0), 4.0);
  EXPECT_EQ(baseline.next_break(0.0), 10.0);
  EXPECT_EQ(baseline.next_break(10.0), 20.0);
  EXPECT_EQ(baseline.next_break(25.0), kInfinite);
}

TEST(Baseline, WeibullIsAPowerOfAge) {
  for (const double shape : {0.5, 0.7, 1.0, 2.5}) {
    const Baseline baseline = Baseline::weibull(280.0, shape);
    for (const double age : {1e-3, 1.0, 182.0, 364.0, 1e4}) {
      const double expected = std::pow(age / 280.0, shape);
      EXPECT_NEAR(baseline.cumulative(age), expected, 1e-14 * expected) << shape << " " << age;
      const double rate = shape / 280.0 * std::pow(age / 280.0, shape - 1.0);
      EXPECT_NEAR(baseline.rate(age), rate, 1e-14 * rate) << shape << " " << age;
    }
    EXPECT_EQ(baseline.cumulative(0.0), 0.0);
    EXPECT_EQ(baseline.is_power(), shape != 1.0);
  }
  EXPECT_EQ(Baseline::weibull(280.0, 0.7).rate(0.0), kInfinite);
  EXPECT_EQ(Baseline::weibull(280.0, 1.0).rate(0.0), 1.0 / 280.0);
  EXPECT_EQ(Baseline::weibull(280.0, 2.0).rate(0.0), 0.0);
}

TEST(Baseline, AgesComeBackFromWhatTheyAccumulate) {
  const std::vector<Baseline> all{Baseline::constant(0.03),
                                  Baseline::pieces({10.0, 40.0}, {0.1, 0.02, 0.4}),
                                  Baseline::pieces({5.0}, {0.0, 0.3}), Baseline::weibull(30.0, 0.6),
                                  Baseline::weibull(30.0, 3.0)};
  for (const Baseline& baseline : all) {
    for (double age = 5.5; age < 200.0; age *= 1.3) {
      EXPECT_NEAR(baseline.age_at(baseline.cumulative(age)), age, 1e-13 * age);
    }
  }
}

TEST(Baseline, RefusesPiecesThatDoNotFit) {
  EXPECT_THROW(Baseline::pieces({10.0}, {0.1}), Defect);
  EXPECT_THROW(Baseline::pieces({10.0, 10.0}, {0.1, 0.2, 0.3}), Defect);
  EXPECT_THROW(Baseline::weibull(0.0, 1.0), Defect);
}

}  // namespace
}  // namespace tenure::engine
