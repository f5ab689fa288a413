// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tenure::scenario {

/// A JSON value to be written: just enough for the schema.
class Json {
 public:
  /// A string.
  explicit Json(std::string_view text);
  /// A number or a word, written as it is.
  static Json raw(std::string text);
  static Json list(std::vector<Json> items);
  static Json object();

  /// An object with one more member, in the order of the calls.
  Json with(std::string key, Json value) const;
  Json with(std::string key, std::string_view text) const;

  /// Two spaces of indentation per level.
  std::string dump(std::size_t indent = 0) const;

 private:
  enum class Kind { raw, list, object };
  Json(Kind kind, std::string text) : kind_(kind), text_(std::move(text)) {}

  Kind kind_;
  std::string text_;
  std::vector<std::pair<std::string, Json>> members_;  ///< of a list without keys
};

}  // namespace tenure::scenario
