// SPDX-License-Identifier: Apache-2.0
#include "experiment/sweep_unit.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "experiment/part_store.h"
#include "model/simulation.h"
#include "results/sha256.h"
#include "scenario/did_you_mean.h"

namespace tenure::experiment {

namespace {

using results::PackedVariable;
using results::PackedVariables;
using scenario::KeptDetail;

Policies policies_at(const SweepStudy& study, std::size_t point, const scenario::Loaded& loaded) {
  std::vector<model::Specification> specifications;
  for (const scenario::LoadedPolicy& policy : loaded.policies) {
    specifications.push_back(policy.specification);
    specifications.back().seed = seed_of_point(study.sweep, point);
  }
  return Policies(specifications);
}

/// What is kept of one KPI: its total, and its periods if they shall be kept.
void add_variables(const Kpi& kpi, const model::Model& model, KeptDetail periods,
                   KeptDetail segments, PackedVariables& to) {
  const std::string& name = kpi.description.name;
  to.push_back({name, total_of(kpi), 1});
  if (periods == KeptDetail::total || kpi.of_horizon_only) return;
  PackedVariable series{name, kpi.description, model.periods()};
  if (kpi.level == model::Level::segment && segments == KeptDetail::all) {
    series.count *= model.study().segments.size();
  } else {
    series.description.dimensions = {"policy", "replication", "period"};
  }
  to.push_back(series);
  if (!kpi.is_ratio) return;
  for (const Half half : {Half::numerator, Half::denominator}) {
    PackedVariable part = series;
    part.description = half_of(series.description, half);
    to.push_back(std::move(part));
  }
}

std::string names_in(const PackedVariables& variables) {
  std::string names;
  for (const PackedVariable& variable : variables) {
    names += ' ' + variable.description.name + '*' + std::to_string(variable.count);
  }
  return names;
}

/// Values of a segment's KPI by period alone.
std::vector<std::int64_t> over_segments(const std::vector<std::int64_t>& values,
                                        std::size_t periods) {
  std::vector<std::int64_t> sums(periods, 0);
  const std::size_t segments = values.size() / periods;
  for (std::size_t i = 0; i < values.size(); ++i) sums[i / segments] += values[i];
  return sums;
}

std::int64_t bits_of(double x) {
  // One NaN for all: sign and payload depend on the processor's way to compute it.
  return std::bit_cast<std::int64_t>(std::isnan(x) ? engine::kNaN : x);
}

}  // namespace

std::uint64_t seed_of_point(const scenario::Sweep& sweep, std::size_t point) {
  if (sweep.text.random_numbers == scenario::RandomNumbers::common) return sweep.seed;
  const std::string hash = results::sha256("tenure point\nseed " + std::to_string(sweep.seed) +
                                           "\npoint " + std::to_string(point) + "\n");
  return std::strtoull(hash.substr(0, 15).c_str(), nullptr, 16);  // 60 bits
}

SweptPoint::SweptPoint(const SweepStudy& study, std::size_t point)
    : SweptPoint(study, point, scenario::load_point(study.sweep, study.points[point])) {}

SweptPoint::SweptPoint(const SweepStudy& study, std::size_t point, const scenario::Loaded& loaded)
    : policies_(policies_at(study, point, loaded)),
      periods_(study.sweep.text.keep.periods),
      segments_(study.sweep.text.keep.segments) {
  what_counts_ = "tenure sweep unit\n";
  for (std::size_t i = 0; i < policies_.size(); ++i) {
    kpis_.emplace_back(policies_[i]);
    variables_.emplace_back();
    for (const Kpi& kpi : kpis_.back().list()) {
      add_variables(kpi, policies_[i], periods_, segments_, variables_.back());
    }
    what_counts_ += results::sha256(what_counts(policies_[i], study.canary)) + "\nkeeps" +
                    names_in(variables_.back()) + "\n";
  }
}

std::string SweptPoint::unit_id(std::size_t replication) const {
  return results::sha256(what_counts_ + "replication " + std::to_string(replication) + "\n");
}

void expect_known_kpis(const SweepStudy& study) {
  const std::vector<scenario::KeptKpi>& kept = study.sweep.kept_kpis;
  if (kept.empty()) return;
  std::vector<std::string> names;
  for (const results::Description& description : all_kpi_descriptions()) {
    std::string name = description.name;
    constexpr std::string_view kTotal = "_total";
    if (name.ends_with(kTotal)) name.resize(name.size() - kTotal.size());
    names.push_back(std::move(name));
  }
  const SweptPoint first(study, 0);
  for (const PackedVariables& variables : first.variables()) {
    for (const PackedVariable& variable : variables) names.push_back(variable.kpi);
  }
  const std::vector<std::string_view> known(names.begin(), names.end());
  scenario::Issues issues;
  for (const scenario::KeptKpi& kpi : kept) {
    if (std::find(names.begin(), names.end(), kpi.name) != names.end()) continue;
    issues.add(
        kpi.place, "keep.kpis",
        {scenario::in_quotes(kpi.name) + " is no KPI", "", scenario::closest(kpi.name, known)});
  }
  issues.throw_if_any();
}

results::PackedUnit run_unit(const SweptPoint& point, std::size_t replication, engine::Team& team,
                             const std::stop_token& stop) {
  results::PackedUnit unit;
  unit.id = point.unit_id(replication);
  for (std::size_t i = 0; i < point.policies_.size(); ++i) {
    if (stop.stop_requested()) throw model::Interrupted();
    model::Execution execution;
    execution.stop = stop;
    const model::Record record =
        model::Simulation(point.policies_[i], replication, team, std::move(execution)).run();
    unit.events += record.events;
    results::PackedPolicy packed;
    packed.variables = i;
    const auto append = [&](const std::vector<std::int64_t>& more) {
      packed.words.insert(packed.words.end(), more.begin(), more.end());
    };
    const Kpis& kpis = point.kpis_[i];
    for (std::size_t k = 0; k < kpis.list().size(); ++k) {
      const Kpi& kpi = kpis.list()[k];
      const double total = kpis.total(k, record);
      packed.words.push_back(kpi.is_ratio ? bits_of(total) : whole_total(total));
      if (point.periods_ == KeptDetail::total || kpi.of_horizon_only) continue;
      Series series = kpis.series(k, record);
      if (point.segments_ == KeptDetail::total && kpi.level == model::Level::segment) {
        series.value = over_segments(series.value, record.periods);
        if (kpi.is_ratio) series.denominator = over_segments(series.denominator, record.periods);
      }
      if (kpi.is_ratio) {
        for (const double ratio : ratios_of(kpi, series)) packed.words.push_back(bits_of(ratio));
      }
      append(series.value);
      append(series.denominator);
    }
    unit.policies.push_back(std::move(packed));
  }
  return unit;
}

}  // namespace tenure::experiment
