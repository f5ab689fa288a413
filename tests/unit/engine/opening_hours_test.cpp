// SPDX-License-Identifier: Apache-2.0
#include "engine/opening_hours.h"

#include <chrono>
#include <cstdint>

#include <gtest/gtest.h>

namespace tenure::engine {
namespace {

using std::chrono::hours;

/// Monday to Friday, nine to five; time 0 is a Wednesday.
OpeningHours office() {
  std::vector<OpeningHours::Interval> days;
  for (int day = 0; day < 5; ++day) days.push_back({day * kDay + hours{9}, day * kDay + hours{17}});
  return {days, kStart - 2 * kDay};
}

/// The n-th day from time 0 on, at an hour.
Time at(int day, int hour) { return kStart + day * kDay + hours{hour}; }

TEST(OpeningHours, AreOpenFromTheOpeningAndClosedFromTheClosingOn) {
  const OpeningHours office_hours = office();
  EXPECT_FALSE(office_hours.is_open(at(0, 9) - Duration{1}));
  EXPECT_TRUE(office_hours.is_open(at(0, 9)));
  EXPECT_TRUE(office_hours.is_open(at(0, 17) - Duration{1}));
  EXPECT_FALSE(office_hours.is_open(at(0, 17)));
  EXPECT_FALSE(office_hours.is_open(at(3, 12))) << "a Saturday";
  EXPECT_TRUE(office_hours.is_open(at(-7, 12))) << "the Wednesday before";
  EXPECT_FALSE(office_hours.is_open(at(-4, 12))) << "the Saturday before";
}

TEST(OpeningHours, KnowTheNextOpening) {
  const OpeningHours office_hours = office();
  EXPECT_EQ(office_hours.next_opening(at(0, 11)), at(0, 11));
  EXPECT_EQ(office_hours.next_opening(at(0, 17)), at(1, 9));
  EXPECT_EQ(office_hours.next_opening(at(2, 20)), at(5, 9)) << "over the weekend";
  EXPECT_EQ(office_hours.next_opening(at(-4, 12)), at(-2, 9));
}

TEST(OpeningHours, CountOpenTime) {
  const OpeningHours office_hours = office();
  EXPECT_EQ(office_hours.per_week(), hours{40});
  EXPECT_EQ(office_hours.between(at(0, 0), at(7, 0)), hours{40});
  EXPECT_EQ(office_hours.between(at(0, 16), at(1, 10)), hours{2});
  EXPECT_EQ(office_hours.between(at(-5, 16), at(0, 10)), hours{1 + 16 + 1}) << "Fri, Mon, Tue, Wed";
  EXPECT_TRUE(OpeningHours().always());
  EXPECT_EQ(OpeningHours().between(at(-9, 3), at(5, 4)), at(5, 4) - at(-9, 3));
}

TEST(OpeningHours, KnowWhenWorkIsDone) {
  const OpeningHours office_hours = office();
  EXPECT_EQ(office_hours.after(at(0, 10), hours{3}), at(0, 13));
  EXPECT_EQ(office_hours.after(at(0, 16), hours{1}), at(0, 17))
      << "at the closing, not the opening";
  EXPECT_EQ(office_hours.after(at(0, 16), hours{2}), at(1, 10));
  EXPECT_EQ(office_hours.after(at(2, 17), hours{8}), at(5, 17));
  EXPECT_EQ(office_hours.after(at(-40, 1), hours{1}),
            office_hours.next_opening(at(-40, 1)) + hours{1});
}

TEST(OpeningHours, WorkAndCountingAgree) {
  const OpeningHours office_hours = office();
  for (std::int64_t i = -500; i < 500; ++i) {
    const Time from = kStart + i * std::chrono::minutes{197};
    const Duration work = std::chrono::minutes{1 + (i * i) % 5'000};
    const Time end = office_hours.after(from, work);
    EXPECT_EQ(office_hours.between(from, end), work);
    EXPECT_EQ(office_hours.between(from, end - Duration{1}), work - Duration{1});
  }
}

}  // namespace
}  // namespace tenure::engine
