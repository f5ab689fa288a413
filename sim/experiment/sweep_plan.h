// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "experiment/sweep_unit.h"
#include "scenario/sweep.h"

namespace tenure::experiment {

/// How a sweep is cut into packs, and from what it is made: `DIR/plan.json`. Every process that
/// plans the same sweep with the same release writes the same bytes, so that it does not matter who
/// does. It holds the texts of all files, so that whoever has the folder needs nothing else.
struct SweepPlan {
  scenario::SweepSources sources;
  std::string release;
  std::int64_t epoch = 0;  ///< of results
  std::string canary;      ///< of the elementary functions
  std::size_t points = 0;
  std::size_t replications = 0;
  std::vector<std::string> policies;
  std::uint64_t events_per_unit = 0;  ///< estimated, for what follows
  std::size_t units_per_pack = 1;

  std::size_t units() const { return points * replications; }
  std::size_t packs() const { return (units() + units_per_pack - 1) / units_per_pack; }
  /// Hashes all that can change a number of any point: texts, seed, replications, epoch, canary.
  /// Names of files do not matter, nor does the release.
  std::string id() const;
};

/// How many consecutive units make a pack, from the events of one.
std::size_t units_per_pack(const SweepStudy& study, std::uint64_t events);

/// Makes a plan. Reads the scenario at every point, with `threads` threads, so that a point that
/// cannot be is found before any work is spent: throws ScenarioError, or
/// model::Interrupted when asked to stop.
SweepPlan plan_sweep(const scenario::SweepSources& sources, const SweepStudy& study,
                     unsigned threads, const std::stop_token& stop = {});

/// The plan's identity before it is made.
std::string plan_id(const scenario::SweepSources& sources, const std::string& canary);

std::string to_json(const SweepPlan& plan);

/// Throws Refusal unless it is a plan.
SweepPlan plan_from(std::string_view json);

/// Throws InputError with the reason if there is something under DIR/plan.json that is no plan or
/// was damaged; none if there is nothing.
std::optional<SweepPlan> read_plan(const std::filesystem::path& folder);

/// Complete or absent. Throws OutputError.
void write_plan(const std::filesystem::path& folder, const SweepPlan& plan);

/// What of `after` is another than in `before`, for people: "corner_shop.yaml", "--seed".
std::vector<std::string> differences(const SweepPlan& before, const scenario::SweepSources& after,
                                     const std::string& canary);

std::filesystem::path plan_file_of(const std::filesystem::path& folder);

}  // namespace tenure::experiment
