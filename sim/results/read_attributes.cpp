// SPDX-License-Identifier: Apache-2.0
#include "results/read_attributes.h"

#include <cstdlib>

#include <hdf5.h>

#include "results/hdf5_handle.h"
#include "results/layout.h"
#include "results/refusal.h"

namespace tenure::results {
namespace {

using AttributeHandle = Handle<H5Aclose>;
using Space = Handle<H5Sclose>;
using DataType = Handle<H5Tclose>;

constexpr std::uint64_t kLongest = 65536;
constexpr hsize_t kMostAttributes = 1000;

/// An open attribute with its type and number of elements.
struct Opened {
  explicit Opened(AttributeHandle opened)
      : id(std::move(opened)),
        type(H5Aget_type(id), "an attribute's type"),
        space(H5Aget_space(id), "an attribute's shape") {
    const hssize_t elements = need(H5Sget_simple_extent_npoints(space), "an attribute's shape");
    count = static_cast<std::uint64_t>(elements);
    if (count > kLongest || H5Tget_size(type) > kLongest || count * H5Tget_size(type) > kLongest) {
      throw Refusal("an attribute is too long");
    }
  }
  AttributeHandle id;
  DataType type;
  Space space;
  std::uint64_t count = 0;
};

Opened open_attribute(hid_t object, const char* name) {
  return Opened(AttributeHandle(H5Aopen(object, name, H5P_DEFAULT), "opening an attribute"));
}

std::string name_of(hid_t attribute) {
  const ssize_t length = need(H5Aget_name(attribute, 0, nullptr), "an attribute's name");
  std::string name(static_cast<std::size_t>(length) + 1, '\0');
  need(H5Aget_name(attribute, name.size(), name.data()), "an attribute's name");
  name.pop_back();
  return name;
}

Text text_of(const Opened& attribute) {
  if (H5Sget_simple_extent_type(attribute.space) == H5S_NULL) return {};
  if (H5Tis_variable_str(attribute.type) != 0 || attribute.count != 1) {
    throw Refusal("a text attribute is not one text of fixed length");
  }
  Text text(H5Tget_size(attribute.type), '\0');
  need(H5Aread(attribute.id, attribute.type, text.data()), "reading an attribute");
  if (const std::size_t end = text.find('\0'); end != Text::npos) text.resize(end);
  return text;
}

template <class Number>
std::vector<Number> numbers_of(const Opened& attribute) {
  std::vector<Number> numbers(attribute.count);
  need(H5Aread(attribute.id, attribute.type, numbers.data()), "reading an attribute");
  return numbers;
}

Attribute value_of(const Opened& attribute, const std::string& name) {
  if (H5Tget_class(attribute.type) == H5T_STRING) return text_of(attribute);
  if (attribute.count == 1 && H5Tequal(attribute.type, H5T_STD_I64LE) > 0) {
    return numbers_of<std::int64_t>(attribute).front();
  }
  if (attribute.count == 1 && H5Tequal(attribute.type, H5T_IEEE_F64LE) > 0) {
    return numbers_of<double>(attribute).front();
  }
  throw Refusal("attribute " + name + " has a type that results do not have");
}

bool is_internal(const std::string& name) {
  return name == "CLASS" || name == "NAME" || name == "DIMENSION_LIST" ||
         name == "REFERENCE_LIST" || name == kVersionAttribute || name == kDigestAttribute ||
         name == kFillAttribute;
}

bool has(hid_t object, const char* name) {
  return need(H5Aexists(object, name), "looking for an attribute") > 0;
}

}  // namespace

Attributes read_attributes(std::int64_t object) {
  H5O_info_t info{};
  need(H5Oget_info2(object, &info, H5O_INFO_NUM_ATTRS), "the number of attributes");
  if (info.num_attrs > kMostAttributes) throw Refusal("too many attributes");
  Attributes attributes;
  for (hsize_t i = 0; i < info.num_attrs; ++i) {
    AttributeHandle opened(
        H5Aopen_by_idx(object, ".", H5_INDEX_NAME, H5_ITER_INC, i, H5P_DEFAULT, H5P_DEFAULT),
        "opening an attribute");
    const std::string name = name_of(opened);
    if (!is_internal(name)) attributes[name] = value_of(Opened(std::move(opened)), name);
  }
  return attributes;
}

Text read_text_attribute(std::int64_t object, const char* name) {
  if (!has(object, name)) return {};
  const Opened attribute = open_attribute(object, name);
  if (H5Tget_class(attribute.type) != H5T_STRING) {
    throw Refusal(std::string("attribute ") + name + " is no text");
  }
  return text_of(attribute);
}

std::vector<std::int64_t> read_number_attribute(std::int64_t object, const char* name) {
  if (!has(object, name)) return {};
  const Opened attribute = open_attribute(object, name);
  if (H5Tequal(attribute.type, H5T_STD_I64LE) <= 0) {
    throw Refusal(std::string("attribute ") + name + " is no whole number");
  }
  return numbers_of<std::int64_t>(attribute);
}

std::vector<std::uint64_t> read_scale_addresses(std::int64_t array, std::size_t rank) {
  if (!has(array, "DIMENSION_LIST")) throw Refusal("its dimensions have no names");
  const Opened attribute = open_attribute(array, "DIMENSION_LIST");
  const DataType expected(H5Tvlen_create(H5T_STD_REF_OBJ), "a type");
  if (H5Tequal(attribute.type, expected) <= 0 || attribute.count != rank) {
    throw Refusal("its list of dimensions is damaged");
  }
  std::vector<hvl_t> lists(rank);
  const herr_t status = H5Aread(attribute.id, expected, lists.data());
  std::vector<std::uint64_t> addresses;
  for (const hvl_t& list : lists) {
    if (list.len == 1) addresses.push_back(*static_cast<const hobj_ref_t*>(list.p));
    std::free(list.p);
  }
  need(status, "reading its dimensions");
  if (addresses.size() != rank) throw Refusal("its list of dimensions is damaged");
  return addresses;
}

}  // namespace tenure::results
