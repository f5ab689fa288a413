// SPDX-License-Identifier: Apache-2.0
#include "results/digest.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <memory>
#include <type_traits>
#include <vector>

#include <openssl/evp.h>

#include "engine/expect.h"

namespace tenure::results {
namespace {

static_assert(std::endian::native == std::endian::little,
              "values are hashed and written as they are in memory");

class Hasher {
 public:
  Hasher() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
    TENURE_ENSURE(context_ && EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1);
  }
  void bytes(const void* data, std::size_t count) {
    TENURE_ENSURE(EVP_DigestUpdate(context_.get(), data, count) == 1);
  }
  void number(std::uint64_t x) { bytes(&x, sizeof x); }
  void text(std::string_view text) {
    number(text.size());
    bytes(text.data(), text.size());
  }
  std::string hexadecimal() {
    std::array<unsigned char, 32> hash{};
    TENURE_ENSURE(EVP_DigestFinal_ex(context_.get(), hash.data(), nullptr) == 1);
    std::string digits;
    for (const unsigned char byte : hash) {
      digits += "0123456789abcdef"[byte >> 4U];
      digits += "0123456789abcdef"[byte & 15U];
    }
    return digits;
  }

 private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

void hash(Hasher& hasher, const std::vector<Text>& texts) {
  std::uint64_t length = 0;
  for (const Text& text : texts) length += sizeof(std::uint64_t) + text.size();
  hasher.number(length);
  for (const Text& text : texts) hasher.text(text);
}

void hash(Hasher& hasher, const std::vector<double>& numbers) {
  hasher.number(numbers.size() * sizeof(double));
  std::array<double, 512> block{};
  for (std::size_t i = 0; i < numbers.size(); i += block.size()) {
    const std::size_t count = std::min(block.size(), numbers.size() - i);
    for (std::size_t k = 0; k < count; ++k) {
      const double x = numbers[i + k];
      block[k] = std::isnan(x) ? std::numeric_limits<double>::quiet_NaN() : x;
    }
    hasher.bytes(block.data(), count * sizeof(double));
  }
}

template <class Integer>
void hash(Hasher& hasher, const std::vector<Integer>& numbers) {
  hasher.number(numbers.size() * sizeof(Integer));
  hasher.bytes(numbers.data(), numbers.size() * sizeof(Integer));
}

enum class Part { data, provenance };

std::string digest_of(const Dataset& dataset, Part part) {
  std::vector<const Variable*> variables;
  for (const Variable& variable : dataset.variables) {
    if (is_provenance(variable) == (part == Part::provenance)) variables.push_back(&variable);
  }
  std::sort(variables.begin(), variables.end(),
            [](const Variable* a, const Variable* b) { return a->name < b->name; });
  Hasher hasher;
  for (const Variable* variable : variables) {
    hasher.text(variable->name);
    hasher.number(variable->dimensions.size());
    for (const std::string& name : variable->dimensions) hasher.number(dataset.dimensions.at(name));
    std::visit([&](const auto& values) { hash(hasher, values); }, variable->values);
  }
  return hasher.hexadecimal();
}

}  // namespace

std::string sha256(std::string_view bytes) {
  Hasher hasher;
  hasher.bytes(bytes.data(), bytes.size());
  return hasher.hexadecimal();
}

std::string digest(const Dataset& dataset) { return digest_of(dataset, Part::data); }

std::string provenance_digest(const Dataset& dataset) {
  return digest_of(dataset, Part::provenance);
}

}  // namespace tenure::results
