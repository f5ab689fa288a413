// SPDX-License-Identifier: Apache-2.0
#include "results/large_file.h"

#include <algorithm>
#include <span>
#include <utility>

#include <hdf5.h>

#include "results/hdf5_handle.h"
#include "results/new_file.h"

namespace tenure::results {

struct LargeFile::Shared {
  explicit Shared(const std::filesystem::path& folder) : scratch(folder) {}

  ScratchFile scratch;
  haddr_t allocated = 0;  ///< where the library's file ends
  haddr_t written = 0;    ///< the furthest byte that it wrote
  std::exception_ptr failure;
};

namespace {

using Shared = LargeFile::Shared;

/// The library's idea of an open file, and ours.
struct Open {
  H5FD_t known_to_library{};  // comes first: the library knows no more
  Shared* shared = nullptr;
};

Shared& shared_of(const H5FD_t* file) { return *reinterpret_cast<const Open*>(file)->shared; }

H5FD_t* open_file(const char*, unsigned, hid_t access, haddr_t) {
  const auto* info = static_cast<Shared* const*>(H5Pget_driver_info(access));
  if (info == nullptr) return nullptr;
  auto* open = new Open;
  open->shared = *info;
  return &open->known_to_library;
}

herr_t close_file(H5FD_t* file) {
  delete reinterpret_cast<Open*>(file);
  return 0;
}

/// What the library's own driver for files in memory says, so that it lays out both alike.
herr_t query(const H5FD_t*, unsigned long* flags) {
  *flags = H5FD_FEAT_AGGREGATE_METADATA | H5FD_FEAT_ACCUMULATE_METADATA | H5FD_FEAT_DATA_SIEVE |
           H5FD_FEAT_AGGREGATE_SMALLDATA;
  return 0;
}

haddr_t allocated(const H5FD_t* file, H5FD_mem_t) { return shared_of(file).allocated; }

herr_t set_allocated(H5FD_t* file, H5FD_mem_t, haddr_t end) {
  shared_of(file).allocated = end;
  return 0;
}

haddr_t end_of(const H5FD_t* file, H5FD_mem_t) { return shared_of(file).written; }

/// Keeps the first failure and lets the library go on.
template <class Action>
herr_t kept(Shared& shared, const Action& action) {
  try {
    if (!shared.failure) action();
  } catch (...) {
    shared.failure = std::current_exception();
  }
  return 0;
}

herr_t read(H5FD_t* file, H5FD_mem_t, hid_t, haddr_t place, std::size_t size, void* bytes) {
  Shared& shared = shared_of(file);
  const std::span to(static_cast<std::byte*>(bytes), size);
  std::fill(to.begin(), to.end(), std::byte{0});
  return kept(shared, [&] { shared.scratch.read_at(place, to); });
}

herr_t write(H5FD_t* file, H5FD_mem_t, hid_t, haddr_t place, std::size_t size, const void* bytes) {
  Shared& shared = shared_of(file);
  shared.written = std::max<haddr_t>(shared.written, place + size);
  return kept(shared, [&] {
    shared.scratch.write_at(place, {static_cast<const std::byte*>(bytes), size});
  });
}

herr_t truncate(H5FD_t* file, hid_t, hbool_t) {
  shared_of(file).written = shared_of(file).allocated;
  return 0;
}

H5FD_class_t driver_class() {
  H5FD_class_t driver{};
  driver.name = "tenure";
  driver.maxaddr = (haddr_t{1} << 62U) - 1;
  driver.fc_degree = H5F_CLOSE_WEAK;
  driver.fapl_size = sizeof(Shared*);
  driver.open = open_file;
  driver.close = close_file;
  driver.query = query;
  driver.get_eoa = allocated;
  driver.set_eoa = set_allocated;
  driver.get_eof = end_of;
  driver.read = read;
  driver.write = write;
  driver.truncate = truncate;
  constexpr H5FD_mem_t kOneKind[] = H5FD_FLMAP_DICHOTOMY;
  std::copy(std::begin(kOneKind), std::end(kOneKind), std::begin(driver.fl_map));
  return driver;
}

}  // namespace

LargeFile::LargeFile(const std::filesystem::path& folder)
    : shared_(std::make_unique<Shared>(folder)) {
  const H5FD_class_t driver = driver_class();
  driver_ = need(H5FDregister(&driver), "a driver");
  Shared* const shared = shared_.get();
  const Handle<H5Pclose> access(H5Pcreate(H5P_FILE_ACCESS), "access properties");
  need(H5Pset_driver(access, driver_, &shared), "a driver");
  id_ = create_file("large", access);
}

LargeFile::~LargeFile() {
  if (id_ >= 0) H5Fclose(id_);
  if (driver_ >= 0) H5FDunregister(driver_);
}

std::uint64_t LargeFile::close() {
  const herr_t closed = H5Fclose(std::exchange(id_, -1));
  if (shared_->failure) std::rethrow_exception(shared_->failure);
  need(closed, "closing the file");
  return shared_->allocated;
}

const ScratchFile& LargeFile::bytes() const { return shared_->scratch; }

}  // namespace tenure::results
