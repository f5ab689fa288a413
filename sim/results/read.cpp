// SPDX-License-Identifier: Apache-2.0
#include "results/read.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <new>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <hdf5.h>

#include "engine/expect.h"
#include "results/digest.h"
#include "results/errors.h"
#include "results/hdf5_handle.h"
#include "results/layout.h"

namespace tenure::results {
namespace {

using File = Handle<H5Fclose>;
using Array = Handle<H5Dclose>;
using Space = Handle<H5Sclose>;
using Type = Handle<H5Tclose>;
using Properties = Handle<H5Pclose>;
using AttributeHandle = Handle<H5Aclose>;

/// Deflate cannot shrink anything more than 1032 times (zlib's technical details), so a variable
/// that claims more than that of what is stored was not written by us.
constexpr std::uint64_t kLargestExpansion = 1040;
constexpr std::uint64_t kLongestAttribute = 65536;
constexpr hsize_t kMostObjects = 100000;

/// Why a file is refused.
class Refusal : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Bytes that may still be allocated.
class Allowance {
 public:
  explicit Allowance(std::uint64_t bytes) : left_(bytes) {}
  bool take(std::uint64_t bytes) {
    if (bytes > left_) return false;
    left_ -= bytes;
    return true;
  }

 private:
  std::uint64_t left_;
};

void* allocate_text(std::size_t bytes, void* allowance) {
  return static_cast<Allowance*>(allowance)->take(bytes) ? std::malloc(bytes) : nullptr;
}
void free_text(void* memory, void* /*allowance*/) { std::free(memory); }

/// Texts that the library allocated, freed again whatever happens.
class Texts {
 public:
  explicit Texts(std::size_t count) : pointers_(count, nullptr) {}
  Texts(const Texts&) = delete;
  Texts& operator=(const Texts&) = delete;
  ~Texts() {
    for (char* text : pointers_) std::free(text);
  }
  char** data() { return pointers_.data(); }
  std::vector<Text> copied() const {
    std::vector<Text> texts;
    texts.reserve(pointers_.size());
    for (const char* text : pointers_) texts.emplace_back(text == nullptr ? "" : text);
    return texts;
  }

