// SPDX-License-Identifier: Apache-2.0
// Files that a stranger made, with what HDF5 offers and results must not have.
#include <functional>

#include <hdf5.h>

#include "results/errors.h"
#include "results/read.h"
#include "results/seal.h"
#include "results/write.h"
#include "tests/unit/results/example.h"

namespace tenure::results {
namespace {

/// The reason for which a results file is refused after the HDF5 library did something to it.
std::string reason_after(const std::function<void(hid_t file)>& change) {
  const Folder folder;
  const auto path = folder / "R.h5";
  write(example(), path);
  std::filesystem::resize_file(path, std::filesystem::file_size(path) - kSealLength);
  const hid_t file = H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
  EXPECT_GE(file, 0);
  change(file);
  EXPECT_GE(H5Fclose(file), 0);
  put_bytes(path, bytes_of(path) + seal_of(bytes_of(path)));  // a stranger can do that too
  try {
    read(path);
    return "none";
  } catch (const InputError& error) {
    const std::string what = error.what();
    EXPECT_TRUE(what.starts_with(path.string() + ": cannot be read as results (")) << what;
    return what.substr(path.string().size());
  }
}

void expect_reason(const std::function<void(hid_t file)>& change, const std::string& words) {
  const std::string reason = reason_after(change);
  EXPECT_NE(reason.find(words), std::string::npos) << "not \"" << words << "\" but " << reason;
}

/// Adds a dataset named "extra".
void add(hid_t file, hid_t type, hid_t space, hid_t properties) {
  const hid_t array = H5Dcreate2(file, "extra", type, space, H5P_DEFAULT, properties, H5P_DEFAULT);
  EXPECT_GE(array, 0);
  H5Dclose(array);
}

hid_t line(hsize_t length) { return H5Screate_simple(1, &length, nullptr); }

TEST(ReadForeign, AcceptsAFileThatWasOnlyOpened) {
  EXPECT_EQ(reason_after([](hid_t) {}), "none");
}

TEST(ReadForeign, RefusesLinks) {
  expect_reason(
      [](hid_t file) {
        H5Lcreate_external("/etc/passwd", "/", file, "extra", H5P_DEFAULT, H5P_DEFAULT);
      },
      "extra: a link to another file");
  expect_reason(
      [](hid_t file) { H5Lcreate_soft("/revenue", file, "extra", H5P_DEFAULT, H5P_DEFAULT); },
      "extra: a link instead of a variable");
  expect_reason(
      [](hid_t file) {
        H5Lcreate_hard(file, "/", file, "extra", H5P_DEFAULT, H5P_DEFAULT);  // a cycle
      },
      "extra: a group");
  expect_reason(
      [](hid_t file) { H5Lcreate_hard(file, "policy", file, "extra", H5P_DEFAULT, H5P_DEFAULT); },
      "two names");
}

TEST(ReadForeign, RefusesValuesFromOtherFiles) {
  expect_reason(
      [](hid_t file) {
        const hid_t properties = H5Pcreate(H5P_DATASET_CREATE);
        H5Pset_external(properties, "/etc/passwd", 0, 64);
        add(file, H5T_STD_I8LE, line(64), properties);
      },
      "extra: its values are in another file");
  expect_reason(
      [](hid_t file) {
        const hid_t properties = H5Pcreate(H5P_DATASET_CREATE);
        H5Pset_virtual(properties, line(3), "other.h5", "revenue", line(3));
        add(file, H5T_STD_I64LE, line(3), properties);
      },
      "extra: a virtual dataset");
}

TEST(ReadForeign, RefusesSizesThatCannotBeTrue) {
  expect_reason(
      [](hid_t file) {
        const hid_t properties = H5Pcreate(H5P_DATASET_CREATE);
        const hsize_t chunk = 1000;
        H5Pset_chunk(properties, 1, &chunk);
        add(file, H5T_STD_I64LE, line(1ULL << 40U), properties);  // 8 TiB of fill values
        const hid_t array = H5Dopen2(file, "extra", H5P_DEFAULT);
        const hid_t text = H5Tcopy(H5T_C_S1);
        H5Tset_size(text, 15);
        const hid_t scalar = H5Screate(H5S_SCALAR);
        const hid_t attribute = H5Acreate2(array, "CLASS", text, scalar, H5P_DEFAULT, H5P_DEFAULT);
        H5Awrite(attribute, text, "DIMENSION_SCALE");
        H5Aclose(attribute);
        H5Dclose(array);
      },
      "extra: it claims more values than it stores");
}

TEST(ReadForeign, RefusesOtherTypesAndFilters) {
  expect_reason([](hid_t file) { add(file, H5T_STD_I32LE, H5Screate(H5S_SCALAR), H5P_DEFAULT); },
                "extra: it has a type");
  expect_reason([](hid_t file) { add(file, H5T_STD_I64BE, H5Screate(H5S_SCALAR), H5P_DEFAULT); },
                "extra: it has a type");
  expect_reason([](hid_t file) { add(file, H5T_STD_I64LE, H5Screate(H5S_NULL), H5P_DEFAULT); },
                "extra: it has a shape");
  expect_reason([](hid_t file) { add(file, H5T_STD_I64LE, line(3), H5P_DEFAULT); },
                "extra: its dimensions have no names");
  expect_reason(
      [](hid_t file) {
        const hid_t properties = H5Pcreate(H5P_DATASET_CREATE);
        const hsize_t chunk = 64;
        H5Pset_chunk(properties, 1, &chunk);
        H5Pset_nbit(properties);
        add(file, H5T_STD_I64LE, line(64), properties);
      },
      "extra: a foreign filter");
}

TEST(ReadForeign, RefusesAnotherLayoutVersion) {
  const auto set_version = [](std::vector<std::int64_t> version) {
    return [version](hid_t file) {
      H5Adelete(file, "layout_version");
      if (version.empty()) return;
      const hid_t attribute = H5Acreate2(file, "layout_version", H5T_STD_I64LE,
                                         line(version.size()), H5P_DEFAULT, H5P_DEFAULT);
      H5Awrite(attribute, H5T_STD_I64LE, version.data());
      H5Aclose(attribute);
    };
  };
  expect_reason(set_version({}), "not one with results of tenure");
  expect_reason(set_version({2, 0}), "its layout is version 2.0, this program reads 1.x");
  expect_reason(set_version({1}), "not two numbers");
  EXPECT_EQ(reason_after(set_version({1, 7})), "none");
}

TEST(ReadForeign, RefusesChangedValues) {
  expect_reason(
      [](hid_t file) {
        const std::vector<std::int64_t> cents{1, 2, 3, 4, 5, 7};
        const hid_t array = H5Dopen2(file, "revenue", H5P_DEFAULT);
        H5Dwrite(array, H5T_STD_I64LE, H5S_ALL, H5S_ALL, H5P_DEFAULT, cents.data());
        H5Dclose(array);
      },
      "do not agree with its digest");
  expect_reason([](hid_t file) { H5Ldelete(file, "horizon", H5P_DEFAULT); },
                "do not agree with its digest");
}

}  // namespace
}  // namespace tenure::results
