// SPDX-License-Identifier: Apache-2.0
#include "results/write.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <numeric>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <hdf5.h>
#include <hdf5_hl.h>

#include "engine/expect.h"
#include "results/atomic_file.h"
#include "results/digest.h"
#include "results/errors.h"
#include "results/hdf5_handle.h"
#include "results/large_file.h"
#include "results/layout.h"
#include "results/memory_file.h"
#include "results/seal.h"
#include "results/sha256.h"

namespace tenure::results {
namespace {

using Array = Handle<H5Dclose>;
using Space = Handle<H5Sclose>;
using DataType = Handle<H5Tclose>;
using Properties = Handle<H5Pclose>;
using AttributeHandle = Handle<H5Aclose>;

/// Up to this size an array lives in its object header, which has a checksum of its own.
constexpr std::size_t kLargestCompact = 4096;
/// Larger ones are cut into chunks of at most this size (the library's default cache holds one).
constexpr std::size_t kLargestChunk = std::size_t{1} << 20U;
constexpr unsigned kDeflateLevel = 1;

std::size_t element_size(const Values& values) {
  struct Size {
    std::size_t operator()(const std::vector<std::int8_t>&) const { return 1; }
    std::size_t operator()(const std::vector<std::int64_t>&) const { return 8; }
    std::size_t operator()(const std::vector<double>&) const { return 8; }
    std::size_t operator()(const std::vector<Text>&) const { return 16; }  // a reference to a heap
  };
  return std::visit(Size{}, values);
}

DataType text_type(std::size_t length) {
  DataType type(H5Tcopy(H5T_C_S1), "a text type");
  need(H5Tset_size(type, length), "the size of a text type");
  need(H5Tset_cset(type, H5T_CSET_UTF8), "UTF-8");
  return type;
}

DataType type_of(const Values& values) {
  if (std::holds_alternative<std::vector<Text>>(values)) return text_type(H5T_VARIABLE);
  const hid_t type = std::holds_alternative<std::vector<std::int8_t>>(values)    ? H5T_STD_I8LE
                     : std::holds_alternative<std::vector<std::int64_t>>(values) ? H5T_STD_I64LE
                                                                                 : H5T_IEEE_F64LE;
  return DataType(H5Tcopy(type), "a number type");
}

void put_attribute(hid_t object, const std::string& name, hid_t type, hid_t space,
                   const void* value) {
  const AttributeHandle attribute(
      H5Acreate2(object, name.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT),
      "creating an attribute");
  if (value != nullptr) need(H5Awrite(attribute, type, value), "writing an attribute");
}

/// Texts of fixed length stay inside the object header; netCDF knows the empty one as a null space.
void put_attribute(hid_t object, const std::string& name, const Text& text) {
  const Space space(H5Screate(text.empty() ? H5S_NULL : H5S_SCALAR), "a space");
  const DataType type = text_type(std::max<std::size_t>(text.size(), 1));
  put_attribute(object, name, type, space, text.empty() ? nullptr : text.data());
}

template <class Number>
void put_numbers(hid_t object, const std::string& name, hid_t type,
                 const std::vector<Number>& numbers) {
  const hsize_t count = numbers.size();
  const Space space(H5Screate_simple(1, &count, nullptr), "a space");
  put_attribute(object, name, type, space, numbers.data());
}

void put_attribute(hid_t object, const std::string& name, std::int64_t number) {
  put_numbers(object, name, H5T_STD_I64LE, std::vector{number});
}

void put_attribute(hid_t object, const std::string& name, double number) {
  put_numbers(object, name, H5T_IEEE_F64LE, std::vector{number});
}

void put_attributes(hid_t object, const Attributes& attributes) {
  for (const auto& [name, value] : attributes) {
    std::visit([&, &key = name](const auto& x) { put_attribute(object, key, x); }, value);
  }
}

/// Whole trailing dimensions as long as they fit, then a slice, then single steps.
std::vector<hsize_t> chunk_shape(const std::vector<hsize_t>& shape, std::size_t element_bytes) {
  std::vector<hsize_t> chunk(shape.size(), 1);
  hsize_t room = kLargestChunk / element_bytes;
  for (std::size_t i = shape.size(); i-- > 0 && room > 1;) {
    chunk[i] = std::min(shape[i], room);
    room /= chunk[i];
  }
  return chunk;
}

/// No times: they would make two files of the same results differ.
Properties creation_properties() {
  Properties properties(H5Pcreate(H5P_DATASET_CREATE), "dataset properties");
  need(H5Pset_obj_track_times(properties, false), "times off");
  need(H5Pset_attr_creation_order(properties, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED),
       "order of attributes");
  need(H5Pset_attr_phase_change(properties, 64, 32), "attributes in the header");
  return properties;
}

void set_storage(hid_t properties, const std::vector<hsize_t>& shape, const Values& values) {
  const std::size_t bytes = size(values) * element_size(values);
  if (bytes == 0) return;
  if (bytes <= kLargestCompact) {
    need(H5Pset_layout(properties, H5D_COMPACT), "compact layout");
  } else if (!std::holds_alternative<std::vector<Text>>(values)) {
    const std::vector<hsize_t> chunk = chunk_shape(shape, element_size(values));
    need(H5Pset_chunk(properties, static_cast<int>(chunk.size()), chunk.data()), "chunks");
    need(H5Pset_shuffle(properties), "shuffle filter");
    need(H5Pset_deflate(properties, kDeflateLevel), "deflate filter");
    need(H5Pset_fletcher32(properties), "checksum filter");
  }
}

void put_values(hid_t array, hid_t type, const void* values) {
  need(H5Dwrite(array, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values), "writing values");
}

struct ValuesWriter {
  hid_t array;
  hid_t type;

