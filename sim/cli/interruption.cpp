// SPDX-License-Identifier: Apache-2.0
#include "cli/interruption.h"

#include <csignal>
#include <cstdlib>

#include "cli/exit_code.h"

namespace tenure::cli {

Interruption::Interruption(Usr1 usr1) {
  sigemptyset(&signals_);
  sigaddset(&signals_, SIGINT);
  sigaddset(&signals_, SIGTERM);
  if (usr1 == Usr1::asks_to_stop) sigaddset(&signals_, SIGUSR1);
  pthread_sigmask(SIG_BLOCK, &signals_, &mask_before_);
  // Whoever started the program may have had it ignored until now (slurm_task.sh).
  if (usr1 == Usr1::asks_to_stop) std::signal(SIGUSR1, SIG_DFL);
  waiting_ = std::thread([this] { wait(); });
}

Interruption::~Interruption() {
  over_ = true;
  pthread_kill(waiting_.native_handle(), SIGTERM);  // wakes the thread and reaches no other
  waiting_.join();
  // One that is late or repeated shall not change how the program ends.
  if (sigismember(&signals_, SIGUSR1) == 1) sigaddset(&mask_before_, SIGUSR1);
  pthread_sigmask(SIG_SETMASK, &mask_before_, nullptr);
}

void Interruption::wait() {
  int signal = 0;
  while (sigwait(&signals_, &signal) == 0 && !over_) {
    if (is_asked() && signal == SIGUSR1) continue;
    if (is_asked()) std::_Exit(static_cast<int>(ExitCode::interrupted));
    asked_.request_stop();
  }
}

}  // namespace tenure::cli
