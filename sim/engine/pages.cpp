// SPDX-License-Identifier: Apache-2.0
#include "engine/pages.h"

#include <new>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace tenure::engine {

namespace {

constexpr std::size_t kCacheLine = 64;
constexpr std::size_t kLargePage = std::size_t{2} << 20U;

}  // namespace

void ReleasePages::operator()(std::byte* bytes) const {
  ::operator delete[](bytes, std::align_val_t{alignment});
}

Pages allocate_pages(std::size_t bytes) {
  const std::size_t alignment = bytes < kLargePage ? kCacheLine : kLargePage;
  Pages pages(new (std::align_val_t{alignment}) std::byte[bytes], ReleasePages{alignment});
#if defined(__linux__)
  // A wish: where it is not granted, all is as it was.
  if (bytes >= kLargePage) madvise(pages.get(), bytes / kLargePage * kLargePage, MADV_HUGEPAGE);
#endif
  return pages;
}

}  // namespace tenure::engine
