// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "cli/options.h"
#include "results/existing.h"

namespace tenure::cli {

/// What `-o FILE` meets under that name.
class Target {
 public:
  /// Throws MachineError if FILE is the scenario itself, results::OutputError if it cannot be
  /// written.
  Target(const Options& options, const std::string& study_id);

  bool is_wanted() const { return !path_.empty(); }
  const std::filesystem::path& path() const { return path_; }
  bool has_this_study() const { return found_.state == results::Existing::same_study && !force_; }
  const results::Dataset& dataset() const { return found_.dataset; }

  /// Throws MachineError if FILE holds something else and --force is not given.
  void expect_replaceable() const;

 private:
  bool force_;
  std::filesystem::path path_;
  results::ExistingFile found_;
};

}  // namespace tenure::cli
