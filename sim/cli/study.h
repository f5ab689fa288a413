// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/console.h"
#include "cli/options.h"
#include "model/model.h"
#include "scenario/load.h"

namespace tenure::cli {

/// A scenario as the command line asks for it, and the one of its policies that is meant.
struct Study {
  scenario::Loaded loaded;
  std::size_t policy = 0;

  const scenario::LoadedPolicy& chosen() const { return loaded.policies[policy]; }
  const model::Specification& specification() const { return chosen().specification; }
};

/// Reads options.arguments[0]. Throws ScenarioError, scenario::InputError, or UsageError if the
/// scenario has no such policy.
Study load_study(const Options& options);

/// "40,000 customers in 2 segments, 3 years, 20 replications, policy today"
std::string in_short(const model::Specification& specification);

/// Notes of the scenario, one line each, and which other policies there are.
void tell_notes(const Study& study, const Console& console);

/// How many threads a run uses: asked for, or what this process may have.
unsigned threads_for(const Options& options);

/// What a run will need at most, roughly, in bytes.
double estimated_memory(const model::Model& model, unsigned threads);

}  // namespace tenure::cli
