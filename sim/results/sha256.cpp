// SPDX-License-Identifier: Apache-2.0
#include "results/sha256.h"

#include <array>

#include <openssl/evp.h>

#include "engine/expect.h"

namespace tenure::results {

struct Sha256::Context {
  EVP_MD_CTX* openssl = EVP_MD_CTX_new();
  Context() = default;
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
  ~Context() { EVP_MD_CTX_free(openssl); }
};

Sha256::Sha256() : context_(std::make_unique<Context>()) {
  TENURE_ENSURE(context_->openssl != nullptr);
  TENURE_ENSURE(EVP_DigestInit_ex(context_->openssl, EVP_sha256(), nullptr) == 1);
}

Sha256::~Sha256() = default;

void Sha256::bytes(const void* data, std::size_t count) {
  TENURE_ENSURE(EVP_DigestUpdate(context_->openssl, data, count) == 1);
}

std::string Sha256::hexadecimal() && {
  std::array<unsigned char, 32> hash{};
  TENURE_ENSURE(EVP_DigestFinal_ex(context_->openssl, hash.data(), nullptr) == 1);
  std::string digits;
  for (const unsigned char byte : hash) {
    digits += "0123456789abcdef"[byte >> 4U];
    digits += "0123456789abcdef"[byte & 15U];
  }
  return digits;
}

std::string sha256(std::string_view bytes) {
  Sha256 hash;
  hash.bytes(bytes.data(), bytes.size());
  return std::move(hash).hexadecimal();
}

}  // namespace tenure::results
