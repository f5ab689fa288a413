// SPDX-License-Identifier: Apache-2.0
#include "cli/bars.h"

#include <cmath>

#include <gtest/gtest.h>

#include "cli/words.h"

namespace tenure::cli {
namespace {

/// Drawn without colour, one line each.
std::string drawn(const std::vector<Bar>& all, std::size_t width) {
  return bars(all, width, "", Console().without_colour());
}

TEST(Bars, AreSolidAsFarAsItIsSureAndShadedBeyond) {
  // 12 columns for the axis: 0 to 11, a number a column.
  EXPECT_EQ(drawn({{"a", "8", 8.0, 5.0, 11.0}}, 18),
            "a  8  \u2502\u2588\u2588\u2588\u2588"
            "\u2592\u2592\u2592\u2592\u2592\u2592\u2592\n");
}

TEST(Bars, OfWhatIsNotSureCrossZero) {
  EXPECT_EQ(drawn({{"a", "2", 2.0, -3.0, 8.0}}, 18),
            "a  2  \u2592\u2592\u2592\u2502\u2592\u2592\u2592\u2592\u2592\u2592\u2592\u2592\n");
}

TEST(Bars, ShareOneZero) {
  const std::string text =
      drawn({{"up", "4", 4.0, 4.0, 4.0}, {"down", "-4", -4.0, -4.0, -4.0}}, 19);
  EXPECT_EQ(text,
            "up     4       \u2502\u2588\u2588\u2588\u2588\n"
            "down  -4  \u2588\u2588\u2588\u2588\u2588\u2502\n");
}

TEST(Bars, DrawNothingWhereThereIsNothing) {
  EXPECT_EQ(drawn({{"a", "none", std::nan(""), 0.0, 0.0}, {"b", "0", 0.0, 0.0, 0.0}}, 20),
            "a  none  \u2502\nb     0  \u2502\n");
}

TEST(Bars, KeepToTheWidth) {
  const std::string name(64, 'x');
  const std::string text = drawn({{name, "+1,234,567 EUR", 1e6, 0.5e6, 1.5e6}}, 100);
  EXPECT_LE(width_of(text.substr(0, text.find('\n'))), 100U);
}

}  // namespace
}  // namespace tenure::cli
