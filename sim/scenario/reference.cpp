// SPDX-License-Identifier: Apache-2.0
#include "scenario/reference.h"

#include <limits>
#include <string_view>
#include <vector>

#include "scenario/describe_format.h"
#include "scenario/goal.h"
#include "scenario/kinds.h"
#include "scenario/print_value.h"
#include "scenario/shape.h"

namespace tenure::scenario {
namespace {

/// Markdown tables break at |, and people write it in formulas.
std::string cell(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '|') result += '\\';
    result += c;
  }
  return result;
}

std::string words_of(const std::vector<std::string_view>& words) {
  std::string text;
  for (const std::string_view word : words)
    text += (text.empty() ? "`" : ", `") + std::string(word) + '`';
  return text;
}

std::string kind_of(const Shape& shape) {
  switch (shape.kind) {
    case Shape::Kind::number:
      return "number";
    case Shape::Kind::whole:
      return "whole number";
    case Shape::Kind::duration:
      return "duration";
    case Shape::Kind::probability:
      return "share";
    case Shape::Kind::rate:
      return "rate";
    case Shape::Kind::money:
      return "money";
    case Shape::Kind::money_rate:
      return "money per time";
    case Shape::Kind::points_per_money:
      return "points per money";
    case Shape::Kind::interval:
      return "interval";
    case Shape::Kind::text:
      return "text";
    case Shape::Kind::whole_numbers:
      return "list of whole numbers";
    case Shape::Kind::numbers:
      return "list of numbers";
    case Shape::Kind::texts:
      return "list of texts";
    case Shape::Kind::choice:
      return words_of(shape.choices);
    case Shape::Kind::group:
      return "group";
    case Shape::Kind::list:
      return "list of groups";
  }
  return {};
}

template <class Quantity>
std::string range_in(const model::Range& range) {
  const auto limit = [](double measure) { return print_value(Quantity::at(measure), "EUR"); };
  std::string text;
  if (range.low > -std::numeric_limits<double>::infinity())
    text = (range.low_excluded ? "> " : ">= ") + limit(range.low);
  if (range.high < std::numeric_limits<double>::infinity())
    text += (text.empty() ? "" : ", ") + std::string(range.high_excluded ? "< " : "<= ") +
            limit(range.high);
  return text;
}

std::string range_of(const Shape& shape) {
  const model::Range& range = shape.field.range;
  switch (shape.kind) {
    case Shape::Kind::duration:
      return range_in<kinds::Span>(range);
    case Shape::Kind::probability:
      return range_in<kinds::Share>(range);
    case Shape::Kind::rate:
      return range_in<kinds::PerTime>(range);
    case Shape::Kind::money:
      return range_in<kinds::Amount>(range);
    case Shape::Kind::money_rate:
      return range_in<kinds::AmountPerTime>(range);
    case Shape::Kind::points_per_money:
      return range_in<kinds::PointsPerAmount>(range);
    default:
      return range_in<kinds::Number>(range);
  }
}

std::string scope_of(model::Scope scope) {
  switch (scope) {
    case model::Scope::customer:
      return "customer";
    case model::Scope::firm:
      return "firm";
    case model::Scope::market:
      return "market";
  }
  return {};
}

std::string default_of(const Shape& shape) {
  if (shape.field.required) return "required";
  if (shape.kind == Shape::Kind::group || shape.kind == Shape::Kind::list)
    return shape.optional ? '`' + shape.initial + '`' : "";
  return shape.initial.empty() ? "" : '`' + shape.initial + '`';
}

std::string meaning_of(const Shape& shape) {
  std::string text = cell(shape.field.meaning);
  if (!shape.field.shorthand.empty())
    text += "; a single value stands for `" + std::string(shape.field.shorthand) + '`';
  if (shape.optional && shape.initial != shape.word())
    text += "; `" + std::string(shape.word()) + "` for none";
  return text;
}

std::string source_of(const Shape& shape) {
  const bool has_default = !shape.field.required && shape.kind != Shape::Kind::group &&
                           shape.kind != Shape::Kind::list &&
                           !(shape.optional && shape.initial == shape.word());
  if (!shape.field.source.empty()) return cell(shape.field.source);
  return has_default || shape.field.implies ? "assumption" : "";
}

void add_rows(const Shape& group, const std::string& prefix, bool with_source, std::string& text) {
  for (const Shape& shape : group.fields) {
    const std::string path = prefix + std::string(shape.field.name);
    text += "| `" + path + "` | " + kind_of(shape) + " | " + range_of(shape) + " | " +
            default_of(shape) + " | " + meaning_of(shape);
    if (with_source) text += " | " + scope_of(shape.field.scope) + " | " + source_of(shape);
    text += " |\n";
    const bool is_list = shape.kind == Shape::Kind::list;
    add_rows(shape, path + (is_list ? "[]." : "."), with_source, text);
  }
}

/// Keys that belong to no described group.
std::string goal_rows() {
  std::string text;
  for (const GoalKey& key : kGoalKeys) {
    text += "| `" + std::string(key.name) + "` | " + std::string(key.kind) + " |  | ";
    if (!key.standard.empty()) text += '`' + std::string(key.standard) + '`';
    text += " | " + cell(key.meaning) + " |\n";
  }
  return text;
}

std::string sentence(std::string_view meaning) {
  std::string text(meaning);
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') {
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  }
  return text + '.';
}

std::string table(const Shape& group, bool with_source) {
  std::string text = "| key | kind | range | default | meaning |";
  text += with_source ? " scope | source of the default |\n" : "\n";
  text += "| --- | --- | --- | --- | --- |";
  text += with_source ? " --- | --- |\n" : "\n";
  add_rows(group, "", with_source, text);
  return text;
}

}  // namespace

std::string markdown_table(const Shape& group) { return table(group, false); }

std::string reference_markdown() {
  const Format format = describe_format();
  std::string text =
      "# Scenario reference\n\n"
      "Made from the descriptions that the program itself reads scenarios by; do not edit.\n"
      "A mechanism that a scenario does not mention is off. A customer value may differ between\n"
      "segments; firm and market values are one for all. `assumption` marks a default without a\n"
      "published source.\n\n## Root\n\n" +
      table(format.header, false) + goal_rows() +
      "\n## Segments\n\nItems of `segments`, with sections of their own on top.\n\n" +
      table(format.segment, false) +
      "\n## Policies\n\nEach of `policies`, with sections of mechanisms on top, and more of them "
      "under\n"
      "`segments.NAME` for single segments.\n\n" +
      table(format.policy, false);
  for (const Shape& section : format.sections.fields)
    text += "\n## `" + std::string(section.field.name) + "`\n\n" + sentence(section.field.meaning) +
            "\n\n" + table(section, true);
  return text;
}

}  // namespace tenure::scenario
