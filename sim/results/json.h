// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tenure::results {

/// Writes JSON (RFC 8259) piece by piece, in the order of the calls:
///
///     JsonWriter json;
///     json.open_object().field("verb", "run").field("wall_seconds", 1.25).close();
///     std::string text = std::move(json).text();
///
/// Numbers have the fewest digits that read back as the same double; what is not finite becomes
/// null; bytes that are no UTF-8 become U+FFFD. A misuse (a value where a key belongs, an open
/// object at the end) throws engine::Defect.
class JsonWriter {
 public:
  enum class Layout { line, indented };
  explicit JsonWriter(Layout layout = Layout::line) : layout_(layout) {}

  JsonWriter& open_object() { return open('{'); }
  JsonWriter& open_array() { return open('['); }
  JsonWriter& close();  ///< the innermost object or array
  JsonWriter& key(std::string_view name);

  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(double number);
  JsonWriter& value(bool truth) { return raw(truth ? "true" : "false"); }
  JsonWriter& value(std::nullptr_t) { return raw("null"); }
  template <std::integral Integer>
  JsonWriter& value(Integer number) {
    return raw(std::to_string(number));
  }

  template <class Value>
  JsonWriter& field(std::string_view name, const Value& x) {
    return key(name).value(x);
  }

  /// The text, once everything is closed. Ends without a line break.
  std::string text() &&;

 private:
  struct Level {
    char kind;  // '{' or '['
    bool empty = true;
  };

  JsonWriter& open(char kind);
  JsonWriter& raw(std::string_view token);
  void before_value();
  void new_line();

  Layout layout_;
  std::string text_;
  std::vector<Level> levels_;
  bool after_key_ = false;
};

/// The text in quotation marks, escaped.
std::string json_quoted(std::string_view text);

}  // namespace tenure::results
