// SPDX-License-Identifier: Apache-2.0
#include "scenario/utf8.h"

#include <gtest/gtest.h>

namespace tenure::scenario {
namespace {

TEST(Utf8, AcceptsEveryLength) {
  EXPECT_EQ(first_bad_utf8("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80"), std::nullopt);
  EXPECT_EQ(count_characters("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80"), 4u);
}

TEST(Utf8, RefusesWhatUnicodeRefuses) {
  EXPECT_EQ(first_bad_utf8("ab\xFF"), 2u);            // never a byte of UTF-8
  EXPECT_EQ(first_bad_utf8("a\x80"), 1u);             // continues nothing
  EXPECT_EQ(first_bad_utf8("\xC0\xAF"), 0u);          // overlong
  EXPECT_EQ(first_bad_utf8("\xE0\x80\xAF"), 0u);      // overlong
  EXPECT_EQ(first_bad_utf8("x\xED\xA0\x80"), 1u);     // surrogate
  EXPECT_EQ(first_bad_utf8("\xF4\x90\x80\x80"), 0u);  // above U+10FFFF
  EXPECT_EQ(first_bad_utf8("caf\xC3"), 3u);           // cut off
  EXPECT_EQ(first_bad_utf8("\xE2\x82"), 0u);          // cut off
}

}  // namespace
}  // namespace tenure::scenario
