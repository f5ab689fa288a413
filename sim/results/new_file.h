// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace tenure::results {

/// Creates the HDF5 file of a study in whatever `access` (a list of access properties, to which the
/// versions of the format are added) says: no times, everything in the order of its creation.
/// Returns its identifier. Throws Hdf5Failure.
std::int64_t create_file(const char* name, std::int64_t access);

}  // namespace tenure::results
