// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "cli/sweep_folder.h"
#include "cli/verbs.h"
#include "cli/words.h"
#include "experiment/study_id.h"
#include "results/errors.h"
#include "results/existing.h"
#include "results/json.h"

namespace tenure::cli {
namespace {

std::string as_json(const SweepFolder& folder, const experiment::SweepStatus& status,
                    bool is_merged) {
  const experiment::SweepPlan& plan = folder.plan();
  results::JsonWriter json;
  json.open_object()
      .field("tenure_json", 1)
      .field("verb", "status")
      .field("points", plan.points)
      .field("replications", plan.replications)
      .field("units", plan.units())
      .field("packs", plan.packs())
      .field("packs_whole", status.packs_whole)
      .field("units_whole", status.units_whole)
      .field("packs_unusable", status.unusable.size())
      .field("complete", status.is_complete())
      .field("merged", is_merged);
  json.key("missing").open_array();
  for (const std::size_t pack : status.missing) json.value(pack);
  json.close().close();
  return std::move(json).text() + '\n';
}

}  // namespace

ExitCode status(const Options& options, Console& console) {
  const SweepFolder folder(options.arguments.front());
  const experiment::SweepPlan& plan = folder.plan();
  const experiment::SweepStatus status = experiment::status_of(plan, folder.store());
  const results::ExistingFile there =
      results::look_for_study(experiment::results_of(folder.path()), plan.id());
  const bool is_merged = there.state == results::Existing::same_study;
  const auto number = [](std::size_t x) { return static_cast<std::int64_t>(x); };
  for (const std::string& reason : status.unusable) console.say("note: " + reason);
  if (plan.epoch != experiment::kResultsEpoch) {
    console.say("note: planned by release " + plan.release +
                ", whose numbers are others than this one's: tenure sweep would compute all again");
  }
  if (options.json) {
    console.print(as_json(folder, status, is_merged));
  } else {
    console.print(plan.sources.sweep.name + ": " + counted(number(plan.points), "point") + ", " +
                  counted(number(plan.replications), "replication") + ", " +
                  with_thousands(number(plan.policies.size())) +
                  (plan.policies.size() == 1 ? " policy" : " policies") + "\n" +
                  with_thousands(number(status.units_whole)) + " of " +
                  counted(number(plan.units()), "unit") + " whole, in " +
                  with_thousands(number(status.packs_whole)) + " of " +
                  counted(number(plan.packs()), "pack") + "\n" +
                  (is_merged ? "Merged: " + experiment::results_of(folder.path()).string()
                   : status.is_complete() ? "Not merged: tenure merge " + folder.path().string()
                                          : "Not merged") +
                  "\n");
  }
  if (status.is_complete() || is_merged) return ExitCode::done;
  tell_missing(folder.path(), plan, status, console);
  return ExitCode::incomplete;
}

}  // namespace tenure::cli
