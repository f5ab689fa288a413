// SPDX-License-Identifier: Apache-2.0
#include "scenario/overlay.h"

#include <string>

#include <gtest/gtest.h>

#include "scenario/parse.h"

namespace tenure::scenario {
namespace {

using Kind = Node::Kind;

/// The tree in one line: enough to compare by.
std::string text_of(const Node& node) {
  std::string text;
  switch (node.kind) {
    case Kind::scalar:
      return node.text;
    case Kind::empty:
      return "nothing";
    case Kind::deletion:
      return "~";
    case Kind::list:
    case Kind::relative:
      for (const Node& item : node.items) text += (text.empty() ? "" : ", ") + text_of(item);
      return (node.is(Kind::list) ? "[" : "<") + text + (node.is(Kind::list) ? "]" : ">");
    case Kind::map:
      for (const Entry& entry : node.entries)
        text += (text.empty() ? "" : ", ") + entry.key + ": " + text_of(entry.value);
      return "{" + text + "}";
  }
  return text;
}

std::string merged(const std::string& base, const std::string& overlay) {
  Node tree = parse(base, "base.yaml");
  MergeReport report;
  merge(tree, parse(overlay, "overlay.yaml"), Deletions::now, report);
  return text_of(tree);
}

TEST(Overlay, MergesMapsByKey) {
  EXPECT_EQ(merged("a: {x: 1, y: 2}\n", "a: {y: 3, z: 4}\n"), "{a: {x: 1, y: 3, z: 4}}");
}

TEST(Overlay, MergesNamedListsByNameAndAppendsNewOnes) {
  EXPECT_EQ(merged("s: [{name: a, n: 1}, {name: b, n: 2}]\n", "s: [{name: b, n: 5}, {name: c}]\n"),
            "{s: [{name: a, n: 1}, {name: b, n: 5}, {name: c}]}");
}

TEST(Overlay, ReplacesOtherLists) {
  EXPECT_EQ(merged("l: [1, 2, 3]\n", "l: [4]\n"), "{l: [4]}");
  EXPECT_EQ(merged("l: [{name: a}, {x: 1}]\n", "l: [{name: b}]\n"), "{l: [{name: b}]}");
}

TEST(Overlay, ReplacesValuesOfAnotherKind) {
  EXPECT_EQ(merged("a: {x: 1}\n", "a: off\n"), "{a: off}");
  EXPECT_EQ(merged("a: off\n", "a: {x: 1}\n"), "{a: {x: 1}}");
}

TEST(Overlay, DeletesAKeyThatIsThere) {
  EXPECT_EQ(merged("a: {x: 1, y: 2}\n", "a: {x: ~}\n"), "{a: {y: 2}}");
}

TEST(Overlay, ReportsADeletionOfWhatIsNotThere) {
  Node tree = parse("a: {x: 1}\n", "base.yaml");
  MergeReport report;
  merge(tree, parse("a: {q: ~}\nb:\n  c: ~\n", "overlay.yaml"), Deletions::now, report);
  ASSERT_EQ(report.not_there.size(), 2u);
  EXPECT_EQ(report.not_there[0].path, "a.q");
  EXPECT_EQ(report.not_there[1].path, "b.c");
  EXPECT_EQ(report.not_there[1].place.line, 3);
}

TEST(Overlay, KeepsChangesWithWhatTheyChange) {
  EXPECT_EQ(merged("a: 6 %\n", "a: {times: 0.5}\n"), "{a: <6 %, {times: 0.5}>}");
  EXPECT_EQ(merged("b: 1\n", "a: {plus: 3}\n"), "{b: 1, a: <nothing, {plus: 3}>}");
}

TEST(Overlay, ChainsChanges) {
  Node tree = parse("a: 6\n", "base.yaml");
  MergeReport report;
  merge(tree, parse("a: {times: 2}\n", "x.yaml"), Deletions::now, report);
  merge(tree, parse("a: {plus: 1}\n", "y.yaml"), Deletions::now, report);
  EXPECT_EQ(text_of(tree), "{a: <6, {times: 2}, {plus: 1}>}");
}

TEST(Overlay, NotesWhereAPolicyOverridesASegment) {
  Node tree = parse("a: {x: 1, y: 1}\n", "base.yaml");
  Node segment = parse("a: {x: 2}\n", "base.yaml");
  Node policy = parse("a: {x: 3, y: 3}\n", "base.yaml");
  set_layer(segment, Layer::segment);
  set_layer(policy, Layer::policy);
  MergeReport report;
  merge(tree, segment, Deletions::now, report);
  merge(tree, policy, Deletions::now, report);
  ASSERT_EQ(report.overridden.size(), 1u);
  EXPECT_EQ(report.overridden[0].path, "a.x");
}

Shape desk_shape() {
  Shape mean;
  mean.field.name = "mean";
  mean.kind = Shape::Kind::duration;
  Shape time;
  time.field.name = "time";
  time.field.shorthand = "mean";
  time.fields = {mean};
  Shape patience = time;
  patience.field.name = "patience";
  patience.field.word = "unlimited";
  patience.optional = true;
  Shape desk;
  desk.fields = {time, patience};
  return desk;
}

TEST(Overlay, SpellsShorthandsOut) {
  Node tree = parse("time: 20 min\npatience: unlimited\nother: 3\n", "base.yaml");
  spell_out(tree, desk_shape());
  EXPECT_EQ(text_of(tree), "{time: {mean: 20 min}, patience: unlimited, other: 3}");
  Node change = parse("time: {times: 2}\npatience: {mean: 1 d}\n", "base.yaml");
  spell_out(change, desk_shape());
  EXPECT_EQ(text_of(change), "{time: {mean: {times: 2}}, patience: {mean: 1 d}}");
}

std::string after_set(const std::string& base, const std::string& path, const std::string& value) {
  const Place place{std::make_shared<const std::string>("--set"), 1, 1};
  Node tree = parse(base, "base.yaml");
  MergeReport report;
  try {
    set_at(tree, desk_shape(), path, parse_value(value, place), place, report);
  } catch (const ScenarioError& error) {
    return error.what();
  }
  return text_of(tree);
}

TEST(SetAt, AddressesItemsOfNamedListsByName) {
  EXPECT_EQ(after_set("s: [{name: a, n: 1}, {name: b, n: 2}]\n", "s.b.n", "7"),
            "{s: [{name: a, n: 1}, {name: b, n: 7}]}");
}

TEST(SetAt, SuggestsTheNameMeant) {
  EXPECT_EQ(after_set("s: [{name: regulars}]\n", "s.regular.n", "7"),
            "--set:1:1: s.regular.n: there is nothing called \"regular\". Did you mean "
            "\"regulars\"?");
}

TEST(SetAt, OpensWhatIsMissingOrOff) {
  EXPECT_EQ(after_set("a: off\n", "a.x", "1"), "{a: {x: 1}}");
  EXPECT_EQ(after_set("b: 1\n", "a.x.y", "1"), "{b: 1, a: {x: {y: 1}}}");
}

TEST(SetAt, KnowsShorthands) {
  EXPECT_EQ(after_set("time: {mean: 20 min, spread: 1}\n", "time", "30 min"),
            "{time: {mean: 30 min, spread: 1}}");
}

TEST(SetAt, RefusesPathsThatLeadNowhere) {
  EXPECT_NE(after_set("l: [1, 2]\n", "l.x", "1").find("leads into a list without names"),
            std::string::npos);
  EXPECT_NE(after_set("l: 1\n", "l..x", "1").find("has an empty part"), std::string::npos);
  EXPECT_NE(after_set("s: [{name: a}]\n", "s.a", "1").find("is a whole item of a list"),
            std::string::npos);
}

}  // namespace
}  // namespace tenure::scenario
