// SPDX-License-Identifier: Apache-2.0
#include "results/new_file.h"

#include <hdf5.h>

#include "results/hdf5_handle.h"

namespace tenure::results {

std::int64_t create_file(const char* name, std::int64_t access) {
  const Handle<H5Pclose> creation(H5Pcreate(H5P_FILE_CREATE), "file properties");
  const unsigned order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
  need(H5Pset_obj_track_times(creation, false), "times off");  // or equal files would differ
  need(H5Pset_link_creation_order(creation, order), "order of variables");
  need(H5Pset_attr_creation_order(creation, order), "order of attributes");
  need(H5Pset_libver_bounds(access, H5F_LIBVER_V18, H5F_LIBVER_LATEST), "format versions");
  return need(H5Fcreate(name, H5F_ACC_TRUNC, creation, access), "creating a file");
}

}  // namespace tenure::results