 private:
  std::vector<char*> pointers_;
};

std::vector<hsize_t> shape_of(hid_t space) {
  const H5S_class_t kind = H5Sget_simple_extent_type(space);
  if (kind == H5S_SCALAR) return {};
  if (kind != H5S_SIMPLE) throw Refusal("it has a shape that results do not have");
  std::vector<hsize_t> shape(static_cast<std::size_t>(
      need(H5Sget_simple_extent_ndims(space), "the number of dimensions")));
  need(H5Sget_simple_extent_dims(space, shape.data(), nullptr), "the shape");
  return shape;
}

/// Product, or a refusal instead of an overflow.
std::uint64_t product(const std::vector<hsize_t>& shape, std::uint64_t factor) {
  if (std::find(shape.begin(), shape.end(), 0) != shape.end()) return 0;
  for (const hsize_t length : shape) {
    if (__builtin_mul_overflow(factor, length, &factor)) throw Refusal("it claims an absurd size");
  }
  return factor;
}

bool is_text(hid_t type) { return H5Tget_class(type) == H5T_STRING; }

// Attributes -------------------------------------------------------------------------------------

std::size_t attribute_count(hid_t object) {
  H5O_info_t info{};
  need(H5Oget_info2(object, &info, H5O_INFO_NUM_ATTRS), "the number of attributes");
  if (info.num_attrs > kMostObjects) throw Refusal("it has an absurd number of attributes");
  return info.num_attrs;
}

std::string attribute_name(hid_t attribute) {
  const ssize_t length = need(H5Aget_name(attribute, 0, nullptr), "an attribute's name");
  std::string name(static_cast<std::size_t>(length) + 1, '\0');
  need(H5Aget_name(attribute, name.size(), name.data()), "an attribute's name");
  name.pop_back();
  return name;
}

template <class Number>
std::vector<Number> numbers_in(hid_t attribute, hid_t type) {
  const Space space(H5Aget_space(attribute), "an attribute's shape");
  const std::uint64_t count = product(shape_of(space), 1);
  if (count * sizeof(Number) > kLongestAttribute) throw Refusal("an attribute is too long");
  std::vector<Number> numbers(count);
  need(H5Aread(attribute, type, numbers.data()), "reading an attribute");
  return numbers;
}

Text text_in(hid_t attribute, hid_t type) {
  const Space space(H5Aget_space(attribute), "an attribute's shape");
  if (H5Sget_simple_extent_type(space) == H5S_NULL) return {};
  const std::size_t length = H5Tget_size(type);
  if (H5Tis_variable_str(type) != 0 || length > kLongestAttribute ||
      product(shape_of(space), 1) != 1) {
    throw Refusal("a text attribute is not stored as one text of fixed length");
  }
  Text text(length, '\0');
  need(H5Aread(attribute, type, text.data()), "reading an attribute");
  if (const std::size_t end = text.find('\0'); end != Text::npos) text.resize(end);
  return text;
}

Attribute value_of(hid_t attribute, const std::string& name) {
  const Type type(H5Aget_type(attribute), "an attribute's type");
  if (is_text(type)) return text_in(attribute, type);
  if (H5Tequal(type, H5T_STD_I64LE) > 0) {
    if (const auto x = numbers_in<std::int64_t>(attribute, type); x.size() == 1) return x[0];
  } else if (H5Tequal(type, H5T_IEEE_F64LE) > 0) {
    if (const auto x = numbers_in<double>(attribute, type); x.size() == 1) return x[0];
  }
  throw Refusal("attribute " + name + " has a type that results do not have");
}

/// What the scales and write() keep there is for this file to use and not for the dataset.
bool is_ours(const std::string& name) {
  return name == "CLASS" || name == "NAME" || name == "DIMENSION_LIST" ||
         name == "REFERENCE_LIST" || name == kVersionAttribute || name == kDigestAttribute ||
         name == kProvenanceDigestAttribute || name == kFillAttribute;
}

Attributes attributes_of(hid_t object) {
  Attributes attributes;
  const std::size_t count = attribute_count(object);
  for (std::size_t i = 0; i < count; ++i) {
    const AttributeHandle attribute(
        H5Aopen_by_idx(object, ".", H5_INDEX_NAME, H5_ITER_INC, i, H5P_DEFAULT, H5P_DEFAULT),
        "opening an attribute");
    const std::string name = attribute_name(attribute);
    if (!is_ours(name)) attributes[name] = value_of(attribute, name);
  }
  return attributes;
}

Text text_attribute(hid_t object, const char* name) {
  if (need(H5Aexists(object, name), "looking for an attribute") == 0) return {};
  const AttributeHandle attribute(H5Aopen(object, name, H5P_DEFAULT), "opening an attribute");
  const Type type(H5Aget_type(attribute), "an attribute's type");
  if (!is_text(type)) throw Refusal(std::string("attribute ") + name + " is no text");
  return text_in(attribute, type);
}

void expect_known_layout(hid_t file) {
  if (need(H5Aexists(file, kVersionAttribute), "looking for an attribute") == 0) {
    throw Refusal("an HDF5 file, but not one with results of tenure");
  }
  const AttributeHandle attribute(H5Aopen(file, kVersionAttribute, H5P_DEFAULT), "the version");
  const Type type(H5Aget_type(attribute), "the version");
  if (H5Tequal(type, H5T_STD_I64LE) <= 0) throw Refusal("its layout version is no number");
  const auto version = numbers_in<std::int64_t>(attribute, type);
  if (version.size() != 2) throw Refusal("its layout version is not two numbers");
  if (version[0] != kLayoutVersion[0]) {
    throw Refusal("its layout is version " + std::to_string(version[0]) + "." +
                  std::to_string(version[1]) + ", this program reads " +
                  std::to_string(kLayoutVersion[0]) + ".x");
  }
}

// Variables --------------------------------------------------------------------------------------

/// Where an array may take its bytes from: this file only, through filters that we use ourselves.
void expect_own_storage(hid_t array) {
  const Properties properties(H5Dget_create_plist(array), "storage");
  const H5D_layout_t layout = H5Pget_layout(properties);
  if (layout == H5D_VIRTUAL) throw Refusal("a virtual dataset, made of other files");
  if (layout != H5D_COMPACT && layout != H5D_CONTIGUOUS && layout != H5D_CHUNKED) {
    throw Refusal("an unknown storage layout");
  }
  if (H5Pget_external_count(properties) != 0) throw Refusal("its values are in another file");
  const int filters = need(H5Pget_nfilters(properties), "filters");
  for (int i = 0; i < filters; ++i) {
    unsigned flags = 0;
    unsigned configuration = 0;
    std::size_t count = 0;
    const H5Z_filter_t filter = need(H5Pget_filter2(properties, static_cast<unsigned>(i), &flags,
                                                    &count, nullptr, 0, nullptr, &configuration),
                                     "a filter");
    if (filter != H5Z_FILTER_DEFLATE && filter != H5Z_FILTER_SHUFFLE &&
        filter != H5Z_FILTER_FLETCHER32) {
      throw Refusal("a foreign filter");
    }
  }
}

/// All of an array's elements of `bytes` each, after checking that they can be there.
template <class Number>
std::vector<Number> numbers_in(hid_t array, hid_t type, const std::vector<hsize_t>& shape,
                               Allowance& allowance) {
  const std::uint64_t bytes = product(shape, sizeof(Number));
  const std::uint64_t stored = H5Dget_storage_size(array);
  if (bytes / kLargestExpansion > stored) throw Refusal("it claims more values than it stores");
  if (!allowance.take(bytes)) throw Refusal("its values do not fit into the memory allowed");
  std::vector<Number> numbers(bytes / sizeof(Number));
  if (bytes > 0) {
    need(H5Dread(array, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, numbers.data()), "reading values");
  }
  return numbers;
}

std::vector<Text> texts_in(hid_t array, hid_t type, const std::vector<hsize_t>& shape,
                           Allowance& allowance) {
  if (H5Tis_variable_str(type) <= 0) throw Refusal("texts of fixed length");
  const std::uint64_t bytes = product(shape, 16);
  if (bytes > H5Dget_storage_size(array)) throw Refusal("it claims more values than it stores");
  if (!allowance.take(bytes * 3)) throw Refusal("its values do not fit into the memory allowed");
  Texts texts(bytes / 16);
  if (bytes > 0) {
    const Properties transfer(H5Pcreate(H5P_DATASET_XFER), "transfer properties");
    need(H5Pset_vlen_mem_manager(transfer, allocate_text, &allowance, free_text, &allowance),
         "memory for texts");
    const Type memory(H5Tcopy(type), "a text type");
    need(H5Dread(array, memory, H5S_ALL, H5S_ALL, transfer, texts.data()), "reading texts");
  }
  return texts.copied();
}

Values values_of(hid_t array, const std::vector<hsize_t>& shape, Allowance& allowance) {
  const Type type(H5Dget_type(array), "its type");
  if (is_text(type)) return texts_in(array, type, shape, allowance);
  if (H5Tequal(type, H5T_STD_I8LE) > 0) {
    return numbers_in<std::int8_t>(array, type, shape, allowance);
  }
  if (H5Tequal(type, H5T_STD_I64LE) > 0) {
    return numbers_in<std::int64_t>(array, type, shape, allowance);
  }
  if (H5Tequal(type, H5T_IEEE_F64LE) > 0) return numbers_in<double>(array, type, shape, allowance);
  throw Refusal("it has a type that results do not have");
}

/// The addresses of the scales that an array's dimensions refer to. A reference is the address of
/// an object header; nothing is followed.
std::vector<hobj_ref_t> scale_addresses(hid_t array, std::size_t rank) {
  if (need(H5Aexists(array, "DIMENSION_LIST"), "looking for its dimensions") == 0) {
    throw Refusal("its dimensions have no names");
  }
  const AttributeHandle attribute(H5Aopen(array, "DIMENSION_LIST", H5P_DEFAULT), "dimensions");
  const Space space(H5Aget_space(attribute), "dimensions");
  const Type type(H5Aget_type(attribute), "dimensions");
  const Type expected(H5Tvlen_create(H5T_STD_REF_OBJ), "a type");
  if (H5Tequal(type, expected) <= 0 || product(shape_of(space), 1) != rank) {
    throw Refusal("its list of dimensions is damaged");
  }
  std::vector<hvl_t> lists(rank);
  need(H5Aread(attribute, expected, lists.data()), "reading its dimensions");
  std::vector<hobj_ref_t> addresses;
  for (hvl_t& list : lists) {
    if (list.len == 1) addresses.push_back(*static_cast<const hobj_ref_t*>(list.p));
    std::free(list.p);
  }
  if (addresses.size() != rank) throw Refusal("its list of dimensions is damaged");
  return addresses;
}

// The file ---------------------------------------------------------------------------------------

class FileReader {
 public:
  FileReader(const std::filesystem::path& path, const ReadLimits& limits)
      : file_(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT),
              "not an HDF5 file, or a truncated one"),
        allowance_(limits.bytes) {}

