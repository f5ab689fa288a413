// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <filesystem>
#include <optional>
#include <system_error>

#include <unistd.h>

#include "cli/canary.h"
#include "cli/errors.h"
#include "cli/help.h"
#include "cli/interruption.h"
#include "cli/outcome.h"
#include "cli/progress.h"
#include "cli/study.h"
#include "cli/verbs.h"
#include "cli/words.h"
#include "experiment/part_store.h"
#include "experiment/replicate.h"
#include "experiment/tabulate.h"
#include "results/atomic_file.h"
#include "results/digest.h"
#include "results/errors.h"
#include "results/existing.h"
#include "results/json.h"
#include "results/part.h"
#include "results/side_file.h"
#include "results/write.h"

namespace tenure::cli {
namespace {

using results::Existing;
using std::chrono::system_clock;

/// What `-o FILE` meets under that name.
class Target {
 public:
  Target(const Options& options, const std::string& study_id) : force_(options.force) {
    if (!options.output) return;
    path_ = *options.output;
    std::error_code error;
    if (std::filesystem::equivalent(path_, options.arguments.front(), error)) {
      throw MachineError(path_.string() + ": is the scenario itself, not a place for its results");
    }
    results::expect_writable(path_);
    found_ = results::look_for_results(path_, study_id);
  }

  bool is_wanted() const { return !path_.empty(); }
  const std::filesystem::path& path() const { return path_; }
  bool has_this_study() const { return found_.state == Existing::same_study && !force_; }
  const results::Dataset& dataset() const { return found_.dataset; }

  void expect_replaceable() const {
    if (force_) return;
    if (found_.state == Existing::other_study) {
      throw MachineError(path_.string() +
                         ": holds the results of another study (--force replaces it)");
    }
    if (found_.state == Existing::unreadable) {
      throw MachineError(found_.reason + ". It was left as it is (--force replaces it)");
    }
  }

