// SPDX-License-Identifier: Apache-2.0
#include "cli/study.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include "cli/errors.h"
#include "cli/words.h"
#include "experiment/threads.h"
#include "model/fates.h"
#include "scenario/did_you_mean.h"
#include "scenario/quantity.h"

namespace tenure::cli {
namespace {

std::size_t find_policy(const std::vector<scenario::LoadedPolicy>& policies,
                        const std::string& name, const Options& options) {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < policies.size(); ++i) {
    if (policies[i].name == name) return i;
    names.push_back(policies[i].name);
  }
  std::string list;
  for (const std::string_view known : names) {
    list.append(list.empty() ? "" : ", ").append(known);
  }
  const std::string guess = scenario::closest(name, names);
  throw UsageError(options.arguments.front() + " has no policy '" + name + "' (it has: " + list +
                       ")" + (guess.empty() ? "" : ". Did you mean '" + guess + "'?"),
                   "tenure explain " + options.arguments.front());
}

/// Of one replication: the initial base, and who is expected to arrive.
double expected_customers(const model::Specification& specification) {
  double customers = 0.0;
  const double days = engine::in_days(specification.horizon);
  for (const model::Segment& segment : specification.segments) {
    customers += static_cast<double>(segment.customers);
    const auto& acquisition = std::get<model::kIndexOf<model::Acquisition>>(segment.sections);
    if (!acquisition) continue;
    if (acquisition->arrivals) customers += acquisition->arrivals->per_day * days;
    for (const std::int64_t newcomers : acquisition->daily) {
      customers += static_cast<double>(newcomers);
    }
  }
  return customers;
}

/// Everything but the policies.
Study load(const Options& options) {
  scenario::LoadOptions how{.sets = options.sets,
                            .allowed_paths = options.allowed_paths,
                            .move = {},
                            .lists_assumptions = options.stress};
  if (options.seed) how.sets.push_back("seed=" + std::to_string(*options.seed));
  if (options.replications) {
    how.sets.push_back("replications=" + std::to_string(*options.replications));
  }
  scenario::Chain chain = scenario::read_chain(options.arguments.front(), how.allowed_paths);
  scenario::Loaded loaded = scenario::load(chain, how);
  Study study{std::move(loaded), {}, {}, std::move(chain), std::move(how)};
  study.criterion = experiment::criterion_of(study.loaded.goal,
                                             study.loaded.policies.front().specification.currency);
  return study;
}

std::string size_of(const model::Specification& specification) {
  std::int64_t customers = 0;
  for (const model::Segment& segment : specification.segments) customers += segment.customers;
  return counted(customers, "customer") + " in " +
         counted(static_cast<std::int64_t>(specification.segments.size()), "segment") + ", " +
         scenario::print(specification.horizon) + ", " +
         counted(specification.replications, "replication");
}

/// What simulating needs: for one replication at work, and for its counts as long as the run lasts.
struct Memory {
  double at_work = 0.0;
  double counts = 0.0;
};

Memory memory_of(const model::Model& model) {
  constexpr double kFilling = 10.0;  // agenda, mail and who is due at present, per customer
  const auto& parts = model.footprint();
  double customer = std::accumulate(
      parts.begin(), parts.end(), kFilling,
      [](double sum, const auto& part) { return sum + static_cast<double>(part.bytes); });
  const double cells = static_cast<double>(model.periods() * model.rows());
  // Where fates are told: a run's own, once more while they are put in order, and the first
  // policy's.
  if (model.tells_fates()) customer += 3.0 * static_cast<double>(sizeof(model::Fate));
  return {customer * expected_customers(model.specification()),
          8.0 * cells *
              (static_cast<double>(model.layout().tallies) + 6.0 +
               static_cast<double>(model.study().causes.size()))};
}

constexpr double kProgram = 22e6;  // code, libraries and tables

}  // namespace

Study load_study(const Options& options) {
  Study study = load(options);
  study.policies = {options.policy ? find_policy(study.loaded.policies, *options.policy, options)
                                   : 0};
  return study;
}

Study load_policies(const Options& options) {
  Study study = load(options);
  for (const std::string& name : options.policies) {
    study.policies.push_back(find_policy(study.loaded.policies, name, options));
  }
  if (options.policies.empty()) {
    study.policies.resize(study.loaded.policies.size());
    std::iota(study.policies.begin(), study.policies.end(), std::size_t{0});
  }
  return study;
}

Study load_comparison(const Options& options) {
  Study study = load_policies(options);
  if (study.policies.size() > 1) return study;
  throw UsageError("there is nothing to compare " + study.chosen().name + " with (" +
                       (options.policies.empty() ? "the scenario has no other policy"
                                                 : "--policies names only one") +
                       "; tenure run simulates one policy)",
                   "tenure compare --help");
}

Study with_replications(const Study& study, std::size_t replications) {
  Study other = study;
  other.reading.sets.push_back("replications=" + std::to_string(replications));
  other.loaded = scenario::load(other.chain, other.reading);
  return other;
}

std::vector<model::Specification> specifications_of(const Study& study) {
  std::vector<model::Specification> specifications;
  for (std::size_t i = 0; i < study.policies.size(); ++i) {
    specifications.push_back(study.policy(i).specification);
  }
  return specifications;
}

std::string in_short(const model::Specification& specification) {
  return size_of(specification) + ", policy " + specification.policy;
}

std::string in_short(const Study& study) {
  if (study.policies.size() == 1) return in_short(study.specification());
  return size_of(study.specification()) + ", " +
         with_thousands(static_cast<std::int64_t>(study.policies.size())) + " policies";
}

void tell_notes(const Study& study, const Console& console) {
  for (const scenario::Issue& note : study.loaded.notes) {
    console.note("note: " + scenario::to_text(note));
  }
  std::string others;
  for (const scenario::LoadedPolicy& policy : study.loaded.policies) {
    const auto& meant = study.policies;
    const auto number = static_cast<std::size_t>(&policy - study.loaded.policies.data());
    if (std::find(meant.begin(), meant.end(), number) != meant.end()) continue;
    others += (others.empty() ? "" : ", ") + policy.name;
  }
  const bool is_comparison = study.policies.size() > 1;
  if (!others.empty()) {
    console.note(
        (is_comparison ? "Other policies (--policies A,B): " : "Other policies (--policy NAME): ") +
        others);
  }
}

unsigned threads_for(const Options& options) {
  return options.threads ? *options.threads : experiment::default_threads().threads;
}

double estimated_memory(const model::Model& model, unsigned threads) {
  const auto replications = static_cast<double>(model.specification().replications);
  const Memory memory = memory_of(model);
  return kProgram + std::min(static_cast<double>(threads), replications) * memory.at_work +
         replications * memory.counts;
}

double estimated_memory(const experiment::Policies& policies, unsigned threads) {
  const auto replications = static_cast<double>(policies.replications());
  const auto units = replications * static_cast<double>(policies.size());
  Memory all;
  for (std::size_t policy = 0; policy < policies.size(); ++policy) {
    const Memory memory = memory_of(policies[policy]);
    all.at_work = std::max(all.at_work, memory.at_work);
    all.counts += memory.counts;
  }
  return kProgram + std::min(static_cast<double>(threads), units) * all.at_work +
         replications * all.counts;
}

}  // namespace tenure::cli