  Dataset dataset() {
    expect_known_layout(file_);
    open_arrays();
    for (const Open& open : arrays_) add_dimension(open);
    for (const Open& open : arrays_) guarded(open, [&] { add_variable(open); });
    dataset_.attributes = attributes_of(file_);
    expect_whole();
    return std::move(dataset_);
  }

 private:
  struct Open {
    std::string name;
    haddr_t address = HADDR_UNDEF;
    Array array;
    std::vector<hsize_t> shape;
  };

  /// Puts the variable's name before what is wrong with it.
  template <class Action>
  static void guarded(const Open& open, Action action) try {
    action();
  } catch (const Refusal& refusal) {
    throw Refusal(open.name + ": " + refusal.what());
  } catch (const Hdf5Failure& failure) {
    throw Refusal(open.name + ": " + failure.what());
  }

  void open_arrays() {
    H5G_info_t group{};
    need(H5Gget_info(file_, &group), "the list of variables");
    if (group.nlinks > kMostObjects) throw Refusal("it has an absurd number of variables");
    for (hsize_t i = 0; i < group.nlinks; ++i) {
      Open open;
      open.name = link_name(i);
      guarded(open, [&] { open_array(open); });
      arrays_.push_back(std::move(open));
    }
  }

  std::string link_name(hsize_t i) const {
    const auto ask = [&](char* text, std::size_t room) {
      return need(H5Lget_name_by_idx(file_, ".", H5_INDEX_CRT_ORDER, H5_ITER_INC, i, text, room,
                                     H5P_DEFAULT),
                  "the name of a variable");
    };
    std::string name(static_cast<std::size_t>(ask(nullptr, 0)) + 1, '\0');
    ask(name.data(), name.size());
    name.pop_back();
    return name;
  }

