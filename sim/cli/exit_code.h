// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace tenure::cli {

/// How the program ends: stable, for scripts.
enum class ExitCode {
  done = 0,
  not_held = 1,          ///< a check of `verify` did not hold
  usage = 2,             ///< the command line is wrong
  invalid_scenario = 3,  ///< the scenario is wrong
  files = 4,             ///< reading or writing failed
  interrupted = 5,       ///< by SIGINT, SIGTERM or, of a sweep, SIGUSR1
  incomplete = 6,        ///< packs of a sweep are missing
  defect = 70,           ///< of the program
};

}  // namespace tenure::cli
