// SPDX-License-Identifier: Apache-2.0
#include "model/packed_time.h"

#include <cstdint>

#include <gtest/gtest.h>

namespace tenure::model {
namespace {

TEST(PackedTime, IsTheStartUnlessItIsToldOtherwise) {
  EXPECT_EQ(PackedTime().time(), engine::kStart);
}

TEST(PackedTime, LosesNothing) {
  const engine::Duration odd{0x123456789abcdef};
  for (const engine::Time time :
       {engine::kStart, engine::kNever, engine::Time::min(), engine::kStart + odd,
        engine::kStart - odd, engine::kStart - engine::Duration{1}}) {
    EXPECT_EQ(PackedTime(time).time(), time);
  }
}

TEST(PackedTime, LeavesNoHoleBesideSmallerThings) {
  struct State {
    PackedTime since;
    std::uint32_t count;
  };
  EXPECT_EQ(sizeof(State), 12U);
}

}  // namespace
}  // namespace tenure::model
