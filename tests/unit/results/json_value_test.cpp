// SPDX-License-Identifier: Apache-2.0
#include "results/json_value.h"

#include <string>

#include <gtest/gtest.h>

#include "results/json.h"
#include "results/refusal.h"

namespace tenure::results {
namespace {

TEST(JsonValue, ReadsWhatTheWriterWrites) {
  const std::string text = "two\nlines, a \"word\", \\, \t and \x01 and \xC3\xA4";
  JsonWriter writer(JsonWriter::Layout::indented);
  writer.open_object().field("text", text).field("number", -12).key("list").open_array();
  writer.value(1).value("x").close().key("inner").open_object().field("a", true).close().close();
  const JsonValue value = parse_json(std::move(writer).text());
  EXPECT_EQ(value.at("text").text(), text);
  EXPECT_EQ(value.at("number").number(), -12);
  ASSERT_EQ(value.at("list").items().size(), 2u);
  EXPECT_EQ(value.at("list").items()[1].text(), "x");
  EXPECT_TRUE(value.at("inner").has("a"));
  EXPECT_THROW(value.at("absent"), Refusal);
  EXPECT_THROW(value.at("text").number(), Refusal);
}

TEST(JsonValue, RefusesWhatIsNone) {
  for (const std::string text : {"", "{", "{\"a\"}", "{\"a\":1", "[1,", "\"x", "{} {}", "nul",
                                 "{\"a\":\"\\x\"}", "\"\\u12", "1e"}) {
    EXPECT_THROW(parse_json(text), Refusal) << text;
  }
  EXPECT_THROW(parse_json(std::string(1000, '[')), Refusal);
}

}  // namespace
}  // namespace tenure::results
