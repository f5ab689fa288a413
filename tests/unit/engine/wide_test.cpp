// SPDX-License-Identifier: Apache-2.0
#include "engine/wide.h"

#include <limits>
#include <stdexcept>

#include <gtest/gtest.h>

#include "engine/elementary.h"
#include "engine/expect.h"

namespace tenure::engine {
namespace {

constexpr Wide kOne = 1;
constexpr Wide kLargest = ~(kOne << 127);
constexpr Wide kSmallest = kOne << 127;

TEST(Micro, RoundsToTheNearestMillionthHalvesAwayFromZero) {
  EXPECT_EQ(micro(0.0), 0);
  EXPECT_EQ(micro(-0.0), 0);
  EXPECT_EQ(micro(1.25), 1'250'000);
  EXPECT_EQ(micro(0.1), 100'000);
  EXPECT_EQ(micro(0x1p-7 * 1e-6 * 64), 1);  // one half
  EXPECT_EQ(micro(-0x1p-7 * 1e-6 * 64), -1);
  EXPECT_EQ(micro(4.9999999999999e-7), 0);
  EXPECT_EQ(micro(-9.2e12), -9'200'000'000'000'000'000);
}

TEST(Micro, RefusesWhatDoesNotFit) {
  EXPECT_THROW(micro(9.3e12), std::overflow_error);
  EXPECT_THROW(micro(-9.3e12), std::overflow_error);
  EXPECT_THROW(micro(kInfinity), std::overflow_error);
  EXPECT_THROW(micro(-kInfinity), std::overflow_error);
  EXPECT_THROW(micro(1e306), std::overflow_error);
  EXPECT_THROW(micro(kNaN), Defect);
}

TEST(WideToDouble, IsExactUpTo53Bits) {
  for (const std::int64_t value :
       {0l, 1l, -1l, 123456789l, -(1l << 53), 1l << 53, (1l << 53) - 1}) {
    EXPECT_EQ(to_double(value), static_cast<double>(value));
  }
  EXPECT_EQ(to_double(kOne << 100), 0x1p100);
  EXPECT_EQ(to_double(-(kOne << 126)), -0x1p126);
}

TEST(WideToDouble, RoundsTiesToEvenAndEverythingElseToTheNearest) {
  const Wide even = kOne << 100;  // spacing of doubles from here on: 2^48
  const Wide odd = even + (kOne << 48);
  const Wide half = kOne << 47;
  EXPECT_EQ(to_double(even + half), 0x1p100);
  EXPECT_EQ(to_double(even + half + 1), 0x1p100 + 0x1p48);
  EXPECT_EQ(to_double(even + half - 1), 0x1p100);
  EXPECT_EQ(to_double(odd + half), 0x1p100 + 0x1p49);
  EXPECT_EQ(to_double(odd + half - 1), 0x1p100 + 0x1p48);
  EXPECT_EQ(to_double(-(even + half + 1)), -(0x1p100 + 0x1p48));
  EXPECT_EQ(to_double(kLargest), 0x1p127);
  EXPECT_EQ(to_double(kSmallest), -0x1p127);
}

TEST(WideToString, IsDecimal) {
  EXPECT_EQ(to_string(Wide{0}), "0");
  EXPECT_EQ(to_string(Wide{-7}), "-7");
  EXPECT_EQ(to_string(Wide{1'000'000'007} * 1'000'000'000'000'000'000),
            "1000000007000000000000000000");
  EXPECT_EQ(to_string(kLargest), "170141183460469231731687303715884105727");
  EXPECT_EQ(to_string(kSmallest), "-170141183460469231731687303715884105728");
}

}  // namespace
}  // namespace tenure::engine
