// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>

namespace tenure::fuzz {

/// Fuzzed bytes, read as choices. Behind their end everything is zero.
class Bytes {
 public:
  explicit Bytes(std::string_view bytes) : bytes_(bytes) {}

  bool are_left() const { return !bytes_.empty(); }
  std::uint8_t next() {
    if (bytes_.empty()) return 0;
    const auto byte = static_cast<std::uint8_t>(bytes_.front());
    bytes_.remove_prefix(1);
    return byte;
  }
  std::size_t below(std::size_t n) {
    const std::size_t two = next() * std::size_t{256};
    return (two + next()) % n;
  }
  std::uint64_t word() {
    std::uint64_t word = 0;
    for (int i = 0; i < 8; ++i) word = word << 8U | next();
    return word;
  }
  /// At most 64 of them, the first says how many.
  std::string text() {
    const std::size_t wanted = next() % 65;
    const std::size_t length = std::min(wanted, bytes_.size());
    const std::string text(bytes_.substr(0, length));
    bytes_.remove_prefix(length);
    return text;
  }
  template <class Choices>
  const auto& one_of(const Choices& choices) {
    return choices[next() % std::size(choices)];
  }
  std::string_view rest() const { return bytes_; }

 private:
  std::string_view bytes_;
};

}  // namespace tenure::fuzz