  void open_array(Open& open) const {
    H5L_info_t link{};
    need(H5Lget_info(file_, open.name.c_str(), &link, H5P_DEFAULT), "its link");
    if (link.type == H5L_TYPE_EXTERNAL) throw Refusal("a link to another file");
    if (link.type != H5L_TYPE_HARD) throw Refusal("a link instead of a variable");
    H5O_info_t object{};
    need(H5Oget_info_by_name2(file_, open.name.c_str(), &object, H5O_INFO_BASIC, H5P_DEFAULT),
         "its kind");
    if (object.type != H5O_TYPE_DATASET) throw Refusal("a group or type instead of a variable");
    open.address = object.addr;
    open.array = Array(H5Dopen2(file_, open.name.c_str(), H5P_DEFAULT), "opening it");
    expect_own_storage(open.array);
    const Space space(H5Dget_space(open.array), "its shape");
    open.shape = shape_of(space);
  }

  static bool is_scale(const Open& open) {
    return text_attribute(open.array, "CLASS") == "DIMENSION_SCALE";
  }
  static bool is_bare(const Open& open) {
    return is_scale(open) && text_attribute(open.array, "NAME").starts_with(kBareDimension);
  }

  void add_dimension(const Open& open) {
    guarded(open, [&] {
      if (!is_scale(open)) return;
      if (open.shape.size() != 1) throw Refusal("a dimension that is no line");
      if (!names_.emplace(open.address, open.name).second) throw Refusal("it has two names");
      dataset_.dimensions[open.name] = open.shape[0];
    });
  }

  void add_variable(const Open& open) {
    if (is_bare(open)) return;
    Variable variable;
    variable.name = open.name;
    if (is_scale(open)) {
      variable.dimensions = {open.name};
    } else if (!open.shape.empty()) {
      for (const hobj_ref_t address : scale_addresses(open.array, open.shape.size())) {
        const auto name = names_.find(address);
        if (name == names_.end()) throw Refusal("it refers to an unknown dimension");
        if (dataset_.dimensions.at(name->second) != open.shape[variable.dimensions.size()]) {
          throw Refusal("its shape disagrees with its dimensions");
        }
        variable.dimensions.push_back(name->second);
      }
    }
    variable.values = values_of(open.array, open.shape, allowance_);
    variable.attributes = attributes_of(open.array);
    dataset_.variables.push_back(std::move(variable));
  }

  /// What was read must be something that write() writes, and what it did write.
  void expect_whole() const {
    try {
      check(dataset_);
    } catch (const engine::Defect& defect) {
      throw Refusal(defect.what());
    }
    if (text_attribute(file_, kDigestAttribute) != digest(dataset_) ||
        text_attribute(file_, kProvenanceDigestAttribute) != provenance_digest(dataset_)) {
      throw Refusal("damaged: its content does not agree with its digest");
    }
  }

  File file_;
  Allowance allowance_;
  std::vector<Open> arrays_;
  std::map<haddr_t, std::string> names_;  // of dimensions, by the address of their scale
  Dataset dataset_;
};

[[noreturn]] void refuse(const std::filesystem::path& path, const std::string& why) {
  throw InputError(path.string() + ": cannot be read as results (" + why + ")");
}

}  // namespace

Dataset read(const std::filesystem::path& path, const ReadLimits& limits) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status)) refuse(path, "there is no such file");
  if (!std::filesystem::is_regular_file(status)) refuse(path, "not a plain file");
  const Hdf5Silence silence;
  try {
    return FileReader(path, limits).dataset();
  } catch (const Refusal& refusal) {
    refuse(path, refusal.what());
  } catch (const Hdf5Failure& failure) {
    refuse(path, failure.what());
  } catch (const std::bad_alloc&) {
    refuse(path, "not enough memory");
  }
}

}  // namespace tenure::results
