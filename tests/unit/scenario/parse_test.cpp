// SPDX-License-Identifier: Apache-2.0
#include "scenario/parse.h"

#include <string>

#include <gtest/gtest.h>

#include "scenario/issue.h"

namespace tenure::scenario {
namespace {

using Kind = Node::Kind;

std::string error_of(const std::string& text) {
  try {
    parse(text, "s.yaml");
  } catch (const ScenarioError& error) {
    return error.what();
  }
  return "nothing is wrong";
}

TEST(Parse, KeepsTheOrderOfKeysAndWhereTheyStand) {
  const Node root = parse("b: 1\na:\n  - x\n  - {k: \"2\"}\n", "s.yaml");
  ASSERT_EQ(root.entries.size(), 2u);
  EXPECT_EQ(root.entries[0].key, "b");
  EXPECT_EQ(root.entries[1].key, "a");
  EXPECT_EQ(root.entries[1].place.line, 2);
  const Node& list = root.entries[1].value;
  ASSERT_EQ(list.items.size(), 2u);
  EXPECT_EQ(list.items[0].place.line, 3);
  EXPECT_EQ(list.items[0].place.column, 5);
  EXPECT_EQ(*list.items[0].place.file, "s.yaml");
  const Node* value = list.items[1].find("k");
  ASSERT_NE(value, nullptr);
  EXPECT_EQ(value->style, Node::Style::quoted);
  EXPECT_EQ(value->place.column, 9);
  EXPECT_EQ(list.items[0].style, Node::Style::plain);
}

TEST(Parse, CountsColumnsInCharacters) {
  const Node root = parse("k: {\"\xC3\xA4\xC3\xB6\": x}\n", "s.yaml");
  EXPECT_EQ(root.entries[0].value.entries[0].value.place.column, 11);
}

TEST(Parse, TellsADeletionFromAMissingValue) {
  const Node root = parse("a: ~\nb:\nc: \"~\"\nd: null\n", "s.yaml");
  EXPECT_TRUE(root.find("a")->is(Kind::deletion));
  EXPECT_TRUE(root.find("b")->is(Kind::empty));
  EXPECT_EQ(root.find("b")->place.line, 2);
  EXPECT_TRUE(root.find("c")->is(Kind::scalar));
  EXPECT_TRUE(root.find("d")->is(Kind::deletion));
}

TEST(Parse, CopiesAliasesOfFinishedValues) {
  const Node root = parse("a: &x {k: [1, 2]}\nb: *x\n", "s.yaml");
  const Node* list = root.find("b")->find("k");
  ASSERT_NE(list, nullptr);
  EXPECT_EQ(list->items.size(), 2u);
  EXPECT_EQ(list->place.line, 1) << "points at what was written";
}

TEST(Parse, SkipsAByteOrderMark) {
  EXPECT_EQ(parse("\xEF\xBB\xBF"
                  "a: 1\n",
                  "s.yaml")
                .entries[0]
                .key,
            "a");
}

TEST(Parse, ReadsWindowsLineEnds) {
  const Node root = parse("a: 1\r\nb: 2\r\n", "s.yaml");
  EXPECT_EQ(root.find("a")->text, "1");
  EXPECT_EQ(root.find("b")->place.line, 2);
}

TEST(Parse, RefusesDuplicateKeysWithTheLineOfTheFirst) {
  EXPECT_EQ(error_of("a:\n  k: 1\n  j: 2\n  k: 3\n"),
            "s.yaml:4:3: a.k: is a duplicate key (the first is in line 2)");
}

TEST(Parse, RefusesKeysThatAreNotWords) {
  EXPECT_EQ(error_of("? [a]\n: 1\n"),
            "s.yaml:1:3: has a key that is not a word (keys are single words)");
  EXPECT_EQ(error_of("~: 1\n"), "s.yaml:1:1: has a key that is not a word (keys are single words)");
}

TEST(Parse, RefusesMergeKeys) {
  EXPECT_EQ(error_of("a: &x {k: 1}\nb:\n  <<: *x\n"),
            "s.yaml:3:3: b: has a merge key (scenarios have none; segments, policies and extends "
            "merge)");
}

TEST(Parse, TranslatesWhatYamlCppSays) {
  EXPECT_EQ(error_of("a: [1, 2\n"),
            "s.yaml:2:1: [ is not closed (a ] or a comma is missing, or a text needs quotes)");
  EXPECT_EQ(
      error_of("a: b: c\n"),
      "s.yaml:1:5: there is a : where none can stand (a line has one key; a text with a colon "
      "and a space needs quotes)");
  EXPECT_EQ(error_of("a: \"x\n"), "s.yaml:1:4: a quoted text is not closed (the file ends first)");
  EXPECT_EQ(error_of("a: *b\n"), "s.yaml:1:4: an alias of something that has no such name before");
  EXPECT_EQ(error_of("a:\n  b: 1\n c: 2\n"),
            "s.yaml:3:2: does not fit the lines before it (keys of one map are indented alike)");
  EXPECT_EQ(error_of("a: @b\n"),
            "s.yaml:1:4: starts with a character that has a meaning in YAML (it needs quotes)");
}

TEST(Parse, FindsTheEndOfQuotedTexts) {
  EXPECT_EQ(parse("a: 'it''s'\n", "s.yaml").find("a")->text, "it's");
  EXPECT_EQ(parse("a: \"x\\\"y\"\n", "s.yaml").find("a")->text, "x\"y");
  EXPECT_EQ(parse("a: &b \"x\"", "s.yaml").find("a")->text, "x");
  EXPECT_EQ(parse("a: |\n  it's\n", "s.yaml").find("a")->text, "it's\n");
  EXPECT_NE(error_of("a: 'it''"), "nothing is wrong");
  EXPECT_NE(error_of("a: \"x\\\""), "nothing is wrong");
}

TEST(Parse, ReadsOneFlowValueAfterSet) {
  const Place place{std::make_shared<const std::string>("--set"), 2, 10};
  EXPECT_EQ(parse_value("6 %", place).text, "6 %");
  EXPECT_EQ(parse_value("6 %", place).place.column, 10);
  EXPECT_EQ(parse_value("6 %", place).place.line, 2);
  EXPECT_TRUE(parse_value("~", place).is(Kind::deletion));
  EXPECT_EQ(parse_value("[0, 1]", place).items.size(), 2u);
  EXPECT_EQ(parse_value("{plus: 3}", place).find("plus")->text, "3");
  EXPECT_EQ(parse_value("\"a, b\"", place).text, "a, b");
  EXPECT_THROW(parse_value("a, b", place), ScenarioError);
  EXPECT_THROW(parse_value("", place), ScenarioError);
  EXPECT_THROW(parse_value("1] [2", place), ScenarioError);
  EXPECT_THROW(parse_value("1]\n---\n[2", place), ScenarioError);
}

}  // namespace
}  // namespace tenure::scenario
