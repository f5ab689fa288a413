// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "results/dataset.h"

namespace tenure::results {

/// Writes a study's results as one HDF5 file that xarray opens as it is (engines h5netcdf and
/// netcdf4): dimension scales, creation order, UTF-8 texts, `_FillValue`. Adds the root attributes
/// layout_version and digest, and a seal at the end (seal.h). The same dataset gives the same
/// bytes, given the same version of the library. Complete or absent (see write_atomically).
///
/// The file is built in memory and then written by plain system calls, because HDF5 1.10 reports
/// success when closing on a full disk and crashes at exit when it met a limit on file sizes. So a
/// failed write leaves the library sound, and the process may go on or end as it likes. Needs the
/// size of the file as memory; with variables that are fetched none of that, but a file without
/// a name beside `path`, of the same bytes. To be called from one thread at a time.
/// Throws OutputError; engine::Defect if check(dataset) does.
void write(const Dataset& dataset, const std::filesystem::path& path);

/// The bytes of that file, seal included. Throws Hdf5Failure; engine::Defect if check(dataset)
/// does.
std::string to_bytes(const Dataset& dataset);

}  // namespace tenure::results
