// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <initializer_list>
#include <string_view>

namespace tenure::results {

/// What a file that was written survives: a power cut, which takes synchronising of some
/// milliseconds, or only the death of its process.
enum class Durability { for_good, of_a_process };

/// Writes a file that is complete under its final name or not there at all (a file that was there
/// before is replaced or stays as it was): into `.NAME.tmp.PID` in the same folder, synchronised,
/// renamed, the folder synchronised. On any failure removes the temporary and throws OutputError.
/// A limit on file sizes (RLIMIT_FSIZE, quota) is an error like any other: its signal SIGXFSZ is
/// held back in the calling thread. The pieces are written one after the other.
///
/// A process that is killed leaves the temporary behind. The next one that writes the same file for
/// good removes it first: a temporary is locked (flock) as long as its writer lives, and one that
/// can be locked is nobody's. Where the file system has no locks, it stays.
void write_atomically(const std::filesystem::path& path,
                      std::initializer_list<std::string_view> pieces,
                      Durability durability = Durability::for_good);

/// The same of what does not fit into memory: `next` gives piece after piece, each until it is
/// called again, and an empty one at the end.
void write_atomically(const std::filesystem::path& path,
                      const std::function<std::string_view()>& next,
                      Durability durability = Durability::for_good);

/// Removes a temporary that a killed process left behind, and none whose writer still lives.
void remove_if_abandoned(const std::filesystem::path& temporary);

/// What is wrong with `path` as a place to write to, before any work is spent on what to write
/// there: the folder is absent, the path is a folder. Throws OutputError.
void expect_writable(const std::filesystem::path& path);

}  // namespace tenure::results
