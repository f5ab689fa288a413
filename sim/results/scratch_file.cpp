// SPDX-License-Identifier: Apache-2.0
#include "results/scratch_file.h"

#include <algorithm>
#include <cerrno>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "results/errors.h"
#include "results/file_size_signal.h"

namespace tenure::results {
namespace {

[[noreturn]] void fail(const std::filesystem::path& folder, const std::string& what, int error) {
  throw OutputError(folder.string() + ": what does not fit into memory cannot be put there (" +
                    what + ": " + std::generic_category().message(error) + ")");
}

}  // namespace

ScratchFile::ScratchFile(const std::filesystem::path& folder) : folder_(folder) {
  descriptor_ = open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (descriptor_ >= 0) return;
  // NFS, for one, has no files without names: there it has one for a moment.
  std::string name = (folder / ".scratch.tmp.XXXXXX").string();
  descriptor_ = mkostemp(name.data(), O_CLOEXEC);
  if (descriptor_ < 0) fail(folder_, "creating a file", errno);
  unlink(name.c_str());
}

ScratchFile::~ScratchFile() { close(descriptor_); }

void ScratchFile::write_at(std::uint64_t place, std::span<const std::byte> bytes) {
  const FileSizeSignalHeld held;
  while (!bytes.empty()) {
    const ssize_t written =
        pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(place));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) fail(folder_, "writing", written < 0 ? errno : ENOSPC);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
    place += static_cast<std::uint64_t>(written);
  }
}

void ScratchFile::read_at(std::uint64_t place, std::span<std::byte> bytes) const {
  while (!bytes.empty()) {
    const ssize_t taken = pread(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(place));
    if (taken < 0 && errno == EINTR) continue;
    if (taken < 0) fail(folder_, "reading", errno);
    if (taken == 0) {  // beyond the end
      std::fill(bytes.begin(), bytes.end(), std::byte{0});
      return;
    }
    bytes = bytes.subspan(static_cast<std::size_t>(taken));
    place += static_cast<std::uint64_t>(taken);
  }
}

}  // namespace tenure::results
