// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

#include "cli/canary.h"
#include "cli/errors.h"
#include "cli/interruption.h"
#include "cli/progress.h"
#include "cli/study.h"
#include "cli/sweep_folder.h"
#include "cli/sweep_text.h"
#include "cli/verbs.h"
#include "cli/words.h"
#include "experiment/sweep_estimate.h"
#include "experiment/sweep_run.h"
#include "experiment/work_queue.h"
#include "results/errors.h"

namespace tenure::cli {
namespace {

namespace fs = std::filesystem;
using experiment::SweepDone;
using experiment::SweepPlan;
using experiment::SweepStudy;

std::int64_t number(std::size_t x) { return static_cast<std::int64_t>(x); }

scenario::SweepSources sources_of(const Options& options) {
  scenario::SweepSources sources =
      scenario::gather_sweep(options.arguments.front(), options.allowed_paths);
  sources.sets = options.sets;
  sources.seed = options.seed;
  sources.replications = options.replications;
  return sources;
}

SweepEstimate estimate(const SweepStudy& study, unsigned threads) {
  const experiment::SweptPoint first(study, 0);
  const std::size_t in_pack = experiment::units_per_pack(study, experiment::estimate_events(study));
  SweepEstimate all;
  all.points = study.points.size();
  all.left_out = study.points.left_out();
  all.units = study.units();
  all.packs = (all.units + in_pack - 1) / in_pack;
  all.threads = threads;
  const auto units = static_cast<double>(all.units);
  all.seconds = experiment::estimate_seconds(study) / std::min(static_cast<double>(threads), units);
  double totals = 0.0;  // values of a unit, and of its largest variable
  double series = 0.0;
  double largest = 0.0;
  for (const results::PackedVariables& variables : first.variables()) {
    for (const results::PackedVariable& variable : variables) {
      (variable.count == 1 ? totals : series) += static_cast<double>(variable.count);
      largest = std::max(largest, static_cast<double>(variable.count));
    }
  }
  largest *= static_cast<double>(first.variables().size());
  // Packs and results; series are put aside twice while they are merged (SweepColumns).
  all.disk = 8.0 * units * (2.0 * totals + 4.0 * series);
  all.memory = estimated_memory(first.policies(), threads) + 8.0 * units * (totals + largest);
  return all;
}

/// Nothing is there but what killed processes left behind of a plan that they were writing.
bool is_as_good_as_empty(const fs::path& folder) {
  std::error_code error;
  const fs::directory_iterator entries(folder, error);
  return !error && std::all_of(begin(entries), end(entries), [](const fs::directory_entry& entry) {
    return entry.path().filename().string().starts_with(".plan.json.tmp.");
  });
}

/// Throws MachineError if DIR is the home of something else.
void expect_home(const fs::path& folder, const std::optional<SweepPlan>& there,
                 const scenario::SweepSources& sources, bool force) {
  if (force) return;
  std::error_code error;
  if (fs::exists(folder, error) && !fs::is_directory(folder, error)) {
    throw MachineError(folder.string() + ": is not a folder");
  }
  if (there) {
    const auto name = [](const scenario::SourceFile& file) {
      return fs::path(file.name).filename();
    };
    if (name(there->sources.sweep) == name(sources.sweep)) return;
    throw MachineError(folder.string() + ": holds another sweep, " + there->sources.sweep.name +
                       " (--force replaces it)");
  }
  if (fs::is_directory(folder, error) && !is_as_good_as_empty(folder) &&
      !fs::exists(folder / "packs", error) &&
      !fs::exists(experiment::plan_file_of(folder), error)) {
    throw MachineError(folder.string() +
                       ": holds other files (a new folder, or --force to use it all the same)");
  }
}

/// The plan that is there, or a new one in its place.
SweepPlan settle_plan(const fs::path& folder, const scenario::SweepSources& sources,
                      const SweepStudy& study, const Options& options,
                      const Interruption& interruption, const Console& console) {
  std::optional<SweepPlan> there;
  try {
    there = experiment::read_plan(folder);
  } catch (const results::InputError& refusal) {
    console.say(std::string("note: ") + refusal.what() + "; planned again");
  }
  expect_home(folder, there, sources, options.force);
  if (there && there->id() == experiment::plan_id(sources, study.canary)) return *std::move(there);
  if (there) {
    std::string changes;
    for (const std::string& change : experiment::differences(*there, sources, study.canary)) {
      changes += (changes.empty() ? "" : "; ") + change;
    }
    console.note("note: " + experiment::plan_file_of(folder).string() +
                 " is of an earlier form of this sweep (" + changes +
                 "): planned again. Finished units that this does not touch are taken over.");
  }
  SweepPlan plan =
      experiment::plan_sweep(sources, study, threads_for(options), interruption.token());
  std::error_code ignored;  // writing will tell
  fs::create_directories(folder, ignored);
  experiment::write_plan(folder, plan);
  return plan;
}

std::string went_before(const SweepDone& done) {
  std::string text;
  if (done.packs_there > 0) {
    text = counted(number(done.packs_there), "pack") + " were there already";
  }
  if (done.units_reused > 0) {
    text += (text.empty() ? "" : ", ") + counted(number(done.units_reused), "finished unit") +
            " of other packs were taken over";
  }
  return text;
}

void tell_done(const SweepDone& done, const Console& console) {
  const std::string before = went_before(done);
  if (before.empty()) return;
  console.note(before + "; " +
               (done.units_computed == 0
                    ? "nothing had to be simulated."
                    : counted(number(done.units_computed), "unit") + " had to be simulated."));
}

[[noreturn]] void end_interrupted(const SweepDone& done, const fs::path& folder) {
  throw InterruptedWithParts(
      "Interrupted. " + counted(number(done.packs_there + done.packs_written), "whole pack") +
      " and " + counted(number(done.units_saved), "unit") + " of others are kept in " +
      folder.string() + "; the same command goes on from there.");
}

void write_done(results::JsonWriter& json, const SweepDone& done) {
  json.field("packs_there", done.packs_there)
      .field("packs_written", done.packs_written)
      .field("units_computed", done.units_computed)
      .field("units_reused", done.units_reused)
      .field("unit_seconds", done.unit_seconds);
}

/// One process's share of the work; the first one puts everything together.
ExitCode carry_out(const SweepPlan& plan, experiment::WorkQueue& queue, const Options& options,
                   const Interruption& interruption, const Console& console) {
  const scenario::Sweep swept =
      scenario::read_sweep(plan.sources, scenario::SweepChecks::done_before);
  const experiment::SweepPoints points(swept);
  const SweepStudy study{swept, points, elementary_canary()};
  const fs::path folder = *options.output;
  const experiment::SweepStore store(folder, plan);
  store.prepare();
  SweepDone done;
  {
    Progress progress(console, "sweeping");
    experiment::SweepRun how;
    how.threads = threads_for(options);
    how.stop = interruption.token();
    if (options.shard) how.shard = *options.shard;
    how.progress = [&](double share) { progress.report(share); };
    how.note = [&](const std::string& note) { console.say("note: " + note); };
    done = experiment::run_sweep(study, plan, store, queue, how);
  }
  if (done.interrupted) end_interrupted(done, folder);
  queue.all_agree(true);  // all packs are written
  if (queue.rank() != 0) return ExitCode::done;
  tell_done(done, console);
  if (options.shard && !options.shard->is_all()) {
    console.note("Shard " + std::to_string(options.shard->k) + " of " +
                 std::to_string(options.shard->count) + " is done. When all are: tenure merge " +
                 folder.string());
    return ExitCode::done;
  }
  const Merged merged =
      merge_folder(folder, study, plan, store, false, interruption.token(), console);
  console.print(options.json
                    ? merged_as_json("sweep", folder, plan, merged,
                                     [&](results::JsonWriter& json) { write_done(json, done); })
                    : merged_as_text(folder, swept, plan, merged, console));
  if (merged.status.is_complete()) return ExitCode::done;
  tell_missing(folder, plan, merged.status, console);
  return ExitCode::incomplete;
}

}  // namespace

/// The first of several processes reads the files, plans, and tells the others, so that a mistake
/// is told once and files may change meanwhile.
ExitCode sweep(const Options& options, Console& console) {
  const Interruption interruption(Interruption::Usr1::asks_to_stop);
  const std::unique_ptr<experiment::WorkQueue> queue = experiment::open_work_queue();
  const bool is_first = queue->rank() == 0;
  if (!is_first) console.be_quiet();
  if (!options.output && !options.dry_run) {
    throw UsageError("tenure sweep: needs -o DIR, a folder for its plan, packs and results",
                     "tenure sweep --help");
  }
  std::optional<SweepPlan> plan;
  if (is_first) {
    const scenario::SweepSources sources = sources_of(options);
    const scenario::Sweep swept = scenario::read_sweep(sources);
    const experiment::SweepPoints points(swept);
    const SweepStudy study{swept, points, elementary_canary()};
    experiment::expect_known_kpis(study);
    if (options.dry_run) {
      const SweepEstimate all = estimate(study, threads_for(options));
      console.print(options.json ? estimate_as_json(swept, all) : estimate_as_text(swept, all));
    } else {
      plan = settle_plan(*options.output, sources, study, options, interruption, console);
    }
  }
  const std::string told = queue->broadcast(plan ? experiment::to_json(*plan) : std::string());
  if (options.dry_run) return ExitCode::done;
  plan = experiment::plan_from(told);
  const ExitCode code = carry_out(*plan, *queue, options, interruption, console);
  queue->all_agree(true);  // the others wait asleep while the first one merges
  return code;
}

}  // namespace tenure::cli
