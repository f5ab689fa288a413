// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "results/dataset.h"

namespace tenure::results {

// All of these throw Refusal where a file holds what results do not have, Hdf5Failure where the
// library cannot read it.

/// Attributes of an open HDF5 object, without those that dimension scales and write() keep there.
Attributes read_attributes(std::int64_t object);

/// One text, empty where there is no such attribute.
Text read_text_attribute(std::int64_t object, const char* name);

/// Whole numbers, none where there is no such attribute.
std::vector<std::int64_t> read_number_attribute(std::int64_t object, const char* name);

/// The addresses of the dimension scales that an array's dimensions refer to, one for each. A
/// reference is the address of an object header; nothing is followed.
std::vector<std::uint64_t> read_scale_addresses(std::int64_t array, std::size_t rank);

}  // namespace tenure::results
