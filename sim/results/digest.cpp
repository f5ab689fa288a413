// SPDX-License-Identifier: Apache-2.0
#include "results/digest.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "results/sha256.h"

namespace tenure::results {
namespace {

static_assert(std::endian::native == std::endian::little,
              "values are hashed and written as they are in memory");

/// Puts numbers and texts into a hash, unambiguously.
class Hasher {
 public:
  void bytes(const void* data, std::size_t count) { hash_.bytes(data, count); }
  void number(std::uint64_t x) { bytes(&x, sizeof x); }
  void text(std::string_view text) {
    number(text.size());
    bytes(text.data(), text.size());
  }
  std::string hexadecimal() && { return std::move(hash_).hexadecimal(); }

 private:
  Sha256 hash_;
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

}  // namespace

std::string digest(const Dataset& dataset) {
  std::vector<const Variable*> variables;
  for (const Variable& variable : dataset.variables) {
    if (!is_provenance(variable)) variables.push_back(&variable);
  }
  std::sort(variables.begin(), variables.end(),
            [](const Variable* a, const Variable* b) { return a->name < b->name; });
  Hasher hasher;
  for (const Variable* variable : variables) {
    hasher.text(variable->name);
    hasher.number(variable->dimensions.size());
    for (const std::string& name : variable->dimensions) hasher.number(dataset.dimensions.at(name));
    with_values(*variable, [&](const Values& all) {
      std::visit([&](const auto& values) { hash(hasher, values); }, all);
    });
  }
  return std::move(hasher).hexadecimal();
}

}  // namespace tenure::results
