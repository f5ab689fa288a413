// SPDX-License-Identifier: Apache-2.0
#include "results/atomic_file.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <string>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "results/errors.h"
#include "results/file_size_signal.h"

namespace tenure::results {
namespace {

std::filesystem::path folder_of(const std::filesystem::path& path) {
  return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

/// "; 12.3 MB free there", or nothing where the folder cannot be asked.
std::string free_space(const std::filesystem::path& folder) {
  struct statvfs status {};
  if (statvfs(folder.c_str(), &status) != 0) return {};
  const double bytes = static_cast<double>(status.f_bavail) * static_cast<double>(status.f_frsize);
  char text[64];
  std::snprintf(text, sizeof text, "; %.1f MB free there", bytes / 1e6);
  return text;
}

[[noreturn]] void fail(const std::filesystem::path& path, const std::string& what, int error) {
  throw OutputError(path.string() + ": cannot be written (" + what + ": " +
                    std::generic_category().message(error) + free_space(folder_of(path)) + ")");
}

/// ".NAME.tmp.", what all temporaries of a file begin with.
std::string beginning_of_temporaries(const std::filesystem::path& target) {
  return "." + target.filename().string() + ".tmp.";
}

void remove_abandoned_temporaries(const std::filesystem::path& target) {
  const std::string beginning = beginning_of_temporaries(target);
  std::vector<std::filesystem::path> found;
  std::error_code error;
  std::filesystem::directory_iterator entry(folder_of(target), error);
  for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (!name.starts_with(beginning)) continue;
    const std::string_view process = std::string_view(name).substr(beginning.size());
    if (process.find_first_not_of("0123456789") == process.npos) found.push_back(entry->path());
  }
  for (const std::filesystem::path& temporary : found) remove_if_abandoned(temporary);
}

/// A file that disappears again unless it is renamed.
class Temporary {
 public:
  explicit Temporary(const std::filesystem::path& target)
      : target_(target),
        name_(folder_of(target) / (beginning_of_temporaries(target) + std::to_string(getpid()))) {
    unlink(name_.c_str());  // left by a killed process that had the same number
    descriptor_ = open(name_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor_ < 0) fail(target_, "creating a file in its folder", errno);
    // Tells others that the file is somebody's, until it has its final name. A file system that has
    // no locks refuses them to others as well.
    lock_ = fcntl(descriptor_, F_DUPFD_CLOEXEC, 0);
    static_cast<void>(flock(descriptor_, LOCK_EX | LOCK_NB));
  }
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;
  ~Temporary() {
    if (descriptor_ >= 0) close(descriptor_);
    if (!renamed_) unlink(name_.c_str());
    if (lock_ >= 0) close(lock_);
  }

  void write_all(std::string_view bytes) {
    constexpr std::size_t kMost = std::size_t{1} << 30U;  // one write() moves at most 2 GiB
    while (!bytes.empty()) {
      const ssize_t written = write(descriptor_, bytes.data(), std::min(bytes.size(), kMost));
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) fail(target_, "writing", written < 0 ? errno : ENOSPC);
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
  }

  void finish(Durability durability) {
    if (durability == Durability::for_good && fsync(descriptor_) != 0) {
      fail(target_, "synchronising", errno);
    }
    const int closed = close(descriptor_);
    descriptor_ = -1;
    if (closed != 0) fail(target_, "closing", errno);
    if (rename(name_.c_str(), target_.c_str()) != 0) fail(target_, "renaming", errno);
    renamed_ = true;
  }

 private:
  std::filesystem::path target_;
  std::filesystem::path name_;
  int descriptor_ = -1;
  int lock_ = -1;  // the same file once more: holds the lock while the first is closed
  bool renamed_ = false;
};

/// Makes the new name itself survive a power cut. File systems that cannot do it say EINVAL.
void synchronise_folder(const std::filesystem::path& path) {
  const int folder = open(folder_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) fail(path, "opening its folder", errno);
  const int error = fsync(folder) == 0 ? 0 : errno;
  close(folder);
  if (error != 0 && error != EINVAL) fail(path, "synchronising its folder", error);
}

}  // namespace

/// Its lock tells whether its writer lives, here or on another machine.
void remove_if_abandoned(const std::filesystem::path& temporary) {
  const int descriptor = open(temporary.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (descriptor < 0) return;
  if (flock(descriptor, LOCK_EX | LOCK_NB) == 0) unlink(temporary.c_str());
  close(descriptor);
}

void expect_writable(const std::filesystem::path& path) {
  struct stat status {};
  if (!path.has_filename()) fail(path, "it names no file", EISDIR);
  if (stat(folder_of(path).c_str(), &status) != 0) fail(path, "looking at its folder", errno);
  if (!S_ISDIR(status.st_mode)) fail(path, "looking at its folder", ENOTDIR);
  if (stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode)) {
    throw OutputError(path.string() + ": cannot be written (it exists and is not a plain file)");
  }
}

void write_atomically(const std::filesystem::path& path,
                      std::initializer_list<std::string_view> pieces, Durability durability) {
  const auto* next = pieces.begin();
  const auto skip_empty = [&] {
    while (next != pieces.end() && next->empty()) ++next;
    return next == pieces.end() ? std::string_view() : *next++;
  };
  write_atomically(path, std::function<std::string_view()>(skip_empty), durability);
}

void write_atomically(const std::filesystem::path& path,
                      const std::function<std::string_view()>& next, Durability durability) {
  expect_writable(path);
  const FileSizeSignalHeld held;
  if (durability == Durability::for_good) remove_abandoned_temporaries(path);
  Temporary file(path);
  for (std::string_view piece = next(); !piece.empty(); piece = next()) file.write_all(piece);
  file.finish(durability);
  if (durability == Durability::for_good) synchronise_folder(path);
}

}  // namespace tenure::results
