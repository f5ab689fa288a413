// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>

#include "results/dataset.h"

namespace tenure::results {

/// What reading may take, whatever a file claims about itself.
struct ReadLimits {
  /// Of values in memory, all variables together; and, beside them, of the file.
  std::uint64_t bytes = std::uint64_t{4} << 30U;
};

/// Reads a results file that write() made, and believes nothing: external files and links, virtual
/// datasets, soft links, groups, foreign filters and types, shapes larger than what is stored,
/// unknown layout versions are refused; the seal (seal.h) and the digest must agree with the
/// content. Files may come from strangers. Returns what was given to write(). Throws InputError
/// with the reason. To be called from one thread at a time.
Dataset read(const std::filesystem::path& path, const ReadLimits& limits = {});

/// Whether the values of a variable are wanted, of which the name and dimensions are known; of the
/// dataset, all dimensions.
using IsWanted = std::function<bool(const Variable&, const Dataset&)>;

/// As read(), with the values of coordinates and of those variables only that are wanted, for who
/// needs little of a large file. The others have attributes, and a `fetch` that throws
/// engine::Defect. The digest takes all values, so the file is judged by its seal alone.
Dataset read_some(const std::filesystem::path& path, const IsWanted& is_wanted,
                  const ReadLimits& limits = {});

}  // namespace tenure::results
