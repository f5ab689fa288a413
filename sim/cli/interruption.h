// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <stop_token>
#include <thread>

#include <signal.h>

namespace tenure::cli {

/// Turns SIGINT, SIGTERM and, if asked to, SIGUSR1 (which schedulers send before a job's time is
/// up) into a request to stop, as long as it lives. The signals are blocked in
/// every thread that starts meanwhile; one thread of its own waits for them, so that nothing has to
/// be safe in a signal handler. The second signal ends the program at once, unless it is SIGUSR1:
/// schedulers may repeat that every few seconds (Slurm 22.05 does, for arrays whose other tasks are
/// waiting), and what is finished is still to be kept.
class Interruption {
 public:
  enum class Usr1 { left_alone, asks_to_stop };
  explicit Interruption(Usr1 usr1 = Usr1::left_alone);
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;
  ~Interruption();

  std::stop_token token() const { return asked_.get_token(); }
  bool is_asked() const { return asked_.stop_requested(); }

 private:
  void wait();

  sigset_t signals_{};
  sigset_t mask_before_{};
  std::stop_source asked_;
  std::atomic<bool> over_{false};
  std::thread waiting_;
};

}  // namespace tenure::cli
