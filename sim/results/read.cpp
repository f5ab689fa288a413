// SPDX-License-Identifier: Apache-2.0
#include "results/read.h"

#include <fstream>
#include <map>
#include <new>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <hdf5.h>

#include "engine/expect.h"
#include "results/digest.h"
#include "results/errors.h"
#include "results/hdf5_handle.h"
#include "results/layout.h"
#include "results/read_attributes.h"
#include "results/read_values.h"
#include "results/refusal.h"
#include "results/seal.h"

namespace tenure::results {
namespace {

using File = Handle<H5Fclose>;
using Array = Handle<H5Dclose>;

constexpr hsize_t kMostVariables = 100000;

void expect_known_layout(hid_t file) {
  const std::vector<std::int64_t> version = read_number_attribute(file, kVersionAttribute);
  if (version.empty()) throw Refusal("an HDF5 file, but not one with results of tenure");
  if (version.size() != 2) throw Refusal("its layout version is not two numbers");
  if (version[0] != kLayoutVersion[0]) {
    throw Refusal("its layout is version " + std::to_string(version[0]) + "." +
                  std::to_string(version[1]) + ", this program reads " +
                  std::to_string(kLayoutVersion[0]) + ".x");
  }
}

/// The whole file, as it is now: what is judged by its seal is what HDF5 gets to see.
std::string content_of(const std::filesystem::path& path, const ReadLimits& limits) {
  std::error_code error;
  const std::uintmax_t length = std::filesystem::file_size(path, error);
  if (error) throw Refusal("its length cannot be found out: " + error.message());
  if (length > limits.bytes) throw Refusal("it does not fit into the memory allowed");
  std::ifstream file(path, std::ios::binary);
  if (!file) throw Refusal("it cannot be opened for reading");
  std::string bytes(length, '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(length));
  if (static_cast<std::uintmax_t>(file.gcount()) != length) {
    throw Refusal("it cannot be read to its end");
  }
  return bytes;
}

/// What HDF5 asks for memory to copy an image into; it gets the image itself, which nobody copies,
/// changes or frees.
constexpr H5FD_file_image_callbacks_t calls_for(void* image) {
  return {
      .image_malloc = [](std::size_t, H5FD_file_image_op_t, void* itself) { return itself; },
      .image_memcpy = [](void* to, const void*, std::size_t, H5FD_file_image_op_t,
                         void*) { return to; },
      .image_realloc = [](void*, std::size_t, H5FD_file_image_op_t, void*) -> void* {
        return nullptr;
      },
      .image_free = [](void*, H5FD_file_image_op_t, void*) -> herr_t { return 0; },
      .udata_copy = [](void* itself) { return itself; },
      .udata_free = [](void*) -> herr_t { return 0; },
      .udata = image,
  };
}

/// Opens HDF5 in memory. The library never meets the disk: after a failed close() it would crash
/// when the process ends. Its own H5LTopen_file_image leaks when it refuses an image.
std::int64_t open_image(std::string_view image) {
  // The library's interface knows no const.
  void* const bytes = const_cast<char*>(image.data());
  H5FD_file_image_callbacks_t calls = calls_for(bytes);
  const Handle<H5Pclose> access(H5Pcreate(H5P_FILE_ACCESS), "a list of properties");
  constexpr std::size_t kGrowth = 65536;  // of files that are written; this one is not
  need(H5Pset_fapl_core(access, kGrowth, false), "keeping a file in memory");
  need(H5Pset_file_image_callbacks(access, &calls), "keeping a file in memory");
  need(H5Pset_file_image(access, bytes, image.size()), "keeping a file in memory");
  // A name of its own: a damaged file that could not be closed is still open to the library, which
  // would go on with it, and with its memory, under the same name.
  static std::uint64_t opened = 0;
  const std::string name = "image " + std::to_string(++opened);
  return H5Fopen(name.c_str(), H5F_ACC_RDONLY, access);
}

class FileReader {
 public:
  /// Without `is_wanted`, all is.
  FileReader(std::string_view image, const ReadLimits& limits, const IsWanted& is_wanted)
      : file_(open_image(image), "not an HDF5 file"),
        allowance_(limits.bytes),
        is_wanted_(is_wanted) {}

  Dataset dataset() {
    expect_known_layout(file_);
    open_arrays();
    for (const Open& open : arrays_) add_dimension(open);
    for (const Open& open : arrays_) guarded(open, [&] { add_variable(open); });
    dataset_.attributes = read_attributes(file_);
    expect_whole();
    return std::move(dataset_);
  }

 private:
  struct Open {
    std::string name;
    haddr_t address = HADDR_UNDEF;
    Array array;
    std::vector<std::uint64_t> shape;
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
    if (group.nlinks > kMostVariables) throw Refusal("it has an absurd number of variables");
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
    open.shape = read_shape(open.array);
  }

  static bool is_scale(const Open& open) {
    return read_text_attribute(open.array, "CLASS") == "DIMENSION_SCALE";
  }
  static bool is_bare(const Open& open) {
    return is_scale(open) && read_text_attribute(open.array, "NAME").starts_with(kBareDimension);
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
      for (const std::uint64_t address : read_scale_addresses(open.array, open.shape.size())) {
        const auto name = names_.find(address);
        if (name == names_.end()) throw Refusal("it refers to an unknown dimension");
        if (dataset_.dimensions.at(name->second) != open.shape[variable.dimensions.size()]) {
          throw Refusal("its shape disagrees with its dimensions");
        }
        variable.dimensions.push_back(name->second);
      }
    }
    if (!is_wanted_ || is_coordinate(variable, dataset_) || is_wanted_(variable, dataset_)) {
      variable.values = read_values(open.array, open.shape, allowance_);
    } else {
      variable.fetch = [name = open.name]() -> Values {
        throw engine::Defect("results: " + name + ": its values were not read");
      };
    }
    variable.attributes = read_attributes(open.array);
    dataset_.variables.push_back(std::move(variable));
  }

  /// What was read must be something that write() writes, and what it did write.
  void expect_whole() const {
    try {
      check(dataset_);
    } catch (const engine::Defect& defect) {
      throw Refusal(defect.what());
    }
    if (is_wanted_) return;
    if (read_text_attribute(file_, kDigestAttribute) != digest(dataset_)) {
      throw Refusal("its values do not agree with its digest");
    }
  }

  File file_;
  Allowance allowance_;
  const IsWanted& is_wanted_;
  std::vector<Open> arrays_;
  std::map<haddr_t, std::string> names_;  // of dimensions, by the address of their scale
  Dataset dataset_;
};

[[noreturn]] void refuse(const std::filesystem::path& path, const std::string& why) {
  throw InputError(path.string() + ": cannot be read as results (" + why + ")");
}

/// Without `is_wanted`, all is.
Dataset read_wanted(const std::filesystem::path& path, const IsWanted& is_wanted,
                    const ReadLimits& limits) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status)) refuse(path, "there is no such file");
  if (!std::filesystem::is_regular_file(status)) refuse(path, "not a plain file");
  const Hdf5Silence silence;
  try {
    const std::string bytes = content_of(path, limits);
    return FileReader(expect_sealed(bytes), limits, is_wanted).dataset();
  } catch (const Refusal& refusal) {
    refuse(path, refusal.what());
  } catch (const Hdf5Failure& failure) {
    refuse(path, failure.what());
  } catch (const std::bad_alloc&) {
    refuse(path, "not enough memory");
  }
}

}  // namespace

Dataset read(const std::filesystem::path& path, const ReadLimits& limits) {
  return read_wanted(path, {}, limits);
}

Dataset read_some(const std::filesystem::path& path, const IsWanted& is_wanted,
                  const ReadLimits& limits) {
  TENURE_ENSURE(is_wanted);
  return read_wanted(path, is_wanted, limits);
}

}  // namespace tenure::results
