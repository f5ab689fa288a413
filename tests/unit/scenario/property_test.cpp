// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "scenario/did_you_mean.h"
#include "scenario/issue.h"
#include "scenario/overlay.h"
#include "scenario/parse.h"
#include "scenario/quantity.h"
#include "scenario/reader.h"
#include "tests/unit/scenario/example.h"

namespace tenure::scenario {
namespace {

// rapidcheck's own seed is random; a fixed one keeps a test run repeatable.
template <class Property>
void holds(const Property& property) {
  rc::detail::TestParams params;
  params.seed = 20260101;
  params.maxSuccess = 1000;
  const auto result = rc::detail::checkTestable(property, rc::detail::TestMetadata(), params);
  EXPECT_TRUE(result.template is<rc::detail::SuccessResult>()) << [&] {
    std::ostringstream text;
    rc::detail::printResultMessage(result, text);
    return text.str();
  }();
}

double number(std::int64_t digits, int exponent) {
  return static_cast<double>(digits) * std::pow(10.0, exponent);
}

TEST(Property, DurationsReadBackAsPrinted) {
  holds([](std::int64_t microseconds) {
    const engine::Duration duration{microseconds};
    const auto read = parse_duration(print(duration));
    RC_ASSERT(read);
    RC_ASSERT(*read == duration);
  });
}

TEST(Property, CanonicalDurationsPrintAsRead) {
  holds([] {
    const auto unit = *rc::gen::element<std::string>("us", "ms", "s", "min", "h", "d", "weeks",
                                                     "months", "years");
    const auto amount = *rc::gen::inRange<std::int64_t>(2, 200'000);
    const std::string once = print(*parse_duration(std::to_string(amount) + ' ' + unit));
    RC_ASSERT(print(*parse_duration(once)) == once);
  });
}

TEST(Property, NumbersReadBackAsPrinted) {
  holds([] {
    const double x = number(*rc::gen::arbitrary<std::int64_t>(), *rc::gen::inRange(-40, 40));
    RC_ASSERT(*parse_number(print_number(x)) == x);
  });
}

TEST(Property, SharesReadBackAsPrinted) {
  holds([] {
    const double x = static_cast<double>(*rc::gen::inRange<std::int64_t>(0, 1'000'000'007)) /
                     static_cast<double>(*rc::gen::inRange<std::int64_t>(1, 1'000'000'007));
    const model::Probability probability{std::min(x, 1.0)};
    RC_ASSERT(*parse_probability(print(probability)) == probability);
  });
}

TEST(Property, RatesReadBackAsPrinted) {
  holds([] {
    const model::Rate rate{number(*rc::gen::arbitrary<std::int64_t>(), *rc::gen::inRange(-25, 0))};
    RC_ASSERT(*parse_rate(print(rate)) == rate);
  });
}

TEST(Property, MoneyReadsBackAsPrinted) {
  holds([](std::int64_t cents) {
    const model::Money money{cents};
    RC_ASSERT(*parse_money(print(money, "EUR"), "EUR") == money);
  });
}

TEST(Property, MoneyRatesReadBackAsPrinted) {
  holds([] {
    const model::MoneyRate rate{
        number(*rc::gen::arbitrary<std::int64_t>(), *rc::gen::inRange(-20, 0))};
    RC_ASSERT(*parse_money_rate(print(rate, "EUR"), "EUR") == rate);
  });
}

TEST(Property, PointsPerMoneyReadBackAsPrinted) {
  holds([] {
    const model::PointsPerMoney points{
        number(*rc::gen::arbitrary<std::int64_t>(), *rc::gen::inRange(-20, 0))};
    RC_ASSERT(*parse_points_per_money(print(points, "EUR"), "EUR") == points);
  });
}

/// One bad character after the other must never do more than throw.
TEST(Property, ParsingAnyBytesEndsInATreeOrAScenarioError) {
  holds([](const std::string& bytes) {
    try {
      parse(bytes, "random.yaml");
    } catch (const ScenarioError&) {
    }
  });
}

TEST(Property, ParsingAnythingThatLooksLikeYamlEndsInATreeOrAScenarioError) {
  holds([] {
    const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
        "a", "b: ", "- ", "? ", ": ", "[", "]", "{", "}", ", ", "\n", "\n  ", "\n    ", "&x ", "*x",
        "!t ", "\"", "'", "# c", "|\n", ">\n", "~", "---\n", "...\n", "%", "\t", "1", "0x",
        "\xC3\xA4", "<<: "));
    std::string text;
    for (const std::string& piece : pieces) text += piece;
    try {
      parse(text, "random.yaml");
    } catch (const ScenarioError&) {
    }
  });
}

TEST(Property, QuantitiesOfAnyTextNeverDoMoreThanFail) {
  holds([](const std::string& text) {
    (void)parse_number(text);
    (void)parse_whole(text);
    (void)parse_duration(text);
    (void)parse_probability(text);
    (void)parse_rate(text);
    (void)parse_money(text, "EUR");
    (void)parse_money_rate(text, "EUR");
  });
}

const std::vector<std::string>& lines_of_a_desk() {
  static const std::vector<std::string> kLines = {
      "seats: 5",      "handling: {mean: 30 min, shape: 2}",
      "patience: 2 d", "yearly: 18 %",
      "fee: 1.20 EUR", "pieces: [{from: 0 d, hazard: 0.1/week}]",
      "daily: [3, 1]", "order: priority",
      "rate: 2 per d", "range: [-1, 1]",
  };
  return kLines;
}

example::Desk read_desk(const Node& tree) {
  Issues issues;
  Inventory inventory;
  Reading reading{"EUR", "", "", issues, inventory};
  example::Desk desk;
  read_group(reading, &tree, "desk", tree.place, desk);
  issues.throw_if_any();
  return desk;
}

TEST(Property, TheOrderOfKeysChangesNothing) {
  std::string in_order;
  for (const std::string& line : lines_of_a_desk()) in_order += line + '\n';
  const example::Desk expected = read_desk(parse(in_order, "s.yaml"));
  holds([&] {
    std::vector<std::string> lines = lines_of_a_desk();
    for (std::size_t i = lines.size(); i > 1; --i)
      std::swap(lines[i - 1], lines[*rc::gen::inRange<std::size_t>(0, i)]);
    std::string text;
    for (const std::string& line : lines) text += line + '\n';
    RC_ASSERT(read_desk(parse(text, "s.yaml")) == expected);
  });
}

TEST(Property, SettingAValueIsEditingTheFile) {
  const Shape shape = shape_of(example::Desk{});
  const Place place{std::make_shared<const std::string>("--set"), 1, 1};
  holds([&] {
    // Some lines are in the file, the others come by --set, in any order.
    std::string whole;
    std::string kept;
    std::vector<std::string> set;
    for (const std::string& line : lines_of_a_desk()) {
      whole += line + '\n';
      if (*rc::gen::arbitrary<bool>())
        kept += line + '\n';
      else
        set.push_back(line);
    }
    Node tree = parse(kept.empty() ? "{}" : kept, "s.yaml");
    MergeReport report;
    for (const std::string& line : set) {
      const std::size_t colon = line.find(':');
      set_at(tree, shape, line.substr(0, colon), parse_value(line.substr(colon + 2), place), place,
             report);
    }
    RC_ASSERT(read_desk(tree) == read_desk(parse(whole, "s.yaml")));
  });
}

TEST(Property, MergingTheSameOverlayTwiceChangesNothingMore) {
  holds([] {
    std::string overlay;
    for (const std::string& line : lines_of_a_desk())
      if (*rc::gen::arbitrary<bool>()) overlay += line + '\n';
    const Node change = parse(overlay.empty() ? "{}" : overlay, "o.yaml");
    Node tree = parse("seats: 2\nhandling: {mean: 1 h}\n", "s.yaml");
    MergeReport report;
    merge(tree, change, Deletions::now, report);
    const example::Desk once = read_desk(tree);
    merge(tree, change, Deletions::now, report);
    RC_ASSERT(read_desk(tree) == once);
  });
}

}  // namespace
}  // namespace tenure::scenario
