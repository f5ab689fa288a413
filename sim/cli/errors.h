// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>
#include <string>

namespace tenure::cli {

/// A wrong command line (exit code 2): what is wrong, and where help stands.
class UsageError : public std::runtime_error {
 public:
  UsageError(const std::string& problem, std::string help)
      : std::runtime_error(problem), help_(std::move(help)) {}

  /// The command that shows help on this: "tenure run --help".
  const std::string& help() const { return help_; }

 private:
  std::string help_;
};

/// A file that cannot be read, or one that must not be replaced (exit code 4).
class FileError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace tenure::cli
