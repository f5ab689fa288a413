// SPDX-License-Identifier: Apache-2.0
#include "verify/expression.h"

#include <gtest/gtest.h>

namespace tenure::verify {
namespace {

TEST(Expression, IsANameOrASignedSum) {
  const auto one = parse_expression("more-agents");
  ASSERT_TRUE(one);
  ASSERT_EQ(one->size(), 1U);
  EXPECT_EQ(one->front().name, "more-agents");
  const auto sum = parse_expression("  a - b +  c-d ");
  ASSERT_TRUE(sum);
  ASSERT_EQ(sum->size(), 3U);
  EXPECT_EQ((*sum)[0].sign, 1);
  EXPECT_EQ((*sum)[1].name, "b");
  EXPECT_EQ((*sum)[1].sign, -1);
  EXPECT_EQ((*sum)[2].name, "c-d");
  EXPECT_EQ((*sum)[2].sign, 1);
}

TEST(Expression, RefusesWhatIsNone) {
  for (const char* text : {"", "   ", "-", "a -", "- a", "a b", "a - - b", "+ a"}) {
    EXPECT_FALSE(parse_expression(text)) << text;
  }
}

}  // namespace
}  // namespace tenure::verify
