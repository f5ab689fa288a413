// SPDX-License-Identifier: Apache-2.0
#include "cli/table.h"

#include <gtest/gtest.h>

namespace tenure::cli {
namespace {

TEST(Table, AlignsColumns) {
  Table table({Align::left, Align::right});
  table.add({"a", "1"});
  table.add({"long", "100"});
  EXPECT_EQ(table.text(), "a       1\nlong  100\n");
}

TEST(Table, CountsCharactersNotBytes) {
  Table table({Align::left, Align::left});
  table.add({"Müller", "x"});
  table.add({"Miller", "y"});
  EXPECT_EQ(table.text(), "Müller  x\nMiller  y\n");
}

TEST(Table, HasNoBlanksAtTheEndOfALine) {
  Table table({Align::left, Align::left});
  table.add({"a"});
  table.add({"b", "something"});
  EXPECT_EQ(table.text("  "), "  a\n  b  something\n");
}

TEST(Table, HasCellsOfSeveralLines) {
  Table table({Align::left, Align::right});
  table.add({"a\nlong name", "1"});
  table.add({"b", "2\n\n3"});
  EXPECT_EQ(table.text(), "a          1\nlong name\nb          2\n\n           3\n");
}

}  // namespace
}  // namespace tenure::cli