  void operator()(const std::vector<Text>& texts) const {
    std::vector<const char*> pointers;
    pointers.reserve(texts.size());
    for (const Text& text : texts) pointers.push_back(text.c_str());
    put_values(array, type, pointers.data());
  }
  void operator()(const std::vector<double>& numbers) const {
    // One NaN for all: sign and payload depend on the processor's way to compute it.
    std::vector<double> canonical;
    const double* data = numbers.data();
    if (std::any_of(numbers.begin(), numbers.end(), [](double x) { return std::isnan(x); })) {
      canonical = numbers;
      for (double& x : canonical) {
        if (std::isnan(x)) x = std::numeric_limits<double>::quiet_NaN();
      }
      data = canonical.data();
    }
    put_values(array, type, data);
  }
  template <class Integer>
  void operator()(const std::vector<Integer>& numbers) const {
    put_values(array, type, numbers.data());
  }
};

std::size_t bytes_of(const Dataset& dataset) {
  std::size_t bytes = 0;
  for (const Variable& x : dataset.variables) bytes += size(x.values) * element_size(x.values);
  return bytes;
}

/// Puts a dataset into a new HDF5 file.
class DatasetWriter {
 public:
  DatasetWriter(const Dataset& dataset, hid_t file) : dataset_(dataset), file_(file) {}

  void put_all() {
    put_root_attributes();
    for (const Variable& variable : dataset_.variables) put(variable);
    for (const auto& [name, length] : dataset_.dimensions) {
      if (!scales_.contains(name)) put_bare_dimension(name, length);
    }
    for (const Variable& variable : dataset_.variables) attach(variable);
  }

 private:
  void put_root_attributes() {
    const hid_t root = file_;
    put_attributes(root, dataset_.attributes);
    put_numbers(root, kVersionAttribute, H5T_STD_I64LE,
                std::vector<std::int64_t>(kLayoutVersion.begin(), kLayoutVersion.end()));
    put_attribute(root, kDigestAttribute, digest(dataset_));
  }

  void put(const Variable& variable) {
    with_values(variable, [&](const Values& values) { put(variable, values); });
  }

  void put(const Variable& variable, const Values& values) {
    std::vector<hsize_t> shape;
    for (const std::string& name : variable.dimensions) {
      shape.push_back(dataset_.dimensions.at(name));
    }
    const hsize_t elements =
        std::accumulate(shape.begin(), shape.end(), hsize_t{1}, std::multiplies<>());
    if (elements != size(values)) throw engine::Defect("results: " + variable.name + ": its shape");
    const DataType type = type_of(values);
    const Space space(shape.empty()
                          ? H5Screate(H5S_SCALAR)
                          : H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr),
                      "a space");
    const Properties properties = creation_properties();
    set_storage(properties, shape, values);
    const bool coordinate = is_coordinate(variable, dataset_);
    if (!coordinate) set_fill(properties, type, values);
    Array array(
        H5Dcreate2(file_, variable.name.c_str(), type, space, H5P_DEFAULT, properties, H5P_DEFAULT),
        "creating a variable");
    if (size(values) > 0) std::visit(ValuesWriter{array, type}, values);
    put_attributes(array, variable.attributes);
    if (coordinate) {
      need(H5DSset_scale(array, variable.name.c_str()), "making a dimension scale");
      scales_[variable.name] = array;
    } else {
      put_fill_attribute(array, values);
    }
    arrays_[variable.name] = std::move(array);
  }

