// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

namespace tenure::results {

/// A call of the HDF5 library failed; `what` says which, and what the library says about it.
class Hdf5Failure : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Keeps the library from printing its errors while it lives; they go into Hdf5Failure instead. The
/// setting belongs to the process, as the library (not thread-safe in Debian) belongs to one
/// thread.
class Hdf5Silence {
 public:
  Hdf5Silence();
  Hdf5Silence(const Hdf5Silence&) = delete;
  Hdf5Silence& operator=(const Hdf5Silence&) = delete;
  ~Hdf5Silence();

 private:
  int (*print_)(std::int64_t, void*) = nullptr;
  void* where_ = nullptr;
};

/// Throws Hdf5Failure with the library's own account of its last error.
[[noreturn]] void report_hdf5_failure(const char* what);

/// Passes on what a call of the library returned; negative is a failure. Throws Hdf5Failure.
template <class Result>
requires std::is_signed_v<Result> Result need(Result result, const char* what) {
  if (result < 0) report_hdf5_failure(what);
  return result;
}

/// Owns one identifier of the library: Handle<H5Dclose> file(need(H5Dopen2(...), "open")).
template <auto close>
class Handle {
 public:
  Handle() = default;
  Handle(std::int64_t id, const char* what) : id_(need(id, what)) {}
  Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, -1)) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(id_, other.id_);
    return *this;
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() {
    if (id_ >= 0) close(id_);
  }

  operator std::int64_t() const { return id_; }  // NOLINT(google-explicit-constructor): as hid_t

 private:
  std::int64_t id_ = -1;
};

/// Version of the library that is linked, as "1.10.8".
std::string hdf5_version();

}  // namespace tenure::results
