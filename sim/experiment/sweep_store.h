// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "experiment/sweep_plan.h"
#include "results/pack.h"

namespace tenure::experiment {

/// The packs of a plan in `DIR/packs`: NNNNNN-PLAN.pack, or NNNNNN-PLAN.some for what was finished
/// of one when it was interrupted; PLAN are the first digits of the plan's id, so that packs of
/// another plan are never taken for this one's. A name says nothing about the content: whoever
/// reads a pack verifies it. Two processes that write the same pack write the same numbers.
class SweepStore {
 public:
  SweepStore(std::filesystem::path folder, const SweepPlan& plan);

  const std::filesystem::path& folder() const { return folder_; }
  std::size_t first_unit(std::size_t pack) const { return pack * plan_.units_per_pack; }
  std::size_t units_in(std::size_t pack) const;
  std::filesystem::path file_of(std::size_t pack) const;

  /// Creates the folder. Throws OutputError.
  void prepare() const;

  /// What is under a pack's name: the pack, if it is whole and of this plan; nothing if there is
  /// nothing; or throws InputError with the reason why it cannot be used.
  std::optional<results::Pack> read(std::size_t pack) const;
  bool has_file(std::size_t pack) const;

  /// A whole pack, or what there is of it. Throws OutputError.
  void write(std::size_t pack, results::Pack content) const;

 private:
  std::filesystem::path some_of(std::size_t pack) const;

  std::filesystem::path folder_;
  const SweepPlan& plan_;
  std::string id_;
};

/// Finished units that lie about in `DIR/packs` outside of the plan's own whole packs: of an
/// earlier plan, or of a pack that was interrupted.
class SpareUnits {
 public:
  /// Reads every other pack there once. What cannot be used is told by notes().
  SpareUnits(const SweepStore& store, const SweepPlan& plan);

  std::size_t size() const { return places_.size(); }
  bool has(const std::string& id) const { return places_.contains(id); }
  /// A unit with its lists of variables, by policy; none if its file has vanished meanwhile.
  struct Found {
    results::PackedUnit unit;
    std::vector<results::PackedVariables> variables;
  };
  std::optional<Found> take(const std::string& id);

  const std::vector<std::string>& notes() const { return notes_; }

 private:
  struct Spot {
    std::size_t file;
    std::size_t unit;
  };
  std::vector<std::filesystem::path> files_;
  std::map<std::string, Spot, std::less<>> places_;  // by unit id
  std::vector<std::string> notes_;
  std::optional<std::size_t> open_file_;  // the file that open_ holds
  results::Pack open_;
};

/// When all packs of a plan are whole: removes what was left of interrupted ones, and temporaries
/// of killed processes. Packs of other plans stay. Nothing thrown.
void remove_leftovers(const SweepStore& store, const SweepPlan& plan);

}  // namespace tenure::experiment
