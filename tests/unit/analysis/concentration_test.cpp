// SPDX-License-Identifier: Apache-2.0
#include "analysis/concentration.h"

#include <array>
#include <cmath>
#include <stdexcept>
#include <vector>

#include <boost/math/distributions/gamma.hpp>
#include <gtest/gtest.h>

namespace tenure::analysis {
namespace {

constexpr std::array<double, 5> kValues{3.0, 0.0, 10.0, 2.0, 5.0};

TEST(Concentration, LorenzCurveRisesFromTheLeast) {
  const std::vector<LorenzPoint> curve = lorenz_curve(kValues);
  const std::array<double, 6> held{0.0, 0.0, 0.1, 0.25, 0.5, 1.0};
  ASSERT_EQ(curve.size(), held.size());
  for (std::size_t i = 0; i < held.size(); ++i) {
    EXPECT_DOUBLE_EQ(curve[i].of_customers, 0.2 * static_cast<double>(i));
    EXPECT_DOUBLE_EQ(curve[i].of_sum, held[i]);
  }
}

TEST(Concentration, TheTopHoldWhatTheOthersDoNot) {
  EXPECT_DOUBLE_EQ(share_held_by_top(kValues, 0.2), 0.5);
  EXPECT_DOUBLE_EQ(share_held_by_top(kValues, 0.4), 0.75);
  EXPECT_DOUBLE_EQ(share_held_by_top(kValues, 0.3), 0.625) << "one and a half customers";
  EXPECT_EQ(share_held_by_top(kValues, 0.0), 0.0);
  EXPECT_EQ(share_held_by_top(kValues, 1.0), 1.0);
}

TEST(Concentration, OfEqualsIsNone) {
  const std::vector<double> equal(1000, 0.7);
  for (const double top : {0.2, 0.3, 0.7, 0.123}) {
    EXPECT_NEAR(share_held_by_top(equal, top), top, 1e-12);
  }
  for (const LorenzPoint& point : lorenz_curve(equal)) {
    EXPECT_NEAR(point.of_sum, point.of_customers, 1e-12);
  }
}

// V47, at the middle quantiles of 20,000 customers in place of the law. The top of the law's tail
// is lost: a few 1e-5.
TEST(Concentration, OfGammaRatesIsThatOfV47) {
  const std::array<std::array<double, 2>, 3> cases{
      {{0.5, 0.649820}, {0.553, 0.629565}, {0.243, 0.801554}}};
  for (const auto& [shape, held] : cases) {
    const boost::math::gamma_distribution<double> law(shape);
    std::vector<double> rates;
    constexpr int kCustomers = 20'000;
    for (int i = 0; i < kCustomers; ++i) rates.push_back(quantile(law, (i + 0.5) / kCustomers));
    EXPECT_NEAR(share_held_by_top(rates, 0.2), held, 1e-4) << shape;
  }
}

TEST(Concentration, RefusesWhatNobodyHolds) {
  EXPECT_THROW(lorenz_curve({}), std::invalid_argument);
  EXPECT_THROW(lorenz_curve(std::array{0.0, 0.0}), std::invalid_argument);
  EXPECT_THROW(share_held_by_top(std::array{1.0, -1.0}, 0.5), std::invalid_argument);
  EXPECT_THROW(share_held_by_top(kValues, 1.5), std::invalid_argument);
  EXPECT_THROW(share_held_by_top(std::array{std::nan("")}, 0.5), std::invalid_argument);
}

}  // namespace
}  // namespace tenure::analysis
