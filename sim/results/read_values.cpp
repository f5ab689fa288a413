// SPDX-License-Identifier: Apache-2.0
#include "results/read_values.h"

#include <algorithm>
#include <cstdlib>

#include <hdf5.h>

#include "results/hdf5_handle.h"
#include "results/refusal.h"

namespace tenure::results {
namespace {

using Properties = Handle<H5Pclose>;
using Space = Handle<H5Sclose>;
using DataType = Handle<H5Tclose>;

/// Deflate cannot shrink anything more than 1032 times (zlib's technical details), so a variable
/// that claims more than that of what is stored was not written by us.
constexpr std::uint64_t kLargestExpansion = 1040;
/// What a text takes in the file beside its bytes: length, address and index in a heap.
constexpr std::uint64_t kTextReference = 16;

void expect_own_storage(hid_t array) {
  const Properties properties(H5Dget_create_plist(array), "storage");
  const H5D_layout_t layout = H5Pget_layout(properties);
  if (layout == H5D_VIRTUAL) throw Refusal("a virtual dataset, made of other files");
  if (layout != H5D_COMPACT && layout != H5D_CONTIGUOUS && layout != H5D_CHUNKED) {
    throw Refusal("an unknown storage layout");
  }
  if (H5Pget_external_count(properties) != 0) throw Refusal("its values are in another file");
  const auto filters = static_cast<unsigned>(need(H5Pget_nfilters(properties), "filters"));
  for (unsigned i = 0; i < filters; ++i) {
    unsigned flags = 0;
    unsigned configuration = 0;
    std::size_t parameters = 0;
    const H5Z_filter_t filter = need(
        H5Pget_filter2(properties, i, &flags, &parameters, nullptr, 0, nullptr, &configuration),
        "a filter");
    if (filter != H5Z_FILTER_DEFLATE && filter != H5Z_FILTER_SHUFFLE &&
        filter != H5Z_FILTER_FLETCHER32) {
      throw Refusal("a foreign filter");
    }
  }
}

/// The product with `factor`, or a refusal instead of an overflow.
std::uint64_t bytes_of(const std::vector<std::uint64_t>& shape, std::uint64_t factor) {
  if (std::find(shape.begin(), shape.end(), 0U) != shape.end()) return 0;
  for (const std::uint64_t length : shape) {
    if (__builtin_mul_overflow(factor, length, &factor)) throw Refusal("it claims an absurd size");
  }
  return factor;
}

void expect_plausible(std::uint64_t claimed, std::uint64_t stored, std::uint64_t expansion) {
  if (claimed / expansion > stored) throw Refusal("it claims more values than it stores");
}

template <class Number>
std::vector<Number> numbers_in(hid_t array, hid_t type, const std::vector<std::uint64_t>& shape,
                               Allowance& allowance) {
  const std::uint64_t bytes = bytes_of(shape, sizeof(Number));
  expect_plausible(bytes, H5Dget_storage_size(array), kLargestExpansion);
  if (!allowance.take(bytes)) throw Refusal("its values do not fit into the memory allowed");
  std::vector<Number> numbers(bytes / sizeof(Number));
  if (bytes > 0) {
    need(H5Dread(array, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, numbers.data()), "reading values");
  }
  return numbers;
}

/// Texts that the library allocated, freed whatever happens.
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

void* allocate_text(std::size_t bytes, void* allowance) {
  return static_cast<Allowance*>(allowance)->take(2 * bytes) ? std::malloc(bytes) : nullptr;
}
void free_text(void* memory, void* /*allowance*/) { std::free(memory); }

std::vector<Text> texts_in(hid_t array, hid_t type, const std::vector<std::uint64_t>& shape,
                           Allowance& allowance) {
  if (H5Tis_variable_str(type) <= 0) throw Refusal("texts of fixed length");
  const std::uint64_t bytes = bytes_of(shape, kTextReference);
  expect_plausible(bytes, H5Dget_storage_size(array), 1);
  const std::uint64_t count = bytes / kTextReference;
  if (!allowance.take(count * (sizeof(char*) + sizeof(Text)))) {
    throw Refusal("its values do not fit into the memory allowed");
  }
  Texts texts(count);
  if (count > 0) {
    const Properties transfer(H5Pcreate(H5P_DATASET_XFER), "transfer properties");
    need(H5Pset_vlen_mem_manager(transfer, allocate_text, &allowance, free_text, &allowance),
         "memory for texts");
    need(H5Dread(array, type, H5S_ALL, H5S_ALL, transfer, texts.data()), "reading texts");
  }
  return texts.copied();
}

}  // namespace

std::vector<std::uint64_t> read_shape(std::int64_t array) {
  expect_own_storage(array);
  const Space space(H5Dget_space(array), "its shape");
  const H5S_class_t kind = H5Sget_simple_extent_type(space);
  if (kind == H5S_SCALAR) return {};
  if (kind != H5S_SIMPLE) throw Refusal("it has a shape that results do not have");
  const int rank = need(H5Sget_simple_extent_ndims(space), "its shape");
  std::vector<hsize_t> shape(static_cast<std::size_t>(rank));
  need(H5Sget_simple_extent_dims(space, shape.data(), nullptr), "its shape");
  return {shape.begin(), shape.end()};
}

Values read_values(std::int64_t array, const std::vector<std::uint64_t>& shape,
                   Allowance& allowance) {
  const DataType type(H5Dget_type(array), "its type");
  if (H5Tget_class(type) == H5T_STRING) return texts_in(array, type, shape, allowance);
  if (H5Tequal(type, H5T_STD_I8LE) > 0) {
    return numbers_in<std::int8_t>(array, type, shape, allowance);
  }
  if (H5Tequal(type, H5T_STD_I64LE) > 0) {
    return numbers_in<std::int64_t>(array, type, shape, allowance);
  }
  if (H5Tequal(type, H5T_IEEE_F64LE) > 0) return numbers_in<double>(array, type, shape, allowance);
  throw Refusal("it has a type that results do not have");
}

}  // namespace tenure::results
