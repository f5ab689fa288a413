// SPDX-License-Identifier: Apache-2.0
#include "results/json_value.h"

#include <algorithm>
#include <charconv>
#include <cstddef>

#include "results/refusal.h"

namespace tenure::results {

/// Reads one text from left to right.
class JsonReader {
 public:
  explicit JsonReader(std::string_view text) : text_(text) {}

  JsonValue whole() {
    JsonValue value = read(0);
    skip_blanks();
    if (at_ != text_.size()) refuse("something follows its end");
    return value;
  }

 private:
  static constexpr int kDeepest = 16;

  [[noreturn]] void refuse(const std::string& why) const {
    throw Refusal("no JSON of ours: " + why + " at byte " + std::to_string(at_));
  }

  void skip_blanks() { at_ = std::min(text_.find_first_not_of(" \n\r\t", at_), text_.size()); }
  char peek() {
    skip_blanks();
    return at_ < text_.size() ? text_[at_] : '\0';
  }
  void expect(char c) {
    if (peek() != c) refuse(std::string("no ") + c);
    ++at_;
  }
  bool take(char c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  bool take_word(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }

  JsonValue read(int depth) {
    if (depth > kDeepest) refuse("it is too deep");
    JsonValue value;
    const char first = peek();
    if (first == '{') {
      value.kind_ = JsonValue::Kind::object;
      expect('{');
      while (peek() != '}') {
        std::string key = quoted();
        expect(':');
        value.entries_.emplace_back(std::move(key), read(depth + 1));
        if (!take(',')) break;
      }
      expect('}');
    } else if (first == '[') {
      value.kind_ = JsonValue::Kind::array;
      expect('[');
      while (peek() != ']') {
        value.items_.push_back(read(depth + 1));
        if (!take(',')) break;
      }
      expect(']');
    } else if (first == '"') {
      value.kind_ = JsonValue::Kind::text;
      value.text_ = quoted();
    } else if (take_word("null")) {
      value.kind_ = JsonValue::Kind::null;
    } else if (take_word("true") || take_word("false")) {
      value.kind_ = JsonValue::Kind::truth;
    } else {
      value.kind_ = JsonValue::Kind::number;
      const char* const end = text_.data() + text_.size();
      const auto [stop, error] = std::from_chars(text_.data() + at_, end, value.number_);
      if (error != std::errc()) refuse("no value");
      at_ = static_cast<std::size_t>(stop - text_.data());
    }
    return value;
  }

  std::string quoted() {
    expect('"');
    std::string result;
    while (at_ < text_.size() && text_[at_] != '"') {
      if (text_[at_] != '\\') {
        result += text_[at_++];
        continue;
      }
      if (at_ + 1 >= text_.size()) break;
      const char escape = text_[at_ + 1];
      at_ += 2;
      switch (escape) {
        case 'n':
          result += '\n';
          break;
        case 'r':
          result += '\r';
          break;
        case 't':
          result += '\t';
          break;
        case 'u':
          result += control_character();
          break;
        case '"':
        case '\\':
        case '/':
          result += escape;
          break;
        default:
          refuse("an unknown escape");
      }
    }
    if (at_ >= text_.size()) refuse("a text without an end");
    ++at_;
    return result;
  }

  /// `00xx`: JsonWriter escapes nothing else.
  char control_character() {
    unsigned code = 0;
    const char* const begin = text_.data() + at_;
    if (at_ + 4 > text_.size()) refuse("an unknown escape");
    const auto [stop, error] = std::from_chars(begin, begin + 4, code, 16);
    if (error != std::errc() || stop != begin + 4 || code >= 0x20) refuse("an unknown escape");
    at_ += 4;
    return static_cast<char>(code);
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

const JsonValue* JsonValue::find(std::string_view key) const {
  const auto found = std::find_if(entries_.begin(), entries_.end(),
                                  [&](const auto& entry) { return entry.first == key; });
  return found == entries_.end() ? nullptr : &found->second;
}

const JsonValue& JsonValue::at(std::string_view key) const {
  if (const JsonValue* value = find(key)) return *value;
  throw Refusal("it has no " + std::string(key));
}

const std::vector<JsonValue>& JsonValue::items() const {
  if (kind_ != Kind::array) throw Refusal("a list is needed where there is none");
  return items_;
}

const std::string& JsonValue::text() const {
  if (kind_ != Kind::text) throw Refusal("a text is needed where there is none");
  return text_;
}

std::int64_t JsonValue::number() const {
  if (kind_ != Kind::number) throw Refusal("a number is needed where there is none");
  return number_;
}

JsonValue parse_json(std::string_view text) { return JsonReader(text).whole(); }

}  // namespace tenure::results
