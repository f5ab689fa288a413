// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "results/hdf5_handle.h"

namespace tenure::results {

/// A new HDF5 file that exists in memory only. H5Fget_file_image would be the plain way to its
/// bytes, but in HDF5 1.10 it clears a flag of the superblock after the checksum was computed over
/// it; so the memory is taken over when the library closes the file, complete as on a disk.
class MemoryFile {
 public:
  /// Grows by `step` bytes. Throws Hdf5Failure.
  explicit MemoryFile(std::size_t step);
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile();

  std::int64_t id() const { return id_; }

  /// Closes the file; every object in it must be closed. Returns its bytes, which live as long as
  /// this. Throws Hdf5Failure.
  std::string_view close();

  struct Memory;  ///< what the library's callbacks share with this

 private:
  std::unique_ptr<Memory> memory_;
  std::int64_t id_ = -1;
};

}  // namespace tenure::results
