// SPDX-License-Identifier: Apache-2.0
#include "cli/target.h"

#include <system_error>

#include "cli/errors.h"
#include "results/atomic_file.h"

namespace tenure::cli {

using results::Existing;

Target::Target(const Options& options, const std::string& study_id) : force_(options.force) {
  if (!options.output) return;
  path_ = *options.output;
  std::error_code error;
  if (std::filesystem::equivalent(path_, options.arguments.front(), error)) {
    throw MachineError(path_.string() + ": is the scenario itself, not a place for its results");
  }
  results::expect_writable(path_);
  found_ = results::look_for_results(path_, study_id);
}

void Target::expect_replaceable() const {
  if (force_) return;
  if (found_.state == Existing::other_study) {
    throw MachineError(path_.string() +
                       ": holds the results of another study (--force replaces it)");
  }
  if (found_.state == Existing::unreadable) {
    throw MachineError(found_.reason + ". It was left as it is (--force replaces it)");
  }
}

}  // namespace tenure::cli
