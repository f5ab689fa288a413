// SPDX-License-Identifier: Apache-2.0
#include "cli/report/braille.h"

#include <gtest/gtest.h>

namespace tenure::cli {
namespace {

using Lines = std::vector<std::string>;

TEST(Braille, PutsEightDotsIntoACharacter) {
  BrailleCanvas canvas(2, 1);
  EXPECT_EQ(canvas.width(), 4U);
  EXPECT_EQ(canvas.height(), 4U);
  canvas.set(0, 0);
  EXPECT_EQ(canvas.lines(), Lines{"\u2801"});
  for (std::size_t y = 0; y < 4; ++y) {
    canvas.set(2, y);
    canvas.set(3, y);
  }
  EXPECT_EQ(canvas.lines(), Lines{"\u2801\u28FF"});
}

TEST(Braille, DrawsNothingOutside) {
  BrailleCanvas canvas(1, 1);
  canvas.set(2, 0);
  canvas.set(0, 4);
  canvas.line({-5.0, -5.0}, {-1.0, -1.0});
  EXPECT_EQ(canvas.lines(), Lines{""});
}

TEST(Braille, LinesReachFromEndToEnd) {
  BrailleCanvas steep(1, 1);
  steep.line({0.0, 0.0}, {1.0, 3.0});  // two dots on the left, two on the right
  EXPECT_EQ(steep.lines(), Lines{"\u28A3"});
  BrailleCanvas level(2, 1);
  level.line({0.0, 0.0}, {3.0, 0.0});
  EXPECT_EQ(level.lines(), Lines{"\u2809\u2809"});
  BrailleCanvas dotted(2, 1);
  dotted.line({0.0, 0.0}, {3.0, 0.0}, 2);
  EXPECT_EQ(dotted.lines(), Lines{"\u2801\u2801"});
}

}  // namespace
}  // namespace tenure::cli
