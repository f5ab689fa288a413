// SPDX-License-Identifier: Apache-2.0
#include "cli/interruption.h"
#include "cli/sweep_folder.h"
#include "cli/sweep_text.h"
#include "cli/verbs.h"

namespace tenure::cli {

ExitCode merge(const Options& options, Console& console) {
  const Interruption interruption;
  const SweepFolder folder(options.arguments.front());
  const experiment::SweepPlan& plan = folder.plan();
  const scenario::Sweep sweep =
      scenario::read_sweep(plan.sources, scenario::SweepChecks::done_before);
  const experiment::SweepPoints points(sweep);
  const experiment::SweepStudy study{sweep, points, plan.canary};
  const Merged merged = merge_folder(folder.path(), study, plan, folder.store(), options.force,
                                     interruption.token(), console);
  console.print(options.json ? merged_as_json("merge", folder.path(), plan, merged)
                             : merged_as_text(folder.path(), sweep, plan, merged, console));
  if (merged.status.is_complete()) return ExitCode::done;
  tell_missing(folder.path(), plan, merged.status, console);
  return ExitCode::incomplete;
}

}  // namespace tenure::cli
