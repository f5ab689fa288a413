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
#include "cli/stress_json.h"
#include "cli/stress_plan_text.h"
#include "cli/stress_table.h"
#include "cli/study.h"
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

}  // namespace

ExitCode compare(const Options& options, Console& console) {
  const Interruption interruption;  // first: a signal during the reading is one as well
  const Study study = load_comparison(options);
  std::optional<experiment::StressPlan> plan;
  if (options.stress) plan = plan_of(study, interruption);
  tell_notes(study, console);
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
    console.print(as_table(outcome, console, options.term ? Drawing::bars : Drawing::none));
  } else if (!plan) {
    console.print(as_json(outcome));
  }
  if (plan) tell_stress(*plan, outcome, options, interruption, console);
  return ExitCode::done;
}

}  // namespace tenure::cli
