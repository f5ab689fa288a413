// SPDX-License-Identifier: Apache-2.0
#include "scenario/shape.h"

#include <gtest/gtest.h>

#include "tests/unit/scenario/example.h"

namespace tenure::scenario {
namespace {

TEST(Shape, ListsFieldsInOrderWithTheirDefaults) {
  const Shape desk = shape_of(example::Desk{});
  ASSERT_GE(desk.fields.size(), 3u);
  EXPECT_EQ(desk.fields[0].field.name, "seats");
  EXPECT_EQ(desk.fields[0].kind, Shape::Kind::whole);
  EXPECT_EQ(desk.fields[0].initial, "3");
  EXPECT_EQ(desk.find("cost")->initial, "45000 EUR/year");
  EXPECT_EQ(desk.find("nothing"), nullptr);
}

TEST(Shape, SeesIntoGroupsThatAreAbsentByDefault) {
  const Shape desk = shape_of(example::Desk{});
  const Shape* patience = desk.find("patience");
  ASSERT_NE(patience, nullptr);
  EXPECT_TRUE(patience->optional);
  EXPECT_EQ(patience->kind, Shape::Kind::group);
  EXPECT_EQ(patience->initial, "unlimited");
  EXPECT_EQ(patience->find("mean")->initial, "1 week");
  EXPECT_FALSE(patience->find("mean")->optional);
}

TEST(Shape, SeesTheItemsOfAnEmptyList) {
  const Shape desk = shape_of(example::Desk{});
  const Shape* pieces = desk.find("pieces");
  ASSERT_NE(pieces, nullptr);
  EXPECT_EQ(pieces->kind, Shape::Kind::list);
  ASSERT_EQ(pieces->fields.size(), 2u);
  EXPECT_EQ(pieces->fields[0].field.name, "from");
}

TEST(Shape, ListsChoices) {
  const Shape desk = shape_of(example::Desk{});
  const Shape* order = desk.find("order");
  EXPECT_EQ(order->initial, "first_come");
  ASSERT_EQ(order->choices.size(), 2u);
  EXPECT_EQ(order->choices[1], "priority");
}

}  // namespace
}  // namespace tenure::scenario