  static void set_fill(hid_t properties, hid_t type, const Values& values) {
    if (std::holds_alternative<std::vector<std::int64_t>>(values)) {
      need(H5Pset_fill_value(properties, type, &kMissing), "fill value");
    } else if (std::holds_alternative<std::vector<double>>(values)) {
      const double missing = std::numeric_limits<double>::quiet_NaN();
      need(H5Pset_fill_value(properties, type, &missing), "fill value");
    }
  }

  static void put_fill_attribute(hid_t array, const Values& values) {
    if (std::holds_alternative<std::vector<std::int64_t>>(values)) {
      put_attribute(array, kFillAttribute, kMissing);
    } else if (std::holds_alternative<std::vector<double>>(values)) {
      put_attribute(array, kFillAttribute, std::numeric_limits<double>::quiet_NaN());
    }
  }

  /// A dimension without coordinate is, by netCDF's convention, an empty scale with this name.
  void put_bare_dimension(const std::string& name, std::size_t length) {
    const hsize_t extent = length;
    const Space space(H5Screate_simple(1, &extent, nullptr), "a space");
    const Properties properties = creation_properties();
    Array array(
        H5Dcreate2(file_, name.c_str(), H5T_STD_I8LE, space, H5P_DEFAULT, properties, H5P_DEFAULT),
        "creating a dimension");
    std::string digits = std::to_string(length);
    if (digits.size() < 10) digits.insert(0, 10 - digits.size(), ' ');
    need(H5DSset_scale(array, (kBareDimension + digits).c_str()), "making a dimension scale");
    scales_[name] = array;
    arrays_[name] = std::move(array);
  }

  void attach(const Variable& variable) {
    if (is_coordinate(variable, dataset_)) return;
    unsigned index = 0;
    for (const std::string& name : variable.dimensions) {
      need(H5DSattach_scale(arrays_.at(variable.name), scales_.at(name), index++),
           "attaching a dimension scale");
    }
  }

  const Dataset& dataset_;
  hid_t file_;
  std::map<std::string, Array> arrays_;
  std::map<std::string, hid_t> scales_;  // arrays_ owns them
};

/// How a file in memory grows, in bytes.
std::size_t step_for(const Dataset& dataset) {
  return std::clamp<std::size_t>(bytes_of(dataset) / 8, 1U << 16U, 1U << 26U);
}

void write_large(const Dataset& dataset, const std::filesystem::path& path) {
  const std::filesystem::path folder =
      path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
  LargeFile file(folder);
  DatasetWriter(dataset, file.id()).put_all();
  const std::uint64_t length = file.close();
  constexpr std::uint64_t kPiece = std::uint64_t{1} << 20U;
  Sha256 hash;
  std::uint64_t done = 0;
  std::string piece;
  bool is_sealed = false;
  write_atomically(path, [&]() -> std::string_view {
    if (done < length) {
      piece.resize(std::min(kPiece, length - done));
      file.bytes().read_at(done, std::as_writable_bytes(std::span(piece)));
      hash.bytes(piece.data(), piece.size());
      done += piece.size();
      return piece;
    }
    piece = std::exchange(is_sealed, true) ? std::string()
                                           : seal_of_hash(std::move(hash).hexadecimal());
    return piece;
  });
}

}  // namespace

void write(const Dataset& dataset, const std::filesystem::path& path) {
  check(dataset);
  expect_writable(path);
  const Hdf5Silence silence;
  const bool is_large = std::any_of(dataset.variables.begin(), dataset.variables.end(),
                                    [](const Variable& variable) { return variable.fetch; });
  try {
    if (is_large) {
      write_large(dataset, path);
      return;
    }
    MemoryFile file(step_for(dataset));
    DatasetWriter(dataset, file.id()).put_all();
    const std::string_view image = file.close();
    write_atomically(path, {image, seal_of(image)});
  } catch (const Hdf5Failure& failure) {
    throw OutputError(path.string() + ": cannot be written (" + failure.what() + ")");
  }
}

std::string to_bytes(const Dataset& dataset) {
  check(dataset);
  const Hdf5Silence silence;
  MemoryFile file(step_for(dataset));
  DatasetWriter(dataset, file.id()).put_all();
  const std::string_view image = file.close();
  return std::string(image) + seal_of(image);
}

}  // namespace tenure::results
