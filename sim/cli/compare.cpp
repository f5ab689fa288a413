// SPDX-License-Identifier: Apache-2.0
#include "cli/compare_json.h"
#include "cli/compare_table.h"
#include "cli/comparison_outcome.h"
#include "cli/errors.h"
#include "cli/study.h"
#include "cli/verbs.h"
#include "cli/work.h"

namespace tenure::cli {

ExitCode compare(const Options& options, Console& console) {
  const Interruption interruption;  // first: a signal during the reading is one as well
  const Study study = load_comparison(options);
  tell_notes(study, console);
  const experiment::Policies policies(specifications_of(study));
  const auto obtained = obtain("compare", study, policies, options, interruption, console);
  if (!obtained) return ExitCode::done;
  const ComparisonOutcome outcome(study, *obtained);
  if (options.json) {
    console.print(as_json(outcome));
    return ExitCode::done;
  }
  console.print(as_table(outcome, console, options.term ? Drawing::bars : Drawing::none));
  return ExitCode::done;
}

}  // namespace tenure::cli
