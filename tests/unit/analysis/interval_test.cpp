// SPDX-License-Identifier: Apache-2.0
#include "analysis/interval.h"

#include <array>
#include <cmath>
#include <limits>
#include <span>

#include <gtest/gtest.h>

namespace tenure::analysis {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

TEST(MeanInterval, IsStudentsForFiveValues) {
  constexpr std::array<double, 5> kValues{1.0, 2.0, 3.0, 4.0, 5.0};
  const Interval interval = mean_interval(kValues);
  EXPECT_DOUBLE_EQ(interval.mean, 3.0);
  // t(4, 97.5 %) = 2.7764451, standard error sqrt(2.5 / 5).
  EXPECT_NEAR(*interval.half_width, 2.7764451051977987 * std::sqrt(0.5), 1e-9);
}

TEST(MeanInterval, OfOneValueHasNoWidth) {
  constexpr std::array<double, 1> kValues{7.0};
  EXPECT_FALSE(mean_interval(kValues).half_width.has_value());
}

TEST(MeanInterval, LeavesOutWhatIsMissing) {
  constexpr std::array<double, 3> kValues{1.0, kNaN, 3.0};
  EXPECT_DOUBLE_EQ(mean_interval(kValues).mean, 2.0);
  EXPECT_TRUE(std::isnan(mean_interval(std::span<const double>{}).mean));
}

}  // namespace
}  // namespace tenure::analysis
