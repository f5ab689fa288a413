// SPDX-License-Identifier: Apache-2.0
#include "cli/sweep_folder.h"

#include <utility>

#include "cli/errors.h"
#include "cli/words.h"
#include "model/simulation.h"
#include "results/errors.h"
#include "results/existing.h"
#include "results/write.h"

namespace tenure::cli {
namespace {

experiment::SweepPlan plan_in(const std::filesystem::path& path) {
  if (auto plan = experiment::read_plan(path)) return *std::move(plan);
  throw results::InputError(experiment::plan_file_of(path).string() +
                            ": is not there (tenure sweep X.yaml -o " + path.string() +
                            " makes a plan and begins)");
}

}  // namespace

SweepFolder::SweepFolder(std::filesystem::path path)
    : path_(std::move(path)),
      plan_(plan_in(path_)),
      store_(std::make_unique<experiment::SweepStore>(path_, plan_)) {}

Merged merge_folder(const std::filesystem::path& path, const experiment::SweepStudy& study,
                    const experiment::SweepPlan& plan, const experiment::SweepStore& store,
                    bool force, const std::stop_token& stop, const Console& console) {
  const std::filesystem::path to = experiment::results_of(path);
  Merged merged;
  if (!force) {
    results::ExistingFile there = results::look_for_results(to, plan.id());
    if (there.state == results::Existing::same_study) {
      merged.dataset = std::move(there.dataset);
      merged.was_there = true;
      merged.status.packs_whole = plan.packs();
      merged.status.units_whole = plan.units();
      console.note(to.string() + " holds this sweep already: used as it is (--force writes it " +
                   "again).");
      return merged;
    }
    if (there.state == results::Existing::other_study) {
      console.note("note: " + to.string() + " is of an earlier form of this sweep: replaced.");
    }
    if (there.state == results::Existing::unreadable) {
      console.note("note: " + there.reason + ": replaced.");
    }
  }
  results::Dataset dataset;
  try {
    dataset = experiment::merge_packs(study, plan, store, stop, merged.status);
  } catch (const model::Interrupted&) {
    throw InterruptedWithParts("Interrupted while merging. All packs are kept in " + path.string() +
                               "; the same command goes on from there.");
  }
  for (const std::string& reason : merged.status.unusable) console.say("note: " + reason);
  if (!merged.status.is_complete()) return merged;
  results::write(dataset, to);
  experiment::remove_leftovers(store, plan);
  console.note("Wrote " + to.string() + ".");
  merged.dataset = std::move(dataset);
  return merged;
}

void tell_missing(const std::filesystem::path& path, const experiment::SweepPlan& plan,
                  const experiment::SweepStatus& status, const Console& console) {
  if (status.is_complete()) return;
  console.say("Incomplete: " + with_thousands(static_cast<std::int64_t>(status.missing.size())) +
              " of " + counted(static_cast<std::int64_t>(plan.packs()), "pack") + " are missing (" +
              experiment::list_of(status.missing) + "). tenure sweep " + plan.sources.sweep.name +
              " -o " + path.string() + " computes what is missing.");
}

}  // namespace tenure::cli
