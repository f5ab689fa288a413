// SPDX-License-Identifier: Apache-2.0
#include "results/json.h"

#include <charconv>
#include <cmath>
#include <cstddef>
#include <utility>

#include "engine/expect.h"

namespace tenure::results {
namespace {

/// Bytes of the well-formed UTF-8 sequence that `text` starts with (Unicode 15, table 3-7), or 0.
std::size_t sequence_length(std::string_view text) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const auto within = [](unsigned x, unsigned low, unsigned high) { return x >= low && x <= high; };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  const unsigned low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;   // no overlong forms
  const unsigned high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;  // nor surrogates
  const std::size_t length = within(first, 0xC2, 0xDF)   ? 2
                             : within(first, 0xE0, 0xEF) ? 3
                             : within(first, 0xF0, 0xF4) ? 4
                                                         : 0;
  if (length == 0 || !within(byte(1), low, high)) return 0;
  for (std::size_t i = 2; i < length; ++i) {
    if (!within(byte(i), 0x80, 0xBF)) return 0;
  }
  return length;
}

std::string escaped(char c) {
  switch (c) {
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    default:
      break;
  }
  const unsigned code = static_cast<unsigned char>(c);
  if (code >= 0x20) return {c};
  constexpr std::string_view kDigits = "0123456789abcdef";
  return std::string("\\u00") + kDigits[code >> 4U] + kDigits[code & 15U];
}

}  // namespace

std::string json_quoted(std::string_view text) {
  std::string quoted = "\"";
  while (!text.empty()) {
    const std::size_t length = sequence_length(text);
    if (length == 0) {
      quoted += "\uFFFD";
    } else if (length == 1) {
      quoted += escaped(text.front());
    } else {
      quoted += text.substr(0, length);
    }
    text.remove_prefix(length == 0 ? 1 : length);
  }
  return quoted + '"';
}

JsonWriter& JsonWriter::open(char kind) {
  before_value();
  text_ += kind;
  levels_.push_back({kind});
  return *this;
}

JsonWriter& JsonWriter::close() {
  TENURE_ENSURE(!levels_.empty() && !after_key_);
  const Level level = levels_.back();
  levels_.pop_back();
  if (!level.empty) new_line();
  text_ += level.kind == '{' ? '}' : ']';
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  TENURE_ENSURE(!levels_.empty() && levels_.back().kind == '{' && !after_key_);
  if (!std::exchange(levels_.back().empty, false)) text_ += ',';
  new_line();
  text_ += json_quoted(name);
  text_ += layout_ == Layout::indented ? ": " : ":";
  after_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) { return raw(json_quoted(text)); }

JsonWriter& JsonWriter::value(double number) {
  if (!std::isfinite(number)) return raw("null");
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  return raw(std::string_view(digits, static_cast<std::size_t>(end - digits)));
}

std::string JsonWriter::text() && {
  TENURE_ENSURE(levels_.empty() && !text_.empty());
  return std::move(text_);
}

JsonWriter& JsonWriter::raw(std::string_view token) {
  before_value();
  text_ += token;
  return *this;
}

void JsonWriter::before_value() {
  if (std::exchange(after_key_, false)) return;
  if (levels_.empty()) {
    TENURE_ENSURE(text_.empty());
    return;
  }
  TENURE_ENSURE(levels_.back().kind == '[');
  if (!std::exchange(levels_.back().empty, false)) text_ += ',';
  new_line();
}

void JsonWriter::new_line() {
  if (layout_ == Layout::line) return;
  text_ += '\n';
  text_.append(2 * levels_.size(), ' ');
}

}  // namespace tenure::results
