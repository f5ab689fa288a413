// SPDX-License-Identifier: Apache-2.0
#include "results/existing.h"

#include <system_error>

#include "results/errors.h"
#include "results/layout.h"
#include "results/read.h"

namespace tenure::results {

ExistingFile look_for_results(const std::filesystem::path& path, std::string_view study_id) {
  std::error_code error;
  if (std::filesystem::symlink_status(path, error).type() ==
      std::filesystem::file_type::not_found) {
    return {};
  }
  ExistingFile file;
  try {
    file.dataset = read(path);
  } catch (const InputError& refusal) {
    file.state = Existing::unreadable;
    file.reason = refusal.what();
    return file;
  }
  const auto found = file.dataset.attributes.find(kStudyAttribute);
  const bool same =
      found != file.dataset.attributes.end() && found->second == Attribute(Text(study_id));
  file.state = same ? Existing::same_study : Existing::other_study;
  return file;
}

}  // namespace tenure::results
