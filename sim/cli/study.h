// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "cli/console.h"
#include "cli/options.h"
#include "experiment/criterion.h"
#include "experiment/policies.h"
#include "model/model.h"
#include "scenario/extends.h"
#include "scenario/load.h"

namespace tenure::cli {

/// A scenario as the command line asks for it, and those of its policies that are meant.
struct Study {
  scenario::Loaded loaded;
  std::vector<std::size_t> policies;  ///< at least one; a comparison's reference first
  experiment::Criterion criterion;    ///< what decides between them
  scenario::Chain chain;              ///< the files it was read from ...
  scenario::LoadOptions reading;      ///< ... and how, to read it again with an assumption moved

  const scenario::LoadedPolicy& policy(std::size_t i) const { return loaded.policies[policies[i]]; }
  const scenario::LoadedPolicy& chosen() const { return policy(0); }
  const model::Specification& specification() const { return chosen().specification; }
};

/// Reads options.arguments[0]. Throws ScenarioError, scenario::InputError, or UsageError if the
/// scenario has no such policy.
Study load_study(const Options& options);

/// As load_study, for several policies: --policies, or all.
Study load_policies(const Options& options);

/// The same. Throws UsageError if that is one only.
Study load_comparison(const Options& options);

/// The same with another number of replications.
Study with_replications(const Study& study, std::size_t replications);

std::vector<model::Specification> specifications_of(const Study& study);

/// "40,000 customers in 2 segments, 3 years, 20 replications, policy today"
std::string in_short(const model::Specification& specification);
/// The same, or "3 policies" if there are several.
std::string in_short(const Study& study);

/// Notes of the scenario, one line each, and which other policies there are.
void tell_notes(const Study& study, const Console& console);

/// How many threads a run uses: asked for, or what this process may have.
unsigned threads_for(const Options& options);

/// What a run will need at most, roughly, in bytes.
double estimated_memory(const model::Model& model, unsigned threads);
double estimated_memory(const experiment::Policies& policies, unsigned threads);

}  // namespace tenure::cli
