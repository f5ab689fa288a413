// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace tenure::results {

/// Reads a file of at most `largest` bytes as a whole and hands it to `use`, which may throw
/// Refusal. Throws InputError with the file's name and the reason if it is no plain file, larger,
/// cannot be read, or is refused.
void use_whole_file(const std::filesystem::path& path, std::uintmax_t largest,
                    const std::function<void(const std::string& bytes)>& use);

}  // namespace tenure::results
