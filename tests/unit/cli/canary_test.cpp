// SPDX-License-Identifier: Apache-2.0
#include "cli/canary.h"

#include <gtest/gtest.h>

namespace tenure::cli {
namespace {

TEST(Canary, IsTheSameOnEveryMachine) { EXPECT_EQ(elementary_canary(), kElementaryCanary); }

TEST(Canary, LooksAtTheCLibraryToo) {
  const LibmDifference difference = libm_difference();
  EXPECT_GT(difference.points, 8000);
  EXPECT_LT(difference.different, difference.points / 100) << "last bits only, now and then";
}

}  // namespace
}  // namespace tenure::cli
