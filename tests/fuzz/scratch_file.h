// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

#include <unistd.h>

namespace tenure::fuzz {

/// A file that lives as long as a test needs it, in the folder for temporary files (TMPDIR; best
/// one in memory). libhdf5 refuses files without a name.
class ScratchFile {
 public:
  ScratchFile() : name_((std::filesystem::temp_directory_path() / "tenure-fuzz-XXXXXX").string()) {
    descriptor_ = mkstemp(name_.data());
    if (descriptor_ < 0) throw std::runtime_error("no scratch file");
  }
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;
  ~ScratchFile() {
    close(descriptor_);
    unlink(name_.c_str());
  }

  std::filesystem::path path() const { return name_; }

  void append(std::string_view bytes) const {
    const off_t end = lseek(descriptor_, 0, SEEK_END);
    if (pwrite(descriptor_, bytes.data(), bytes.size(), end) !=
        static_cast<ssize_t>(bytes.size())) {
      throw std::runtime_error("a scratch file cannot be written");
    }
  }
  std::string bytes() const {
    std::string text(static_cast<std::size_t>(lseek(descriptor_, 0, SEEK_END)), '\0');
    if (pread(descriptor_, text.data(), text.size(), 0) != static_cast<ssize_t>(text.size())) {
      throw std::runtime_error("a scratch file cannot be read");
    }
    return text;
  }

 private:
  std::string name_;
  int descriptor_ = -1;
};

}  // namespace tenure::fuzz