 private:
  bool force_;
  std::filesystem::path path_;
  results::ExistingFile found_;
};

void expect_memory_for(double bytes) {
  const double machine =
      static_cast<double>(sysconf(_SC_PHYS_PAGES)) * static_cast<double>(sysconf(_SC_PAGE_SIZE));
  if (bytes <= machine) return;
  throw MachineError("the run needs about " + amount_of_memory(bytes) +
                     " of memory, this machine has " + amount_of_memory(machine) +
                     " (fewer customers, fewer threads or longer reporting periods need less)");
}

ExitCode tell_plan(const Options& options, const Console& console, const model::Model& model,
                   const Target& target) {
  const unsigned threads = threads_for(options);
  const double memory = estimated_memory(model, threads);
  const model::Specification& specification = model.specification();
  if (options.json) {
    results::JsonWriter json;
    json.open_object()
        .field("tenure_json", 1)
        .field("verb", "run")
        .field("dry_run", true)
        .field("policy", specification.policy)
        .field("replications", specification.replications)
        .field("threads", threads)
        .field("estimated_memory_bytes", static_cast<std::int64_t>(memory))
        .field("would_run", !target.has_this_study())
        .close();
    console.print(std::move(json).text() + '\n');
    return ExitCode::done;
  }
  std::string text = specification.title + "\n" + in_short(specification) + "\n";
  if (target.has_this_study()) {
    text += target.path().string() + " holds this study already: nothing would be simulated.\n";
  } else {
    text += "Would use " + counted(threads, "thread") + " and about " + amount_of_memory(memory) +
            " of memory.\n";
    text += target.is_wanted() ? "Would write " + target.path().string() + ".\n"
                               : "Would print a table and keep nothing (-o R.h5 keeps all).\n";
  }
  console.print(text);
  return ExitCode::done;
}

struct Simulated {
  results::Dataset dataset;
  double wall_seconds = 0.0;
  system_clock::time_point started;
  system_clock::time_point finished;
};

Simulated simulate(const model::Model& model, const experiment::StudyTexts& texts, unsigned threads,
                   const Interruption& interruption, experiment::UnitStore* units,
                   const Console& console) {
  Simulated simulated;
  simulated.started = system_clock::now();
  experiment::Finished finished;
  {
    Progress progress(console, "simulating");
    experiment::RunOptions how;
    how.threads = threads;
    how.stop = interruption.token();
    how.units = units;
    how.progress = [&](double share) { progress.report(share); };
    finished = experiment::replicate(model, how);
  }
  simulated.finished = system_clock::now();
  simulated.wall_seconds = finished.wall_seconds;
  simulated.dataset = experiment::tabulate(texts, model, finished.records);
  std::int64_t events = 0;
  for (const model::Record& record : finished.records) {
    events += static_cast<std::int64_t>(record.events);
  }
  simulated.dataset.attributes[kEventsAttribute] = events;
  return simulated;
}

/// Says what is taken over from an attempt that did not come to its end.
void tell_parts(const experiment::PartStore& parts, const model::Specification& specification,
                const Console& console) {
  const std::string folder = parts.folder().string();
  for (const std::string& reason : parts.unusable()) console.note("note: " + reason);
  if (const std::size_t others = parts.of_others(); others > 0) {
    console.note("note: " + folder + " holds " +
                 counted(static_cast<std::int64_t>(others), "replication") +
                 " of another study or an earlier form of this one: not used.");
  }
  if (parts.found() == 0) return;
  console.note("Took " + with_thousands(static_cast<std::int64_t>(parts.found())) + " of " +
               counted(specification.replications, "replication") + " from " + folder + ".");
}

std::string what_is_kept(const experiment::PartStore& parts,
                         const model::Specification& specification) {
  return with_thousands(static_cast<std::int64_t>(parts.found() + parts.written())) + " of " +
         counted(specification.replications, "replication") + " are kept in " +
         parts.folder().string() + "; the same command goes on from there.";
}

/// What is left of a run that was asked to stop, and how to go on.
ExitCode end_interrupted(experiment::PartStore& parts, const model::Specification& specification,
                         const Console& console) {
  parts.save();
  if (!parts.failure().empty()) console.say("note: " + parts.failure());
  if (parts.found() + parts.written() == 0) throw model::Interrupted();
  console.say("Interrupted. " + what_is_kept(parts, specification));
  return ExitCode::interrupted;
}

void write_results(const Simulated& simulated, unsigned threads,
                   const std::filesystem::path& path) {
  results::write(simulated.dataset, path);
  results::RunRecord record = results::record_of_this_process();
  record.program = version();
  record.threads = static_cast<int>(threads);
  record.wall_seconds = simulated.wall_seconds;
  record.started = simulated.started;
  record.finished = simulated.finished;
  record.digest = results::digest(simulated.dataset);
  results::write_side_file(record, path);
}

void keep(const Simulated& simulated, const model::Specification& specification, unsigned threads,
          const std::filesystem::path& path, const experiment::PartStore& parts,
          const Console& console) {
  if (!parts.failure().empty()) {
    console.note("note: the run could not have been resumed: " + parts.failure());
  }
  try {
    write_results(simulated, threads, path);
  } catch (const results::OutputError&) {
    if (parts.found() + parts.written() > 0) {
      console.say(what_is_kept(parts, specification));
    }
    throw;
  }
  parts.remove();
  console.note("Wrote " + path.string() + " and " + results::side_file_of(path).string() + ".");
}

}  // namespace

ExitCode run(const Options& options, Console& console) {
  const Interruption interruption;  // first: a signal during the reading is one as well
  const Study study = load_study(options);
  tell_notes(study, console);
  const model::Model model(study.specification());
  const experiment::StudyTexts texts{study.loaded.files.front().text, study.chosen().resolved_yaml};
  const Target target(options, experiment::study_id(texts, model));
  target.expect_replaceable();
  if (options.dry_run) return tell_plan(options, console, model, target);

  const auto tell = [&](const Outcome& outcome) {
    console.print(options.json ? as_json(outcome) : as_table(outcome, console));
  };
  if (target.has_this_study()) {
    console.note(target.path().string() +
                 " holds this study already: used as it is (--force runs it again).");
    results::remove_parts(results::parts_folder_of(target.path()));  // a kill may have left them
    tell({model.specification(), target.dataset(), 0, 0.0});
    return ExitCode::done;
  }
  const unsigned threads = threads_for(options);
  expect_memory_for(estimated_memory(model, threads));
  std::optional<experiment::PartStore> parts;
  if (target.is_wanted()) {
    parts.emplace(results::parts_folder_of(target.path()), elementary_canary());
    parts->look_for(model);
    tell_parts(*parts, model.specification(), console);
  }
  Simulated simulated;
  try {
    simulated = simulate(model, texts, threads, interruption, parts ? &*parts : nullptr, console);
    if (interruption.is_asked()) throw model::Interrupted();
  } catch (const model::Interrupted&) {
    if (!parts) throw;
    return end_interrupted(*parts, model.specification(), console);
  }
  if (parts) keep(simulated, model.specification(), threads, target.path(), *parts, console);
  tell({model.specification(), simulated.dataset, threads, simulated.wall_seconds});
  return ExitCode::done;
}

}  // namespace tenure::cli
