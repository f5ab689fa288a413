// SPDX-License-Identifier: Apache-2.0
#include "experiment/sweep_store.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "experiment/study_id.h"
#include "results/atomic_file.h"
#include "results/errors.h"

namespace tenure::experiment {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kWhole = ".pack";
constexpr std::string_view kSome = ".some";
constexpr std::size_t kDigitsOfPlan = 12;

std::string name_of(std::size_t pack, const std::string& plan, std::string_view ending) {
  std::string digits = std::to_string(pack);
  if (digits.size() < 6) digits.insert(0, 6 - digits.size(), '0');
  return digits + "-" + plan.substr(0, kDigitsOfPlan) + std::string(ending);
}

/// Whose name a file bears: all names that end like one of ours.
bool is_pack(const std::string& name, std::string_view ending) {
  return !name.starts_with('.') && name.ends_with(ending);
}

bool is_of_plan(const std::string& name, const std::string& plan) {
  return name.find("-" + plan.substr(0, kDigitsOfPlan) + ".") != std::string::npos;
}

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    names.push_back(entry->path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

SweepStore::SweepStore(fs::path folder, const SweepPlan& plan)
    : folder_(std::move(folder) / "packs"), plan_(plan), id_(plan.id()) {}

std::size_t SweepStore::units_in(std::size_t pack) const {
  return std::min(plan_.units_per_pack, plan_.units() - first_unit(pack));
}

fs::path SweepStore::file_of(std::size_t pack) const {
  return folder_ / name_of(pack, id_, kWhole);
}

fs::path SweepStore::some_of(std::size_t pack) const { return folder_ / name_of(pack, id_, kSome); }

void SweepStore::prepare() const {
  std::error_code error;
  fs::create_directories(folder_, error);
  results::expect_writable(file_of(0));
}

bool SweepStore::has_file(std::size_t pack) const {
  std::error_code error;
  return fs::exists(file_of(pack), error);
}

std::optional<results::Pack> SweepStore::read(std::size_t pack) const {
  if (!has_file(pack)) return std::nullopt;
  results::Pack content = results::read_pack(file_of(pack));
  const auto refuse = [&](const std::string& why) {
    throw results::InputError(file_of(pack).string() + ": cannot be used (" + why + ")");
  };
  if (content.epoch != plan_.epoch) {
    refuse("of release " + content.release + " with results epoch " +
           std::to_string(content.epoch) + ", this plan has " + std::to_string(plan_.epoch));
  }
  if (content.plan != id_) refuse("it belongs to another sweep");
  if (!content.is_whole() || content.first != first_unit(pack) ||
      content.expected != units_in(pack)) {
    refuse("it holds other units than the plan says");
  }
  for (std::size_t i = 0; i < content.units.size(); ++i) {
    if (content.units[i].number != content.first + i ||
        content.units[i].policies.size() != plan_.policies.size()) {
      refuse("it holds other units than the plan says");
    }
  }
  return content;
}

void SweepStore::write(std::size_t pack, results::Pack content) const {
  content.plan = id_;
  content.release = TENURE_VERSION;
  content.epoch = plan_.epoch;
  content.first = first_unit(pack);
  content.expected = units_in(pack);
  if (!content.is_whole()) {
    results::write_pack(some_of(pack), content);
    return;
  }
  results::write_pack(file_of(pack), content);
  std::error_code ignored;
  fs::remove(some_of(pack), ignored);
}

SpareUnits::SpareUnits(const SweepStore& store, const SweepPlan& plan) {
  const std::string id = plan.id();
  for (const std::string& name : names_in(store.folder())) {
    const bool own = is_pack(name, kWhole) && is_of_plan(name, id);
    if (own || (!is_pack(name, kWhole) && !is_pack(name, kSome))) continue;
    const fs::path path = store.folder() / name;
    try {
      const results::Pack pack = results::read_pack(path);
      if (pack.epoch != plan.epoch) {
        notes_.push_back(path.string() + ": not used (of release " + pack.release +
                         " with results epoch " + std::to_string(pack.epoch) + ", this one has " +
                         std::to_string(plan.epoch) + ")");
        continue;
      }
      for (std::size_t i = 0; i < pack.units.size(); ++i) {
        places_.emplace(pack.units[i].id, Spot{files_.size(), i});
      }
      files_.push_back(path);
    } catch (const results::InputError& refusal) {
      notes_.emplace_back(refusal.what());
    }
  }
}

std::optional<SpareUnits::Found> SpareUnits::take(const std::string& id) {
  const auto spot = places_.find(id);
  if (spot == places_.end()) return std::nullopt;
  if (open_file_ != spot->second.file) {
    open_file_.reset();
    try {
      open_ = results::read_pack(files_[spot->second.file]);
    } catch (const results::InputError&) {
      return std::nullopt;
    }
    open_file_ = spot->second.file;
  }
  if (spot->second.unit >= open_.units.size() || open_.units[spot->second.unit].id != id) {
    return std::nullopt;
  }
  Found found{open_.units[spot->second.unit], {}};
  for (std::size_t i = 0; i < found.unit.policies.size(); ++i) {
    found.variables.push_back(open_.variables[found.unit.policies[i].variables]);
    found.unit.policies[i].variables = i;
  }
  return found;
}

void remove_leftovers(const SweepStore& store, const SweepPlan& plan) {
  const std::string id = plan.id();
  std::error_code ignored;
  for (const std::string& name : names_in(store.folder())) {
    const bool temporary = name.starts_with('.') && name.find(".tmp.") != std::string::npos;
    const bool some = is_pack(name, kSome) && is_of_plan(name, id);
    if (temporary) results::remove_if_abandoned(store.folder() / name);
    if (some) fs::remove(store.folder() / name, ignored);
  }
}

}  // namespace tenure::experiment
