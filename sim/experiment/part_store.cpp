// SPDX-License-Identifier: Apache-2.0
#include "experiment/part_store.h"

#include <algorithm>

#include "experiment/study_id.h"
#include "results/errors.h"
#include "results/part.h"
#include "results/sha256.h"
#include "scenario/resolved_yaml.h"

namespace tenure::experiment {

/// All that can change a number of any replication, or what the number stands for.
std::string what_counts(const model::Model& model, const std::string& canary) {
  model::Specification bare = model.specification();
  bare.title.clear();
  bare.question.clear();
  bare.replications = 1;
  std::string what = "tenure unit\nepoch " + std::to_string(kResultsEpoch) + "\nfunctions " +
                     canary + "\npolicy " + bare.policy + "\nseed " + std::to_string(bare.seed) +
                     "\ncounts";
  model.for_each_measure([&](std::string_view section, const auto& measure, std::size_t) {
    what.append(" ").append(section).append(".").append(measure.name);
  });
  return what + "\n" + scenario::resolved_yaml(bare, bare.policy);
}

namespace {

constexpr auto kUntilTheFirst = std::chrono::seconds{1};

std::string what_counts(const model::Model& model, const std::string& canary,
                        const model::Model* against) {
  const std::string own = experiment::what_counts(model, canary);
  if (against == nullptr) return own;
  return own + "joined with " + results::sha256(experiment::what_counts(*against, canary)) + "\n";
}

std::string id_of(const std::string& what, std::size_t replication) {
  return results::sha256(what + "replication " + std::to_string(replication) + "\n");
}

bool is_of(const model::Record& record, const model::Model& model) {
  return record.periods == model.periods() && record.rows == model.rows() &&
         record.causes == model.study().causes.size() && record.tallies == model.layout().tallies;
}

}  // namespace

std::string unit_id(const model::Model& model, std::size_t replication, const std::string& canary,
                    const model::Model* against) {
  return id_of(what_counts(model, canary, against), replication);
}

void PartStore::look_for(const model::Model& model, const model::Model* against) {
  const std::vector<std::string> there = results::parts_in(folder_);
  const std::string what = what_counts(model, canary_, against);
  std::vector<Known>& units = units_[model.specification().policy];
  units.resize(static_cast<std::size_t>(model.specification().replications));
  for (std::size_t i = 0; i < units.size(); ++i) {
    units[i].id = id_of(what, i);
    if (!std::binary_search(there.begin(), there.end(), units[i].id)) continue;
    try {
      units[i].record = results::read_part(folder_, units[i].id);
      if (!is_of(*units[i].record, model)) {
        units[i].record.reset();
        throw results::InputError(folder_.string() +
                                  ": a part counts other things than this study");
      }
      ++found_;
    } catch (const results::InputError& refusal) {
      unusable_.emplace_back(refusal.what());
    }
  }
}

PartStore::Known& PartStore::at(const UnitName& unit) {
  return units_.find(unit.policy)->second.at(unit.replication);
}

std::optional<model::Record> PartStore::take(const UnitName& unit) {
  return std::exchange(at(unit).record, std::nullopt);
}

void PartStore::keep(const UnitName& unit, const model::Record& record) {
  const std::string& id = at(unit).id;
  Part part{id, results::to_part(id, record)};
  std::vector<Part> due;
  {
    const std::lock_guard lock(mutex_);
    if (!failure_.empty()) return;
    waiting_.push_back(std::move(part));
    if (Clock::now() - start_ < kUntilTheFirst) return;
    due = std::exchange(waiting_, {});
  }
  write(due);
}

void PartStore::write(const std::vector<Part>& parts) try {
  for (const auto& [id, bytes] : parts) {
    results::write_part(folder_, id, bytes);
    ++written_;
  }
} catch (const results::OutputError& error) {
  const std::lock_guard lock(mutex_);
  if (failure_.empty()) failure_ = error.what();
}

void PartStore::save() { write(std::exchange(waiting_, {})); }

void PartStore::remove() const { results::remove_parts(folder_); }

std::size_t PartStore::of_others() const {
  std::vector<std::string> ours;
  for (const auto& [policy, units] : units_) {
    for (const Known& unit : units) ours.push_back(unit.id);
  }
  std::sort(ours.begin(), ours.end());
  const std::vector<std::string> there = results::parts_in(folder_);
  return static_cast<std::size_t>(std::count_if(
      there.begin(), there.end(),
      [&](const std::string& id) { return !std::binary_search(ours.begin(), ours.end(), id); }));
}

}  // namespace tenure::experiment
