// SPDX-License-Identifier: Apache-2.0
#include "engine/own_lines.h"

#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

namespace tenure::engine {
namespace {

using Counts = std::vector<std::int64_t, OwnLines<std::int64_t>>;

std::uintptr_t line_of(const std::int64_t& count) {
  return reinterpret_cast<std::uintptr_t>(&count) / kLinePair;
}

TEST(OwnLines, NothingElseIsOnTheLinesOfAVector) {
  std::vector<Counts> all;
  for (std::size_t size = 1; size < 100; ++size) all.push_back(Counts(size));
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(all[i].data()) % kLinePair, 0U);
    for (std::size_t j = 0; j < i; ++j) {
      const bool apart = line_of(all[i].back()) < line_of(all[j].front()) ||
                         line_of(all[j].back()) < line_of(all[i].front());
      EXPECT_TRUE(apart) << i + 1 << " beside " << j + 1;
    }
  }
}

}  // namespace
}  // namespace tenure::engine
