// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <new>

namespace tenure::engine {

/// Two lines of the cache, which processors fetch together.
inline constexpr std::size_t kLinePair = 128;

/// Allocates whole lines of the cache: what one thread writes again and again must not share a line
/// with what another one uses, or every write takes the line away from the other.
template <class T>
struct OwnLines {
  using value_type = T;

  OwnLines() = default;
  template <class U>
  OwnLines(const OwnLines<U>&) {}

  T* allocate(std::size_t count) {
    const std::size_t bytes = (count * sizeof(T) + kLinePair - 1) / kLinePair * kLinePair;
    return static_cast<T*>(::operator new (bytes, std::align_val_t{kLinePair}));
  }
  void deallocate(T* values, std::size_t) noexcept {
    ::operator delete (values, std::align_val_t{kLinePair});
  }

  friend bool operator==(const OwnLines&, const OwnLines&) { return true; }
};

}  // namespace tenure::engine
