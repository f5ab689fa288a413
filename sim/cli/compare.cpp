// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <optional>
#include <utility>
#include <vector>

#include "cli/compare_json.h"
#include "cli/compare_stress.h"
#include "cli/compare_table.h"
#include "cli/comparison_outcome.h"
#include "cli/errors.h"
#include "cli/sequence.h"
#include "cli/stress_json.h"
#include "cli/stress_plan_text.h"
#include "cli/stress_table.h"
#include "cli/study.h"
#include "cli/variants.h"
#include "cli/verbs.h"
#include "cli/work.h"
#include "results/layout.h"
#include "results/write.h"

namespace tenure::cli {
namespace {

/// Beside the comparison's results, whose digest does not cover it.
void keep(const StressOutcome& stressed, const std::filesystem::path& path) {
  results::JsonWriter json(results::JsonWriter::Layout::indented);  // no line is too long to read
  json.open_object();
  write_stress(json, stressed);
  json.close();
  results::Dataset dataset = stressed.outcome.obtained.dataset;
  std::erase_if(dataset.variables,
                [](const results::Variable& one) { return one.name == "stress_json"; });
  dataset.variables.push_back(
      results::make_variable(results::standard_variable("stress_json"),
                             std::vector<results::Text>{std::move(json).text()}));
  results::write(dataset, path);
}

/// After the comparison itself, which people have before them while assumptions are moved.
void tell_stress(const experiment::StressPlan& plan, const ComparisonOutcome& outcome,
                 const Options& options, const Interruption& interruption, const Console& console) {
  const experiment::Stress stress = carry_out(plan, outcome, options, interruption, console);
  const StressOutcome stressed{outcome, plan, stress};
  if (options.output) keep(stressed, *options.output);
  if (!options.json) {
    console.print(as_table(stressed, console));
    return;
  }
  results::JsonWriter json;
  json.open_object();
  write_comparison(json, outcome);
  write_stress(json, stressed);
  json.close();
  console.print(std::move(json).text() + '\n');
}

Drawing drawing(const Options& options) { return options.term ? Drawing::bars : Drawing::none; }

/// Variants of one policy; they have no results file.
void tell_variants(const Study& study, const Options& options, const Interruption& interruption,
                   const Console& console) {
  const std::string option = options.vary ? "--vary" : "--ablate";
  const auto refuse = [&](const std::string& other) {
    throw UsageError("tenure compare: " + option + " does not go with " + other,
                     "tenure compare --help");
  };
  if (options.vary && options.ablate) refuse("--ablate");
  if (is_sequential(options)) refuse(options.until ? "--until" : "--select");
  if (options.stress) refuse("--stress");
  if (options.output) refuse("-o (it keeps no results)");
  if (options.dry_run) refuse("--dry-run");
  if (options.vary) {
    const Vary vary = parse_vary(study, *options.vary);
    const auto points = frontier(study, vary, options, interruption, console);
    console.print(options.json ? as_json(vary, points, study)
                               : as_table(vary, points, study, console));
    return;
  }
  const Ablation ablation = ablate(study, options, interruption, console);
  console.print(options.json ? as_json(ablation, study) : as_table(ablation, study, console));
}

}  // namespace

ExitCode compare(const Options& options, Console& console) {
  const Interruption interruption;  // first: a signal during the reading is one as well
  const Study study = load_comparison(options);
  tell_notes(study, console);
  if (options.vary || options.ablate) {
    tell_variants(study, options, interruption, console);
    return ExitCode::done;
  }
  if (is_sequential(options)) {
    const auto done = obtain_in_sequence("compare", study, options, interruption, console);
    if (!done) return ExitCode::done;
    const ComparisonOutcome outcome(done->study, done->obtained, done->outcome);
    console.print(options.json ? as_json(outcome) : as_table(outcome, console, drawing(options)));
    return ExitCode::done;
  }
  std::optional<experiment::StressPlan> plan;
  if (options.stress) plan = plan_of(study, interruption);
  const experiment::Policies policies(specifications_of(study), experiment::Joining::twins);
  const auto obtained = obtain("compare", study, policies, options, interruption, console,
                               [&](results::JsonWriter& json) {
                                 if (plan) write_stress_plan(json, *plan, policies.replications());
                               });
  if (!obtained) {
    if (plan && !options.json) {
      console.print(plan_as_text(*plan, policies.size(), policies.replications()));
    }
    return ExitCode::done;
  }
  const ComparisonOutcome outcome(study, *obtained);
  if (!options.json) {
    console.print(as_table(outcome, console, drawing(options)));
  } else if (!plan) {
    console.print(as_json(outcome));
  }
  if (plan) tell_stress(*plan, outcome, options, interruption, console);
  return ExitCode::done;
}

}  // namespace tenure::cli
