// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace tenure::experiment {

/// A part of a sweep: the packs whose number modulo `count` is k - 1. k is from 1 to `count`.
struct Shard {
  std::size_t k = 1;
  std::size_t count = 1;

  bool is_all() const { return count == 1; }
};

}  // namespace tenure::experiment
