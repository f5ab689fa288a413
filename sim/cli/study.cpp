// SPDX-License-Identifier: Apache-2.0
#include "cli/study.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include "cli/errors.h"
#include "cli/words.h"
#include "experiment/threads.h"
#include "scenario/did_you_mean.h"
#include "scenario/quantity.h"

namespace tenure::cli {
namespace {

std::size_t find_policy(const std::vector<scenario::LoadedPolicy>& policies,
                        const Options& options) {
  if (!options.policy) return 0;
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < policies.size(); ++i) {
    if (policies[i].name == *options.policy) return i;
    names.push_back(policies[i].name);
  }
  std::string list;
  for (const std::string_view name : names) {
    list.append(list.empty() ? "" : ", ").append(name);
  }
  const std::string guess = scenario::closest(*options.policy, names);
  throw UsageError(options.arguments.front() + " has no policy '" + *options.policy +
                       "' (it has: " + list + ")" +
                       (guess.empty() ? "" : ". Did you mean '" + guess + "'?"),
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

}  // namespace

Study load_study(const Options& options) {
  scenario::LoadOptions how{options.sets, options.allowed_paths};
  if (options.seed) how.sets.push_back("seed=" + std::to_string(*options.seed));
  if (options.replications) {
    how.sets.push_back("replications=" + std::to_string(*options.replications));
  }
  Study study{scenario::load(options.arguments.front(), how), 0};
  study.policy = find_policy(study.loaded.policies, options);
  return study;
}

std::string in_short(const model::Specification& specification) {
  std::int64_t customers = 0;
  for (const model::Segment& segment : specification.segments) customers += segment.customers;
  return counted(customers, "customer") + " in " +
         counted(static_cast<std::int64_t>(specification.segments.size()), "segment") + ", " +
         scenario::print(specification.horizon) + ", " +
         counted(specification.replications, "replication") + ", policy " + specification.policy;
}

void tell_notes(const Study& study, const Console& console) {
  for (const scenario::Issue& note : study.loaded.notes) {
    console.note("note: " + scenario::to_text(note));
  }
  std::string others;
  for (const scenario::LoadedPolicy& policy : study.loaded.policies) {
    if (policy.name == study.chosen().name) continue;
    others += (others.empty() ? "" : ", ") + policy.name;
  }
  if (!others.empty()) console.note("Other policies (--policy NAME): " + others);
}

unsigned threads_for(const Options& options) {
  return options.threads ? *options.threads : experiment::default_threads().threads;
}

double estimated_memory(const model::Model& model, unsigned threads) {
  constexpr double kProgram = 16e6;  // code and tables
  constexpr double kFilling = 16.0;  // of agenda and mailbox, per customer
  const model::Specification& specification = model.specification();
  const double replications = static_cast<double>(specification.replications);
  const double at_once = std::min(static_cast<double>(threads), replications);
  const auto& parts = model.footprint();
  const double customer = std::accumulate(
      parts.begin(), parts.end(), kFilling,
      [](double sum, const auto& part) { return sum + static_cast<double>(part.bytes); });
  const double cells = static_cast<double>(model.periods() * model.rows());
  const double counts = 8.0 * cells *
                        (static_cast<double>(model.layout().tallies) + 6.0 +
                         static_cast<double>(model.study().causes.size()));
  return kProgram + at_once * customer * expected_customers(specification) + replications * counts;
}

}  // namespace tenure::cli
