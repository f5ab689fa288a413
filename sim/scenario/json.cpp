// SPDX-License-Identifier: Apache-2.0
#include "scenario/json.h"

namespace tenure::scenario {
namespace {

std::string escaped(std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string result = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      result += '\\';
      result += c;
    } else if (byte < 0x20 || byte == 0x7F) {
      result += "\\u00";
      result += kHex[byte / 16];
      result += kHex[byte % 16];
    } else {
      result += c;
    }
  }
  return result + '"';
}

}  // namespace

Json::Json(std::string_view text) : Json(Kind::raw, escaped(text)) {}
Json Json::raw(std::string text) { return {Kind::raw, std::move(text)}; }
Json Json::object() { return {Kind::object, {}}; }

Json Json::list(std::vector<Json> items) {
  Json list(Kind::list, {});
  for (Json& item : items) list.members_.emplace_back(std::string(), std::move(item));
  return list;
}

Json Json::with(std::string key, Json value) const {
  Json more = *this;
  more.members_.emplace_back(std::move(key), std::move(value));
  return more;
}
Json Json::with(std::string key, std::string_view text) const {
  return with(std::move(key), Json(text));
}

std::string Json::dump(std::size_t indent) const {
  if (kind_ == Kind::raw) return text_;
  const bool is_object = kind_ == Kind::object;
  if (members_.empty()) return is_object ? "{}" : "[]";
  const std::string inner(indent + 2, ' ');
  std::string text;
  for (const auto& [key, value] : members_) {
    text += (text.empty() ? "\n" : ",\n") + inner;
    if (is_object) text += escaped(key) + ": ";
    text += value.dump(indent + 2);
  }
  text += '\n' + std::string(indent, ' ');
  return is_object ? '{' + text + '}' : '[' + text + ']';
}

}  // namespace tenure::scenario
