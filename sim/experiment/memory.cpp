// SPDX-License-Identifier: Apache-2.0
#include "experiment/memory.h"

#include <fstream>
#include <optional>

#include <sys/resource.h>
#include <unistd.h>

namespace tenure::experiment {

namespace {

/// Of the control group (version 2, else version 1), if limited: [bytes].
std::optional<double> group_limit() {
  for (const char* file :
       {"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"}) {
    double bytes = 0.0;
    if (std::ifstream limit(file); limit >> bytes && bytes > 0.0) return bytes;  // not "max"
  }
  return std::nullopt;
}

}  // namespace

MemoryAllowance memory_allowance() {
  MemoryAllowance allowance{
      static_cast<double>(sysconf(_SC_PHYS_PAGES)) * static_cast<double>(sysconf(_SC_PAGE_SIZE)),
      "memory of the machine"};
  const auto take = [&](double bytes, const char* reason) {
    if (bytes < allowance.bytes) allowance = {bytes, reason};
  };
  if (const auto limit = group_limit()) take(*limit, "limit of the control group");
  rlimit space{};
  if (getrlimit(RLIMIT_AS, &space) == 0 && space.rlim_cur != RLIM_INFINITY) {
    take(static_cast<double>(space.rlim_cur), "limit on the address space");
  }
  return allowance;
}

}  // namespace tenure::experiment
