// SPDX-License-Identifier: Apache-2.0
#include "analysis/jackknife.h"

#include <array>
#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace tenure::analysis {
namespace {

TEST(Jackknife, OfAMeanIsStudentsInterval) {
  constexpr std::array kValues{3.0, 4.0, 8.0};
  constexpr std::array kWithout{6.0, 5.5, 3.5};
  const Interval student = mean_interval(kValues);
  const Interval jackknife = jackknife_interval(5.0, kWithout);
  EXPECT_DOUBLE_EQ(jackknife.mean, student.mean);
  EXPECT_NEAR(*jackknife.half_width, *student.half_width, 1e-12);
}

TEST(Jackknife, KeepsTheFigureOfAllReplications) {
  constexpr std::array kWithout{1.0, 3.0};
  EXPECT_EQ(jackknife_interval(7.0, kWithout).mean, 7.0);
}

TEST(Jackknife, HasNoHalfWidthWhereAFigureDoesNotExist) {
  constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
  constexpr std::array kOne{1.0};
  constexpr std::array kWithNaN{1.0, kNaN};
  EXPECT_FALSE(jackknife_interval(1.0, kOne).half_width.has_value());
  EXPECT_FALSE(jackknife_interval(1.0, kWithNaN).half_width.has_value());
  EXPECT_TRUE(std::isnan(jackknife_interval(kNaN, kOne).mean));
}

}  // namespace
}  // namespace tenure::analysis
