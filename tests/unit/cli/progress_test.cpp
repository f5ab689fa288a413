// SPDX-License-Identifier: Apache-2.0
#include "cli/progress.h"

#include <gtest/gtest.h>

namespace tenure::cli {
namespace {

TEST(Progress, ExpectsTheRestToGoAsTheWorkSoFar) {
  EXPECT_DOUBLE_EQ(seconds_left(0.25, 10.0), 30.0);
  EXPECT_DOUBLE_EQ(seconds_left(1.0, 10.0), 0.0);
}

TEST(Progress, SaysNothingAboutTheRestTooEarly) {
  EXPECT_LT(seconds_left(0.0, 10.0), 0.0);
  EXPECT_LT(seconds_left(0.5, 0.1), 0.0);
}

}  // namespace
}  // namespace tenure::cli
