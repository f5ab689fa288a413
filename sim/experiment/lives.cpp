// SPDX-License-Identifier: Apache-2.0
#include "experiment/lives.h"

#include <limits>
#include <numeric>
#include <utility>

#include "engine/team.h"
#include "model/simulation.h"

namespace tenure::experiment {

namespace {

/// So many of the initial customers, and the same share of all others, have a hashed identity
/// below.
std::uint64_t threshold_for(const model::Specification& specification, std::size_t customers) {
  const double all = std::accumulate(specification.segments.begin(), specification.segments.end(),
                                     0.0, [](double sum, const model::Segment& segment) {
                                       return sum + static_cast<double>(segment.customers);
                                     });
  const double share = static_cast<double>(customers) / all;
  constexpr double kAll = 18446744073709551616.0;  // 2^64
  if (!(share < 1.0)) return std::numeric_limits<std::uint64_t>::max();
  return static_cast<std::uint64_t>(share * kAll);
}

}  // namespace

std::vector<Lives> live(const Policies& policies, std::size_t how_many, std::size_t replication,
                        const LivesWanted& wanted, unsigned threads, const std::stop_token& stop) {
  std::vector<Lives> lives(how_many);
  const auto run = [&](std::size_t policy, engine::Team& team) {
    model::Execution execution;
    execution.stop = stop;
    execution.fates = &lives[policy].fates;
    if (wanted.sales) execution.sales = &lives[policy].sales;
    if (wanted.steps_of > 0) {
      execution.steps = &lives[policy].steps;
      execution.steps_below = threshold_for(policies.shared(), wanted.steps_of);
    }
    model::Simulation(policies[policy], replication, team, std::move(execution)).run();
  };
  engine::Team team(threads);
  if (how_many >= threads) {
    team.for_each(how_many, [&](std::size_t policy, unsigned) {
      engine::Team alone(1);
      run(policy, alone);
    });
  } else {
    for (std::size_t policy = 0; policy < how_many; ++policy) run(policy, team);
  }
  return lives;
}

}  // namespace tenure::experiment
