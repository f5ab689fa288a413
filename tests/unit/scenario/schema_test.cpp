// SPDX-License-Identifier: Apache-2.0
#include "scenario/schema.h"

#include <regex>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "scenario/describe_format.h"
#include "scenario/json.h"
#include "scenario/reference.h"

namespace tenure::scenario {
namespace {

TEST(Json, WritesNestedValuesAndEscapes) {
  const Json value = Json::object()
                         .with("a \"b\"", "line\nbreak")
                         .with("list", Json::list({Json::raw("1"), Json("x")}))
                         .with("empty", Json::object());
  EXPECT_EQ(value.dump(),
            "{\n  \"a \\\"b\\\"\": \"line\\u000abreak\",\n  \"list\": [\n    1,\n    \"x\"\n  ],\n"
            "  \"empty\": {}\n}");
}

TEST(Schema, NamesEveryKeyOfEveryMechanism) {
  const std::string schema = json_schema();
  for (const Shape& section : describe_sections().fields) {
    EXPECT_NE(schema.find('"' + std::string(section.field.name) + "\": {"), std::string::npos);
    for (const Shape& field : section.fields)
      EXPECT_NE(schema.find('"' + std::string(field.field.name) + "\": {"), std::string::npos)
          << section.field.name << '.' << field.field.name;
  }
  EXPECT_NE(schema.find("\"horizon\": {"), std::string::npos);
  EXPECT_NE(schema.find("\"http://json-schema.org/draft-07/schema#\""), std::string::npos);
}

/// The pattern of the first string form of a key, as it stands in the schema.
std::string pattern_of(const std::string& schema, const std::string& key) {
  const std::size_t at = schema.find('"' + key + "\": {");
  const std::string mark = "\"pattern\": \"";
  const std::size_t start = schema.find(mark, at) + mark.size();
  std::string pattern;
  for (std::size_t i = start; schema[i] != '"'; ++i) {
    if (schema[i] == '\\') ++i;  // JSON's own escape
    pattern += schema[i];
  }
  return pattern;
}

TEST(Schema, HasPatternsForQuantities) {
  const std::string schema = json_schema();
  const std::regex duration(pattern_of(schema, "horizon"));
  for (const std::string text : {"30 d", "3 years", "1.5h", "-1 week", "20 min", "1e3 us"})
    EXPECT_TRUE(std::regex_match(text, duration)) << text;
  for (const std::string text : {"30", "3,5 d", "010 d", "30 hours", "d", "0x10 d", "30 d d"})
    EXPECT_FALSE(std::regex_match(text, duration)) << text;
  const std::regex share(pattern_of(schema, "failure_probability"));
  EXPECT_TRUE(std::regex_match("6 %", share));
  EXPECT_FALSE(std::regex_match("6 percent", share));
}

TEST(Reference, HasARowForEveryKeyOfEveryMechanism) {
  const std::string text = reference_markdown();
  const auto check = [&](auto&& self, const Shape& group, const std::string& prefix) -> void {
    for (const Shape& shape : group.fields) {
      const std::string path = prefix + std::string(shape.field.name);
      EXPECT_NE(text.find("| `" + path + "` |"), std::string::npos) << path;
      self(self, shape, path + (shape.kind == Shape::Kind::list ? "[]." : "."));
    }
  };
  for (const Shape& section : describe_sections().fields) {
    EXPECT_NE(text.find("## `" + std::string(section.field.name) + '`'), std::string::npos);
    check(check, section, "");
  }
}

TEST(Reference, SaysWhichDefaultsAreAssumptions) {
  EXPECT_NE(reference_markdown().find("| assumption |"), std::string::npos);
}

}  // namespace
}  // namespace tenure::scenario
