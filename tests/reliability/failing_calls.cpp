// SPDX-License-Identifier: Apache-2.0
// Preloaded into the program under test: counts the system's calls that touch files in one folder,
// and lets one of them fail. By environment:
//
//   TENURE_FAIL_FOLDER  absolute path; relative paths count as inside
//   TENURE_FAIL_CALL    which call fails, from 1; 0 for none
//   TENURE_FAIL_ERROR   errno of that call
//   TENURE_FAIL_LOG     where the calls are listed, one per line: number, name, path
//
// close and fclose do their work before they fail, as on Linux.
#include <array>
#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

std::atomic<int> calls{0};
std::array<std::atomic<bool>, 1024> is_ours{};  // by descriptor

const char* setting(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

bool concerns(const char* path) {
  if (path == nullptr || *path == '\0') return false;
  const std::string_view folder = setting("TENURE_FAIL_FOLDER");
  if (folder.empty()) return false;
  return *path != '/' || std::string_view(path).substr(0, folder.size()) == folder;
}

bool concerns(int descriptor) {
  return descriptor >= 0 && static_cast<std::size_t>(descriptor) < is_ours.size() &&
         is_ours[static_cast<std::size_t>(descriptor)];
}

void mark(int descriptor, bool ours) {
  if (descriptor >= 0 && static_cast<std::size_t>(descriptor) < is_ours.size()) {
    is_ours[static_cast<std::size_t>(descriptor)] = ours;
  }
}

void log(int number, const char* name, const char* path) {
  const char* file = setting("TENURE_FAIL_LOG");
  if (*file == '\0') return;
  const std::string line = std::to_string(number) + " " + name + " " + path + "\n";
  const long log_file =
      syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (log_file < 0) return;
  syscall(SYS_write, log_file, line.data(), line.size());
  syscall(SYS_close, log_file);
}

/// Counts a call; whether it is the one that fails, with errno set.
bool fails(const char* name, const char* path = "") {
  const int number = ++calls;
  const int saved = errno;
  log(number, name, path);
  errno = saved;
  if (number != std::atoi(setting("TENURE_FAIL_CALL"))) return false;
  errno = std::atoi(setting("TENURE_FAIL_ERROR"));
  return true;
}

template <class Function>
Function* real(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

mode_t mode_of(int flags, va_list arguments) {
  return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
}

}  // namespace

extern "C" {

#define TENURE_OPEN(name)                                                  \
  int name(const char* path, int flags, ...) {                             \
    va_list arguments;                                                     \
    va_start(arguments, flags);                                            \
    const mode_t mode = mode_of(flags, arguments);                         \
    va_end(arguments);                                                     \
    if (concerns(path) && fails(#name, path)) return -1;                   \
    const int descriptor = real<decltype(name)>(#name)(path, flags, mode); \
    mark(descriptor, concerns(path));                                      \
    return descriptor;                                                     \
  }
TENURE_OPEN(open)
TENURE_OPEN(open64)

#define TENURE_OPENAT(name)                                                        \
  int name(int folder, const char* path, int flags, ...) {                         \
    va_list arguments;                                                             \
    va_start(arguments, flags);                                                    \
    const mode_t mode = mode_of(flags, arguments);                                 \
    va_end(arguments);                                                             \
    const bool ours = concerns(path) || concerns(folder);                          \
    if (ours && fails(#name, path)) return -1;                                     \
    const int descriptor = real<decltype(name)>(#name)(folder, path, flags, mode); \
    mark(descriptor, ours);                                                        \
    return descriptor;                                                             \
  }
TENURE_OPENAT(openat)
TENURE_OPENAT(openat64)

#define TENURE_FOPEN(name)                                    \
  FILE* name(const char* path, const char* mode) {            \
    if (concerns(path) && fails(#name, path)) return nullptr; \
    FILE* file = real<decltype(name)>(#name)(path, mode);     \
    if (file != nullptr) mark(fileno(file), concerns(path));  \
    return file;                                              \
  }
TENURE_FOPEN(fopen)
TENURE_FOPEN(fopen64)

int close(int descriptor) {
  const bool failing = concerns(descriptor) && fails("close");
  const int error = errno;
  mark(descriptor, false);
  const int result = real<decltype(close)>("close")(descriptor);
  if (!failing) return result;
  errno = error;
  return -1;
}

int fclose(FILE* file) {
  const bool failing = concerns(fileno(file)) && fails("fclose");
  const int error = errno;
  mark(fileno(file), false);
  const int result = real<decltype(fclose)>("fclose")(file);
  if (!failing) return result;
  errno = error;
  return EOF;
}

// Calls on a descriptor: type, name, parameters, arguments, what a failure returns.
#define TENURE_ON_DESCRIPTOR(type, name, parameters, arguments, failure) \
  type name parameters {                                                 \
    if (concerns(descriptor) && fails(#name)) return failure;            \
    return real<decltype(name)>(#name) arguments;                        \
  }
TENURE_ON_DESCRIPTOR(ssize_t, read, (int descriptor, void* to, size_t n), (descriptor, to, n), -1)
TENURE_ON_DESCRIPTOR(ssize_t, write, (int descriptor, const void* from, size_t n),
                     (descriptor, from, n), -1)
TENURE_ON_DESCRIPTOR(ssize_t, pread, (int descriptor, void* to, size_t n, off_t at),
                     (descriptor, to, n, at), -1)
TENURE_ON_DESCRIPTOR(ssize_t, pread64, (int descriptor, void* to, size_t n, off64_t at),
                     (descriptor, to, n, at), -1)
TENURE_ON_DESCRIPTOR(ssize_t, pwrite, (int descriptor, const void* from, size_t n, off_t at),
                     (descriptor, from, n, at), -1)
TENURE_ON_DESCRIPTOR(ssize_t, pwrite64, (int descriptor, const void* from, size_t n, off64_t at),
                     (descriptor, from, n, at), -1)
TENURE_ON_DESCRIPTOR(off_t, lseek, (int descriptor, off_t at, int from), (descriptor, at, from), -1)
TENURE_ON_DESCRIPTOR(off64_t, lseek64, (int descriptor, off64_t at, int from),
                     (descriptor, at, from), -1)
TENURE_ON_DESCRIPTOR(int, fsync, (int descriptor), (descriptor), -1)
TENURE_ON_DESCRIPTOR(int, fdatasync, (int descriptor), (descriptor), -1)
TENURE_ON_DESCRIPTOR(int, ftruncate, (int descriptor, off_t length), (descriptor, length), -1)
TENURE_ON_DESCRIPTOR(int, ftruncate64, (int descriptor, off64_t length), (descriptor, length), -1)
TENURE_ON_DESCRIPTOR(int, flock, (int descriptor, int operation), (descriptor, operation), -1)
TENURE_ON_DESCRIPTOR(int, fstat, (int descriptor, struct stat* status), (descriptor, status), -1)
TENURE_ON_DESCRIPTOR(int, fstat64, (int descriptor, struct stat64* status), (descriptor, status),
                     -1)
TENURE_ON_DESCRIPTOR(DIR*, fdopendir, (int descriptor), (descriptor), nullptr)
TENURE_ON_DESCRIPTOR(void*, mmap,
                     (void* at, size_t n, int protection, int flags, int descriptor, off_t offset),
                     (at, n, protection, flags, descriptor, offset), MAP_FAILED)
TENURE_ON_DESCRIPTOR(void*, mmap64,
                     (void* at, size_t n, int protection, int flags, int descriptor,
                      off64_t offset),
                     (at, n, protection, flags, descriptor, offset), MAP_FAILED)

// Calls on a path.
#define TENURE_ON_PATH(type, name, parameters, arguments, failure) \
  type name parameters {                                           \
    if (concerns(path) && fails(#name, path)) return failure;      \
    return real<decltype(name)>(#name) arguments;                  \
  }
TENURE_ON_PATH(int, stat, (const char* path, struct stat* status), (path, status), -1)
TENURE_ON_PATH(int, stat64, (const char* path, struct stat64* status), (path, status), -1)
TENURE_ON_PATH(int, lstat, (const char* path, struct stat* status), (path, status), -1)
TENURE_ON_PATH(int, lstat64, (const char* path, struct stat64* status), (path, status), -1)
TENURE_ON_PATH(int, statvfs, (const char* path, struct statvfs* status), (path, status), -1)
TENURE_ON_PATH(int, rename, (const char* path, const char* to), (path, to), -1)
TENURE_ON_PATH(int, unlink, (const char* path), (path), -1)
TENURE_ON_PATH(int, remove, (const char* path), (path), -1)
TENURE_ON_PATH(int, rmdir, (const char* path), (path), -1)
TENURE_ON_PATH(int, mkdir, (const char* path, mode_t mode), (path, mode), -1)
TENURE_ON_PATH(char*, realpath, (const char* path, char* to), (path, to), nullptr)

DIR* opendir(const char* path) {
  if (concerns(path) && fails("opendir", path)) return nullptr;
  DIR* folder = real<decltype(opendir)>("opendir")(path);
  if (folder != nullptr) mark(dirfd(folder), concerns(path));
  return folder;
}

struct dirent* readdir(DIR* folder) {
  if (concerns(dirfd(folder)) && fails("readdir")) return nullptr;
  return real<decltype(readdir)>("readdir")(folder);
}

}  // extern "C"
