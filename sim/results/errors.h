// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>

namespace tenure::results {

/// A file could not be written (exit code 4): names the file, what failed and the space left.
/// Nothing is left behind under the final name that was not there before.
class OutputError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A file could not be accepted as results (exit code 4): names the file and the reason.
class InputError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace tenure::results
