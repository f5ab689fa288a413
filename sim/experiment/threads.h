// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace tenure::experiment {

/// How many threads this process may use, and what says so.
struct ThreadAllowance {
  unsigned threads = 1;
  std::string reason;
};

/// The affinity mask and the control group's quota, whichever is smaller: the machine's core count
/// would oversubscribe containers and cluster jobs.
ThreadAllowance default_threads();

}  // namespace tenure::experiment
