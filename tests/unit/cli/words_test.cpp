// SPDX-License-Identifier: Apache-2.0
#include "cli/words.h"

#include <cmath>

#include <gtest/gtest.h>

namespace tenure::cli {
namespace {

TEST(Words, GroupDigitsByThousands) {
  EXPECT_EQ(with_thousands(std::int64_t{0}), "0");
  EXPECT_EQ(with_thousands(std::int64_t{999}), "999");
  EXPECT_EQ(with_thousands(std::int64_t{-1000}), "-1,000");
  EXPECT_EQ(with_thousands(INT64_MIN), "-9,223,372,036,854,775,808");
  EXPECT_EQ(with_thousands(1234567.891, 1), "1,234,567.9");
  EXPECT_EQ(with_thousands(-123.456, 2), "-123.46");
  EXPECT_EQ(with_thousands(-999.6, 0), "-1,000");
}

TEST(Words, HaveNoMinusBeforeZero) {
  EXPECT_EQ(with_thousands(-0.001, 1), "0.0");
  EXPECT_EQ(with_thousands(-0.0, 0), "0");
}

TEST(Words, ShowTheSignOfADifference) {
  EXPECT_EQ(with_sign(1234.56, 1), "+1,234.6");
  EXPECT_EQ(with_sign(-1234.56, 1), "-1,234.6");
  EXPECT_EQ(with_sign(0.0, 2), "0.00");
  EXPECT_EQ(with_sign(0.001, 1), "0.0") << "nothing is left of it";
  EXPECT_EQ(with_sign(-0.001, 1), "0.0");
  EXPECT_EQ(with_sign(std::nan(""), 1), "none");
  EXPECT_EQ(with_sign(INFINITY, 1), "none");
}

TEST(Words, SayNoneForWhatIsNoNumber) {
  EXPECT_EQ(with_thousands(std::nan(""), 2), "none");
  EXPECT_EQ(with_thousands(-INFINITY, 2), "none");
}

TEST(Words, ShowTheTwoFirstDigitsOfTheHalfWidth) {
  EXPECT_EQ(decimals_worth_showing(58.3412, 0.23), 2);
  EXPECT_EQ(decimals_worth_showing(58.3412, 2.3), 1);
  EXPECT_EQ(decimals_worth_showing(58.3412, 23.0), 0);
  EXPECT_EQ(decimals_worth_showing(1e6, 4e4), 0);
  EXPECT_EQ(decimals_worth_showing(0.5, 1e-12), 6) << "never more than six";
}

TEST(Words, ShowFourDigitsWithoutAHalfWidth) {
  EXPECT_EQ(decimals_worth_showing(0.61234, std::nan("")), 4);
  EXPECT_EQ(decimals_worth_showing(61.234, std::nan("")), 2);
  EXPECT_EQ(decimals_worth_showing(61234.5, std::nan("")), 0);
  EXPECT_EQ(decimals_worth_showing(7.0, std::nan("")), 0) << "a count has no decimals";
  EXPECT_EQ(decimals_worth_showing(0.0, std::nan("")), 0);
}

TEST(Words, RoundCounts) {
  EXPECT_EQ(rounded_count(12345), "12,345");
  EXPECT_EQ(rounded_count(434000), "434 thousand");
  EXPECT_EQ(rounded_count(999600), "1.0 million");
  EXPECT_EQ(rounded_count(3.42e6), "3.4 million");
  EXPECT_EQ(rounded_count(342e6), "342 million");
  EXPECT_EQ(rounded_count(1.6e9), "1.6 billion");
}

TEST(Words, TellMemoryInDecimalUnits) {
  EXPECT_EQ(amount_of_memory(640), "640 bytes");
  EXPECT_EQ(amount_of_memory(1500), "1.5 kB");
  EXPECT_EQ(amount_of_memory(12e6), "12 MB");
  EXPECT_EQ(amount_of_memory(999.9e6), "1.0 GB");
  EXPECT_EQ(amount_of_memory(3e15), "3,000 TB");
}

TEST(Words, TellTimeAsAWatchWould) {
  EXPECT_EQ(time_span(0.0123), "12 ms");
  EXPECT_EQ(time_span(3.14), "3.1 s");
  EXPECT_EQ(time_span(9.96), "10 s");
  EXPECT_EQ(time_span(59.7), "1 min 0 s");
  EXPECT_EQ(time_span(125), "2 min 5 s");
  EXPECT_EQ(time_span(4320), "1 h 12 min");
}

TEST(Words, CountInSingularAndPlural) {
  EXPECT_EQ(counted(1, "segment"), "1 segment");
  EXPECT_EQ(counted(0, "segment"), "0 segments");
  EXPECT_EQ(counted(40000, "customer"), "40,000 customers");
}

TEST(Words, MeasureWidthInCharacters) { EXPECT_EQ(width_of("Überfluß"), 8U); }

TEST(Words, AreShortenedBetweenCharacters) {
  EXPECT_EQ(shortened("Überfluß", 8), "Überfluß");
  EXPECT_EQ(shortened("Überfluß", 4), "Übe\u2026");
  EXPECT_EQ(shortened("abc", 1), "\u2026");
}

TEST(Words, WrapBetweenWords) {
  EXPECT_EQ(wrapped("one two three", 7, 0), "one two\nthree");
  EXPECT_EQ(wrapped("one two three", 7, 2), "one two\n  three");
  EXPECT_EQ(wrapped("unbreakable", 3, 0), "unbreakable");
  EXPECT_EQ(wrapped("", 3, 0), "");
}

}  // namespace
}  // namespace tenure::cli
