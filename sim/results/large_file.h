// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <memory>

#include "results/scratch_file.h"

namespace tenure::results {

/// A new HDF5 file that is too large for the memory: as MemoryFile, but in a file without a name in
/// `folder`. The library never learns that a write failed (on a full disk it would report success
/// when closing, or crash at the end of the process): close() throws what happened.
class LargeFile {
 public:
  /// Throws Hdf5Failure, OutputError.
  explicit LargeFile(const std::filesystem::path& folder);
  LargeFile(const LargeFile&) = delete;
  LargeFile& operator=(const LargeFile&) = delete;
  ~LargeFile();

  std::int64_t id() const { return id_; }

  /// Closes the file; every object in it must be closed. Returns its length in bytes, which are to
  /// be had from bytes(). Throws Hdf5Failure, OutputError.
  std::uint64_t close();
  const ScratchFile& bytes() const;

  struct Shared;  ///< what the library's callbacks share with this

 private:
  std::unique_ptr<Shared> shared_;
  std::int64_t driver_ = -1;
  std::int64_t id_ = -1;
};

}  // namespace tenure::results
