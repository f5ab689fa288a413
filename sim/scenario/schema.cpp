// SPDX-License-Identifier: Apache-2.0
#include "scenario/schema.h"

#include <cmath>
#include <limits>
#include <string_view>
#include <utility>
#include <vector>

#include "scenario/describe_format.h"
#include "scenario/goal.h"
#include "scenario/header.h"
#include "scenario/json.h"
#include "scenario/measure.h"
#include "scenario/number.h"
#include "scenario/shape.h"
#include "scenario/sweep_text.h"

namespace tenure::scenario {
namespace {

constexpr std::string_view kNumber = R"(-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?)";
constexpr std::string_view kTime = R"((us|ms|s|min|h|d|days?|weeks?|months?|years?))";
constexpr std::string_view kCurrency = "[A-Z]{3}";

std::string pattern_of(Shape::Kind kind) {
  const std::string number(kNumber);
  const std::string time(kTime);
  const std::string currency(kCurrency);
  switch (kind) {
    case Shape::Kind::duration:
      return '^' + number + " ?" + time + '$';
    case Shape::Kind::probability:
      return '^' + number + " ?%$";
    case Shape::Kind::rate:
      return '^' + number + "( ?%)? ?(/ ?|per )" + time + '$';
    case Shape::Kind::money:
      return '^' + number + " ?" + currency + '$';
    case Shape::Kind::money_rate:
      return '^' + number + " ?" + currency + " ?(/ ?|per )" + time + '$';
    case Shape::Kind::points_per_money:
      return '^' + number + " ?points? ?(/ ?|per )" + currency + '$';
    default:
      return {};
  }
}

Json object() { return Json::object(); }

Json any_of(std::vector<Json> forms) {
  return object().with("anyOf", Json::list(std::move(forms)));
}

Json text_matching(const std::string& pattern) {
  return object().with("type", "string").with("pattern", pattern);
}

Json number_in(const Shape& shape, std::string_view type) {
  Json number = object().with("type", type);
  const model::Range& range = shape.field.range;
  if (std::isfinite(range.low))
    number = number.with(range.low_excluded ? "exclusiveMinimum" : "minimum",
                         Json::raw(print_number(range.low)));
  if (std::isfinite(range.high))
    number = number.with(range.high_excluded ? "exclusiveMaximum" : "maximum",
                         Json::raw(print_number(range.high)));
  return number;
}

std::string description_of(const Shape& shape) {
  std::string text(shape.field.meaning);
  const auto add = [&](const std::string& more) { text += (text.empty() ? "" : ". ") + more; };
  if (!shape.initial.empty()) add("Default: " + shape.initial);
  if (!shape.field.source.empty()) add("Source: " + std::string(shape.field.source));
  return text;
}

/// What a group is written in: a layer among several, which says only what it changes (`~`,
/// `{plus: x}` and `{times: x}` among it), or the whole, where what is required must be.
enum class Within { layer, whole };

Json members_of(const std::vector<Shape>& fields, Within within);

Json closed(Json properties) {
  return object()
      .with("type", "object")
      .with("properties", std::move(properties))
      .with("additionalProperties", Json::raw("false"));
}

/// What a value is when it is written out, without words, changes and deletions.
std::vector<Json> forms_of(const Shape& shape, Within within) {
  switch (shape.kind) {
    case Shape::Kind::number:
      return {number_in(shape, "number")};
    case Shape::Kind::whole:
      return {number_in(shape, "integer")};
    case Shape::Kind::probability:
      return {
          text_matching(shape.field.yearly ? '^' + std::string(kNumber) + " ?%(/year| per year)?$"
                                           : pattern_of(shape.kind)),
          number_in(shape, "number")};
    case Shape::Kind::duration:
    case Shape::Kind::rate:
    case Shape::Kind::money:
    case Shape::Kind::money_rate:
    case Shape::Kind::points_per_money:
      return {text_matching(pattern_of(shape.kind))};
    case Shape::Kind::interval:
      return {object()
                  .with("type", "array")
                  .with("items", object().with("type", "number"))
                  .with("minItems", Json::raw("2"))
                  .with("maxItems", Json::raw("2"))};
    case Shape::Kind::text:
      return {object().with("type", Json::list({Json("string"), Json("number"), Json("boolean")}))};
    case Shape::Kind::texts:
      return {object().with("type", "array").with("items", object())};
    case Shape::Kind::numbers:
      return {object().with("type", "array").with("items", number_in(shape, "number"))};
    case Shape::Kind::whole_numbers:
      return {object().with("type", "array").with("items", number_in(shape, "integer"))};
    case Shape::Kind::choice: {
      std::vector<Json> names;
      for (const std::string_view name : shape.choices) {
        names.emplace_back(std::string(name));
        if (name == "true" || name == "false") names.push_back(Json::raw(std::string(name)));
      }
      return {object().with("enum", Json::list(std::move(names)))};
    }
    case Shape::Kind::group: {
      std::vector<Json> forms = {members_of(shape.fields, within)};
      if (const Shape* shorthand = shape.find(shape.field.shorthand))
        for (Json& form : forms_of(*shorthand, within)) forms.push_back(std::move(form));
      return forms;
    }
    case Shape::Kind::list:
      return {object().with("type", "array").with("items", members_of(shape.fields, within))};
  }
  return {};
}

Json schema_of(const Shape& shape, Within within) {
  std::vector<Json> forms = forms_of(shape, within);
  // Editors that read YAML 1.1 take the word `off` for false.
  if (shape.optional) {
    forms.push_back(object().with("const", shape.word()));
    if (shape.word() == "off") forms.push_back(object().with("const", Json::raw("false")));
  }
  if (within == Within::layer) {
    const Shape* shorthand = shape.find(shape.field.shorthand);
    if (is_measurable(shape.kind) || (shorthand != nullptr && is_measurable(shorthand->kind)))
      forms.push_back(object().with("$ref", "#/definitions/change"));
    forms.push_back(object().with("type", "null"));
  }
  return any_of(std::move(forms)).with("description", description_of(shape));
}

Json properties_of(const std::vector<Shape>& fields, Within within = Within::layer) {
  Json properties = object();
  for (const Shape& field : fields)
    properties = properties.with(std::string(field.field.name), schema_of(field, within));
  return properties;
}

Json with_required(const Json& map, const std::vector<std::string_view>& keys) {
  std::vector<Json> names;
  for (const std::string_view key : keys) names.emplace_back(key);
  return map.with("required", Json::list(std::move(names)));
}

Json members_of(const std::vector<Shape>& fields, Within within) {
  const Json map = closed(properties_of(fields, within));
  std::vector<std::string_view> required;
  for (const Shape& field : fields) {
    if (field.field.required) required.push_back(field.field.name);
  }
  return within == Within::layer || required.empty() ? map : with_required(map, required);
}

Json string_schema(std::string_view meaning) {
  return object().with("description", meaning).with("type", "string");
}

/// Adds a reference to each mechanism's section, which is defined once.
Json with_sections(Json properties, const Shape& sections) {
  for (const Shape& section : sections.fields) {
    const std::string name(section.field.name);
    properties = properties.with(name, object().with("$ref", "#/definitions/" + name));
  }
  return properties;
}

Json segments_schema(const Format& format) {
  const Json own = properties_of(format.segment.fields);
  return object()
      .with("description", "Groups of customers, each with a name")
      .with("type", "array")
      .with("items", with_required(closed(with_sections(own, format.sections)), {"name"}));
}

Json policies_schema(const Format& format) {
  const Json of_segment =
      object()
          .with("description", "What the policy changes in single segments, by name")
          .with("type", "object")
          .with("additionalProperties", closed(with_sections(object(), format.sections)));
  const Json own = properties_of(format.policy.fields).with("segments", of_segment);
  return object()
      .with("description", "Overlays to compare, by name")
      .with("type", "object")
      .with("propertyNames", object().with("pattern", "^[a-z][a-z0-9_-]*$"))
      .with("additionalProperties", closed(with_sections(own, format.sections)));
}

Json goal_schema(const GoalKey& key) {
  if (key.name == "decide_by") return string_schema(key.meaning);
  return object()
      .with("description", key.meaning)
      .with("type", "object")
      .with("additionalProperties",
            object().with("type", "string").with("pattern", "^ *[<>]= *[^ ].*$"));
}

}  // namespace

std::string json_schema() {
  const Format format = describe_format();
  Json properties = with_sections(properties_of(format.header.fields), format.sections);
  properties =
      properties.with("extends", string_schema("A scenario that this one changes, by its path"))
          .with("segments", segments_schema(format))
          .with("policies", policies_schema(format));
  for (const GoalKey& key : kGoalKeys)
    properties = properties.with(std::string(key.name), goal_schema(key));
  for (const std::string_view key : kIgnoredKeys)
    properties = properties.with(std::string(key), object());

  const Json change =
      object()
          .with("description", "Relative to what lies below: {plus: 3} or {times: 0.8}")
          .with("type", "object")
          .with("properties",
                object().with("plus", object()).with("times", object().with("type", "number")))
          .with("additionalProperties", Json::raw("false"))
          .with("minProperties", Json::raw("1"))
          .with("maxProperties", Json::raw("1"));
  Json definitions = object().with("change", change);
  for (const Shape& section : format.sections.fields)
    definitions =
        definitions.with(std::string(section.field.name), schema_of(section, Within::layer));
  return closed(std::move(properties))
             .with("$schema", "http://json-schema.org/draft-07/schema#")
             .with("title", "tenure scenario, format 1")
             .with("definitions", std::move(definitions))
             .dump() +
         '\n';
}

std::string sweep_json_schema() {
  return members_of(shape_of(SweepText{}).fields, Within::whole)
             .with("$schema", "http://json-schema.org/draft-07/schema#")
             .with("title", "tenure sweep, format 1")
             .dump() +
         '\n';
}

}  // namespace tenure::scenario
