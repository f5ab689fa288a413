// SPDX-License-Identifier: Apache-2.0
#include "experiment/sweep_plan.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "engine/team.h"
#include "experiment/study_id.h"
#include "experiment/sweep_estimate.h"
#include "model/simulation.h"
#include "results/atomic_file.h"
#include "results/errors.h"
#include "results/json.h"
#include "results/json_value.h"
#include "results/refusal.h"
#include "results/sha256.h"

namespace tenure::experiment {

namespace {

namespace fs = std::filesystem;
using results::JsonValue;
using results::JsonWriter;
using scenario::SourceFile;
using scenario::SweepSources;

constexpr std::int64_t kPlanFormat = 1;
constexpr std::uintmax_t kLargestPlan = std::uintmax_t{64} << 20U;

/// Work in one pack: so much that writing it costs nothing, so little that losing it does not hurt.
/// In small sweeps less, so that threads, ranks and shards all get some.
constexpr double kSecondsPerPack = 10.0;
constexpr double kLeastSecondsPerPack = 0.1;
constexpr double kLeastPacks = 32.0;
constexpr std::size_t kMostUnitsPerPack = 10'000;

/// What an event costs, roughly, by how many mechanisms are in use (measured: 0.3 us in the
/// reference churn model, 4 us in the corner shop with 9). A plan must not depend on the machine,
/// so this is a constant and not a measurement.
constexpr double kSecondsPerEventAndMechanism = 0.4e-6;

std::string sized(std::string_view text) {
  return std::to_string(text.size()) + ":" + std::string(text) + "\n";
}

std::string id_of(const SweepSources& sources, std::int64_t epoch, const std::string& canary) {
  std::string what = "tenure sweep\nepoch " + std::to_string(epoch) + "\nfunctions " + canary +
                     "\nsweep " + sized(sources.sweep.text);
  for (const SourceFile& file : sources.scenario) what += "scenario " + sized(file.text);
  if (sources.points) what += "points " + sized(sources.points->text);
  for (const std::string& set : sources.sets) what += "set " + sized(set);
  if (sources.seed) what += "seed " + std::to_string(*sources.seed) + "\n";
  if (sources.replications) {
    what += "replications " + std::to_string(*sources.replications) + "\n";
  }
  return results::sha256(what);
}

std::size_t mechanisms_in_use(const model::Specification& specification) {
  std::size_t count = 0;
  model::for_each_section(specification.segments.front().sections, [&](auto, const auto& section) {
    if (section) ++count;
  });
  return count;
}

void write_file(JsonWriter& json, const SourceFile& file) {
  json.open_object()
      .field("name", file.name)
      .field("sha256", results::sha256(file.text))
      .field("text", file.text)
      .close();
}

SourceFile read_file(const JsonValue& json) {
  return {json.at("name").text(), json.at("text").text()};
}

}  // namespace

std::size_t units_per_pack(const SweepStudy& study, std::uint64_t events) {
  const double unit =
      static_cast<double>(events + 1) * kSecondsPerEventAndMechanism *
      static_cast<double>(mechanisms_in_use(study.sweep.base.policies.front().specification) + 1);
  const double all = unit * static_cast<double>(study.units());
  const double pack = std::clamp(all / kLeastPacks, kLeastSecondsPerPack, kSecondsPerPack);
  return static_cast<std::size_t>(
      std::clamp(pack / unit, 1.0, static_cast<double>(kMostUnitsPerPack)));
}

std::string SweepPlan::id() const { return id_of(sources, epoch, canary); }

std::string plan_id(const SweepSources& sources, const std::string& canary) {
  return id_of(sources, kResultsEpoch, canary);
}

SweepPlan plan_sweep(const SweepSources& sources, const SweepStudy& study, unsigned threads,
                     const std::stop_token& stop) {
  engine::Team team(threads);
  team.for_each(study.points.size(), [&](std::size_t point, unsigned) {
    if (stop.stop_requested()) throw model::Interrupted();
    scenario::load_point(study.sweep, study.points[point]);
  });
  SweepPlan plan;
  plan.sources = sources;
  plan.release = TENURE_VERSION;
  plan.epoch = kResultsEpoch;
  plan.canary = study.canary;
  plan.points = study.points.size();
  plan.replications = study.sweep.replications;
  plan.policies = study.sweep.policies;
  plan.events_per_unit = estimate_events(study);
  plan.units_per_pack = units_per_pack(study, plan.events_per_unit);
  return plan;
}

std::string to_json(const SweepPlan& plan) {
  JsonWriter json(JsonWriter::Layout::indented);
  json.open_object()
      .field("tenure_plan", kPlanFormat)
      .field("id", plan.id())
      .field("release", plan.release)
      .field("results_epoch", plan.epoch)
      .field("functions", plan.canary)
      .field("points", plan.points)
      .field("replications", plan.replications);
  json.key("policies").open_array();
  for (const std::string& policy : plan.policies) json.value(policy);
  json.close()
      .field("units", plan.units())
      .field("events_per_unit", plan.events_per_unit)
      .field("units_per_pack", plan.units_per_pack)
      .field("packs", plan.packs());
  json.key("inputs").open_object();
  json.key("sweep");
  write_file(json, plan.sources.sweep);
  json.key("scenario").open_array();
  for (const SourceFile& file : plan.sources.scenario) write_file(json, file);
  json.close();
  if (plan.sources.points) {
    json.key("points");
    write_file(json, *plan.sources.points);
  }
  json.key("set").open_array();
  for (const std::string& set : plan.sources.sets) json.value(set);
  json.close();
  if (plan.sources.seed) json.field("seed", *plan.sources.seed);
  if (plan.sources.replications) json.field("replications", *plan.sources.replications);
  json.close().close();
  return std::move(json).text() + "\n";
}

SweepPlan plan_from(std::string_view text) {
  const JsonValue json = results::parse_json(text);
  SweepPlan plan;
  if (!json.has("tenure_plan") || json.at("tenure_plan").number() != kPlanFormat) {
    throw results::Refusal("no plan that this version reads");
  }
  plan.release = json.at("release").text();
  plan.epoch = json.at("results_epoch").number();
  plan.canary = json.at("functions").text();
  plan.points = static_cast<std::size_t>(json.at("points").number());
  plan.replications = static_cast<std::size_t>(json.at("replications").number());
  for (const JsonValue& name : json.at("policies").items()) plan.policies.push_back(name.text());
  plan.events_per_unit = static_cast<std::uint64_t>(json.at("events_per_unit").number());
  plan.units_per_pack = static_cast<std::size_t>(json.at("units_per_pack").number());
  const JsonValue& inputs = json.at("inputs");
  plan.sources.sweep = read_file(inputs.at("sweep"));
  for (const JsonValue& file : inputs.at("scenario").items()) {
    plan.sources.scenario.push_back(read_file(file));
  }
  if (inputs.has("points")) plan.sources.points = read_file(inputs.at("points"));
  for (const JsonValue& set : inputs.at("set").items()) plan.sources.sets.push_back(set.text());
  if (inputs.has("seed")) plan.sources.seed = inputs.at("seed").number();
  if (inputs.has("replications")) {
    plan.sources.replications = inputs.at("replications").number();
  }
  if (json.at("id").text() != plan.id() || plan.units_per_pack == 0 || plan.points == 0 ||
      plan.replications == 0 || plan.sources.scenario.empty()) {
    throw results::Refusal("damaged: its texts do not agree with its id");
  }
  return plan;
}

fs::path plan_file_of(const fs::path& folder) { return folder / "plan.json"; }

std::optional<SweepPlan> read_plan(const fs::path& folder) {
  const fs::path path = plan_file_of(folder);
  std::error_code error;
  if (!fs::exists(path, error)) return std::nullopt;
  const auto refuse = [&](const std::string& why) {
    throw results::InputError(path.string() + ": cannot be used (" + why + ")");
  };
  if (!fs::is_regular_file(path, error)) refuse("not a plain file");
  const std::uintmax_t length = fs::file_size(path, error);
  if (error || length > kLargestPlan) refuse("of an absurd size");
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (text.size() != length) refuse("it cannot be read");
  try {
    return plan_from(text);
  } catch (const results::Refusal& refusal) {
    refuse(refusal.what());
  }
  return std::nullopt;
}

void write_plan(const fs::path& folder, const SweepPlan& plan) {
  results::write_atomically(plan_file_of(folder), {to_json(plan)});
}

std::vector<std::string> differences(const SweepPlan& before, const SweepSources& after,
                                     const std::string& canary) {
  std::vector<std::string> all;
  const SweepSources& was = before.sources;
  if (before.epoch != kResultsEpoch) {
    all.push_back("this release computes other numbers (results epoch " +
                  std::to_string(kResultsEpoch) + ", release " + before.release + " had " +
                  std::to_string(before.epoch) + ")");
  }
  if (before.canary != canary) all.emplace_back("the elementary functions give other bits here");
  const auto compare = [&](const SourceFile* a, const SourceFile* b) {
    if (a == nullptr || b == nullptr ? a != b : a->text != b->text) {
      all.push_back((b != nullptr ? b : a)->name + " was edited");
    }
  };
  compare(&was.sweep, &after.sweep);
  const auto at = [](const std::vector<SourceFile>& files, std::size_t i) {
    return i < files.size() ? &files[i] : nullptr;
  };
  for (std::size_t i = 0; i < std::max(was.scenario.size(), after.scenario.size()); ++i) {
    compare(at(was.scenario, i), at(after.scenario, i));
  }
  compare(was.points ? &*was.points : nullptr, after.points ? &*after.points : nullptr);
  if (was.sets != after.sets) all.emplace_back("--set differs");
  if (was.seed != after.seed) all.emplace_back("--seed differs");
  if (was.replications != after.replications) all.emplace_back("--replications differs");
  return all;
}

}  // namespace tenure::experiment
