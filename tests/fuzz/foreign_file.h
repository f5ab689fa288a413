// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "tests/fuzz/bytes.h"

namespace tenure::fuzz {

/// Changes an HDF5 file, or makes a new one, by calls of the library that `bytes` choose: links,
/// groups, types, datasets and attributes that results may have, nearly have or do not have. Calls
/// that the library refuses are left out. The file is sound HDF5 afterwards.
enum class Start { empty, as_it_is };
void make_foreign(const std::filesystem::path& path, Start start, Bytes& bytes);

}  // namespace tenure::fuzz
