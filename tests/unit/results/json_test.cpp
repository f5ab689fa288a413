// SPDX-License-Identifier: Apache-2.0
#include "results/json.h"

#include <cstdint>
#include <limits>

#include <gtest/gtest.h>

#include "engine/expect.h"

namespace tenure::results {
namespace {

template <class Value>
std::string written(const Value& value) {
  JsonWriter json;
  json.value(value);
  return std::move(json).text();
}

TEST(Json, WritesNestedObjectsOnOneLineOrMany) {
  const auto write = [](JsonWriter json) {
    json.open_object().field("a", 1).key("b").open_array().value("x").value(nullptr);
    json.open_object().close().close().key("c").open_array().close().field("d", true).close();
    return std::move(json).text();
  };
  EXPECT_EQ(write(JsonWriter()), R"({"a":1,"b":["x",null,{}],"c":[],"d":true})");
  EXPECT_EQ(write(JsonWriter(JsonWriter::Layout::indented)),
            "{\n  \"a\": 1,\n  \"b\": [\n    \"x\",\n    null,\n    {}\n  ],\n  \"c\": [],\n"
            "  \"d\": true\n}");
}

TEST(Json, WritesTheFewestDigitsThatReadBack) {
  EXPECT_EQ(written(0.1), "0.1");
  EXPECT_EQ(written(1.0), "1");
  EXPECT_EQ(written(-0.0), "-0");
  EXPECT_EQ(written(1e300), "1e+300");
  EXPECT_EQ(written(1.0 / 3.0), "0.3333333333333333");
  EXPECT_EQ(written(INT64_MIN), "-9223372036854775808");
  EXPECT_EQ(written(UINT64_MAX), "18446744073709551615");
  EXPECT_EQ(written(false), "false");
}

TEST(Json, HasNoWordForWhatIsNotFinite) {
  EXPECT_EQ(written(std::numeric_limits<double>::quiet_NaN()), "null");
  EXPECT_EQ(written(-std::numeric_limits<double>::infinity()), "null");
}

TEST(Json, EscapesTexts) {
  EXPECT_EQ(json_quoted("a\"b\\c\n\r\t\x01\x1f/"), R"("a\"b\\c\n\r\t\u0001\u001f/")");
  EXPECT_EQ(json_quoted(std::string_view("\0", 1)), R"("\u0000")");
  EXPECT_EQ(json_quoted("Café 💶\x7f"), "\"Café 💶\x7f\"");
}

TEST(Json, ReplacesWhatIsNoUtf8) {
  EXPECT_EQ(json_quoted("a\xff"), "\"a\uFFFD\"");
  EXPECT_EQ(json_quoted("\xc3"), "\"\uFFFD\"");                                  // cut short
  EXPECT_EQ(json_quoted("\xc0\xaf"), "\"\uFFFD\uFFFD\"");                        // overlong
  EXPECT_EQ(json_quoted("\xed\xa0\x80"), "\"\uFFFD\uFFFD\uFFFD\"");              // surrogate
  EXPECT_EQ(json_quoted("\xf4\x90\x80\x80x"), "\"\uFFFD\uFFFD\uFFFD\uFFFDx\"");  // too large
  EXPECT_EQ(json_quoted("\xf0\x9f\x92"), "\"\uFFFD\uFFFD\uFFFD\"");              // cut short
}

TEST(Json, RefusesMisuse) {
  EXPECT_THROW(JsonWriter().open_object().value(1), engine::Defect);
  EXPECT_THROW(JsonWriter().open_array().key("a"), engine::Defect);
  EXPECT_THROW(JsonWriter().open_object().key("a").close(), engine::Defect);
  EXPECT_THROW(JsonWriter().value(1).value(2), engine::Defect);
  EXPECT_THROW(JsonWriter().close(), engine::Defect);
  EXPECT_THROW(std::move(JsonWriter().open_object()).text(), engine::Defect);
  EXPECT_THROW(JsonWriter().text(), engine::Defect);
}

}  // namespace
}  // namespace tenure::results
