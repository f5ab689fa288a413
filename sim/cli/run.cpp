// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <filesystem>
#include <system_error>

#include <unistd.h>

#include "cli/errors.h"
#include "cli/help.h"
#include "cli/interruption.h"
#include "cli/outcome.h"
#include "cli/progress.h"
#include "cli/study.h"
#include "cli/verbs.h"
#include "cli/words.h"
#include "experiment/replicate.h"
#include "experiment/tabulate.h"
#include "results/atomic_file.h"
#include "results/digest.h"
#include "results/existing.h"
#include "results/json.h"
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
                   const Interruption& interruption, const Console& console) {
  Simulated simulated;
  simulated.started = system_clock::now();
  experiment::Finished finished;
  {
    Progress progress(console, "simulating");
    experiment::RunOptions how;
    how.threads = threads;
    how.stop = interruption.token();
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

void keep(const Simulated& simulated, unsigned threads, const std::filesystem::path& path,
          const Console& console) {
  results::write(simulated.dataset, path);
  results::RunRecord record = results::record_of_this_process();
  record.program = version();
  record.threads = static_cast<int>(threads);
  record.wall_seconds = simulated.wall_seconds;
  record.started = simulated.started;
  record.finished = simulated.finished;
  record.digest = results::digest(simulated.dataset);
  results::write_side_file(record, path);
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
    tell({model.specification(), target.dataset(), 0, 0.0});
    return ExitCode::done;
  }
  const unsigned threads = threads_for(options);
  expect_memory_for(estimated_memory(model, threads));
  const Simulated simulated = simulate(model, texts, threads, interruption, console);
  if (interruption.is_asked()) throw model::Interrupted();
  if (target.is_wanted()) keep(simulated, threads, target.path(), console);
  tell({model.specification(), simulated.dataset, threads, simulated.wall_seconds});
  return ExitCode::done;
}

}  // namespace tenure::cli
