// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/foreign_file.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <hdf5.h>
#include <hdf5_hl.h>

#include "results/hdf5_handle.h"

namespace tenure::fuzz {
namespace {

using results::Handle;
using File = Handle<H5Fclose>;
using Object = Handle<H5Oclose>;
using Array = Handle<H5Dclose>;
using Space = Handle<H5Sclose>;
using DataType = Handle<H5Tclose>;
using Properties = Handle<H5Pclose>;
using AttributeHandle = Handle<H5Aclose>;
using Group = Handle<H5Gclose>;

constexpr int kMostSteps = 40;
constexpr std::size_t kMostBytes = 1U << 16U;  // of values given to the library at once

constexpr std::array<const char*, 12> kNames{
    "policy", "replication", "complete", "survival", "revenue", "scenario_yaml",
    "extra",  "period",      ".",        "",         "a/b",     "customers_left"};
constexpr std::array<const char*, 14> kAttributes{
    "CLASS",    "NAME",  "DIMENSION_LIST", "REFERENCE_LIST", "layout_version", "digest",
    "study_id", "units", "long_name",      "_FillValue",     "scale_factor",   "title",
    "kind",     ""};

DataType sized_text(std::size_t size) {
  DataType type(H5Tcopy(H5T_C_S1), "text");
  results::need(H5Tset_size(type, size), "its size");
  return type;
}

DataType compound() {
  DataType type(H5Tcreate(H5T_COMPOUND, 16), "compound");
  H5Tinsert(type, "a", 0, H5T_STD_I64LE);
  H5Tinsert(type, "b", 8, H5T_IEEE_F64LE);
  return type;
}

DataType choose_type(Bytes& bytes) {
  const std::array plain{H5T_STD_I8LE,   H5T_STD_I64LE,     H5T_IEEE_F64LE,  H5T_STD_I64BE,
                         H5T_IEEE_F32LE, H5T_STD_U64LE,     H5T_STD_REF_OBJ, H5T_STD_REF_DSETREG,
                         H5T_STD_B8LE,   H5T_NATIVE_LDOUBLE};
  switch (bytes.next() % 9) {
    case 0:
      return sized_text(H5T_VARIABLE);
    case 1:
      return sized_text(1 + bytes.below(300));
    case 2:
      return compound();
    case 3:
      return DataType(H5Tvlen_create(H5T_STD_REF_OBJ), "list of references");
    case 4:
      return DataType(H5Tvlen_create(H5T_STD_I64LE), "list");
    case 5:
      return DataType(H5Tenum_create(H5T_STD_I8LE), "enumeration");
    default:
      return DataType(H5Tcopy(bytes.one_of(plain)), "a plain type");
  }
}

hsize_t choose_length(Bytes& bytes) {
  const std::uint8_t kind = bytes.next();
  if (kind < 200) return kind % 7;
  if (kind < 250) return bytes.below(5000);
  return bytes.word();
}

Space choose_space(Bytes& bytes) {
  const std::size_t rank = bytes.next() % 7;
  if (rank == 5) return Space(H5Screate(H5S_NULL), "no values");
  if (rank == 0 || rank == 6) return Space(H5Screate(H5S_SCALAR), "one value");
  std::vector<hsize_t> shape;
  for (std::size_t i = 0; i < rank; ++i) shape.push_back(choose_length(bytes));
  return Space(H5Screate_simple(static_cast<int>(rank), shape.data(), nullptr), "a shape");
}

Properties choose_storage(Bytes& bytes, hid_t space) {
  Properties properties(H5Pcreate(H5P_DATASET_CREATE), "storage");
  const int rank = H5Sget_simple_extent_ndims(space);
  switch (bytes.next() % 6) {
    case 0:
      H5Pset_layout(properties, H5D_COMPACT);
      break;
    case 1:
      H5Pset_external(properties, "nowhere", 0, H5F_UNLIMITED);
      break;
    case 2: {
      const std::vector<hsize_t> chunk(static_cast<std::size_t>(rank), 1 + bytes.below(9));
      if (rank > 0) H5Pset_chunk(properties, rank, chunk.data());
      const std::uint8_t filters = bytes.next();
      if (filters & 1U) H5Pset_shuffle(properties);
      if (filters & 2U) H5Pset_deflate(properties, 1);
      if (filters & 4U) H5Pset_fletcher32(properties);
      break;  // not nbit, nor scaleoffset: the library writes beyond its own buffer (README)
    }
    case 3:
      H5Pset_virtual(properties, space, "nowhere", "x", space);
      break;
    default:
      break;
  }
  return properties;
}

bool is_small(hid_t type, hid_t space) {
  const hssize_t count = H5Sget_simple_extent_npoints(space);
  return count >= 0 && static_cast<std::size_t>(count) <= kMostBytes / H5Tget_size(type);
}

/// Numbers, or plain text: never for a type that holds pointers or addresses.
std::string choose_values(Bytes& bytes, hid_t type, hid_t space) {
  if (!is_small(type, space)) return {};
  for (const H5T_class_t pointing : {H5T_VLEN, H5T_REFERENCE}) {
    if (H5Tdetect_class(type, pointing) != 0) return {};
  }
  if (H5Tis_variable_str(type) != 0) return {};
  const auto count = static_cast<std::size_t>(H5Sget_simple_extent_npoints(space));
  std::string values(count * H5Tget_size(type), '\0');
  for (char& value : values) {
    if (!bytes.are_left()) break;
    value = static_cast<char>(bytes.next());
  }
  return values;
}

class Maker {
 public:
  Maker(hid_t file, Bytes& bytes) : file_(file), bytes_(bytes) {}

