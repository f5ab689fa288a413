// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>

namespace tenure::engine {

struct ReleasePages {
  std::size_t alignment;
  void operator()(std::byte* bytes) const;
};
using Pages = std::unique_ptr<std::byte[], ReleasePages>;

/// Memory that starts at a cache line. From 2 MiB on, the system is asked for pages of that size:
/// millions of records would otherwise take more ordinary pages than a processor remembers the
/// places of, and every event would begin by looking one up. Not filled. Throws std::bad_alloc.
Pages allocate_pages(std::size_t bytes);

}  // namespace tenure::engine
