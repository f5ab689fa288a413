// SPDX-License-Identifier: Apache-2.0
#include "cli/outcome.h"
#include "cli/study.h"
#include "cli/verbs.h"
#include "cli/work.h"

namespace tenure::cli {

ExitCode run(const Options& options, Console& console) {
  const Interruption interruption;  // first: a signal during the reading is one as well
  const Study study = load_study(options);
  tell_notes(study, console);
  const experiment::Policies policies(specifications_of(study));
  const auto obtained = obtain("run", study, policies, options, interruption, console);
  if (!obtained) return ExitCode::done;
  const Outcome outcome{study.specification(), *obtained};
  console.print(options.json ? as_json(outcome) : as_table(outcome, console));
  return ExitCode::done;
}

}  // namespace tenure::cli
