// SPDX-License-Identifier: Apache-2.0
#include "results/existing.h"

#include <system_error>

#include "results/errors.h"
#include "results/layout.h"
#include "results/read.h"

namespace tenure::results {
namespace {

template <class Read>
ExistingFile look(const std::filesystem::path& path, std::string_view study_id, const Read& read) {
  std::error_code error;
  if (std::filesystem::symlink_status(path, error).type() ==
      std::filesystem::file_type::not_found) {
    return {};
  }
  ExistingFile file;
  try {
    file.dataset = read();
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

}  // namespace

ExistingFile look_for_results(const std::filesystem::path& path, std::string_view study_id) {
  return look(path, study_id, [&] { return read(path); });
}

ExistingFile look_for_study(const std::filesystem::path& path, std::string_view study_id) {
  const auto nothing = [](const Variable&, const Dataset&) { return false; };
  return look(path, study_id, [&] { return read_some(path, nothing); });
}

}  // namespace tenure::results
