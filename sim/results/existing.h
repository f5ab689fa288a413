// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "results/dataset.h"

namespace tenure::results {

enum class Existing { absent, same_study, other_study, unreadable };

/// What already is under the name that results shall get.
struct ExistingFile {
  Existing state = Existing::absent;
  std::string reason;  ///< why it is unreadable, for a message to the user; empty otherwise
  Dataset dataset;     ///< what it holds: of same_study and other_study
};

/// Judges by the whole file, digests included, never by its mere existence: a file that a crash cut
/// short must not be taken for a result. The study is the root attribute study_id. Nothing thrown.
ExistingFile look_for_results(const std::filesystem::path& path, std::string_view study_id);

/// The same for who does not want the values: judged by the seal, and the dataset has none but
/// those of coordinates.
ExistingFile look_for_study(const std::filesystem::path& path, std::string_view study_id);

}  // namespace tenure::results
