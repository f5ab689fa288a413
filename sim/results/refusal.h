// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>

namespace tenure::results {

/// Why a part of a file is not accepted; read() adds where and makes an InputError of it.
class Refusal : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace tenure::results
