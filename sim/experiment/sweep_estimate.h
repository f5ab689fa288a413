// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

#include "experiment/sweep_unit.h"

namespace tenure::experiment {

/// Events of a unit, from a trial: the first point, one policy, few customers. The same on every
/// machine.
std::uint64_t estimate_events(const SweepStudy& study);

/// Seconds of this machine that a trial of a unit took.
struct TrialSeconds {
  double preparing = 0.0;   ///< reading the scenario at the point and making its models
  double simulating = 0.0;  ///< the unit itself, with all policies
};

/// Carries out a unit of a point with a share of its customers, above 0 and at most 1.
using TryUnit = std::function<TrialSeconds(std::size_t point, double share)>;

/// Seconds that `units` units of work, spread evenly over `points` points, take on one thread.
/// Points all over the design are tried, because one may be much more work than another. Where a
/// unit takes longer than a tenth of a second, only with a share of its customers: what all of them
/// take is on the straight line through two shares of the first point. The trials take about a
/// second.
double estimate_seconds(std::size_t points, std::size_t units, double least_share,
                        const TryUnit& attempt);

/// The same for a sweep on one thread of this machine, now.
double estimate_seconds(const SweepStudy& study);

}  // namespace tenure::experiment
