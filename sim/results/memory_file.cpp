// SPDX-License-Identifier: Apache-2.0
#include "results/memory_file.h"

#include <cstdlib>
#include <cstring>

#include <hdf5.h>

#include "results/new_file.h"

namespace tenure::results {

struct MemoryFile::Memory {
  void* bytes = nullptr;
  std::size_t size = 0;
};

namespace {

using Properties = Handle<H5Pclose>;

void* grow(void* bytes, std::size_t size, H5FD_file_image_op_t /*op*/, void* shared) {
  auto& memory = *static_cast<MemoryFile::Memory*>(shared);
  auto* grown = static_cast<char*>(std::realloc(bytes, size));
  if (grown == nullptr) return nullptr;
  // What the library never writes shall not depend on what was in the memory before.
  if (size > memory.size) std::memset(grown + memory.size, 0, size - memory.size);
  memory = {grown, size};
  return grown;
}

void* allocate(std::size_t size, H5FD_file_image_op_t op, void* shared) {
  static_cast<MemoryFile::Memory*>(shared)->size = 0;
  return grow(nullptr, size, op, shared);
}

void* copy(void* to, const void* from, std::size_t size, H5FD_file_image_op_t, void*) {
  return std::memcpy(to, from, size);
}

/// The owner of the shared memory frees it, after the file was closed.
herr_t keep(void* /*bytes*/, H5FD_file_image_op_t /*op*/, void* /*shared*/) { return 0; }

void* share(void* shared) { return shared; }
herr_t unshare(void* /*shared*/) { return 0; }

/// A superblock of version 2 holds the address of the file's end at byte 28 (HDF5 File Format
/// Specification 3.0, II.A).
std::size_t end_of_file(const MemoryFile::Memory& memory) {
  constexpr std::size_t kVersion = 8;
  constexpr std::size_t kEnd = 28;
  std::uint64_t end = 0;
  const auto* bytes = static_cast<const char*>(memory.bytes);
  if (memory.size < kEnd + sizeof end || bytes[kVersion] != 2) {
    throw Hdf5Failure("closing the file: unexpected superblock");
  }
  std::memcpy(&end, bytes + kEnd, sizeof end);
  if (end > memory.size) throw Hdf5Failure("closing the file: it ends beyond its memory");
  return end;
}

}  // namespace

MemoryFile::MemoryFile(std::size_t step) : memory_(std::make_unique<Memory>()) {
  const Properties access(H5Pcreate(H5P_FILE_ACCESS), "access properties");
  H5FD_file_image_callbacks_t callbacks{allocate, copy, grow, keep, share, unshare, memory_.get()};
  need(H5Pset_fapl_core(access, step, false), "a file in memory");
  need(H5Pset_file_image_callbacks(access, &callbacks), "the file's memory");
  // The name is never used: nothing is read or written under it.
  id_ = create_file("in memory", access);
}

MemoryFile::~MemoryFile() {
  if (id_ >= 0) H5Fclose(id_);
  std::free(memory_->bytes);
}

std::string_view MemoryFile::close() {
  need(H5Fflush(id_, H5F_SCOPE_GLOBAL), "completing the file");
  need(H5Fclose(std::exchange(id_, -1)), "closing the file");
  return {static_cast<const char*>(memory_->bytes), end_of_file(*memory_)};
}

}  // namespace tenure::results
