// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tenure::experiment {

/// Who works on which pack of a sweep: the processes that were started together, or this one alone.
/// Packs are claimed one by one by whoever is free; nobody manages and nobody waits.
class WorkQueue {
 public:
  WorkQueue() = default;
  WorkQueue(const WorkQueue&) = delete;
  WorkQueue& operator=(const WorkQueue&) = delete;
  virtual ~WorkQueue() = default;

  /// The next pack that nobody has, of 0 .. `count` - 1; none if all are taken. By one thread at a
  /// time; the same count by all processes.
  virtual std::optional<std::size_t> claim(std::size_t count) = 0;
  /// Of this process, and how many there are.
  virtual std::size_t rank() const { return 0; }
  virtual std::size_t processes() const { return 1; }
  /// What the first process says, to all.
  virtual std::string broadcast(std::string text) { return text; }
  /// Whether all processes say yes; returns when all have asked. Not by busy waiting.
  virtual bool all_agree(bool yes) { return yes; }
};

/// As the process was started: alone, or by an MPI launcher (mpirun, srun), if the build has MPI.
/// To be called once, before any threads.
std::unique_ptr<WorkQueue> open_work_queue();

/// "Open MPI 4.1.4", or "none" in a build without MPI.
std::string mpi_library();

}  // namespace tenure::experiment
