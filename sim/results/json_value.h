// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tenure::results {

/// JSON that was read: what JsonWriter writes, and nothing that this program would not write.
/// Numbers are whole. Asking for something that is not there throws Refusal.
class JsonValue {
 public:
  enum class Kind { null, truth, number, text, array, object };

  Kind kind() const { return kind_; }
  bool has(std::string_view key) const { return find(key) != nullptr; }
  /// The value of a key of an object.
  const JsonValue& at(std::string_view key) const;
  /// The items of an array.
  const std::vector<JsonValue>& items() const;
  const std::string& text() const;
  std::int64_t number() const;

 private:
  friend class JsonReader;
  const JsonValue* find(std::string_view key) const;

  Kind kind_ = Kind::null;
  std::int64_t number_ = 0;
  std::string text_;
  std::vector<JsonValue> items_;
  std::vector<std::pair<std::string, JsonValue>> entries_;
};

/// Throws Refusal with what is wrong and at which byte.
JsonValue parse_json(std::string_view text);

}  // namespace tenure::results
