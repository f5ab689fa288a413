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

/// What the machine or its files do not allow (exit code 4): a file that cannot be written or must
/// not be replaced, too little memory.
class MachineError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A run was asked to stop, and finished units were kept (exit code 5). what(): what is there and
/// how to go on.
class InterruptedWithParts : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace tenure::cli
