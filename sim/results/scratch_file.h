// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>

namespace tenure::results {

/// A file without a name, for what does not fit into memory: it is gone with this, or with the
/// process, however that ends. What was never written reads as zeros. Throws OutputError, naming
/// the folder.
class ScratchFile {
 public:
  explicit ScratchFile(const std::filesystem::path& folder);
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;
  ~ScratchFile();

  void write_at(std::uint64_t place, std::span<const std::byte> bytes);
  void read_at(std::uint64_t place, std::span<std::byte> bytes) const;

 private:
  std::filesystem::path folder_;
  int descriptor_ = -1;
};

}  // namespace tenure::results
