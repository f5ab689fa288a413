// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "results/dataset.h"

namespace tenure::results {

/// Bytes that may still be allocated while a file is read.
class Allowance {
 public:
  explicit Allowance(std::uint64_t bytes) : left_(bytes) {}
  bool take(std::uint64_t bytes) {
    if (bytes > left_) return false;
    left_ -= bytes;
    return true;
  }

 private:
  std::uint64_t left_;
};

// Both throw Refusal where a file holds what results do not have, Hdf5Failure where the library
// cannot read it.

/// The shape of an open HDF5 dataset, after making sure that its values are in this file, stored
/// by filters that write() uses itself: not external, not virtual, no filter from a plugin.
std::vector<std::uint64_t> read_shape(std::int64_t array);

/// All its values, after making sure that they can be there: a small file may claim any size.
Values read_values(std::int64_t array, const std::vector<std::uint64_t>& shape,
                   Allowance& allowance);

}  // namespace tenure::results
