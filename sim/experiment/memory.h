// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace tenure::experiment {

/// How much memory this process may use, in bytes, and what says so.
struct MemoryAllowance {
  double bytes = 0.0;
  std::string reason;  ///< "memory of the machine"
};

/// The least of the machine's memory, the control group's limit (containers, cluster jobs) and the
/// limit on the process's address space. What others use at present is not taken off: it changes,
/// and a run that would be refused now may fit in a minute.
MemoryAllowance memory_allowance();

}  // namespace tenure::experiment
