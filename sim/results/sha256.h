// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace tenure::results {

/// SHA-256 (FIPS 180-4) of bytes that come piece by piece.
class Sha256 {
 public:
  Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  ~Sha256();
  void bytes(const void* data, std::size_t count);
  std::string hexadecimal() &&;  ///< 64 lower-case digits

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

/// SHA-256 of all the bytes at once, in 64 lower-case hexadecimal digits.
std::string sha256(std::string_view bytes);

}  // namespace tenure::results