  void step() {
    switch (bytes_.next() % 12) {
      case 0:
        H5Lcreate_soft(name(), file_, name(), H5P_DEFAULT, H5P_DEFAULT);
        break;
      case 1:
        H5Lcreate_external(name(), name(), file_, name(), H5P_DEFAULT, H5P_DEFAULT);
        break;
      case 2:
        H5Lcreate_hard(file_, name(), file_, name(), H5P_DEFAULT, H5P_DEFAULT);
        break;
      case 3:
        H5Ldelete(file_, name(), H5P_DEFAULT);
        break;
      case 4:
        Group(H5Gcreate2(file_, name(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT), "group");
        break;
      case 5:
        H5Tcommit2(file_, name(), choose_type(bytes_), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
        break;
      case 6:
        make_scale();
        break;
      case 7:
        attach_scale();
        break;
      case 8:
        make_text();
        break;
      case 9:
        drop_attribute();
        break;
      case 10:
        put_attribute();
        break;
      default:
        make_array();
        break;
    }
  }

 private:
  const char* name() { return bytes_.one_of(kNames); }
  Object object() { return Object(H5Oopen(file_, name(), H5P_DEFAULT), "an object"); }

  void make_array() {
    const char* its_name = name();
    const DataType type = choose_type(bytes_);
    const Space space = choose_space(bytes_);
    const Properties properties = choose_storage(bytes_, space);
    const Array array(
        H5Dcreate2(file_, its_name, type, space, H5P_DEFAULT, properties, H5P_DEFAULT), "an array");
    if (H5Pget_external_count(properties) > 0) return;  // writing would make the other file
    const std::string values = choose_values(bytes_, type, space);
    if (!values.empty()) H5Dwrite(array, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
  }

  void make_text() {
    const std::string text = bytes_.text();
    const DataType type = sized_text(H5T_VARIABLE);
    const Space space(H5Screate(H5S_SCALAR), "one value");
    const Array array(H5Dcreate2(file_, name(), type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
                      "a text");
    const char* value = text.c_str();
    H5Dwrite(array, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, &value);
  }

  void make_scale() {
    const Array array(H5Dopen2(file_, name(), H5P_DEFAULT), "an array");
    H5DSset_scale(array, bytes_.text().c_str());
  }

  void attach_scale() {
    if (has_lists_of_its_own_)
      return;  // libhdf5_hl 1.10 believes what such lists claim, and crashes
    const Array array(H5Dopen2(file_, name(), H5P_DEFAULT), "an array");
    const Array scale(H5Dopen2(file_, name(), H5P_DEFAULT), "a scale");
    H5DSattach_scale(array, scale, bytes_.next() % 3U);
  }

  void drop_attribute() { H5Adelete(object(), bytes_.one_of(kAttributes)); }

  void put_attribute() {
    const Object owner = object();
    const char* its_name = bytes_.one_of(kAttributes);
    if (H5Aexists(owner, its_name) > 0) H5Adelete(owner, its_name);
    const DataType type = choose_type(bytes_);
    const Space space = choose_space(bytes_);
    has_lists_of_its_own_ = has_lists_of_its_own_ || std::string_view(its_name).ends_with("_LIST");
    if (!is_small(type, space)) return;  // the library would take the memory at once
    const AttributeHandle attribute(
        H5Acreate2(owner, its_name, type, space, H5P_DEFAULT, H5P_DEFAULT), "an attribute");
    const std::string values = choose_values(bytes_, type, space);
    if (!values.empty()) H5Awrite(attribute, type, values.data());
  }

  hid_t file_;
  Bytes& bytes_;
  bool has_lists_of_its_own_ = false;  // DIMENSION_LIST or REFERENCE_LIST not made by the library
};

}  // namespace

void make_foreign(const std::filesystem::path& path, Start start, Bytes& bytes) {
  const results::Hdf5Silence silence;
  const Properties creation(H5Pcreate(H5P_FILE_CREATE), "a file's properties");
  H5Pset_link_creation_order(creation, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
  const File file(start == Start::empty
                      ? H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation, H5P_DEFAULT)
                      : H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT),
                  "a file");
  Maker maker(file, bytes);
  for (int i = 0; i < kMostSteps && bytes.are_left(); ++i) {
    try {
      maker.step();
    } catch (const results::Hdf5Failure&) {  // what the library refuses is no file to read
    }
  }
}

}  // namespace tenure::fuzz
