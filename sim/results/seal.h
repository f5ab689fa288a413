// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tenure::results {

/// The line that ends every results file, after the last byte of HDF5: the SHA-256 of all bytes
/// before it. HDF5 has checksums for most but not for the texts of variable length, and its library
/// crashes on some damaged ones; so a file is judged as a whole before the library sees it. It
/// protects against damage, not against malice: everybody can compute
///
///     head -c -81 R.h5 | sha256sum
std::string seal_of(std::string_view bytes);

/// The same from the SHA-256 of the bytes.
std::string seal_of_hash(const std::string& hash);

inline constexpr std::size_t kSealLength = 81;

/// The bytes before the seal. Throws Refusal unless they end with it.
std::string_view expect_sealed(std::string_view bytes);

}  // namespace tenure::results
