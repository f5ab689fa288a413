// SPDX-License-Identifier: Apache-2.0
#include "scenario/writer.h"

#include <string>

#include <gtest/gtest.h>

#include "scenario/parse.h"
#include "scenario/reader.h"
#include "tests/unit/scenario/example.h"

namespace tenure::scenario {
namespace {

example::Desk read_desk(const std::string& text) {
  Issues issues;
  Inventory inventory;
  Reading reading{"EUR", "", "", issues, inventory};
  example::Desk desk;
  const Node tree = parse(text, "s.yaml");
  read_group(reading, &tree, "", tree.place, desk);
  issues.throw_if_any();
  return desk;
}

example::Desk unusual_desk() {
  example::Desk desk;
  desk.seats = 7;
  desk.cost = {1.0 / 3.0};
  desk.order = example::Order::priority;
  desk.handling = {std::chrono::seconds(61), 1.0 / 7.0};
  desk.patience = example::Spread{};
  desk.yearly = model::Probability{0.1 + 0.2};
  desk.rate = {1.0 / 9.0};
  desk.fee = {-5 + 1000};
  desk.range = {-1.5, 2.5};
  desk.note = "a \"quoted\"\n\t text: with # signs";
  desk.daily = {3, 0, 2};
  desk.weights = {};
  desk.pieces = {{std::chrono::days(0), {0.1}}, {std::chrono::days(400), {0.2}}};
  return desk;
}

TEST(Writer, WritesWhatTheReaderReadsBack) {
  EXPECT_EQ(read_desk(to_yaml(written(unusual_desk(), "EUR"))), unusual_desk());
  EXPECT_EQ(read_desk(to_yaml(written(example::Desk{}, "EUR"))), example::Desk{});
}

TEST(Writer, DividesValuesByWhoseTheyAre) {
  const Node firm = written(unusual_desk(), "EUR", Whose::firm_and_market);
  const Node customers = written(unusual_desk(), "EUR", Whose::customers);
  EXPECT_NE(firm.find("seats"), nullptr);
  EXPECT_NE(firm.find("handling"), nullptr);
  EXPECT_EQ(firm.find("share"), nullptr);
  EXPECT_EQ(firm.find("patience"), nullptr);
  EXPECT_EQ(firm.find("pieces"), nullptr);
  EXPECT_EQ(customers.find("seats"), nullptr);
  EXPECT_EQ(customers.find("handling"), nullptr);
  EXPECT_NE(customers.find("share"), nullptr);
  EXPECT_EQ(firm.entries.size() + customers.entries.size(),
            written(unusual_desk(), "EUR").entries.size());
}

TEST(Writer, WritesBlocksThatPeopleCanRead) {
  EXPECT_EQ(to_yaml(written(example::Piece{std::chrono::weeks(2), {1.0}}, "EUR")),
            "from: 2 weeks\nhazard: 1 per day\n");
  EXPECT_EQ(to_yaml(map_node()), "{}\n");
}

}  // namespace
}  // namespace tenure::scenario
