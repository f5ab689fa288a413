// SPDX-License-Identifier: Apache-2.0
#include "scenario/reader.h"

#include <chrono>
#include <string>

#include <gtest/gtest.h>

#include "scenario/overlay.h"
#include "scenario/parse.h"
#include "tests/unit/scenario/example.h"

namespace tenure::scenario {
namespace {

using example::Desk;

/// Reads a desk and keeps all that reading says.
struct Outcome {
  Desk desk;
  std::string errors;
  Inventory inventory;
};

Outcome read_tree(const Node& tree) {
  Outcome outcome;
  Issues issues;
  Reading reading{"EUR", "regulars", "points", issues, outcome.inventory};
  read_group(reading, &tree, "desk", tree.place, outcome.desk);
  for (const Issue& issue : issues.ordered()) outcome.errors += to_text(issue) + '\n';
  return outcome;
}

Outcome read(const std::string& text) { return read_tree(parse(text, "s.yaml")); }

TEST(Reader, FillsEveryKindOfValue) {
  const Outcome outcome = read(
      "seats: 5\ncost: 365.25 EUR/year\norder: priority\nhandling: {mean: 30 min, shape: 2}\n"
      "patience: {mean: 2 d}\nyearly: 18 %\nshare: 0.5\nrate: 1 per d\nfee: 1.20 EUR\n"
      "range: [-3, 3]\nnote: hello\ndaily: [3, 1, 2]\nweights: [0.25]\n"
      "pieces: [{from: 0 d, hazard: 0.1/week}, {from: 1 year}]\nfactor: 1.5\n");
  EXPECT_EQ(outcome.errors, "");
  const Desk& desk = outcome.desk;
  EXPECT_EQ(desk.seats, 5);
  EXPECT_EQ(desk.cost.cents_per_day, 100.0);
  EXPECT_EQ(desk.order, example::Order::priority);
  EXPECT_EQ(desk.handling.mean, std::chrono::minutes(30));
  EXPECT_EQ(desk.handling.shape, 2.0);
  ASSERT_TRUE(desk.patience);
  EXPECT_EQ(desk.patience->mean, std::chrono::days(2));
  EXPECT_EQ(desk.patience->shape, 1.0);
  EXPECT_EQ(desk.yearly->value, 0.18);
  EXPECT_EQ(desk.share.value, 0.5);
  EXPECT_EQ(desk.rate.per_day, 1.0);
  EXPECT_EQ(desk.fee.cents, 120);
  EXPECT_EQ(desk.range, (model::Interval{-3.0, 3.0}));
  EXPECT_EQ(desk.note, "hello");
  EXPECT_EQ(desk.daily, (std::vector<std::int64_t>{3, 1, 2}));
  EXPECT_EQ(desk.weights, std::vector<double>{0.25});
  ASSERT_EQ(desk.pieces.size(), 2u);
  EXPECT_EQ(desk.pieces[0].hazard.per_day, 0.1 / 7.0);
  EXPECT_EQ(desk.pieces[1].from, std::chrono::days(365) + std::chrono::hours(6));
  EXPECT_EQ(desk.factor, 1.5);
}

TEST(Reader, KeepsTheDefaultsOfWhatIsNotMentioned) { EXPECT_EQ(read("{}").desk, Desk{}); }

TEST(Reader, TakesAScalarForTheShorthandOfAGroup) {
  const Outcome outcome = read("handling: 15 min\npatience: 3 d\n");
  EXPECT_EQ(outcome.errors, "");
  EXPECT_EQ(outcome.desk.handling.mean, std::chrono::minutes(15));
  EXPECT_EQ(outcome.desk.patience->mean, std::chrono::days(3));
}

TEST(Reader, KnowsTheWordsForNoValue) {
  EXPECT_FALSE(read("patience: unlimited\n").desk.patience);
  EXPECT_FALSE(read("yearly: off\n").desk.yearly);
  EXPECT_EQ(read("yearly: off\n").errors, "");
}

TEST(Reader, SuggestsTheWordMeant) {
  EXPECT_EQ(read("patience: unlimeted\n").errors,
            "s.yaml:1:11: desk.patience.mean: \"unlimeted\" is not a duration (a duration is a "
            "number with a unit). Did you mean \"unlimited\"?\n");
}

TEST(Reader, SaysTheAllowedRangeInTheUnitOfTheValue) {
  EXPECT_EQ(read("seats: -1\n").errors,
            "s.yaml:1:8: desk.seats: \"-1\" is out of range (must be at least 0)\n");
  EXPECT_EQ(read("handling: 0 d\n").errors,
            "s.yaml:1:11: desk.handling.mean: \"0 d\" is out of range (must be more than 0 d)\n");
  EXPECT_EQ(read("share: 130 %\n").errors,
            "s.yaml:1:8: desk.share: \"130 %\" is out of range (must be at least 0 % and at most "
            "100 %). Did you mean \"1.3 %\"?\n");
  EXPECT_EQ(read("share: 6\n").errors,
            "s.yaml:1:8: desk.share: \"6\" is out of range (must be at least 0 % and at most 100 "
            "%). Did you mean \"6 %\"?\n");
  EXPECT_EQ(read("fee: -1 EUR\n").errors,
            "s.yaml:1:6: desk.fee: \"-1 EUR\" is out of range (must be at least 0 EUR)\n");
  EXPECT_EQ(read("factor: 2.5\n").errors,
            "s.yaml:1:9: desk.factor: \"2.5\" is out of range (must be more than 0 and at most "
            "2)\n");
  EXPECT_EQ(read("daily: [1, -2]\n").errors,
            "s.yaml:1:12: desk.daily: \"-2\" is out of range (must be at least 0)\n");
}

TEST(Reader, CollectsEverythingInTheOrderOfTheFile) {
  EXPECT_EQ(read("shar: 5 %\nhandling:\n  mean: 30\n  shape: 0x10\norder: prioritie\n").errors,
            "s.yaml:1:1: desk.shar: is not a known key (keys here are seats, cost, order, "
            "handling, patience, yearly, share, rate, fee, range, note, daily, weights, pieces, "
            "factor). Did you mean \"share\"?\n"
            "s.yaml:3:9: desk.handling.mean: \"30\" has no unit (durations need one). Did you mean "
            "\"30 d\"?\n"
            "s.yaml:4:10: desk.handling.shape: \"0x10\" is not a decimal number (other bases are "
            "not read)\n"
            "s.yaml:5:8: desk.order: \"prioritie\" is not a choice (choices are first_come, "
            "priority). Did you mean \"priority\"?\n");
}

TEST(Reader, SaysWhatKindOfValueIsNeeded) {
  EXPECT_EQ(read("seats: {a: 1}\n").errors,
            "s.yaml:1:8: desk.seats: is a map (a whole number such as 3 is needed)\n");
  EXPECT_EQ(read("seats:\n").errors,
            "s.yaml:1:1: desk.seats: has no value (a whole number such as 3 is needed)\n");
  EXPECT_EQ(read("seats: \"3\"\n").errors,
            "s.yaml:1:8: desk.seats: \"3\" is in quotes (numbers have none)\n");
  EXPECT_EQ(read("handling: {}\npieces: 3\n").errors,
            "s.yaml:2:9: desk.pieces: is \"3\" (a list is needed)\n");
  EXPECT_EQ(read("pieces: [3]\n").errors,
            "s.yaml:1:10: desk.pieces[1]: is \"3\" (a map of its keys is needed)\n");
  EXPECT_EQ(read("range: [1]\n").errors,
            "s.yaml:1:8: desk.range: has 1 values (an interval has two: [low, high])\n");
  EXPECT_EQ(read("range: [2, 1]\n").errors,
            "s.yaml:1:8: desk.range: [2, 1] ends before it starts (the lower end comes first). Did "
            "you mean \"[1, 2]\"?\n");
}

TEST(Reader, RecognisesADecimalCommaInBraces) {
  EXPECT_EQ(read("{fee: 23,40 EUR}\n").errors,
            "s.yaml:1:7: desk.fee: \"23\" has no unit (amounts of money need one). Did you mean "
            "\"23 EUR\"?\n"
            "s.yaml:1:7: desk.fee: \"23,40 EUR\" has a comma (in braces it separates keys; the "
            "decimal sign is a point). Did you mean \"23.40 EUR\"?\n");
}

TEST(Reader, RefusesFirmValuesOfASegment) {
  Node tree = parse("seats: 5\nshare: 1 %\nhandling: 5 min\n", "s.yaml");
  set_layer(tree, Layer::segment);
  EXPECT_EQ(read_tree(tree).errors,
            "s.yaml:1:8: segments.regulars.desk.seats: is a firm value, which a segment cannot set "
            "(it is one for all customers: set it outside the segments)\n"
            "s.yaml:3:11: segments.regulars.desk.handling: is a firm value, which a segment cannot "
            "set (it is one for all customers: set it outside the segments)\n");
}

TEST(Reader, RefusesToGuessRequiredValues) {
  Issues issues;
  Inventory inventory;
  Reading reading{"EUR", "", "", issues, inventory};
  example::Strict strict;
  const Node tree = parse("{}", "s.yaml");
  read_group(reading, &tree, "strict", tree.place, strict);
  ASSERT_EQ(issues.ordered().size(), 1u);
  EXPECT_EQ(to_text(issues.ordered()[0]),
            "s.yaml:1:1: strict.must: is missing (there is no default)");
}

Outcome read_changed(const std::string& base, const std::string& change) {
  Node tree = parse(base, "s.yaml");
  MergeReport report;
  merge(tree, parse(change, "c.yaml"), Deletions::now, report);
  return read_tree(tree);
}

TEST(Reader, ChangesValuesRelatively) {
  EXPECT_EQ(read_changed("seats: 4", "seats: {plus: 3}").desk.seats, 7);
  EXPECT_EQ(read_changed("seats: 4", "seats: {times: 0.5}").desk.seats, 2);
  EXPECT_EQ(read_changed("{}", "seats: {times: 2}").desk.seats, 6) << "relates to the default";
  EXPECT_EQ(read_changed("share: 6 %", "share: {times: 0.5}").desk.share.value, 0.03);
  EXPECT_EQ(read_changed("share: 6 %", "share: {plus: 2 %}").desk.share.value, 0.08);
  EXPECT_EQ(read_changed("fee: 3 EUR", "fee: {plus: 0.10 EUR}").desk.fee.cents, 310);
  EXPECT_EQ(read_changed("handling: 20 min", "handling: {times: 1.5}").desk.handling.mean,
            std::chrono::minutes(30));
  EXPECT_EQ(read_changed("handling: 20 min", "handling: {plus: 1 h}").desk.handling.mean,
            std::chrono::minutes(80));
}

TEST(Reader, RefusesChangesThatMakeNoSense) {
  EXPECT_EQ(read_changed("seats: 3", "seats: {times: 0.5}").errors,
            "c.yaml:1:8: desk.seats: the change of \"3\" cannot be represented (a whole number "
            "such as 3 is needed)\n");
  EXPECT_EQ(read_changed("share: 60 %", "share: {times: 2}").errors,
            "c.yaml:1:8: desk.share: \"120 %\" is out of range (must be at least 0 % and at most "
            "100 %)\n");
  EXPECT_EQ(read_changed("fee: 3 EUR", "fee: {plus: 1}").errors,
            "c.yaml:1:13: desk.fee: \"1\" has no unit (amounts of money need one). Did you mean "
            "\"1 EUR\"?\n");
  EXPECT_EQ(read_changed("{}", "yearly: {times: 2}").errors,
            "c.yaml:1:9: desk.yearly: has nothing to relate to (there is no value that it could "
            "change)\n");
  EXPECT_EQ(read_changed("yearly: off", "yearly: {times: 2}").errors,
            "c.yaml:1:9: desk.yearly: has nothing to relate to (there is no value that it could "
            "change)\n");
  EXPECT_EQ(read_changed("note: a", "note: {times: 2}").errors,
            "c.yaml:1:7: desk.note: is a change (a text is needed)\n");
}

const Resolved* find(const Inventory& inventory, const std::string& path) {
  for (const Resolved& value : inventory.values)
    if (value.path == path) return &value;
  return nullptr;
}

TEST(Reader, RecordsEachValueAndWhereItComesFrom) {
  const Outcome outcome = read("# a line\nseats: 5\n");
  const Resolved* seats = find(outcome.inventory, "desk.seats");
  ASSERT_NE(seats, nullptr);
  EXPECT_EQ(seats->value, "5");
  EXPECT_EQ(seats->from, Resolved::From::file);
  EXPECT_EQ(seats->where, "s.yaml:2");
  EXPECT_FALSE(seats->assumption);
  EXPECT_EQ(seats->meaning, "agents at work");

  const Resolved* share = find(outcome.inventory, "desk.share");
  EXPECT_EQ(share->from, Resolved::From::standard);
  EXPECT_EQ(share->source, "Jones 2001");
  EXPECT_FALSE(share->assumption) << "it has a source";
  EXPECT_TRUE(find(outcome.inventory, "desk.fee")->assumption);
  EXPECT_EQ(find(outcome.inventory, "desk.patience")->value, "unlimited");
  EXPECT_TRUE(find(outcome.inventory, "desk.yearly")->unset);
  EXPECT_FALSE(find(outcome.inventory, "desk.yearly")->assumption) << "nothing is assumed";
  EXPECT_EQ(find(outcome.inventory, "desk.handling.mean")->value, "20 min");
}

TEST(Reader, RecordsPoliciesAndSettings) {
  Node tree = parse("seats: 5\nfee: 1 EUR\n", "s.yaml");
  set_layer(*tree.find("seats"), Layer::policy);
  set_origin(*tree.find("fee"), Origin::set);
  const Outcome outcome = read_tree(tree);
  EXPECT_EQ(find(outcome.inventory, "desk.seats")->where, "policy points (s.yaml:1)");
  EXPECT_EQ(find(outcome.inventory, "desk.fee")->where, "--set");
}

TEST(Inventory, TellsTheShareOfAssumptions) {
  Inventory inventory;
  EXPECT_EQ(inventory.share_of_assumptions(), 0.0);
  inventory.values.resize(4);
  inventory.values[1].assumption = true;
  EXPECT_EQ(inventory.share_of_assumptions(), 0.25);
}

TEST(SectionProblems, PointAtTheNearestValueThatWasWritten) {
  const Node tree = parse("handling:\n  shape: 2\n", "s.yaml");
  Issues issues;
  Inventory inventory;
  Reading reading{"EUR", "", "", issues, inventory};
  SectionProblems problems(reading, tree, "desk");
  problems.add("handling.shape", "is too large", "so it is", "1");
  problems.add("handling.mean", "is too long", "so it is");
  ASSERT_EQ(issues.ordered().size(), 2u);
  EXPECT_EQ(to_text(issues.ordered()[0]), "s.yaml:2:3: desk.handling.mean: is too long (so it is)");
  EXPECT_EQ(to_text(issues.ordered()[1]),
            "s.yaml:2:10: desk.handling.shape: is too large (so it is). Did you mean \"1\"?");
}

}  // namespace
}  // namespace tenure::scenario
