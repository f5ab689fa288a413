// SPDX-License-Identifier: Apache-2.0
#include "cli/sweep_text.h"

#include <utility>

#include "cli/decides_text.h"
#include "cli/words.h"
#include "experiment/what_decides.h"
#include "results/digest.h"

namespace tenure::cli {
namespace {

std::int64_t number(std::size_t x) { return static_cast<std::int64_t>(x); }

std::string policies_in(std::size_t count) {
  return with_thousands(number(count)) + (count == 1 ? " policy" : " policies");
}

}  // namespace

std::string merged_as_text(const std::filesystem::path& path, const scenario::Sweep& sweep,
                           const experiment::SweepPlan& plan, const Merged& merged,
                           const Console& console) {
  if (!merged.status.is_complete()) return {};
  std::string text = counted(number(plan.points), "point") + ", " +
                     counted(number(plan.replications), "replication") + ", " +
                     policies_in(plan.policies.size()) + ": " +
                     experiment::results_of(path).string() + "\n";
  if (const auto decides = experiment::what_decides(*merged.dataset)) {
    const auto& goal = sweep.base.goal.decide_by;
    text += "\n" + decides_as_text(*decides, goal ? goal->kpi : "profit", console);
  }
  return text;
}

std::string merged_as_json(std::string_view verb, const std::filesystem::path& path,
                           const experiment::SweepPlan& plan, const Merged& merged,
                           const std::function<void(results::JsonWriter&)>& more) {
  results::JsonWriter json;
  json.open_object()
      .field("tenure_json", 1)
      .field("verb", verb)
      .field("points", plan.points)
      .field("replications", plan.replications)
      .field("units", plan.units())
      .field("packs", plan.packs());
  if (more) more(json);
  json.field("complete", merged.status.is_complete());
  json.key("missing").open_array();
  for (const std::size_t pack : merged.status.missing) json.value(pack);
  json.close();
  if (merged.dataset) {
    json.field("results", experiment::results_of(path).string())
        .field("digest", results::digest(*merged.dataset));
    const auto decides = experiment::what_decides(*merged.dataset);
    if (decides) write_decides(json, *decides);
  }
  json.close();
  return std::move(json).text() + '\n';
}

std::string estimate_as_text(const scenario::Sweep& sweep, const SweepEstimate& estimate) {
  const std::string title = sweep.text.title;
  return (title.empty() ? "" : title + "\n") + counted(number(estimate.points), "point") +
         (estimate.left_out > 0 ? " (" + with_thousands(number(estimate.left_out)) +
                                      " more are left out by constraints)"
                                : "") +
         " of " + counted(number(sweep.parameters.size()), "parameter") + ", " +
         counted(number(sweep.replications), "replication") + ", " +
         policies_in(sweep.policies.size()) + "\n" + counted(number(estimate.units), "unit") +
         " of work in " + counted(number(estimate.packs), "pack") + "\nWould take about " +
         time_span(estimate.seconds) + " with " + counted(estimate.threads, "thread") +
         " of this machine, " + amount_of_memory(estimate.memory) + " of memory and " +
         amount_of_memory(estimate.disk) + " of disk.\n";
}

std::string estimate_as_json(const scenario::Sweep& sweep, const SweepEstimate& estimate) {
  results::JsonWriter json;
  json.open_object()
      .field("tenure_json", 1)
      .field("verb", "sweep")
      .field("dry_run", true)
      .field("points", estimate.points)
      .field("left_out", estimate.left_out)
      .field("replications", sweep.replications)
      .field("units", estimate.units)
      .field("packs", estimate.packs)
      .field("threads", estimate.threads)
      .field("estimated_seconds", estimate.seconds)
      .field("estimated_memory_bytes", static_cast<std::int64_t>(estimate.memory))
      .field("estimated_disk_bytes", static_cast<std::int64_t>(estimate.disk));
  json.key("policies").open_array();
  for (const std::string& policy : sweep.policies) json.value(policy);
  json.close().close();
  return std::move(json).text() + '\n';
}

}  // namespace tenure::cli
