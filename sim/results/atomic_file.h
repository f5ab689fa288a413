// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <initializer_list>
#include <string_view>

namespace tenure::results {

/// Writes a file that is complete under its final name or not there at all (a file that was there
/// before is replaced or stays as it was): into `.NAME.tmp.PID` in the same folder, synchronised,
/// renamed, the folder synchronised. On any failure removes the temporary and throws OutputError.
/// A limit on file sizes (RLIMIT_FSIZE, quota) is an error like any other: its signal SIGXFSZ is
/// held back in the calling thread. A process that is killed leaves the temporary behind.
/// The pieces are written one after the other.
void write_atomically(const std::filesystem::path& path,
                      std::initializer_list<std::string_view> pieces);

/// What is wrong with `path` as a place to write to, before any work is spent on what to write
/// there: the folder is absent, the path is a folder. Throws OutputError.
void expect_writable(const std::filesystem::path& path);

}  // namespace tenure::results
