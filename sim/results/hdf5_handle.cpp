// SPDX-License-Identifier: Apache-2.0
#include "results/hdf5_handle.h"

#include <hdf5.h>

namespace tenure::results {
namespace {

static_assert(std::is_same_v<hid_t, std::int64_t> && std::is_same_v<herr_t, int>);

/// The innermost entry of the library's stack of errors names the cause.
herr_t take_cause(unsigned /*depth*/, const H5E_error2_t* entry, void* text) {
  if (entry->desc != nullptr) *static_cast<std::string*>(text) = entry->desc;
  return 1;  // no further
}

}  // namespace

Hdf5Silence::Hdf5Silence() {
  // Before the library's first call: at the end of the process it would close once more whatever it
  // could not close, and crash over a file that somebody has damaged with care. All that is ours is
  // closed by its owner.
  [[maybe_unused]] static const herr_t once = H5dont_atexit();
  H5Eget_auto2(H5E_DEFAULT, &print_, &where_);
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

Hdf5Silence::~Hdf5Silence() { H5Eset_auto2(H5E_DEFAULT, print_, where_); }

void report_hdf5_failure(const char* what) {
  std::string cause;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, take_cause, &cause);
  H5Eclear2(H5E_DEFAULT);
  throw Hdf5Failure(cause.empty() ? what : std::string(what) + ": " + cause);
}

std::string hdf5_version() {
  unsigned major = 0;
  unsigned minor = 0;
  unsigned release = 0;
  need(H5get_libversion(&major, &minor, &release), "asking for the library's version");
  return std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(release);
}

bool hdf5_is_threadsafe() {
  hbool_t threadsafe = false;
  need(H5is_library_threadsafe(&threadsafe), "asking whether the library is safe with threads");
  return threadsafe;
}

}  // namespace tenure::results
