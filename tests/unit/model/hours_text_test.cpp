// SPDX-License-Identifier: Apache-2.0
#include "model/hours_text.h"

#include <chrono>

#include <gtest/gtest.h>

namespace tenure::model {
namespace {

using std::chrono::hours;

TEST(HoursText, SaysWhenADeskIsOpen) {
  const auto week = parse_hours("Mon-Fri 09:00-17:00, Sat 10:00-13:30");
  ASSERT_TRUE(week.has_value());
  ASSERT_EQ(week->size(), 6U);
  EXPECT_EQ(week->front().open, hours{9});
  EXPECT_EQ(week->back().open, 5 * engine::kDay + hours{10});
  EXPECT_EQ(week->back().close, 5 * engine::kDay + hours{13} + std::chrono::minutes{30});
  EXPECT_EQ(parse_hours("Sun 00:00-24:00")->front().close, engine::kWeek);
  EXPECT_EQ(parse_hours("Tue 14:00-18:00, Tue 08:00-12:00")->front().open, engine::kDay + hours{8});
}

TEST(HoursText, WhatIsNoScheduleIsRefused) {
  for (const char* text :
       {"", "Mon", "Mon-Fri", "09:00-17:00", "Mon-Fri 9-17", "Mon-Fri 17:00-09:00",
        "Fri-Mon 09:00-17:00", "mon 09:00-17:00", "Mon 09:00-25:00", "Mon 09:60-17:00",
        "Mon 09:00-17:00,", "Mon 09:00-17:00, Mon 16:00-18:00", "Mon-Sun 00:00-24:01",
        "Mo-Fr 09:00-17:00"}) {
    EXPECT_FALSE(parse_hours(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace tenure::model
