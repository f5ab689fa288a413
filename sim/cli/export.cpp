// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "cli/errors.h"
#include "cli/interruption.h"
#include "cli/partings_table.h"
#include "cli/progress.h"
#include "cli/study.h"
#include "cli/verbs.h"
#include "cli/words.h"
#include "experiment/customer_table.h"
#include "experiment/lives.h"
#include "model/simulation.h"
#include "results/atomic_file.h"
#include "results/errors.h"
#include "results/read.h"
#include "results/tables.h"

namespace tenure::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kHelp = "tenure export --help";

/// Before any work is spent on what to write there.
void expect_free(const fs::path& path, const Options& options) {
  std::error_code ignored;
  if (!options.force && fs::exists(fs::symlink_status(path, ignored))) {
    throw MachineError(path.string() + " is there already (--force replaces it)");
  }
}

void expect_free_file(const std::optional<fs::path>& path, const Options& options) {
  if (!path) return;
  results::expect_writable(*path);
  expect_free(*path, options);
}

ExitCode export_tables(const Options& options, const Console& console) {
  const std::vector<results::NamedTable> tables =
      results::tables_of(results::read(options.arguments.front()));
  const fs::path& folder = *options.tables;
  std::error_code error;
  fs::create_directory(folder, error);
  if (!fs::is_directory(folder)) {
    throw results::OutputError(folder.string() + ": cannot be made a folder" +
                               (error ? " (" + error.message() + ")" : ""));
  }
  const auto path_of = [&](const results::NamedTable& table) {
    return folder / (table.name + ".csv");
  };
  for (const results::NamedTable& table : tables) expect_free(path_of(table), options);
  for (const results::NamedTable& table : tables) {
    results::write_atomically(path_of(table), {table.csv});
  }
  console.note("Wrote " + counted(static_cast<std::int64_t>(tables.size()), "table") + " to " +
               folder.string() + ".");
  return ExitCode::done;
}

/// What is simulated for an export, replication by replication.
class Export {
 public:
  Export(const Options& options, const Study& study, const experiment::Policies& policies)
      : options_(options), study_(study), policies_(policies) {
    if (!options.customers) return;
    const bool is_fixed = policies.shared().population == model::Persons::fixed;
    if (is_fixed) {
      chances_.emplace(policies);
    } else {
      customers_.emplace(policies);
    }
  }

  void simulate(const Interruption& interruption, const Console& console) {
    const std::size_t replications = options_.customers ? policies_.replications() : 1;
    Progress progress(console, "simulating");
    for (std::size_t i = 0; i < replications; ++i) {
      add(i, interruption);
      progress.report(static_cast<double>(i + 1) / static_cast<double>(replications));
    }
  }

  void write(const Console& console) const {
    if (options_.events) {
      results::write_atomically(*options_.events, {events_});
      console.note("Wrote the purchases of one replication under " + study_.policy(0).label +
                   " to " + options_.events->string() + ".");
    }
    if (!options_.customers) return;
    results::write_atomically(*options_.customers,
                              {customers_ ? customers_->text() : chances_->text()});
    console.note("Wrote " + options_.customers->string() + ".");
    if (customers_) console.print(partings_table(study_, customers_->partings(), console));
  }

 private:
  /// Lives that are written down in full: memory grows with them.
  static constexpr std::size_t kMostLives = 20'000;

  void add(std::size_t replication, const Interruption& interruption) {
    experiment::LivesWanted wanted;
    wanted.sales = options_.events.has_value() && replication == 0;
    if (customers_) wanted.steps_of = kMostLives;
    const std::size_t policies = options_.customers ? policies_.size() : 1;
    const std::vector<experiment::Lives> lives = experiment::live(
        policies_, policies, replication, wanted, threads_for(options_), interruption.token());
    if (interruption.is_asked()) throw model::Interrupted();
    if (wanted.sales) events_ = experiment::event_log(policies_, 0, lives.front());
    if (customers_) customers_->add(replication, lives);
    if (chances_) chances_->add(lives);
  }

  const Options& options_;
  const Study& study_;
  const experiment::Policies& policies_;
  std::optional<experiment::CustomerTable> customers_;
  std::optional<experiment::ChanceTable> chances_;
  std::string events_;
};

}  // namespace

ExitCode export_csv(const Options& options, Console& console) {
  const bool simulates = options.customers || options.events;
  if (!simulates && !options.tables) {
    throw UsageError("tenure export: nothing to write (--tables, --customers or --events)", kHelp);
  }
  if (simulates && options.tables) {
    throw UsageError(
        "tenure export: --tables reads results, --customers and --events simulate a scenario (two "
        "commands do both)",
        kHelp);
  }
  if (options.tables) return export_tables(options, console);
  if (fs::path(options.arguments.front()).extension() == ".h5") {
    throw UsageError(options.arguments.front() +
                         " holds counts and no single customers (--customers and --events simulate "
                         "them again: name the scenario)",
                     kHelp);
  }
  const Interruption interruption;  // first: a signal during the reading is one as well
  const Study study = load_policies(options);
  expect_free_file(options.customers, options);
  expect_free_file(options.events, options);
  tell_notes(study, console);
  const experiment::Policies policies(specifications_of(study), experiment::Joining::fates);
  Export lives(options, study, policies);
  lives.simulate(interruption, console);
  lives.write(console);
  return ExitCode::done;
}

}  // namespace tenure::cli
