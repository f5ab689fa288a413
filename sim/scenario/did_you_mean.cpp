// SPDX-License-Identifier: Apache-2.0
#include "scenario/did_you_mean.h"

#include <algorithm>
#include <cstddef>
#include <limits>

namespace tenure::scenario {
namespace {

constexpr std::size_t kLongestWord = 64;  // longer words get no suggestion, so the cost is bounded

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t differs = a[i - 1] == b[j - 1] ? 0 : 1;
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + differs});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(above);
    above.swap(row);
  }
  return above[b.size()];
}

/// Case and the choice between `-` and `_` are no reason not to understand a word.
std::string plain(std::string_view word) {
  std::string result(word);
  for (char& c : result) {
    if (c == '-' || c == ' ') c = '_';
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

}  // namespace

std::string closest(std::string_view written, const std::vector<std::string_view>& known) {
  if (written.empty() || written.size() > kLongestWord) return {};
  const std::size_t limit = std::max<std::size_t>(1, written.size() / 3);
  std::size_t least = std::numeric_limits<std::size_t>::max();
  std::string_view best;
  for (const std::string_view word : known) {
    if (word.size() > kLongestWord) continue;
    const std::size_t cost = distance(plain(written), plain(word));
    const bool tie_of_a_better_length = cost == least && word.size() == written.size();
    if (cost < least || tie_of_a_better_length) {
      least = cost;
      best = word;
    }
  }
  return least <= limit ? std::string(best) : std::string();
}

}  // namespace tenure::scenario
