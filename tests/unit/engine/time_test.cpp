// SPDX-License-Identifier: Apache-2.0
#include "engine/time.h"

#include <gtest/gtest.h>

namespace tenure::engine {
namespace {

TEST(Time, RoundsToTheNearestMicrosecondAndNeverToZero) {
  EXPECT_EQ(from_days(1.0), kDay);
  EXPECT_EQ(from_days(0.0).count(), 1);
  EXPECT_EQ(from_days(1e-12).count(), 1);
  EXPECT_EQ(from_days(1.6 / kMicrosecondsPerDay).count(), 2);
  EXPECT_DOUBLE_EQ(in_days(kWeek), 7.0);
}

TEST(Time, SpansBeyondTheRepresentableAreNever) {
  EXPECT_EQ(from_days(1e30), Duration::max());
  EXPECT_EQ(later(kStart + kDay, Duration::max()), kNever);
  EXPECT_EQ(later(kStart + kDay, kDay), kStart + 2 * kDay);
  EXPECT_EQ(later(kStart - kWeek, kDay), kStart - 6 * kDay);
}

}  // namespace
}  // namespace tenure::engine
