// SPDX-License-Identifier: Apache-2.0
#include "engine/pages.h"

#include <cstdint>
#include <cstring>

#include <gtest/gtest.h>

namespace tenure::engine {
namespace {

std::uintptr_t place_of(const Pages& pages) {
  return reinterpret_cast<std::uintptr_t>(pages.get());
}

TEST(Pages, BeginAtACacheLineAndLargeOnesAtALargePage) {
  EXPECT_EQ(place_of(allocate_pages(1)) % 64, 0U);
  const std::size_t large = (std::size_t{2} << 20U) + 64;
  const Pages pages = allocate_pages(large);
  EXPECT_EQ(place_of(pages) % (std::size_t{2} << 20U), 0U);
  std::memset(pages.get(), 7, large);  // all of it is ours
}

}  // namespace
}  // namespace tenure::engine
