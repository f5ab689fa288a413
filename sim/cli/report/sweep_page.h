// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "experiment/what_decides.h"
#include "results/dataset.h"

namespace tenure::cli {

/// The results of a sweep, as a page tells them. Texts come from the file and may be anybody's.
struct RecordedSweep {
  std::filesystem::path file;
  results::Dataset dataset;
  experiment::WhatDecides decides;
};

/// Reads R.h5, or the results.h5 of a folder; none if it is no sweep. Throws results::InputError if
/// it cannot be accepted, or says nothing of its parameters.
std::optional<RecordedSweep> recorded_sweep(const std::filesystem::path& path);

/// One page without a script: which parameters decide, with their curves, and the sweep itself.
std::string page_of(const RecordedSweep& swept);

}  // namespace tenure::cli
