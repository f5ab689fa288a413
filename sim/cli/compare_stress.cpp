// SPDX-License-Identifier: Apache-2.0
#include "cli/compare_stress.h"

#include "cli/errors.h"
#include "cli/progress.h"

namespace tenure::cli {
namespace {

experiment::ReadMoved reading_of(const Study& study) {
  return [&study](const scenario::Move& move) {
    scenario::LoadOptions how = study.reading;
    how.move = move;
    how.lists_assumptions = false;
    return scenario::load(study.chain, how);
  };
}

}  // namespace

experiment::StressPlan plan_of(const Study& study, const Interruption& interruption) {
  if (study.specification().replications < 2) {
    throw UsageError(
        "--stress needs at least 2 replications (of one nobody can tell what a moved assumption "
        "changes from luck). Did you mean '--replications 5'?",
        "tenure compare --help");
  }
  return experiment::plan_stress(study.loaded, study.policies, reading_of(study),
                                 interruption.token());
}

experiment::Stress carry_out(const experiment::StressPlan& plan, const ComparisonOutcome& outcome,
                             const Options& options, const Interruption& interruption,
                             const Console& console) {
  const Study& study = outcome.study;
  try {
    Progress progress(console, "moving assumptions");
    experiment::RunOptions how;
    how.threads = threads_for(options);
    how.stop = interruption.token();
    how.progress = [&](double share) { progress.report(share); };
    return experiment::stress(plan,
                              {study.loaded, study.policies, outcome.comparison, study.criterion},
                              reading_of(study), how);
  } catch (const model::Interrupted&) {
    if (!options.output) throw;
    throw InterruptedWithParts("Interrupted. The comparison is kept in " +
                               options.output->string() +
                               ", of the moved assumptions nothing; the same command takes it from "
                               "there and moves them from the beginning.");
  }
}

}  // namespace tenure::cli
