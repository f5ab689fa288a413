// SPDX-License-Identifier: Apache-2.0
#include "experiment/sweep_tabulate.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "engine/expect.h"
#include "experiment/study_id.h"
#include "results/json.h"
#include "results/layout.h"
#include "results/sha256.h"

namespace tenure::experiment {

namespace {

using results::Dataset;
using results::make_variable;
using results::standard_variable;
using results::Study;
using scenario::SweepParameter;
using scenario::SweepValue;

void add_standard(Dataset& dataset, const std::string& name, results::Values values) {
  dataset.variables.push_back(
      make_variable(standard_variable(name), std::move(values), Study::sweep));
}

std::vector<std::int64_t> counted_to(std::size_t count) {
  std::vector<std::int64_t> numbers(count);
  for (std::size_t i = 0; i < count; ++i) numbers[i] = static_cast<std::int64_t>(i);
  return numbers;
}

/// p_NAME: what a parameter was at each point.
results::Variable swept_variable(const SweepParameter& parameter, results::Values values) {
  results::Variable variable{"p_" + parameter.name, {"point"}, std::move(values), {}};
  variable.attributes["long_name"] = "swept value of " + parameter.paths.front();
  variable.attributes["path"] = parameter.paths.front();
  variable.attributes["scale"] = parameter.scale == scenario::SweepScale::log ? "log" : "linear";
  if (std::holds_alternative<std::vector<double>>(variable.values)) {
    variable.attributes["units"] = scenario::unit_of(*parameter.kind, parameter.currency).symbol;
  }
  return variable;
}

std::string stream_of(const scenario::Loaded& loaded) {
  if (loaded.policies.size() == 1) return loaded.policies.front().resolved_yaml;
  std::string stream;
  for (const scenario::LoadedPolicy& policy : loaded.policies) {
    stream += "---\n" + policy.resolved_yaml;
  }
  return stream;
}

std::string provenance_of(const SweepPlan& plan, const scenario::Sweep& sweep) {
  results::JsonWriter json(results::JsonWriter::Layout::indented);
  json.open_object()
      .field("program", "tenure")
      .field("version", TENURE_VERSION)
      .field("results_epoch", plan.epoch)
      .field("study_id", plan.id());
  json.key("policies").open_array();
  for (const std::string& policy : plan.policies) json.value(policy);
  json.close()
      .field("seed", sweep.seed)
      .field("replications", plan.replications)
      .field("points", plan.points)
      .field("sweep_sha256", results::sha256(plan.sources.sweep.text));
  json.key("scenario_sha256").open_array();
  for (const scenario::SourceFile& file : plan.sources.scenario) {
    json.value(results::sha256(file.text));
  }
  json.close();
  if (plan.sources.points) json.field("points_sha256", results::sha256(plan.sources.points->text));
  json.key("set").open_array();
  for (const std::string& set : plan.sources.sets) json.value(set);
  json.close()
      .field("random_numbers",
             "Philox4x32-10; key: seed, replication, role; counter: identity, ordinal, kind, block")
      .close();
  return std::move(json).text();
}

}  // namespace

SweepTable::SweepTable(const SweepStudy& study, const SweepPlan& plan,
                       std::filesystem::path scratch)
    : study_(study),
      plan_(plan),
      columns_(plan.units() * plan.policies.size(), std::move(scratch)),
      complete_(plan.units() * plan.policies.size(), 0) {}

bool SweepTable::is_kept(const std::string& kpi) const {
  const auto& kept = study_.sweep.kept_kpis;
  return kept.empty() || std::any_of(kept.begin(), kept.end(),
                                     [&](const scenario::KeptKpi& one) { return one.name == kpi; });
}

void SweepTable::add(const results::Pack& pack) {
  std::vector<std::vector<std::optional<std::size_t>>> places(pack.variables.size());
  std::map<std::size_t, SweepColumns::Rows> filled;
  for (const results::PackedUnit& unit : pack.units) {
    events_ += static_cast<std::int64_t>(unit.events);
    const std::size_t point = study_.point_of(unit.number);
    const std::size_t replication = study_.replication_of(unit.number);
    for (std::size_t policy = 0; policy < unit.policies.size(); ++policy) {
      const results::PackedPolicy& packed = unit.policies[policy];
      const results::PackedVariables& list = pack.variables[packed.variables];
      auto& place = places[packed.variables];
      if (place.empty()) {
        for (const results::PackedVariable& variable : list) {
          place.push_back(is_kept(variable.kpi) ? std::optional(columns_.place_of(variable))
                                                : std::nullopt);
        }
      }
      const std::size_t row =
          (point * plan_.policies.size() + policy) * plan_.replications + replication;
      complete_[row] = 1;
      const std::int64_t* from = packed.words.data();
      for (std::size_t i = 0; i < list.size(); ++i) {
        if (place[i]) {
          SweepColumns::Rows& rows = filled[*place[i]];
          rows.rows.push_back(row);
          rows.words.push_back(from);
        }
        from += list[i].count;
      }
    }
  }
  for (const auto& [place, rows] : filled) columns_.put(place, rows);
}

void SweepTable::add_points(Dataset& dataset) const {
  std::vector<std::vector<double>> numbers(study_.sweep.parameters.size());
  std::vector<std::vector<results::Text>> texts(study_.sweep.parameters.size());
  for (std::size_t point = 0; point < plan_.points; ++point) {
    const std::vector<SweepValue> values = study_.points[point];
    for (std::size_t i = 0; i < values.size(); ++i) {
      const SweepParameter& parameter = study_.sweep.parameters[i];
      if (parameter.kind) {
        const double factor = scenario::unit_of(*parameter.kind, parameter.currency).factor;
        numbers[i].push_back(values[i].measure.value_or(engine::kNaN) * factor);
      } else {
        texts[i].push_back(values[i].text);
      }
    }
  }
  for (std::size_t i = 0; i < study_.sweep.parameters.size(); ++i) {
    const SweepParameter& parameter = study_.sweep.parameters[i];
    dataset.variables.push_back(parameter.kind ? swept_variable(parameter, std::move(numbers[i]))
                                               : swept_variable(parameter, std::move(texts[i])));
  }
}

Dataset SweepTable::finish() {
  Dataset dataset;
  const scenario::Loaded& base = study_.sweep.base;
  const model::Specification& shared = base.policies.front().specification;
  dataset.attributes["title"] =
      study_.sweep.text.title.empty() ? shared.title : study_.sweep.text.title;
  dataset.attributes[results::kStudyAttribute] = plan_.id();
  dataset.attributes["events"] = events_;
  dataset.dimensions = {{"point", plan_.points},
                        {"policy", plan_.policies.size()},
                        {"replication", plan_.replications}};
  add_standard(dataset, "point", counted_to(plan_.points));
  add_points(dataset);
  add_standard(dataset, "policy", plan_.policies);
  add_standard(dataset, "replication", counted_to(plan_.replications));
  if (study_.sweep.text.keep.periods == scenario::KeptDetail::all) {
    const model::Model model(shared);
    std::vector<double> starts;
    std::vector<double> ends;
    for (std::size_t period = 0; period < model.periods(); ++period) {
      starts.push_back(period == 0 ? 0.0 : ends.back());
      ends.push_back(engine::in_days(model.period_end(period) - engine::kStart));
    }
    dataset.dimensions["period"] = model.periods();
    add_standard(dataset, "period_start", std::move(starts));
    add_standard(dataset, "period_end", std::move(ends));
    if (study_.sweep.text.keep.segments == scenario::KeptDetail::all) {
      dataset.dimensions["segment"] = model.study().segments.size();
      add_standard(dataset, "segment", model.study().segments);
    }
  }
  columns_.move_to(dataset);
  add_standard(dataset, "complete", std::move(complete_));
  add_standard(dataset, "scenario_yaml", std::vector{plan_.sources.scenario.front().text});
  add_standard(dataset, "resolved_yaml", std::vector{stream_of(base)});
  add_standard(dataset, "design_yaml", std::vector{plan_.sources.sweep.text});
  add_standard(dataset, "provenance_json", std::vector{provenance_of(plan_, study_.sweep)});
  return dataset;
}

}  // namespace tenure::experiment
