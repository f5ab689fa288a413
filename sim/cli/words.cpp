// SPDX-License-Identifier: Apache-2.0
#include "cli/words.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace tenure::cli {
namespace {

std::string fixed(double number, int decimals) {
  std::array<char, 400> text{};
  const int length = std::snprintf(text.data(), text.size(), "%.*f", decimals, number);
  return {text.data(), static_cast<std::size_t>(std::max(length, 0))};
}

}  // namespace

std::string with_thousands(double number, int decimals) {
  if (!std::isfinite(number)) return "none";
  std::string text = fixed(number, decimals);
  if (text.find_first_not_of("-0.") == std::string::npos && text.front() == '-') text.erase(0, 1);
  const std::size_t first_digit = text.front() == '-' ? 1 : 0;
  std::size_t position = std::min(text.find('.'), text.size());
  while (position > first_digit + 3) {
    position -= 3;
    text.insert(position, ",");
  }
  return text;
}

std::string with_sign(double number, int decimals) {
  const std::string text = with_thousands(number, decimals);
  const bool is_zero = text.find_first_not_of("0.") == std::string::npos;
  return number > 0.0 && std::isfinite(number) && !is_zero ? '+' + text : text;
}

std::string with_thousands(std::int64_t number) {
  std::string text = std::to_string(number);
  const std::size_t first_digit = number < 0 ? 1 : 0;
  for (std::size_t position = text.size(); position > first_digit + 3;) {
    position -= 3;
    text.insert(position, ",");
  }
  return text;
}

int decimals_worth_showing(double number, double half_width) {
  constexpr int kMost = 6;
  const bool sure = std::isfinite(half_width) && half_width > 0.0;
  const double guide = std::fabs(sure ? half_width : number);
  if (!std::isfinite(guide) || guide == 0.0) return 0;
  if (!sure && number == std::round(number)) return 0;
  const int digits = sure ? 2 : 4;
  return std::clamp(digits - 1 - static_cast<int>(std::floor(std::log10(guide))), 0, kMost);
}

std::string rounded_count(double count) {
  if (count < 1e5) return with_thousands(std::round(count), 0);
  if (count < 999.5e3) return with_thousands(std::round(count / 1e3), 0) + " thousand";
  const bool billions = count >= 999.5e6;
  const double scaled = count / (billions ? 1e9 : 1e6);
  return with_thousands(scaled, scaled < 100.0 ? 1 : 0) + (billions ? " billion" : " million");
}

std::string amount_of_memory(double bytes) {
  if (bytes < 1000.0) return with_thousands(std::round(bytes), 0) + " bytes";
  constexpr std::array kUnits{"kB", "MB", "GB", "TB"};
  double scaled = bytes / 1e3;
  std::size_t unit = 0;
  while (scaled >= 999.5 && unit + 1 < kUnits.size()) {
    scaled /= 1e3;
    ++unit;
  }
  return with_thousands(scaled, scaled < 9.95 ? 1 : 0) + " " + kUnits[unit];
}

std::string time_span(double seconds) {
  if (seconds < 0.0995) return with_thousands(std::round(seconds * 1e3), 0) + " ms";
  if (seconds < 9.95) return with_thousands(seconds, 1) + " s";
  const auto whole = static_cast<std::int64_t>(std::llround(seconds));
  if (whole < 60) return with_thousands(whole) + " s";
  if (whole < 3600) return with_thousands(whole / 60) + " min " + with_thousands(whole % 60) + " s";
  return with_thousands(whole / 3600) + " h " + with_thousands(whole % 3600 / 60) + " min";
}

std::string counted(std::int64_t count, std::string_view singular) {
  return with_thousands(count) + " " + std::string(singular) + (count == 1 ? "" : "s");
}

std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

std::string shortened(std::string_view text, std::size_t width) {
  if (width_of(text) <= width) return std::string(text);
  std::string start;
  for (const char c : text) {
    const bool begins = (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    if (begins && width_of(start) + 1 >= width) break;
    start += c;
  }
  return start + "\u2026";
}

std::string wrapped(std::string_view text, std::size_t width, std::size_t indent) {
  std::string lines;
  std::size_t column = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (word.empty()) continue;
    const bool first = lines.empty();
    if (!first && column + 1 + width_of(word) > width) {
      lines += '\n' + std::string(indent, ' ');
      column = indent;
    } else if (!first) {
      lines += ' ';
      ++column;
    }
    lines += word;
    column += width_of(word);
  }
  return lines;
}

}  // namespace tenure::cli
