// SPDX-License-Identifier: Apache-2.0
#include "experiment/threads.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <optional>

#include <sched.h>

namespace tenure::experiment {

namespace {

/// Processors' worth of time that the control group may use (version 2, else version 1), if
/// limited.
std::optional<double> quota() {
  std::string allowed;
  double period = 0.0;
  if (std::ifstream v2("/sys/fs/cgroup/cpu.max"); v2 >> allowed >> period) {
    if (allowed == "max" || period <= 0.0) return std::nullopt;
    return std::stod(allowed) / period;
  }
  double time = 0.0;
  std::ifstream quota_file("/sys/fs/cgroup/cpu/cpu.cfs_quota_us");
  std::ifstream period_file("/sys/fs/cgroup/cpu/cpu.cfs_period_us");
  if (quota_file >> time && period_file >> period && time > 0.0 && period > 0.0) {
    return time / period;
  }
  return std::nullopt;
}

}  // namespace

ThreadAllowance default_threads() {
  ThreadAllowance allowance{1, "the affinity mask cannot be read"};
  cpu_set_t mask;
  CPU_ZERO(&mask);
  if (sched_getaffinity(0, sizeof(mask), &mask) == 0) {
    allowance = {static_cast<unsigned>(std::max(1, CPU_COUNT(&mask))), "affinity mask"};
  }
  if (const auto limit = quota()) {
    const auto whole = static_cast<unsigned>(std::max(1.0, std::floor(*limit)));
    if (whole < allowance.threads) allowance = {whole, "quota of the control group"};
  }
  return allowance;
}

}  // namespace tenure::experiment
