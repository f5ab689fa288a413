// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/specification.h"
#include "scenario/assumption.h"
#include "scenario/extends.h"
#include "scenario/goal.h"
#include "scenario/inventory.h"
#include "scenario/issue.h"
#include "scenario/resolve.h"

namespace tenure::scenario {

/// Some of what a policy changes: its sections by name, and "segments" for what it changes in
/// single segments. Dates, whom it addresses and its budget stay; a budget with nothing left to pay
/// for goes.
struct OnlyParts {
  std::string policy;
  std::vector<std::string> parts;
};

struct LoadOptions {
  std::vector<std::string> sets;                     ///< path=value, in the order given
  std::vector<Setting> settings;                     ///< the same after them, by a program
  std::vector<std::string> policies;                 ///< only these, in this order; none: all
  std::vector<std::filesystem::path> allowed_paths;  ///< folders that `extends` may reach as well
  std::optional<Move> move;                          ///< a default that is to be another one
  std::optional<OnlyParts> only;                     ///< one policy is to do less
  bool lists_assumptions = true;  ///< Inventory::assumptions, a twelfth of the work of reading
};

/// A latent value that an observable implies, for `explain`: what the model really uses.
struct Implied {
  std::string path;  ///< "segments.regulars.leaving.hazard"
  double value = 0.0;
  std::string unit;
  std::string how;
};

struct LoadedPolicy {
  std::string name;
  std::string label;  ///< for tables; the name if the scenario gives none
  model::Specification specification;
  Inventory inventory;
  std::vector<std::string> parts;  ///< what it changes, as OnlyParts names it, in the file's order
  std::vector<Implied> implied;
  /// Every value of the specification as a scenario with this one policy; reading it gives the same
  /// specification.
  std::string resolved_yaml;
};

struct Loaded {
  std::vector<LoadedPolicy> policies;  ///< in the order of the file, at least one
  Goal goal;                           ///< what decides between them
  std::vector<SourceFile> files;       ///< the scenario first, then what it extends
  std::vector<Issue> notes;            ///< not wrong, but worth knowing
};

/// Reads a scenario. Throws ScenarioError with everything that is wrong, InputError if `file`
/// cannot be read.
Loaded load(const std::filesystem::path& file, const LoadOptions& options = {});

/// The same of files that were read before, so that what happens to them since makes no difference.
Loaded load(const Chain& chain, const LoadOptions& options = {});

/// The same from memory; `name` is how messages call it. It cannot extend a file.
Loaded load_text(std::string_view text, const std::string& name, const LoadOptions& options = {});

}  // namespace tenure::scenario
