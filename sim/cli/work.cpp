// SPDX-License-Identifier: Apache-2.0
#include "cli/work.h"

#include <chrono>
#include <set>
#include <utility>
#include <variant>

#include "cli/canary.h"
#include "cli/errors.h"
#include "cli/help.h"
#include "cli/outcome.h"
#include "cli/progress.h"
#include "cli/target.h"
#include "cli/words.h"
#include "experiment/memory.h"
#include "experiment/part_store.h"
#include "experiment/replicate.h"
#include "experiment/tabulate.h"
#include "results/digest.h"
#include "results/errors.h"
#include "results/existing.h"
#include "results/json.h"
#include "results/part.h"
#include "results/side_file.h"
#include "results/write.h"

namespace tenure::cli {
namespace {

using std::chrono::system_clock;

void expect_memory_for(double bytes) {
  const experiment::MemoryAllowance allowance = experiment::memory_allowance();
  if (bytes <= allowance.bytes) return;
  throw MachineError("the run needs about " + amount_of_memory(bytes) +
                     " of memory, and it may use " + amount_of_memory(allowance.bytes) + ", the " +
                     allowance.reason +
                     " (fewer customers, fewer threads or longer reporting periods need less)");
}

std::string plan_as_json(std::string_view verb, const experiment::Policies& policies,
                         unsigned threads, double memory, const Target& target,
                         const std::function<void(results::JsonWriter&)>& also_planned) {
  results::JsonWriter json;
  json.open_object().field("tenure_json", 1).field("verb", verb).field("dry_run", true);
  if (verb == "run") {
    json.field("policy", policies.shared().policy);
  } else {
    json.key("policies").open_array();
    for (std::size_t i = 0; i < policies.size(); ++i) {
      json.value(policies[i].specification().policy);
    }
    json.close();
  }
  json.field("replications", policies.shared().replications)
      .field("threads", threads)
      .field("estimated_memory_bytes", static_cast<std::int64_t>(memory))
      .field("would_run", !target.has_this_study());
  if (also_planned) also_planned(json);
  json.close();
  return std::move(json).text() + '\n';
}

std::string plan_as_text(const Study& study, unsigned threads, double memory,
                         const Target& target) {
  const std::string text = study.specification().title + "\n" + in_short(study) + "\n";
  if (target.has_this_study()) {
    return text + target.path().string() +
           " holds this study already: nothing would be simulated.\n";
  }
  return text + "Would use " + counted(threads, "thread") + " and about " +
         amount_of_memory(memory) + " of memory.\n" +
         (target.is_wanted() ? "Would write " + target.path().string() + ".\n"
                             : "Would print a table and keep nothing (-o R.h5 keeps all).\n");
}

struct Simulated {
  Obtained obtained;
  system_clock::time_point started;
  system_clock::time_point finished;
};

Simulated simulate(const experiment::Policies& policies, const experiment::StudyTexts& texts,
                   unsigned threads, const Interruption& interruption, experiment::UnitStore* units,
                   const Sequence* sequence, const Console& console) {
  Simulated simulated;
  simulated.started = system_clock::now();
  std::optional<Progress> progress;
  experiment::RoundOptions how;
  how.run.threads = threads;
  how.run.stop = interruption.token();
  how.run.units = units;
  how.run.progress = [&](double share) { progress->report(share); };
  how.on_round = [&](std::size_t replications) {
    progress.reset();
    progress.emplace(console,
                     "simulating up to " + with_thousands(static_cast<std::int64_t>(replications)));
  };
  if (sequence != nullptr) {
    Sequence::Ran ran = sequence->run(how);
    progress.reset();
    simulated.finished = system_clock::now();
    simulated.obtained = {std::move(ran.dataset), threads, ran.wall_seconds};
    return simulated;
  }
  progress.emplace(console, "simulating");
  const experiment::Finished finished = experiment::replicate(policies, how.run);
  progress.reset();
  simulated.finished = system_clock::now();
  simulated.obtained = {experiment::tabulate(texts, policies, finished.records), threads,
                        finished.wall_seconds};
  simulated.obtained.dataset.attributes[kEventsAttribute] = events_in(finished.records);
  return simulated;
}

/// "3 of 20 replications"; of a sequence nobody knows how many there will be.
std::string some_of(std::size_t some, std::size_t all, const Sequence* sequence) {
  const auto count = static_cast<std::int64_t>(some);
  if (sequence != nullptr) return counted(count, "replication");
  return with_thousands(count) + " of " + counted(static_cast<std::int64_t>(all), "replication");
}

/// Says what is taken over from an attempt that did not come to its end.
void tell_parts(const experiment::PartStore& parts, std::size_t units, const Sequence* sequence,
                const Console& console) {
  const std::string folder = parts.folder().string();
  for (const std::string& reason : parts.unusable()) console.note("note: " + reason);
  if (const std::size_t others = parts.of_others(); others > 0) {
    console.note("note: " + folder + " holds " +
                 counted(static_cast<std::int64_t>(others), "replication") +
                 " of another study or an earlier form of this one: not used.");
  }
  if (parts.found() == 0) return;
  console.note("Took " + some_of(parts.found(), units, sequence) + " from " + folder + ".");
}

std::string what_is_kept(const experiment::PartStore& parts, std::size_t units,
                         const Sequence* sequence) {
  return some_of(parts.found() + parts.written(), units, sequence) + " are kept in " +
         parts.folder().string() + "; the same command goes on from there.";
}

/// Keeps what is finished of a run that was asked to stop, if anything is.
[[noreturn]] void end_interrupted(experiment::PartStore& parts, std::size_t units,
                                  const Sequence* sequence, const Console& console) {
  parts.save();
  if (!parts.failure().empty()) console.say("note: " + parts.failure());
  if (parts.found() + parts.written() == 0) throw model::Interrupted();
  throw InterruptedWithParts("Interrupted. " + what_is_kept(parts, units, sequence));
}

void write_results(const Simulated& simulated, const std::filesystem::path& path) {
  const Obtained& obtained = simulated.obtained;
  results::write(obtained.dataset, path);
  results::RunRecord record = results::record_of_this_process();
  record.program = version();
  record.threads = static_cast<int>(obtained.threads);
  record.wall_seconds = obtained.wall_seconds;
  record.started = simulated.started;
  record.finished = simulated.finished;
  record.digest = results::digest(obtained.dataset);
  results::write_side_file(record, path);
}

void keep(const Simulated& simulated, const std::filesystem::path& path, std::size_t units,
          const experiment::PartStore& parts, const Sequence* sequence, const Console& console) {
  if (!parts.failure().empty()) {
    console.note("note: the run could not have been resumed: " + parts.failure());
  }
  try {
    write_results(simulated, path);
  } catch (const results::OutputError&) {
    if (parts.found() + parts.written() > 0) console.say(what_is_kept(parts, units, sequence));
    throw;
  }
  parts.remove();
  console.note("Wrote " + path.string() + " and " + results::side_file_of(path).string() + ".");
}

/// Each value once, however many policies have it.
experiment::Grounds grounds_of(const Study& study) {
  experiment::Grounds grounds{.goal = study.loaded.goal};
  std::set<std::pair<std::string, std::string>> seen;
  for (std::size_t i = 0; i < study.policies.size(); ++i) {
    for (const scenario::Resolved& value : study.policy(i).inventory.values) {
      if (!value.is_shown() || !seen.emplace(value.path, value.value).second) continue;
      if (value.from != scenario::Resolved::From::standard) {
        ++grounds.given;
      } else if (value.assumption) {
        grounds.assumed.push_back({value.path, value.value});
      } else if (!value.source.empty()) {
        ++grounds.sourced;
      }
    }
  }
  return grounds;
}

/// Which study FILE would have to hold.
std::string wanted_id(const experiment::StudyTexts& texts, const experiment::Policies& policies,
                      const Options& options, const Sequence* sequence) {
  if (sequence == nullptr) return experiment::study_id(texts, policies);
  if (!options.output) return {};
  const results::ExistingFile found = results::look_for_results(*options.output, {});
  if (found.state != results::Existing::other_study) return {};
  return sequence->id_if_over(found.dataset);
}

}  // namespace

experiment::StudyTexts texts_of(const Study& study) {
  experiment::StudyTexts texts{study.loaded.files.front().text, {}, grounds_of(study)};
  for (std::size_t i = 0; i < study.policies.size(); ++i) {
    texts.resolved.push_back(study.policy(i).resolved_yaml);
  }
  return texts;
}

namespace {

/// What decides between policies, titles and comments change no number and may have changed since:
/// a file of this study then gets the texts of today. Nothing that its digest covers changes.
void renew_texts(results::Dataset& dataset, const experiment::StudyTexts& texts,
                 const experiment::Policies& policies, const std::filesystem::path& path) {
  bool is_other = false;
  const auto renew = [&](std::string_view name, std::string text) {
    for (results::Variable& variable : dataset.variables) {
      auto* old = std::get_if<std::vector<results::Text>>(&variable.values);
      if (variable.name != name || old == nullptr || *old == std::vector{text}) continue;
      variable.values = std::vector{std::move(text)};
      is_other = true;
    }
  };
  renew("scenario_yaml", texts.scenario);
  renew("provenance_json", experiment::provenance(texts, policies));
  if (!is_other) return;
  // What was said of the ranking under stress may be of another ranking.
  std::erase_if(dataset.variables,
                [](const results::Variable& one) { return one.name == "stress_json"; });
  results::write(dataset, path);
}

}  // namespace

std::optional<Obtained> obtain(std::string_view verb, const Study& study,
                               const experiment::Policies& policies, const Options& options,
                               const Interruption& interruption, const Console& console,
                               const std::function<void(results::JsonWriter&)>& also_planned,
                               const Sequence* sequence) {
  const experiment::StudyTexts texts = texts_of(study);
  const Target target(options, wanted_id(texts, policies, options, sequence));
  target.expect_replaceable();
  const unsigned threads = threads_for(options);
  const double memory = estimated_memory(policies, threads);
  if (options.dry_run) {
    console.print(options.json ? plan_as_json(verb, policies, threads, memory, target, also_planned)
                               : plan_as_text(study, threads, memory, target));
    return std::nullopt;
  }
  if (target.has_this_study()) {
    console.note(target.path().string() +
                 " holds this study already: used as it is (--force runs it again).");
    results::remove_parts(results::parts_folder_of(target.path()));  // a kill may have left them
    Obtained found{target.dataset(), 0, 0.0};
    // A study that ended by a rule says so in its texts, which nobody knows before it is over.
    if (sequence == nullptr) renew_texts(found.dataset, texts, policies, target.path());
    return found;
  }
  if (sequence == nullptr) expect_memory_for(memory);  // which may end long before
  const std::size_t units = policies.size() * policies.replications();
  std::optional<experiment::PartStore> parts;
  if (target.is_wanted()) {
    parts.emplace(results::parts_folder_of(target.path()), elementary_canary());
    for (std::size_t i = 0; i < policies.size(); ++i) {
      parts->look_for(policies[i],
                      i > 0 && policies.have_twins() ? &policies.reference() : nullptr);
    }
    tell_parts(*parts, units, sequence, console);
  }
  Simulated simulated;
  try {
    simulated = simulate(policies, texts, threads, interruption, parts ? &*parts : nullptr,
                         sequence, console);
    if (interruption.is_asked()) throw model::Interrupted();
  } catch (const model::Interrupted&) {
    if (!parts) throw;
    end_interrupted(*parts, units, sequence, console);
  }
  if (parts) keep(simulated, target.path(), units, *parts, sequence, console);
  return std::move(simulated.obtained);
}

}  // namespace tenure::cli
