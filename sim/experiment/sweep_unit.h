// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/team.h"
#include "experiment/kpi_variables.h"
#include "experiment/kpis.h"
#include "experiment/policies.h"
#include "experiment/sweep_points.h"
#include "results/pack.h"
#include "scenario/sweep.h"

namespace tenure::experiment {

/// A sweep and its points, and what its units have in common. Shared by all threads.
struct SweepStudy {
  const scenario::Sweep& sweep;
  const SweepPoints& points;
  std::string canary;  ///< the bits of the elementary functions

  /// The unit of work: a point and a replication, with all policies, so that twins can be joined. A
  /// block of replications is one replication, whatever their number: 20 to 40 takes over the 20.
  std::size_t units() const { return points.size() * sweep.replications; }
  std::size_t point_of(std::size_t unit) const { return unit / sweep.replications; }
  std::size_t replication_of(std::size_t unit) const { return unit % sweep.replications; }
};

/// The seed of a point: the sweep's, or one of its own if points shall have independent luck.
std::uint64_t seed_of_point(const scenario::Sweep& sweep, std::size_t point);

/// The models of one point: what its units share.
class SweptPoint {
 public:
  /// Throws ScenarioError if the scenario cannot be what the point says.
  SweptPoint(const SweepStudy& study, std::size_t point);
  /// With the scenario that was loaded for it.
  SweptPoint(const SweepStudy& study, std::size_t point, const scenario::Loaded& loaded);

  const Policies& policies() const { return policies_; }
  /// Identifies a unit of the point by what can change its numbers, or which numbers are kept of
  /// it: for each policy what unit_id (part_store.h) hashes, the KPIs there are, whether reporting
  /// periods and segments are kept.
  std::string unit_id(std::size_t replication) const;
  /// What is kept of each policy.
  const std::vector<results::PackedVariables>& variables() const { return variables_; }

 private:
  friend results::PackedUnit run_unit(const SweptPoint&, std::size_t, engine::Team&,
                                      const std::stop_token&);

  Policies policies_;
  std::vector<Kpis> kpis_;
  std::vector<results::PackedVariables> variables_;  // by policy
  scenario::KeptDetail periods_;
  scenario::KeptDetail segments_;
  std::string what_counts_;
};

/// Throws ScenarioError, at its place, for each KPI that shall be kept and does not exist.
void expect_known_kpis(const SweepStudy& study);

/// Simulates one unit, wherever it is asked to: the same numbers by anybody, at any time. Its
/// `number` and the lists of variables are the caller's (`variables` counts policies). Throws
/// model::Interrupted when asked to stop.
results::PackedUnit run_unit(const SweptPoint& point, std::size_t replication, engine::Team& team,
                             const std::stop_token& stop);

}  // namespace tenure::experiment
